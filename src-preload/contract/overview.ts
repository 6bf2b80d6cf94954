import { z } from 'zod';
import { call } from './call.ts';
import { answerOf } from './failure.ts';
import { ReportId, RunId, TenantId, TimeMs } from './words.ts';

/** The one next step, first that fits (ux §3), with the sentence that stands on its card. */
export const NextStepView = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['set-up-directory', 'enter-token', 'show-progress', 'force-sync', 'nothing']),
    sentence: z.string(),
  }),
  z.strictObject({ kind: z.literal('resume'), sentence: z.string(), runId: RunId }),
  z.strictObject({
    kind: z.enum(['evaluate-anew', 'review-report', 'turn-test-mode-off', 'apply']),
    sentence: z.string(),
    reportId: ReportId,
  }),
]);
export type NextStepView = z.infer<typeof NextStepView>;

/** A run as the list of the last ten shows it. */
export const PastRun = z.strictObject({
  runId: RunId,
  atMs: TimeMs,
  outcome: z.string(),
  testMode: z.boolean(),
  durationMs: z.number().exactOptional(),
  reportId: ReportId.exactOptional(),
  /** Created, changed, archived and restored people together; absent without a report. */
  changes: z.number().int().exactOptional(),
  archived: z.number().int().exactOptional(),
  people: z.number().int().exactOptional(),
});
export type PastRun = z.infer<typeof PastRun>;

export const OverviewView = z.strictObject({
  nextStep: NextStepView,
  /** What needs attention, heavy first; each leads somewhere. */
  attention: z.array(
    z.strictObject({
      weight: z.enum(['heavy', 'light']),
      sentence: z.string(),
      reportId: ReportId.exactOptional(),
    }),
  ),
  /** Newest first, at most ten. */
  lastRuns: z.array(PastRun),
});
export type OverviewView = z.infer<typeof OverviewView>;

export const overviewCalls = {
  /** From what this computer knows; the console is not asked. */
  readOverview: call(z.strictObject({ tenantId: TenantId }), answerOf(OverviewView)),
};
