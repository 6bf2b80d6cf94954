import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { listOf } from './report-words.ts';
import { Mark, ReportId, TimeMs } from './words.ts';

const count = z.number().int().nonnegative();
const state = z.enum(['met', 'unmet', 'waiting']);
const who = { who: z.string(), atMs: TimeMs };

/** A line of the ready list with the facts of its sentence (ux §5). */
export const ReadyLine = z.discriminatedUnion('code', [
  z.strictObject({
    code: z.literal('listings'),
    state,
    incomplete: listOf(z.enum(['directory', 'console'])),
  }),
  z.strictObject({
    code: z.literal('fresh'),
    state,
    ageMs: z.number(),
    limitMs: z.number(),
    sourcesChanged: z.boolean(),
  }),
  z.strictObject({
    code: z.literal('guard'),
    state,
    reasons: listOf(
      z.strictObject({
        limit: z.enum(['archived', 'half', 'created', 'changed', 'members', 'blocked', 'shrunk']),
        count: z.number(),
        of: z.number(),
        allowed: z.number(),
      }),
    ),
    overridden: z.strictObject(who).exactOptional(),
  }),
  z.strictObject({
    code: z.literal('aliases'),
    state,
    known: z.boolean(),
    aliases: count,
    people: count,
    hash: z.string(),
  }),
  z.strictObject({ code: z.literal('heavy'), state, reviewed: count, total: count }),
  z.strictObject({
    code: z.literal('approved'),
    state,
    approved: z.strictObject({ ...who, lapsesAtMs: TimeMs }).exactOptional(),
    lapsed: z.boolean(),
  }),
  z.strictObject({ code: z.literal('erased'), state, rows: count }),
  z.strictObject({ code: z.literal('provisioning'), state }),
  z.strictObject({ code: z.literal('mode'), state }),
  z.strictObject({ code: z.literal('run'), state, runId: z.string(), interrupted: z.boolean() }),
  z.strictObject({ code: z.literal('test-mode'), state, on: z.boolean() }),
  z.strictObject({ code: z.literal('limit'), state, endsAtMs: TimeMs.exactOptional(), local: z.boolean() }),
]);
export type ReadyLine = z.infer<typeof ReadyLine>;

export const ReadyList = z.strictObject({
  planHash: z.string(),
  lines: listOf(ReadyLine),
  ready: z.boolean(),
  readyWhenLimitEnds: z.boolean(),
  firstUnmet: ReadyLine.exactOptional(),
});
export type ReadyList = z.infer<typeof ReadyList>;

const report = { reportId: ReportId };

/** From a report to its plan on the console: approve, allow, acknowledge, apply (ux §5, §6). Nothing here is done without a press. */
export const reportApprovalCalls = {
  /** Asks the console for its settings. */
  readReadyList: call(z.strictObject(report), answerOf(ReadyList)),
  approveReport: call(z.strictObject(report), answerOf(Nothing)),
  revokeApproval: call(z.strictObject(report), answerOf(Nothing)),
  /** Allows this one plan past the guard (`guard.override`). */
  overrideGuard: call(
    z.strictObject({ ...report, typedCount: count, reason: z.string().max(2000) }),
    answerOf(Nothing),
  ),
  /** "I have saved the list, and n aliases may be removed" (`alias.ack`); `hash` is the list's that was shown. */
  acknowledgeAliases: call(z.strictObject({ ...report, hash: Mark }), answerOf(Nothing)),
  /** Starts a live run of exactly this plan (R3) and answers with its key. */
  applyReport: call(
    z.strictObject({
      ...report,
      /** The plan that was on the screen (U3). */
      planHash: Mark,
      /** Whether Test Mode turns on again when the run has ended; remembered for the tenant. */
      afterwards: z.enum(['test-mode-on', 'as-it-is']),
    }),
    answerOf(z.string()),
  ),
};
