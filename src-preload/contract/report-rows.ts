import { z } from 'zod';
import {
  ChangedField,
  listOf,
  ReasonCode,
  ResultStatus,
  ReviewState,
  WarningCode,
  WarningWeight,
} from './report-words.ts';
import { ReportId, ReportObject, TimeMs, Verdict } from './words.ts';

const count = z.number().int().nonnegative();

/** One changed value, exactly as text; '' = empty. */
export const ChangeText = z.strictObject({
  field: ChangedField,
  label: z.string(),
  old: z.string(),
  new: z.string(),
});
export type ChangeText = z.infer<typeof ChangeText>;

export const WarningText = z.strictObject({
  code: WarningCode,
  weight: WarningWeight,
  sentence: z.string(),
});
export type WarningText = z.infer<typeof WarningText>;

export const ResultText = z.strictObject({ status: ResultStatus, sentence: z.string() });

const brief = {
  seq: count,
  object: ReportObject,
  verdict: Verdict,
  name: z.string(),
  address: z.string(),
  groupName: z.string(),
  department: z.string(),
  reason: ReasonCode,
  reasonSentence: z.string(),
  /** At most four; `changeCount` says how many there are. */
  changes: listOf(ChangeText),
  changeCount: count,
  warnings: listOf(WarningText),
  review: ReviewState,
  result: ResultText.exactOptional(),
};

/** A row as the table shows it (ux §5). */
export const RowBrief = z.strictObject(brief);
export type RowBrief = z.infer<typeof RowBrief>;

export const ReportLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('row'), row: RowBrief, group: count.exactOptional() }),
  /** "Department: Sales → Vertrieb · 14 people". */
  z.strictObject({
    kind: z.literal('group'),
    group: count,
    object: ReportObject,
    verdict: Verdict,
    changes: listOf(ChangeText),
    rows: count,
    reviewed: count,
    state: z.enum(['open', 'closed']),
  }),
  /** The last line of an opened group of which more can be shown. */
  z.strictObject({ kind: z.literal('more'), group: count, shown: count, rows: count }),
]);
export type ReportLine = z.infer<typeof ReportLine>;

export const LinesPage = z.strictObject({
  lines: listOf(ReportLine),
  offset: count,
  /** Lines of the whole table: its height. */
  total: count,
  /** "Showing 40 of 65". */
  rows: count,
  of: count,
});
export type LinesPage = z.infer<typeof LinesPage>;

/** A piece of a value: what differs from the other side, and what the eye would miss (ux §5). */
export const ValuePiece = z.strictObject({
  text: z.string(),
  kind: z.enum(['same', 'differs']),
  unseen: z.string().exactOptional(),
});
export type ValuePiece = z.infer<typeof ValuePiece>;

/** All that the detail pane shows of one row. */
export const RowDetail = z.strictObject({
  ...brief,
  reportId: ReportId,
  key: z.string(),
  externalId: z.string(),
  also: listOf(z.string()),
  allChanges: listOf(
    z.strictObject({
      ...ChangeText.shape,
      oldPieces: listOf(ValuePiece),
      newPieces: listOf(ValuePiece),
    }),
  ),
  matchedBy: z.string().exactOptional(),
  directoryRef: z.string().exactOptional(),
  consoleRef: z.string().exactOptional(),
  adopted: z.boolean(),
  /** Whether a sync of this report would do something for this row. */
  acts: z.enum(['operation', 'nothing']),
  marked: z.strictObject({ by: z.string(), atMs: TimeMs }).exactOptional(),
  /** Other rows of the same person: memberships. */
  others: listOf(RowBrief),
});
export type RowDetail = z.infer<typeof RowDetail>;

/** What an earlier report said of the same person. */
export const PastVerdict = z.strictObject({
  reportId: ReportId,
  startedAtMs: TimeMs,
  testMode: z.boolean(),
  isUndo: z.literal(true).exactOptional(),
  seq: count,
  verdict: Verdict,
  reasonSentence: z.string(),
  result: ResultText.exactOptional(),
});
export type PastVerdict = z.infer<typeof PastVerdict>;

const facet = <S extends z.ZodType>(value: S) => z.strictObject({ value, rows: count });
const named = <S extends z.ZodType>(value: S) => z.strictObject({ value, rows: count, label: z.string() });

/** Numbers for chips and charts; each list counts what passes the rest of the filter, without its own part of it. */
export const ReportFacets = z.strictObject({
  rows: count,
  objects: listOf(facet(ReportObject)),
  verdicts: listOf(z.strictObject({ value: Verdict, rows: count, object: ReportObject })),
  warnings: listOf(
    z.strictObject({
      value: WarningCode,
      rows: count,
      weight: WarningWeight,
      /** "3 managers leave". */
      headline: z.string(),
    }),
  ),
  reasons: listOf(named(ReasonCode)),
  fields: listOf(named(ChangedField)),
  departments: z.strictObject({
    top: listOf(facet(z.string())),
    otherValues: count,
    otherRows: count,
  }),
  results: listOf(named(ResultStatus)),
  reviewed: count,
});
export type ReportFacets = z.infer<typeof ReportFacets>;

export const ReviewedCount = z.strictObject({ reviewed: count, rows: count });
