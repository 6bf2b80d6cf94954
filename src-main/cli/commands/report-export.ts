import { type Command, Option } from 'commander';
import type { ReportReader, StoredRow } from '../../app/ports/report-store.ts';
import { BYTE_ORDER_MARK, csvTexts, jsonTexts } from '../../app/report-export-texts.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { countOf } from '../../core/number-words.ts';
import { type Answer, done } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { absolutePath } from '../options.ts';
import { jsonText, personText } from '../people-text.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { inReport, type ReportOption, withReport } from './report.ts';

interface ExportOptions extends ReportOption {
  readonly format: 'csv' | 'json';
  readonly out?: string;
}

const PAGE = 1000;
export function addReportExport(group: Command, session: Session): void {
  withReport(
    group
      .command('export [report]')
      .description(
        'Write all rows of a report as CSV or JSON. It holds personal data: keep it where such data may be.',
      ),
  )
    .addOption(
      new Option(
        '--format <format>',
        'csv: a table for a spreadsheet, safe against formulas; json: exact values',
      )
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .option('--out <file>', 'write to this file (default: standard output)')
    .addHelpText('after', '\nExample:\n  muster report export latest --format csv --out report.csv')
    .action((id: string | undefined, options: ExportOptions) =>
      session.actInHouse({}, 'read', async (house, use) =>
        inReport(house, id, options, (reader) => exportReport(reader, options, use)),
      ),
    );
}

async function exportReport(reader: ReportReader, options: ExportOptions, use: Use): Promise<Result<Answer>> {
  const { out, format } = options;
  const head = reader.head();
  const { csvLine } = use.world.composition;
  const texts =
    format === 'csv'
      ? csvTexts(pagesOf(reader), (cells) => csvLine(cells, 'guarded'))
      : jsonTexts(head, reader.warningCounts(), pagesOf(reader), (value) => jsonText(value, 'one-line'));
  if (out === undefined) {
    if (use.form === 'json')
      return badInput('With --json the export needs a file.', 'Add --out FILE, or leave --json out.');
    for (const text of texts) {
      if (use.hooks.signal.aborted) return fail(CANCELLED);
      await use.world.out.write(text);
    }
    return { ok: true, value: { exit: EXIT.done, text: '' } };
  }
  const written = await use.world.composition.replaceFile<undefined>(absolutePath(out), async (handle) => {
    if (format === 'csv') await handle.writeFile(BYTE_ORDER_MARK);
    for (const text of texts) {
      if (use.hooks.signal.aborted) return fail(CANCELLED);
      await handle.writeFile(text);
    }
    return succeed(undefined);
  });
  if (!written.ok) return written;
  const rows = reader.count({});
  return {
    ok: true,
    value: done(
      { reportId: head.reportId, file: absolutePath(out), format, rows },
      `${countOf(rows, 'row', 'rows')} of report ${head.reportId} written to ${personText(out)}.`,
    ),
  };
}

const CANCELLED: Failure = {
  code: 'cancelled',
  sentence: 'The export was cancelled.',
  next: 'Export again when you are ready.',
};

/** A page at a time, so that a report of any size is exported in constant memory. */
function* pagesOf(reader: ReportReader): Generator<readonly StoredRow[], void, void> {
  let after: string | undefined;
  do {
    const page = reader.page({}, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield page.rows;
    after = page.next;
  } while (after !== undefined);
}
