import { z } from 'zod';
import { call, type InputOf, Nothing, type OutputOf } from './call.ts';
import { connectCalls } from './connect.ts';
import type { EventName, EventOf } from './events.ts';
import { exclusionCalls } from './exclusions.ts';
import { answerOf } from './failure.ts';
import { historyCalls } from './history.ts';
import { overviewCalls } from './overview.ts';
import { peopleCalls } from './people.ts';
import { preferenceCalls } from './preferences.ts';
import { provisioningCalls } from './provisioning.ts';
import { provisioningDraftCalls } from './provisioning-draft.ts';
import { reportApprovalCalls } from './report-approval.ts';
import { reportCalls } from './reports.ts';
import { runCalls } from './runs.ts';
import { syncCalls } from './sync.ts';
import { tenantCalls } from './tenants.ts';
import { tokenCalls } from './token-window.ts';
import { trailCalls } from './trail.ts';

export const frameCalls = {
  /** The page has no draft to ask about any more: the window closes (answer to `may-close`). */
  closeWindow: call(Nothing, answerOf(Nothing)),
  /** Opens an address of the list in the system's browser; anything else is refused. */
  openLink: call(z.strictObject({ link: z.string().max(100) }), answerOf(Nothing)),
};

/** Everything that the main window may ask of the main process. One line an area. */
export const windowCalls = {
  ...frameCalls,
  ...preferenceCalls,
  ...tenantCalls,
  ...connectCalls,
  ...overviewCalls,
  ...runCalls,
  ...reportCalls,
  ...reportApprovalCalls,
  ...exclusionCalls,
  ...provisioningCalls,
  ...provisioningDraftCalls,
  ...tokenCalls,
  ...syncCalls,
  ...peopleCalls,
  ...historyCalls,
  ...trailCalls,
};

export type WindowCalls = typeof windowCalls;
export type WindowCallName = keyof WindowCalls;

/** `window.muster`, as the preload script builds it. */
export type MusterBridge = {
  readonly [Name in WindowCallName]: (
    input: InputOf<WindowCalls[Name]>,
  ) => Promise<OutputOf<WindowCalls[Name]>>;
} & {
  /** Hears an event until the returned function is called. */
  readonly on: <N extends EventName>(name: N, listener: (event: EventOf<N>) => void) => () => void;
  /** The path of a file that was dropped on the window, given to main by the way; '' where it has none. */
  readonly pathOfFile: (file: unknown) => Promise<string>;
};
