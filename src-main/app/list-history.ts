import type { HistoryEntry } from '../core/audit-line.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import { type HistoryItem, type HistoryPage, type HistoryRequest, topicOf } from './history-page.ts';
import type { Run } from './ports/main-store.ts';
import { outcomeOf } from './run-outcome.ts';
import { type TenantParts, tenantOf } from './tenant-parts.ts';

type Parts = Pick<TenantParts, 'store' | 'reports'>;

const PAGE = 50;
const MOST = 500;

/**
 * Runs and acts of one tenant or of all, newest first (ux §9). Each is read in its own order of writing and merged by
 * time; the cursor remembers the last one taken of each, so that a page neither repeats nor leaves out anything.
 */
export function listHistory(request: HistoryRequest, parts: Parts): Result<HistoryPage> {
  const chosen = tenantsOf(request.tenant, parts);
  if (!chosen.ok) return chosen;
  const from = readCursor(request.before);
  if (!from) return fail(badCursor());
  const { topics } = request;
  const wantsRuns = topics === undefined || topics.includes('runs');
  const wantsEntries = topics === undefined || topics.some((topic) => topic !== 'runs');
  const heads = new Map(wantsRuns ? parts.reports.list().map((head) => [head.reportId, head] as const) : []);
  const streams = chosen.value.flatMap((tenant) => [
    ...(wantsRuns ? [stream(`r:${tenant.id}`, runsOf(tenant, heads, parts), from)] : []),
    ...(wantsEntries ? [stream(`e:${tenant.id}`, entriesOf(tenant, parts), from)] : []),
  ]);

  const limit = Math.min(Math.max(1, request.limit), MOST);
  const items: HistoryItem[] = [];
  while (items.length < limit) {
    const newest = newestOf(streams);
    if (!newest) return succeed({ items });
    const item = newest.take();
    if (item.kind === 'run' || topics === undefined || topics.includes(item.topic)) items.push(item);
  }
  const isMore = streams.some((one) => one.head() !== undefined);
  return succeed({ items, ...(isMore ? { next: writeCursor(streams) } : {}) });
}

interface Stream {
  readonly key: string;
  head(): HistoryItem | undefined;
  take(): HistoryItem;
  /** The id of the last one taken, here or on an earlier page. */
  last(): string | undefined;
}

type Page = (before: string | undefined) => readonly { readonly id: string; readonly item: HistoryItem }[];

function stream(key: string, page: Page, from: ReadonlyMap<string, string>): Stream {
  let last = from.get(key);
  let fetched = last;
  let waiting: { readonly id: string; readonly item: HistoryItem }[] = [];
  let isDone = false;
  const fill = () => {
    if (waiting.length > 0 || isDone) return;
    waiting = [...page(fetched)];
    isDone = waiting.length < PAGE;
    fetched = waiting.at(-1)?.id ?? fetched;
  };
  return {
    key,
    head() {
      fill();
      return waiting[0]?.item;
    },
    take() {
      fill();
      const next = waiting.shift();
      if (!next) throw new Error('nothing is left in this stream');
      last = next.id;
      return next.item;
    },
    last: () => last,
  };
}

/** On the same instant a run stands above the acts that led to it, as the later of the two. */
function newestOf(streams: readonly Stream[]): Stream | undefined {
  let newest: { readonly stream: Stream; readonly atMs: number } | undefined;
  for (const one of streams) {
    const head = one.head();
    if (head && (newest === undefined || head.atMs > newest.atMs)) newest = { stream: one, atMs: head.atMs };
  }
  return newest?.stream;
}

function runsOf(tenant: Tenant, heads: ReadonlyMap<string, ReportHead>, { store }: Parts): Page {
  const itemOf = (run: Run): HistoryItem => {
    const head = run.reportId === undefined ? undefined : heads.get(run.reportId);
    return {
      kind: 'run',
      tenantId: tenant.id,
      tenantName: tenant.name,
      atMs: run.startedAtMs,
      run,
      testMode: run.kind.endsWith('test'),
      ...outcomeOf(run, head),
      ...(run.endedAtMs === undefined ? {} : { durationMs: Math.max(0, run.endedAtMs - run.startedAtMs) }),
      ...(head ? { report: countsOf(head) } : {}),
    };
  };
  return (before) =>
    store.runs
      .list(tenant.id, { limit: PAGE, ...(before === undefined ? {} : { before }) })
      .map((run) => ({ id: run.id, item: itemOf(run) }));
}

function countsOf({ reportId, counts }: ReportHead) {
  const { created, changed, archived, restored } = counts.users;
  return { reportId, created, changed, archived, restored };
}

function entriesOf(tenant: Tenant, { store }: Parts): Page {
  const itemOf = (entry: HistoryEntry): HistoryItem => ({
    kind: 'entry',
    tenantId: tenant.id,
    tenantName: tenant.name,
    atMs: entry.atMs,
    topic: topicOf(entry.what),
    entry,
  });
  return (before) =>
    store.history
      .list(tenant.id, { limit: PAGE, ...(before === undefined ? {} : { before }) })
      .map((entry) => ({ id: entry.id, item: itemOf(entry) }));
}

function tenantsOf(nameOrId: string | undefined, { store }: Parts): Result<readonly Tenant[]> {
  if (nameOrId === undefined) return succeed(store.tenants.list());
  const found = tenantOf(nameOrId, store);
  return found.ok ? succeed([found.value]) : found;
}

/** `stream=id` with commas between: ids and keys hold neither. */
function writeCursor(streams: readonly Stream[]): string {
  return streams.flatMap((one) => (one.last() === undefined ? [] : [`${one.key}=${one.last()}`])).join(',');
}

function readCursor(text: string | undefined): ReadonlyMap<string, string> | undefined {
  if (text === undefined) return new Map();
  const pairs = text.split(',').map((pair) => pair.split('='));
  if (!pairs.every((pair) => pair.length === 2)) return undefined;
  return new Map(pairs.map(([key = '', id = '']) => [key, id]));
}

function badCursor() {
  return {
    code: 'bad-input' as const,
    sentence: 'This place in the history is not known.',
    next: 'Show the history from its beginning.',
  };
}
