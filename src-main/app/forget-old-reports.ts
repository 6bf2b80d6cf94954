import { type ClockSeen, lookAtClock } from '../core/clock-seen.ts';
import type { ReportHead } from '../core/report.ts';
import { REPORTS_KEPT_DAYS, type Tenant } from '../core/tenant.ts';
import type { Run } from './ports/main-store.ts';
import { removeSnapshots, reportOfSnapshot } from './snapshots-of-report.ts';
import type { TenantParts } from './tenant-parts.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Every report's head is read, so not at each of the hundred commands of a script. */
const LOOKS_AGAIN_AFTER_MS = 6 * HOUR_MS;
/** A listing this old that no report was made of belongs to a sync that did not end well. */
const LEFTOVER_AFTER_MS = DAY_MS;
const RUNS_A_PAGE = 500;

type Parts = Pick<TenantParts, 'store' | 'reports' | 'snapshots' | 'clock'>;

/** What a failure to remove one thing is told to: the next start tries again. */
type OnTrouble = (error: unknown) => void;

/**
 * Erases reports, the listings behind them and the journals of their runs once they are older than their tenant
 * keeps them (R24); comparisons of files after 90 days. Called at each start, and repeatable: a power cut in the
 * middle leaves the rest to the next start.
 *
 * Kept, however old: what an alive or an undecided run needs (its report, the plan that it was ordered to apply, its
 * journal); a report from the future; a report that is being written, which no list shows before it is finished.
 * The base line of a tenant (R15) goes with its age like any listing: afterwards no console edit is shown until the
 * next live sync. History and the runs' own lines stay: they name no person.
 *
 * A clock that was set far forward makes everything look old at once, so its jump is doubted for a week before
 * anything is erased by it (core/clock-seen.ts).
 */
export function forgetOldReports(parts: Parts & Pick<TenantParts, 'who'>, onTrouble: OnTrouble): void {
  const { store, reports, clock } = parts;
  if (!isTimeToForget(parts)) return;
  const now = clock.now();
  const before = store.clockSeen.read();
  const seen: ClockSeen = lookAtClock(before, now);
  store.clockSeen.write(seen);

  const tenants = new Map(store.tenants.list().map((tenant) => [tenant.id, tenant]));
  const needed = new Map([...tenants.keys()].map((id) => [id, neededRuns(id, parts)]));
  const heads = reports.listAll();
  const forgotten = new Map<string, number>();
  for (const head of heads) {
    const days = tenants.get(head.tenantId)?.reportsKeptDays ?? REPORTS_KEPT_DAYS;
    if (head.startedAtMs >= seen.trustedMs - days * DAY_MS) continue;
    if (needed.get(head.tenantId)?.some((run) => needs(run, head))) continue;
    attempt(() => {
      forgetReport(head.reportId, parts);
      const tenantId = tenants.has(head.tenantId) ? head.tenantId : '';
      forgotten.set(tenantId, (forgotten.get(tenantId) ?? 0) + 1);
    }, onTrouble);
  }
  for (const [tenantId, count] of forgotten) {
    const of = tenantId === '' ? {} : { tenantId };
    store.audit.append({ who: parts.who, act: 'reports-forgotten', ...of, facts: { reports: count } });
  }
  for (const tenant of tenants.values()) {
    const olderThanMs = seen.trustedMs - tenant.reportsKeptDays * DAY_MS;
    const undecided = needed.get(tenant.id) ?? [];
    attempt(() => forgetBaseLine(tenant, olderThanMs, undecided, parts), onTrouble);
    attempt(() => forgetJournals(tenant.id, olderThanMs, undecided, parts), onTrouble);
  }
  attempt(() => removeLeftovers(now, parts), onTrouble);
}

/** Whether the last look is long enough ago; cheap, so that a start need not begin a thread for nothing. */
export function isTimeToForget({ store, clock }: Pick<Parts, 'store' | 'clock'>): boolean {
  const now = clock.now();
  const before = store.clockSeen.read();
  return !(before && now >= before.lastMs && now - before.lastMs < LOOKS_AGAIN_AFTER_MS);
}

export const ALL_KINDS: readonly Run['kind'][] = [
  'test',
  'live',
  'one-off-test',
  'one-off-live',
  'undo-test',
  'undo-live',
];

/** The runs of a tenant that go on, or wait to be resumed or closed: one at most, by the tenant's lock. */
export function neededRuns(tenantId: string, { store }: Pick<Parts, 'store'>): readonly Run[] {
  const statuses = ['Pending', 'Processing', 'Interrupted'] as const;
  return statuses.flatMap((status) => store.runs.newest(tenantId, ALL_KINDS, status) ?? []);
}

function needs(run: Run, head: ReportHead): boolean {
  return (
    run.reportId === head.reportId ||
    run.planHash === head.planHash ||
    // A run tells its report only when that is finished.
    (run.status !== 'Interrupted' && head.startedAtMs >= run.startedAtMs)
  );
}

/** Listings first: what is left after a power cut is a report, which the next start finds again. */
function forgetReport(reportId: string, parts: Parts): void {
  removeSnapshots(reportId, parts);
  parts.reports.remove(reportId);
}

function forgetBaseLine(
  { id }: Tenant,
  olderThanMs: number,
  undecided: readonly Run[],
  { store, snapshots }: Parts,
): void {
  // Read anew: its report may have gone just now.
  const tenant = store.tenants.find(id);
  const baseLine = tenant?.syncedSnapshotId;
  if (!tenant || baseLine === undefined || undecided.length > 0) return;
  const kept = snapshots.list().find((each) => each.id === baseLine);
  if (kept && kept.readAtMs >= olderThanMs) return;
  const { syncedSnapshotId: _gone, ...others } = tenant;
  store.tenants.update(others);
  snapshots.remove(baseLine);
}

function forgetJournals(
  tenantId: string,
  olderThanMs: number,
  undecided: readonly Run[],
  { store }: Parts,
): void {
  for (let before: string | undefined; ; ) {
    const page = store.runs.list(tenantId, {
      limit: RUNS_A_PAGE,
      ...(before === undefined ? {} : { before }),
    });
    for (const { id, startedAtMs } of page) {
      if (startedAtMs < olderThanMs && !undecided.some((run) => run.id === id)) store.journal.forget(id);
    }
    before = page.at(-1)?.id;
    if (before === undefined) return;
  }
}

/**
 * Removes listings that no report was made of: their sync was cancelled, failed or killed, and nobody reads them
 * again. A young one may be that of a sync going on; how many of these there are is the answer.
 */
export function removeLeftovers(now: number, { store, reports, snapshots }: Parts): number {
  const listed = new Set(reports.listAll().map((head) => head.reportId));
  const baseLines = new Set(store.tenants.list().map((tenant) => tenant.syncedSnapshotId));
  let young = 0;
  for (const { id, readAtMs } of snapshots.list()) {
    const reportId = reportOfSnapshot(id);
    if (reportId === undefined || listed.has(reportId) || baseLines.has(id)) continue;
    if (Math.abs(now - readAtMs) < LEFTOVER_AFTER_MS) young++;
    else snapshots.remove(id);
  }
  return young;
}

function attempt(act: () => void, onTrouble: OnTrouble): void {
  try {
    act();
  } catch (error) {
    // One file that somebody holds open must not keep Muster from starting, nor the others from being erased.
    onTrouble(error);
  }
}
