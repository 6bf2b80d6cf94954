import { z } from 'zod';
import { call, Nothing } from './call.ts';
import { answerOf } from './failure.ts';
import { LinesPage, PastVerdict, ReportFacets, ReviewedCount, RowBrief, RowDetail } from './report-rows.ts';
import { ChangedField, LineQuery, listOf, ReportFilter, ReviewState, RowSelection } from './report-words.ts';
import { CountsView, ReportId, RunStatus, TenantId, TimeMs } from './words.ts';

const count = z.number().int().nonnegative();

/** Where a report stands on its way to being applied (ux §5; design §8); `applied`: its plan was, by a live sync. */
export const ApprovalState = z.enum(['waits', 'approved', 'lapsed', 'applied', 'none']);
export type ApprovalState = z.infer<typeof ApprovalState>;

const what = {
  reportId: ReportId,
  tenantId: TenantId,
  startedAtMs: TimeMs,
  durationMs: z.number(),
  status: RunStatus,
  /** `undo`: takes a live sync back; `evaluated`: stored listings with the exclusions of later. */
  kind: z.enum(['test', 'live', 'one-off-test', 'one-off-live', 'undo', 'evaluated']),
  partial: z.boolean(),
  counts: CountsView,
  /** The h1, and the sentences after it (ux §5). */
  sentence: z.string(),
  more: listOf(z.string()),
  approval: ApprovalState,
};

/** A report in the list. */
export const ReportEntry = z.strictObject(what);
export type ReportEntry = z.infer<typeof ReportEntry>;

const Listing = z.strictObject({
  kind: z.enum(['csv', 'scim']),
  name: z.string(),
  rows: count,
  groups: count,
  complete: z.boolean(),
  why: z.string().exactOptional(),
  readAtMs: TimeMs,
  notes: listOf(z.string()),
  ignoredColumns: listOf(z.string()),
  completedFrom: z.string().exactOptional(),
});
export type Listing = z.infer<typeof Listing>;

const GuardReason = z.strictObject({
  limit: z.enum(['archived', 'half', 'created', 'changed', 'members', 'blocked', 'shrunk']),
  count: z.number(),
  of: z.number(),
  allowed: z.number(),
  /** Which limit of the guard the plan breaks (ux §11, `guard.*`). */
  sentence: z.string(),
});
export type GuardReason = z.infer<typeof GuardReason>;

/** What more than half of the rows that broke a limit have in common: one cause, most likely. */
const CommonCause = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('field'), value: ChangedField, label: z.string(), rows: count }),
  z.strictObject({ of: z.literal('department'), value: z.string(), rows: count }),
]);
export type CommonCause = z.infer<typeof CommonCause>;

/** A report without its rows. */
export const ReportView = z.strictObject({
  ...what,
  tenantName: z.string(),
  planHash: z.string(),
  rows: count,
  only: listOf(z.string()),
  undoes: z.string().exactOptional(),
  reEvaluates: z.string().exactOptional(),
  reEvaluatedAtMs: TimeMs.exactOptional(),
  erased: count.exactOptional(),
  /** `partial.lead`, a sentence each; empty where the report is whole. */
  lead: listOf(z.string()),
  directory: Listing,
  console: Listing,
  exclusions: z.strictObject({ sources: listOf(z.string()), addresses: count, notes: listOf(z.string()) }),
  guard: z.strictObject({
    halted: z.boolean(),
    reasons: listOf(GuardReason),
    firstSync: z.boolean(),
    activeBefore: count,
    /** The number to type to allow this plan past the guard (`guard.override`). */
    countToType: count.exactOptional(),
    mostly: CommonCause.exactOptional(),
  }),
  aliases: z.strictObject({ known: z.boolean(), aliases: count, people: count }),
  firstLive: z.boolean(),
  /** `received`, where the console only accepted the changes (R21). */
  received: z.string().exactOptional(),
  applied: z.strictObject({ succeeded: count, failed: count, movedSincePreview: count }).exactOptional(),
  /** What this report no longer fits, although it could have been made with it (`approval.void`). */
  changedSince: z.enum(['exclusions', 'limits']).exactOptional(),
  /** A newer whole report of the tenant: "Newer report [Show]" (U10). */
  newer: z.strictObject({ reportId: ReportId, startedAtMs: TimeMs }).exactOptional(),
  /** The newest live sync or undo after this report: the console is not what the report saw. */
  overtaken: z.strictObject({ reportId: ReportId, startedAtMs: TimeMs }).exactOptional(),
  facets: ReportFacets,
  heavy: ReviewedCount,
});
export type ReportView = z.infer<typeof ReportView>;

export const WhyAnswer = z.strictObject({
  sentence: z.string(),
  person: RowDetail.exactOptional(),
  /** Several are meant and none is guessed. */
  several: listOf(RowBrief),
});
export type WhyAnswer = z.infer<typeof WhyAnswer>;

/** `undefined` = the admin closed the dialog without choosing a file. */
export const SavedFile = z.strictObject({ file: z.string(), rows: count }).or(Nothing);

const report = { reportId: ReportId };
/** A value of a row, as it came from here. */
const Value = z.string().max(10_000);

export const reportCalls = {
  /** Reports of a tenant, newest first. */
  listReports: call(z.strictObject({ tenantId: TenantId }), answerOf(listOf(ReportEntry))),
  openReport: call(z.strictObject(report), answerOf(ReportView)),
  readReportFacets: call(z.strictObject({ ...report, filter: ReportFilter }), answerOf(ReportFacets)),
  /** Lines of the table from anywhere in it. */
  readReportLines: call(
    z.strictObject({ query: LineQuery, offset: count, limit: z.number().int().min(1).max(500) }),
    answerOf(LinesPage),
  ),
  /** At which line a row stands, or -1. */
  findReportLine: call(z.strictObject({ query: LineQuery, seq: count }), answerOf(z.number().int())),
  readReportRow: call(z.strictObject({ ...report, seq: count }), answerOf(RowDetail)),
  /** What the other reports of the tenant said of a person, newest first. */
  readPastVerdicts: call(
    z.strictObject({ tenantId: TenantId, address: Value, key: Value }),
    answerOf(listOf(PastVerdict)),
  ),
  /** Adds people to the exclusions that are being edited; saved there, not here (ux §7). */
  excludeRows: call(
    z.strictObject({ ...report, selection: RowSelection }),
    answerOf(z.strictObject({ people: count, added: count, alreadyThere: count, sentence: z.string() })),
  ),
  undoExclude: call(z.strictObject({ tenantId: TenantId }), answerOf(Nothing)),
  markRows: call(
    z.strictObject({ ...report, selection: RowSelection, as: ReviewState }),
    answerOf(z.strictObject({ rows: count, heavy: ReviewedCount })),
  ),
  /** "Why this user?" over everybody, unchanged and absent people too. */
  askWhy: call(z.strictObject({ ...report, who: z.string().min(1).max(500) }), answerOf(WhyAnswer)),
  copyReportText: call(z.strictObject({ text: z.string().max(100_000) }), answerOf(Nothing)),
  /** Asks where to save, and writes the report there. */
  exportReport: call(
    z.strictObject({
      ...report,
      format: z.enum(['csv', 'html', 'json']),
      filter: ReportFilter.exactOptional(),
    }),
    answerOf(SavedFile),
  ),
  /** Shows the file that was exported last in its folder. */
  showExportedFile: call(Nothing, answerOf(Nothing)),
  /** A new report of the stored listings with the exclusions, mapping and limits of now; answers with its id. */
  reEvaluateReport: call(z.strictObject(report), answerOf(ReportId)),
};
