import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf, FailureView } from './failure.ts';
import { ReportId, RunId, RunStatus, TenantId, TimeMs } from './words.ts';

/** The phases of a run in the order in which an admin sees them (ux §6). */
export const RUN_PHASES = [
  'claim',
  'read-directory',
  'read-console',
  'compare',
  'check-limits',
  'apply-restores-and-creates',
  'apply-changes',
  'apply-groups',
  'apply-memberships',
  'apply-manager-links',
  'apply-archives',
  'confirm',
] as const;
export const RunPhase = z.enum(RUN_PHASES);
export type RunPhase = z.infer<typeof RunPhase>;

export const RunKind = z.enum(['test', 'live', 'one-off-test', 'one-off-live', 'undo-test', 'undo-live']);
export type RunKind = z.infer<typeof RunKind>;

/** A run that lives in this process, for the run bar and the run page. */
export const RunningRun = z.strictObject({
  /** Given by this process; the run's own id in the history may come later. */
  runKey: z.string(),
  tenantId: TenantId,
  tenantName: z.string(),
  kind: RunKind,
  startedAtMs: TimeMs,
  phase: RunPhase,
  done: z.number(),
  total: z.number().exactOptional(),
  /** Phases that this run has gone through or will, as far as known. */
  phases: z.array(RunPhase),
  /** Rows or people a second over the last seconds; absent while unknown. */
  pace: z.number().exactOptional(),
  /** Time left in ms, only after 10 s and rounded (ux §6). */
  timeLeftMs: z.number().exactOptional(),
  /** The console asked us to wait so long (429, 503). */
  waitMs: z.number().exactOptional(),
  /** How many requests at a time the console gets, and how often it slowed them down (R17). */
  load: z
    .strictObject({ limit: z.number().int(), most: z.number().int(), slowed: z.number().int() })
    .exactOptional(),
  /** The same in words. */
  loadSentence: z.string().exactOptional(),
  stopping: z.boolean(),
  /** What stopping it would leave behind (ux `cancel.live`, `cancel.first`). */
  cancelLeaves: z.enum(['nothing', 'part-applied', 'half-told']),
});
export type RunningRun = z.infer<typeof RunningRun>;

/** How a run of this process ended. */
export const EndedRun = z.strictObject({
  runKey: z.string(),
  tenantId: TenantId,
  tenantName: z.string(),
  kind: RunKind,
  status: RunStatus,
  runId: RunId.exactOptional(),
  reportId: ReportId.exactOptional(),
  /** The report's sentence, or why it was skipped, halted, failed. */
  sentence: z.string(),
  skipCause: z.enum(['limit', 'mode', 'settings']).exactOptional(),
  nextAllowedAtMs: TimeMs.exactOptional(),
  failure: FailureView.exactOptional(),
  /** Applied, not confirmed (R21). */
  received: z.boolean(),
  /** A live sync that was not approved stopped before its first write: its report waits for approval (ux §6). */
  waitsForApproval: z.boolean(),
});
export type EndedRun = z.infer<typeof EndedRun>;

export const runCalls = {
  /** Runs that live now, of all tenants. */
  listRunning: call(Nothing, answerOf(z.array(RunningRun))),
  /** Stops a run: acts within a second; what is under way ends first (ux §6). */
  cancelRun: call(z.strictObject({ runKey: RunId }), answerOf(Nothing)),
};
