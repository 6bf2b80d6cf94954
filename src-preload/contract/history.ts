import { z } from 'zod';
import { call } from './call.ts';
import { answerOf } from './failure.ts';
import { listOf } from './report-words.ts';
import { SavedFile } from './reports.ts';
import { RunKind } from './runs.ts';
import { ReportId, RunId, TenantId, TimeMs } from './words.ts';

const count = z.number().int().nonnegative();

/** The filters of History (ux §9); `tenants` = everything else that was done to a tenant. */
export const HistoryTopic = z.enum(['runs', 'settings', 'tokens', 'approvals', 'tenants']);
export type HistoryTopic = z.infer<typeof HistoryTopic>;

const line = { id: z.string(), atMs: TimeMs, who: z.string() };

const PastRunLine = z.strictObject({
  ...line,
  kind: z.literal('run'),
  runId: RunId,
  runKind: RunKind,
  /** The console's word plus ours, with number or cause: "Completed, 3 rows failed". */
  outcome: z.string(),
  tone: z.enum(['normal', 'quiet', 'attention']),
  cause: z.string().exactOptional(),
  durationMs: z.number().exactOptional(),
  report: z
    .strictObject({ reportId: ReportId, created: count, changed: count, archived: count, restored: count })
    .exactOptional(),
  applied: z.strictObject({ succeeded: count, failed: count, moved: count }).exactOptional(),
  /** A live run that ended and changed something (R23). */
  canUndo: z.boolean(),
});

const PastActLine = z.strictObject({
  ...line,
  kind: z.literal('act'),
  topic: z.enum(['settings', 'tokens', 'approvals', 'tenants']),
  sentence: z.string(),
  planHash: z.string().exactOptional(),
});

export const HistoryLine = z.discriminatedUnion('kind', [PastRunLine, PastActLine]);
export type HistoryLine = z.infer<typeof HistoryLine>;

/** A sync as the console's own list has it, whoever began it. */
export const ConsoleSyncLine = z.strictObject({
  id: z.string(),
  service: z.enum(['scim', 'adi']),
  testMode: z.boolean(),
  status: z.string(),
  by: z.string(),
  cause: z.string().exactOptional(),
  atMs: TimeMs,
  durationMs: z.number().exactOptional(),
  /** This computer's own run, where it is one. */
  runId: RunId.exactOptional(),
});
export type ConsoleSyncLine = z.infer<typeof ConsoleSyncLine>;

/** `interrupted` in numbers (ux §11). */
export const InterruptedView = z.strictObject({
  runId: RunId,
  atMs: TimeMs,
  proven: count,
  lookedUp: count,
  notSent: count,
  /** What stopped it, where that was not the end of Muster itself: the connection, or the console. */
  cause: z.string().exactOptional(),
  /** R22: resume before anything else. */
  isFirstLive: z.boolean(),
});
export type InterruptedView = z.infer<typeof InterruptedView>;

const tenant = { tenantId: TenantId };
const run = z.strictObject({ ...tenant, runId: RunId });

export const historyCalls = {
  /** Newest first; `before` is the `next` of the page before. */
  readHistory: call(
    z.strictObject({
      ...tenant,
      topics: z.array(HistoryTopic).max(100).exactOptional(),
      before: z.string().max(10_000).exactOptional(),
    }),
    answerOf(z.strictObject({ lines: listOf(HistoryLine), next: z.string().exactOptional() })),
  ),
  /** Asks the console; `null` = it has no Console API, so nobody can say. */
  readConsoleSyncs: call(z.strictObject(tenant), answerOf(listOf(ConsoleSyncLine).nullable())),
  listInterrupted: call(z.strictObject(tenant), answerOf(listOf(InterruptedView))),
  /** Goes on with an interrupted run, with its slot (R7). Answers with the key of the run. */
  resumeRun: call(run, answerOf(z.string())),
  /** Closes an interrupted run: what is proven stays, the rest is not sent. */
  closeRun: call(run, answerOf(z.string())),
  /** Makes the reverse plan of a live run as a report (R23); nothing is changed by it. */
  undoRun: call(run, answerOf(z.string())),
  /** Asks where to save, and writes what the filter shows there as CSV. */
  exportHistory: call(
    z.strictObject({ ...tenant, topics: z.array(HistoryTopic).max(100).exactOptional() }),
    answerOf(SavedFile),
  ),
};
