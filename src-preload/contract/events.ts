import { z } from 'zod';
import { ConnectionStepView, TrialId } from './connect.ts';
import { EndedRun, RunningRun } from './runs.ts';
import { TenantId, TimeMs } from './words.ts';

/** What may have changed; a screen that shows it asks anew. */
export const Topic = z.enum([
  'tenants',
  'settings',
  'reports',
  'runs',
  'exclusions',
  'history',
  'armed',
  'preferences',
]);
export type Topic = z.infer<typeof Topic>;

/** The countdown of a tenant, right after restart, sleep and a changed clock (design §6). */
export const Countdown = z.strictObject({
  tenantId: TenantId,
  /** Milliseconds until the next sync may start, as of this message; 0 = now. */
  leftMs: z.number().nonnegative(),
  nextAllowedAtMs: TimeMs.exactOptional(),
  /** `console`: its own answer; `computer`: this computer's lower bound (ux `limit.local`). */
  knownFrom: z.enum(['console', 'computer']),
  armed: z
    .strictObject({
      what: z.enum(['test', 'apply']),
      atMs: TimeMs,
      planHash: z.string().exactOptional(),
    })
    .exactOptional(),
});
export type Countdown = z.infer<typeof Countdown>;

/** Where the menu, the tray or a notice wants the window to go. */
export const Place = z.enum([
  'overview',
  'reports',
  'exclusions',
  'people',
  'history',
  'provisioning',
  'tenants',
  'preferences',
]);
export type Place = z.infer<typeof Place>;

/** The few events from main to the window (design §11). */
export const events = {
  runProgress: RunningRun,
  runEnded: EndedRun,
  stateChanged: z.strictObject({ topics: z.array(Topic), tenantId: TenantId.exactOptional() }),
  countdown: Countdown,
  /** What was armed has begun, or came to nothing (ux `armed.failed`). */
  armed: z.strictObject({ tenantId: TenantId, what: z.enum(['began', 'failed']), sentence: z.string() }),
  /** A step of "Test connection" has ended (ux §2). */
  connectionStep: z.strictObject({ trialId: TrialId, step: ConnectionStepView }),
  /** A menu item, a tray item or a notice was chosen. */
  command: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('go'), place: Place, tenantId: TenantId.exactOptional() }),
    z.strictObject({ name: z.literal('open-report'), reportId: z.string(), tenantId: TenantId }),
    z.strictObject({ name: z.literal('find-person') }),
    z.strictObject({ name: z.literal('force-sync') }),
    z.strictObject({ name: z.literal('save') }),
    z.strictObject({ name: z.literal('undo') }),
    z.strictObject({ name: z.literal('redo') }),
    z.strictObject({ name: z.literal('find') }),
    z.strictObject({ name: z.literal('export') }),
    z.strictObject({ name: z.literal('back') }),
    z.strictObject({ name: z.literal('shortcuts') }),
    z.strictObject({ name: z.literal('add-tenant') }),
    z.strictObject({ name: z.literal('switch-tenant') }),
    /** The window wants to close: the page may have a draft to ask about; it answers with `closeWindow`. */
    z.strictObject({ name: z.literal('may-close') }),
  ]),
} as const;

export type EventName = keyof typeof events;
export type EventOf<N extends EventName> = z.infer<(typeof events)[N]>;
export type Command = EventOf<'command'>;
