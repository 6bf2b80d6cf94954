import { labelOf } from '../core/attributes.ts';
import { HEAVY_WARNINGS } from '../core/reason-codes.ts';
import { reasonSentence, warningSentence } from '../core/reasons.ts';
import type { FieldChange, MatchKey } from '../core/report.ts';
import { resultSentence } from '../core/run-sentences.ts';
import { changePieces } from '../core/value-pieces.ts';
import type { StoredRow } from './ports/report-store.ts';
import type { ReviewMark } from './ports/report-table.ts';
import type {
  ChangeDetail,
  ChangeText,
  ResultText,
  ReviewState,
  RowBrief,
  RowDetail,
} from './report-desk.ts';

/** More than these are counted, and stand whole in the detail pane. */
const CHANGES_SHOWN = 4;

/** A row as the table shows it (ux §5). */
export function briefOf(row: StoredRow, review: ReviewState): RowBrief {
  const telling = row.changes.filter(isTelling);
  return {
    seq: row.seq,
    object: row.object,
    verdict: row.verdict,
    name: row.name,
    // A group's name stands in `name`; a membership's row names its person.
    address: row.object === 'group' ? '' : row.address,
    groupName: row.object === 'group' ? row.name : String(row.facts.group ?? ''),
    department: row.department ?? '',
    reason: row.reason,
    reasonSentence: reasonSentence(row),
    changes: telling.slice(0, CHANGES_SHOWN).map(changeText),
    changeCount: telling.length,
    warnings: row.warnings.map((warning) => ({
      code: warning.code,
      weight: HEAVY_WARNINGS.has(warning.code) ? ('heavy' as const) : ('light' as const),
      sentence: warningSentence(warning),
    })),
    review,
    ...(row.result ? { result: resultText(row.result) } : {}),
  };
}

/** The verdict already says that somebody is archived or restored; a value told again is no change (R22). */
function isTelling({ field, old, new: now }: FieldChange): boolean {
  return field !== 'active' && old !== now;
}

export function changeText({ field, old, new: now }: FieldChange): ChangeText {
  return { field, label: labelOf(field), old, new: now };
}

export function resultText(result: NonNullable<StoredRow['result']>): ResultText {
  return { status: result.status, sentence: resultSentence(result) };
}

export interface RowInReport {
  readonly reportId: string;
  readonly mark: ReviewMark | undefined;
  readonly others: readonly RowBrief[];
}

/** All that the detail pane shows of a row (ux §5). */
export function detailOf(row: StoredRow, { reportId, mark, others }: RowInReport): RowDetail {
  return {
    ...briefOf(row, mark ? 'reviewed' : 'open'),
    reportId,
    key: row.key,
    externalId: String(row.facts.externalId ?? ''),
    also: row.also ?? [],
    allChanges: row.changes.map(changeDetail),
    matchedBy: row.matchedBy && MATCHED_BY[row.matchedBy],
    directoryRef: row.directoryRef,
    consoleRef: row.consoleRef,
    adopted: row.adopted ?? false,
    acts: row.operation ? 'operation' : 'nothing',
    marked: mark,
    others,
  };
}

const MATCHED_BY: Readonly<Record<MatchKey, string>> = {
  externalId: 'Matched by external ID.',
  userName: 'Matched by e-mail.',
  email: 'Matched by work e-mail.',
};

function changeDetail(change: FieldChange): ChangeDetail {
  const pieces = changePieces(change.old, change.new);
  return { ...changeText(change), oldPieces: pieces.old, newPieces: pieces.new };
}
