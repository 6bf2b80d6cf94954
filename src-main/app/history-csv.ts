import type { Result } from '../core/failure.ts';
import { succeed } from '../core/failure.ts';
import type { HistoryItem, HistoryPage, HistoryRequest } from './history-page.ts';
import { BYTE_ORDER_MARK } from './report-export-texts.ts';

const HEADING = [
  'Time',
  'Tenant',
  'What',
  'Mode',
  'Outcome',
  'Who',
  'Created',
  'Changed',
  'Archived',
  'Restored',
  'Duration (s)',
  'Plan',
  'Id',
] as const;

const PAGE = 500;

/** The whole history under a filter as a table for a spreadsheet; times are ISO 8601 (ux §9, §14). */
export function historyCsv(
  request: Omit<HistoryRequest, 'limit' | 'before'>,
  read: (request: HistoryRequest) => Result<HistoryPage>,
  csvLine: (cells: readonly string[]) => string,
): Result<{ readonly csv: string; readonly rows: number }> {
  const lines = [BYTE_ORDER_MARK + csvLine(HEADING)];
  for (let before: string | undefined; ; ) {
    const page = read({ ...request, limit: PAGE, ...(before === undefined ? {} : { before }) });
    if (!page.ok) return page;
    for (const item of page.value.items) lines.push(csvLine(cellsOf(item)));
    before = page.value.next;
    if (before === undefined) return succeed({ csv: lines.join(''), rows: lines.length - 1 });
  }
}

function cellsOf(item: HistoryItem): readonly string[] {
  const time = new Date(item.atMs).toISOString();
  if (item.kind === 'entry') {
    const { sentence, who, planHash = '', id } = item.entry;
    return [time, item.tenantName, sentence, '', '', who, '', '', '', '', '', planHash, id];
  }
  const { run, testMode, outcomeText, report, durationMs } = item;
  const counts = report
    ? [report.created, report.changed, report.archived, report.restored].map(String)
    : ['', '', '', ''];
  return [
    ...[time, item.tenantName, WHAT[run.kind], testMode ? 'Test Mode' : 'Live', outcomeText, run.who],
    ...counts,
    durationMs === undefined ? '' : String(Math.round(durationMs / 1000)),
    run.planHash ?? '',
    run.id,
  ];
}

const WHAT = {
  test: 'Sync',
  live: 'Sync',
  'one-off-test': 'One-off sync',
  'one-off-live': 'One-off sync',
  'undo-test': 'Undo',
  'undo-live': 'Undo',
} as const;
