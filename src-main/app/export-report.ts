import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { countOf, formatCount } from '../core/number-words.ts';
import type { StoredRow } from './ports/report-store.ts';
import type { ExportedReport, ExportRequest } from './report-desk.ts';
import { BYTE_ORDER_MARK, csvTexts, jsonTexts } from './report-export-texts.ts';
import { htmlTexts } from './report-page.ts';
import type { ReportView } from './report-view.ts';

export interface ExportTools {
  /** One line of a CSV, safe against formulas (OWASP, "CSV Injection"). */
  readonly csvLine: (cells: readonly string[]) => string;
  /** Writes a whole file and puts it in place in one step: a full disk or a crash leaves the old one as it was. */
  readonly replaceFile: <T>(
    file: string,
    write: (put: (text: string) => Promise<void>) => Promise<Result<T>>,
  ) => Promise<Result<T>>;
}

/** A longer page stops every browser; such a report is read in the window or as CSV. */
const MOST_ROWS_OF_A_PAGE = 100_000;
const ROWS_A_BATCH = 500;

/** Writes a report, or what of it passes a filter, batch by batch in constant memory. */
export async function exportTable(
  view: ReportView,
  { format, file, filter = {} }: ExportRequest,
  tools: ExportTools,
  checkCancelled: () => void,
): Promise<Result<ExportedReport>> {
  const seqs = view.selected({ filter }, checkCancelled);
  const rows = seqs.length;
  if (format === 'html' && rows > MOST_ROWS_OF_A_PAGE) return fail(tooLong(rows));
  const head = view.table.head();
  const batches = batchesOf(view, seqs);
  const texts =
    format === 'csv'
      ? csvTexts(batches, tools.csvLine)
      : format === 'json'
        ? jsonTexts(head, view.table.warningCounts(), batches, (value) => JSON.stringify(value))
        : htmlTexts(head, view.facets(filter, checkCancelled), view.columns(checkCancelled).size, batches);
  let stopped: { readonly by: unknown } | undefined;
  const nextText = () => {
    try {
      checkCancelled();
      return texts.next();
    } catch (error) {
      // Not the file's fault, so that whoever writes it must not report it as such.
      stopped = { by: error };
      return undefined;
    }
  };
  const written = await tools.replaceFile<ExportedReport>(file, async (put) => {
    if (format === 'csv') await put(BYTE_ORDER_MARK);
    for (let text = nextText(); text?.done !== true; text = nextText()) {
      if (text === undefined) return fail(NOT_WRITTEN);
      await put(text.value);
    }
    return succeed({ file, format, rows });
  });
  if (stopped) throw stopped.by;
  return written;
}

const NOT_WRITTEN: Failure = {
  code: 'cancelled',
  sentence: 'The export was stopped; no file was written.',
  next: 'Export again when you are ready.',
};

function* batchesOf({ table }: ReportView, seqs: Int32Array): Generator<readonly StoredRow[], void, void> {
  for (let at = 0; at < seqs.length; at += ROWS_A_BATCH)
    yield table.rows(seqs.subarray(at, at + ROWS_A_BATCH));
}

function tooLong(rows: number): Failure {
  return {
    code: 'bad-input',
    sentence: `${countOf(rows, 'row', 'rows')} are more than a web page can show (at most ${formatCount(MOST_ROWS_OF_A_PAGE)}). Nothing was written.`,
    next: 'Filter the report first, or export it as CSV.',
  };
}
