import { z } from 'zod';
import { ReportObject, Verdict } from './words.ts';

/** A list that nobody changes on the way. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.array(item).readonly();
}

/** Why a row has its verdict; its sentence and its short words come from the main process (ux §12). */
export const ReasonCode = z.enum([
  'created.new',
  'changed.attrs',
  'changed.rename',
  'archived.absent',
  'archived.inactive',
  'archived.notAsked',
  'restored.back',
  'unchanged.same',
  'unchanged.case',
  'unchanged.adopt',
  'unchanged.archived',
  'unchanged.inactiveabsent',
  'blocked.listing',
  'excluded.list',
  'excluded.flag',
  'excluded.column',
  'blocked.twoRows',
  'blocked.twoUsers',
  'blocked.noEmail',
  'blocked.badEmail',
  'blocked.tooLong',
  'blocked.id',
  'blocked.held',
  'blocked.swap',
  'blocked.status',
  'blocked.admin',
  'blocked.alias',
  'group.created',
  'group.changed',
  'group.same',
  'group.unmanaged',
  'group.smart',
  'group.twice',
  'group.archived',
  'group.restored',
  'group.empty',
  'member.added',
  'member.removed',
  'member.newcomer',
  'member.same',
  'member.blocked',
  'undo.created',
  'undo.changed',
  'undo.archived',
  'undo.restored',
  'undo.same',
  'undo.stays',
  'undo.moved',
  'undo.gone',
  'undo.unknown',
  'undo.listing',
  'undo.groupMade',
  'undo.groupStays',
  'undo.groupEmptied',
  'undo.groupFilled',
  'undo.added',
  'undo.removed',
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

export const WarningCode = z.enum([
  'alias',
  'manager.leaves',
  'console.itself',
  'names.nobody',
  'clears',
  'email',
  'console.edit',
  'manager.unknown',
  'manager.self',
  'field.dropped',
  'restore.enrol',
  'lookalike',
  'unverified.domain',
  'undo.moved',
  'undo.stays',
  'undo.alias',
]);
export type WarningCode = z.infer<typeof WarningCode>;

/** Heavy warnings come first everywhere and are never folded away (ux §12). */
export const WarningWeight = z.enum(['heavy', 'light']);
export type WarningWeight = z.infer<typeof WarningWeight>;

/** What a change can name; its label is the console's own and comes with it. */
export const ChangedField = z.enum([
  'userName',
  'email',
  'externalId',
  'givenName',
  'familyName',
  'title',
  'department',
  'division',
  'organization',
  'location',
  'phone',
  'mobile',
  'employeeNumber',
  'managerName',
  'customField1',
  'customField2',
  'customField3',
  'customField4',
  'customDate1',
  'customDate2',
  'language',
  'manager',
  'active',
  'groupName',
  'member',
]);
export type ChangedField = z.infer<typeof ChangedField>;

/** How an operation ended (ux §12, "Results after live"). */
export const ResultStatus = z.enum(['applied', 'received', 'refused', 'moved', 'unknown', 'not-reached']);
export type ResultStatus = z.infer<typeof ResultStatus>;

export const ReviewState = z.enum(['reviewed', 'open']);

const Seq = z.number().int().nonnegative();

/** Some of a few words, as a filter names them. */
function anyOf<S extends z.ZodType>(word: S) {
  return z.array(word).max(100).readonly();
}

/** Only rows that pass everything that is given; a list means: one of these. */
export const ReportFilter = z.strictObject({
  object: ReportObject.exactOptional(),
  verdicts: anyOf(Verdict).exactOptional(),
  reasons: anyOf(ReasonCode).exactOptional(),
  warnings: anyOf(WarningCode).exactOptional(),
  weight: z.enum(['heavy', 'light', 'any']).exactOptional(),
  fields: anyOf(ChangedField).exactOptional(),
  equalTo: Seq.exactOptional(),
  departments: z.array(z.string().max(2000)).max(1000).readonly().exactOptional(),
  results: anyOf(ResultStatus).exactOptional(),
  review: ReviewState.exactOptional(),
  text: z.string().max(500).exactOptional(),
});
export type ReportFilter = z.infer<typeof ReportFilter>;

export const ReportSort = z.strictObject({
  by: z.enum(['harm', 'name', 'verdict', 'address', 'reason', 'warning']),
  direction: z.enum(['ascending', 'descending']),
});
export type ReportSort = z.infer<typeof ReportSort>;

export const LineQuery = z.strictObject({
  reportId: z.string().min(1).max(200),
  filter: ReportFilter,
  sort: ReportSort,
  fold: z.enum(['equal-changes', 'nothing']),
  opened: z
    .array(z.strictObject({ group: Seq, shown: Seq }))
    .max(10_000)
    .readonly(),
});
export type LineQuery = z.infer<typeof LineQuery>;

/** Some rows by number, a whole group of equal changes, or all that pass a filter. */
export const RowSelection = z.union([
  z.strictObject({ seqs: z.array(Seq).max(100_000).readonly() }),
  z.strictObject({ group: Seq, filter: ReportFilter }),
  z.strictObject({ filter: ReportFilter }),
]);
export type RowSelection = z.infer<typeof RowSelection>;
