import { labelOf } from '../core/attributes.ts';
import { reasonSentence, warningSentence } from '../core/reasons.ts';
import type { ReportHead } from '../core/report.ts';
import { resultSentence } from '../core/run-sentences.ts';
import type { StoredRow } from './ports/report-store.ts';
import { reportJson, rowJson, type WarningCounts } from './report-json.ts';

/** Rows a page at a time, so that a report of any size is exported in constant memory. */
export type RowBatches = Iterable<readonly StoredRow[]>;

// Excel reads a UTF-8 file without this mark as Latin-1.
export const BYTE_ORDER_MARK = '\ufeff';

const HEADING = [
  'Row',
  'Object',
  'Verdict',
  'Name',
  'Email',
  'Group',
  'Reason',
  'Changes',
  'Warnings',
  'Result',
  'Directory Row',
  'Console Id',
] as const;

/** A report as a table for a spreadsheet; a file begins with BYTE_ORDER_MARK. */
export function* csvTexts(
  batches: RowBatches,
  csvLine: (cells: readonly string[]) => string,
): Generator<string, void, void> {
  yield csvLine(HEADING);
  for (const rows of batches) yield rows.map((row) => csvLine(csvCells(row))).join('');
}

function csvCells(row: StoredRow): readonly string[] {
  return [
    String(row.seq),
    row.object,
    row.verdict,
    row.name,
    row.address.includes('@') ? row.address : '',
    row.object === 'group' ? row.name : String(row.facts.group ?? ''),
    reasonSentence(row),
    row.changes.map(({ field, old, new: value }) => `${labelOf(field)}: ${old} → ${value}`).join('; '),
    row.warnings.map((warning) => warningSentence(warning)).join(' '),
    row.result ? resultSentence(row.result) : '',
    row.directoryRef ?? '',
    row.consoleRef ?? '',
  ];
}

/** A report as JSON with exact values (design §14), one row a line. */
export function* jsonTexts(
  head: ReportHead,
  warnings: WarningCounts,
  batches: RowBatches,
  jsonLine: (value: unknown) => string,
): Generator<string, void, void> {
  yield `{"report":${jsonLine(reportJson(head, warnings))},\n"rows":[`;
  let isFirst = true;
  for (const rows of batches) {
    if (rows.length === 0) continue;
    const text = rows.map((row) => jsonLine(rowJson(row))).join(',\n');
    yield `${isFirst ? '\n' : ',\n'}${text}`;
    isFirst = false;
  }
  yield ']}\n';
}
