import { type Command, InvalidArgumentError, Option } from 'commander';
import type { House } from '../../app/house.ts';
import type { ReportReader, RowFilter, StoredRow } from '../../app/ports/report-store.ts';
import { reportJson, rowJson } from '../../app/report-json.ts';
import type { Result } from '../../core/failure.ts';
import { formatCount, formatDay } from '../../core/number-words.ts';
import type { ReportHead, ReportObject, RowResult, Verdict } from '../../core/report.ts';
import { summarySentence } from '../../core/summary-sentence.ts';
import { type Answer, done } from '../answer.ts';
import { headJson } from '../json-contract.ts';
import { type TenantOption, wholeNumber } from '../options.ts';
import { reportText } from '../outcome-answer.ts';
import { personText } from '../people-text.ts';
import { subjectOf } from '../report-subject.ts';
import { rowText } from '../row-text.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { wrap } from '../text-layout.ts';
import { addReportExport } from './report-export.ts';
import { addReportWhy } from './report-why.ts';

const VERDICTS: readonly Verdict[] = [
  'Created',
  'Changed',
  'Archived',
  'Restored',
  'Unchanged',
  'Excluded',
  'Blocked',
];
const RESULTS: readonly RowResult['status'][] = [
  'applied',
  'received',
  'refused',
  'moved',
  'unknown',
  'not-reached',
];

export interface ReportOption extends TenantOption {
  readonly report?: string;
}

interface RowsOptions extends ReportOption {
  readonly kind?: readonly Verdict[];
  readonly object?: ReportObject;
  readonly warning?: string;
  readonly text?: string;
  readonly result?: readonly RowResult['status'][];
  readonly limit: number;
  readonly after?: string;
}

export function addReportCommand(program: Command, session: Session): void {
  const group = program
    .command('report')
    .description(
      'Reports of syncs and previews. A report is named by its id; "latest" is the newest, and the default.',
    );
  group
    .command('list')
    .description('List the reports, newest first.')
    .addOption(new Option('--tenant <name>', 'of this tenant only'))
    .option('--limit <number>', 'at most so many', wholeNumber(1, 10_000), 20)
    .action((options: TenantOption & { readonly limit: number }) =>
      session.actInHouse({}, 'read', async (house, use) =>
        listReports(house, use, options.tenant, options.limit),
      ),
    );
  withReport(
    group
      .command('show [report]')
      .description(
        'Show one report: what it found, the warnings, the first rows of each kind, how to go on.',
      ),
  ).action((id: string | undefined, options: ReportOption) =>
    session.actInHouse({}, 'read', async (house, use) =>
      inReport(house, id, options, (reader) => ({ ok: true, value: showAnswer(reader, use) })),
    ),
  );
  withReport(
    group.command('rows [report]').description('List the rows of a report, those with heavy warnings first.'),
  )
    .addOption(
      new Option(
        '--kind <verdict>',
        `of these kinds, separated by commas: ${VERDICTS.map((v) => v.toLowerCase()).join(', ')}`,
      ).argParser(listOf(VERDICTS)),
    )
    .addOption(new Option('--object <object>', 'of this object').choices(['user', 'group', 'membership']))
    .option('--warning <code>', 'that bear this warning (the codes are in the JSON of report show)')
    .option('--text <text>', 'that have this text in a name, address, id or value, in any case')
    .addOption(
      new Option(
        '--result <status>',
        `after a live sync, with these results, separated by commas: ${RESULTS.join(', ')}`,
      ).argParser(listOf(RESULTS)),
    )
    .option('--limit <number>', 'at most so many', wholeNumber(1, 100_000), 50)
    .option('--after <cursor>', 'go on after this; "next" of the JSON before')
    .addHelpText('after', '\nExample:\n  muster report rows latest --kind archived --object user --limit 20')
    .action((id: string | undefined, options: RowsOptions) =>
      session.actInHouse({}, 'read', async (house, use) =>
        inReport(house, id, options, (reader) => rowsAnswer(reader, options, use)),
      ),
    );
  addReportWhy(group, session);
  addReportExport(group, session);
}

/** A report may be named in its place or by --report. */
export function withReport(command: Command): Command {
  return command
    .addOption(new Option('--report <id>', 'the report, where it is not named in its place'))
    .addOption(new Option('--tenant <name>', 'with latest: the newest of this tenant, not of all'));
}

/** Opens the report, and closes it whatever happens. */
export async function inReport<T>(
  house: House,
  id: string | undefined,
  options: ReportOption,
  read: (reader: ReportReader) => Result<T> | Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = house.openReport(id ?? options.report ?? 'latest', options.tenant);
  if (!opened.ok) return opened;
  try {
    return await read(opened.value);
  } finally {
    opened.value.close();
  }
}

function listOf<T extends string>(known: readonly T[]): (text: string) => readonly T[] {
  return (text) =>
    text.split(',').map((part) => {
      const word = part.trim().toLowerCase();
      const found = known.find((one) => one.toLowerCase() === word);
      if (found === undefined)
        throw new InvalidArgumentError(
          `It is one or more of ${known.map((one) => one.toLowerCase()).join(', ')}.`,
        );
      return found;
    });
}

function listReports(house: House, use: Use, named: string | undefined, limit: number): Result<Answer> {
  const tenant = named === undefined ? undefined : house.findTenant(named);
  if (tenant && !tenant.ok) return tenant;
  const heads = house.reports.list(tenant?.value.id).slice(0, limit);
  return { ok: true, value: done({ reports: heads.map(headJson) }, listText(heads, use)) };
}

function listText(heads: readonly ReportHead[], { layout, self }: Use): string {
  if (heads.length === 0) return `There is no report yet. A test-mode sync changes nothing: ${self} sync`;
  return heads
    .map((head) => {
      const what =
        subjectOf(head) === 'files'
          ? personText(head.tenantName)
          : `${personText(head.tenantName)}, ${head.testMode ? 'test mode' : 'live'}`;
      const status = head.partial ? `${head.status}, partial` : head.status;
      return `${head.reportId}  ${formatDay(head.startedAtMs)}  ${status}  ${what}\n${wrap(summarySentence(head, personText), 4, layout)}`;
    })
    .join('\n');
}

function showAnswer(reader: ReportReader, use: Use): Answer {
  return done(reportJson(reader.head(), reader.warningCounts()), reportText(reader, use));
}

function rowsAnswer(reader: ReportReader, options: RowsOptions, use: Use): Result<Answer> {
  const { kind, object, warning, text, result, limit, after } = options;
  const { reportId } = reader.head();
  if (result) {
    if (kind ?? object ?? warning ?? text) {
      return badInput(
        '--result stands alone.',
        'Leave the other filters out, or export the report and filter there.',
      );
    }
    return rowsOfResult(reader, result, options, use);
  }
  const filter: RowFilter = {
    ...(kind ? { verdicts: kind } : {}),
    ...(object ? { object } : {}),
    ...(warning === undefined ? {} : { warning }),
    ...(text === undefined ? {} : { text }),
  };
  const page = reader.page(filter, { limit, ...(after === undefined ? {} : { after }) });
  const total = reader.count(filter);
  return {
    ok: true,
    value: done(
      { reportId, total, rows: page.rows.map(rowJson), next: page.next ?? null },
      rowsText(page.rows, total, use),
    ),
  };
}

/** Rows with a result go by their number, so the cursor is the last one's. */
function rowsOfResult(
  reader: ReportReader,
  result: readonly RowResult['status'][],
  { limit, after }: RowsOptions,
  use: Use,
): Result<Answer> {
  if (after !== undefined && !/^[0-9]{1,15}$/.test(after)) {
    return badInput(
      `“${after}” is no place in these rows.`,
      'Give --after what stands as "next" in the JSON before.',
    );
  }
  const found = reader.withResult(result, Number(after ?? 0), limit + 1);
  const rows = found.slice(0, limit);
  const next = found.length > limit ? String(rows.at(-1)?.seq) : null;
  const total = reader.countResults(result);
  const { reportId } = reader.head();
  return {
    ok: true,
    value: done({ reportId, total, rows: rows.map(rowJson), next }, rowsText(rows, total, use)),
  };
}

function rowsText(rows: readonly StoredRow[], total: number, { layout }: Use): string {
  if (rows.length === 0) return 'No row matches.';
  const lines = rows.map((row) => rowText(row, layout, 'in-list', 'with-verdict'));
  if (total > rows.length) {
    lines.push(`Showing ${formatCount(rows.length)} of ${formatCount(total)}; --limit shows more.`);
  }
  return lines.join('\n');
}
