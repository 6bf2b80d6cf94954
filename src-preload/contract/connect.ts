import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf, FailureView } from './failure.ts';
import { DraftId } from './token-window.ts';
import { ProfileName, TenantId } from './words.ts';

const Text = z.string().max(2000);
/** One trial of a connection, so that its steps find the list that waits for them. */
export const TrialId = z.string().min(1).max(100);
const Path = z.string().min(1).max(4096);

/** One step of "Test connection" (ux §2). */
export const ConnectionStepView = z.strictObject({
  name: z.string(),
  state: z.enum(['passed', 'failed', 'not tried']),
  sentence: z.string(),
  failure: FailureView.exactOptional(),
});
export type ConnectionStepView = z.infer<typeof ConnectionStepView>;

/** The names of the steps, in order, so that the list stands before the first has passed (ux §2). */
export const CONNECTION_STEPS = [
  'Address resolves',
  'TLS certificate valid',
  'Token accepted',
  'What this console can do',
  'People readable',
] as const;
/** The step behind them where an admin key or a Console API URL is given. */
export const ADMIN_KEY_STEP = 'Admin key accepted';

/** What step 1 of Connect asks for; the token is under the draft's id. */
export const ConsoleForm = z.strictObject({
  name: Text,
  tenantUrl: Text,
  consoleApiUrl: Text.exactOptional(),
  profile: ProfileName,
});
export type ConsoleForm = z.infer<typeof ConsoleForm>;

export const DirectoryForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('csv'), file: Path }),
  z.strictObject({ kind: z.literal('scim'), url: Text }),
]);
export type DirectoryForm = z.infer<typeof DirectoryForm>;

/** A first look at a directory's CSV: its columns and first five people (ux §2, step 2). */
export const DirectoryLook = z.strictObject({
  file: Path,
  name: z.string(),
  encoding: z.string(),
  separator: z.string(),
  columns: z.array(z.strictObject({ heading: z.string(), means: z.string().exactOptional() })),
  people: z.array(z.strictObject({ line: z.number(), cells: z.array(z.string()) })),
  rows: z.strictObject({ seen: z.number(), more: z.boolean() }),
  problems: z.array(FailureView),
});
export type DirectoryLook = z.infer<typeof DirectoryLook>;

export const DirectoryHits = z.strictObject({
  people: z.array(z.strictObject({ address: z.string(), name: z.string(), department: z.string() })),
  more: z.enum(['more', 'all']),
});
export type DirectoryHits = z.infer<typeof DirectoryHits>;

/** A first look at a CSV of people whom a sync must never touch (ux §2, step 3). */
export const ProtectLook = z.strictObject({
  file: Path,
  name: z.string(),
  lines: z.number(),
  protects: z.number(),
  /** The first few, as sentences. */
  problems: z.array(z.string()),
  moreProblems: z.number(),
});
export type ProtectLook = z.infer<typeof ProtectLook>;

const Connecting = z.strictObject({
  draftId: DraftId,
  console: ConsoleForm,
  directory: DirectoryForm.exactOptional(),
  protect: z.strictObject({ addresses: z.array(Text).max(1000), file: Path.exactOptional() }),
  /** The tenant that an earlier try added, before something behind it failed. */
  tenantId: TenantId.exactOptional(),
  /** `nothing`: without a token or a directory there is no sync to start yet. */
  start: z.enum(['test-sync', 'nothing']),
});

export const Connected = z.strictObject({
  tenantId: TenantId,
  /** The step whose part could not be kept; those before it are, and the next try goes on from there. */
  stoppedAt: z.enum(['directory', 'protect', 'preview']).exactOptional(),
  failure: FailureView.exactOptional(),
});
export type Connected = z.infer<typeof Connected>;

export const connectCalls = {
  /** Which secrets the token window has put under a draft; never their values (R18). */
  listDraftSecrets: call(
    z.strictObject({ draftId: DraftId }),
    answerOf(z.strictObject({ token: z.boolean(), adminKey: z.boolean(), directoryToken: z.boolean() })),
  ),
  /** Forgets a draft's secrets: the form was thrown away. */
  forgetDraft: call(z.strictObject({ draftId: DraftId }), answerOf(Nothing)),
  /** "Test connection" before the tenant is saved; each step comes as `connectionStep` too, as it ends. */
  tryConnection: call(
    z.strictObject({ trialId: TrialId, draftId: DraftId, console: ConsoleForm }),
    answerOf(z.array(ConnectionStepView)),
  ),
  cancelTrial: call(z.strictObject({ trialId: TrialId }), answerOf(Nothing)),
  /** Asks for a CSV in the system's own dialog; null = cancelled. */
  chooseCsv: call(z.strictObject({ what: z.enum(['directory', 'exclusions']) }), answerOf(Path.nullable())),
  lookAtDirectory: call(z.strictObject({ file: Path }), answerOf(DirectoryLook)),
  /** People of the directory that is typed: the first for '', else whose name or address has the text; at most 20. */
  searchDirectory: call(
    z.strictObject({ trialId: TrialId, draftId: DraftId, directory: DirectoryForm, text: Text }),
    answerOf(DirectoryHits),
  ),
  lookAtProtected: call(z.strictObject({ file: Path }), answerOf(ProtectLook)),
  /** Adds the tenant with its directory and first exclusions, and starts its first test-mode sync where asked (ux §2, step 4). */
  connectConsole: call(Connecting, answerOf(Connected)),
};
