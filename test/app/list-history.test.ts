import { describe, expect, it } from 'vitest';
import type { HistoryItem, HistoryRequest } from '../../src-main/app/history-page.ts';
import { listHistory } from '../../src-main/app/list-history.ts';
import type { Run } from '../../src-main/app/ports/main-store.ts';
import { exampleRun, exampleTenant } from '../adapters/store/example-store.ts';
import { exampleCounts } from '../fakes/example-report.ts';
import { dataFolder, putReport } from './kept-data.ts';

const WHATS = ['settings-saved', 'token-revoked', 'plan-approved', 'tenant-changed'] as const;

/** Two tenants with 160 runs and 160 acts each, one a minute, so that no page of any stream holds all. */
function books() {
  const { parts } = dataFolder();
  for (const tenantId of ['t1', 't2']) {
    parts.store.tenants.add(exampleTenant({ id: tenantId, name: `Tenant ${tenantId}` }));
    for (let n = 0; n < 160; n++) {
      const atMs = 1_000_000 + n * 60_000;
      const id = `${tenantId}-${String(n).padStart(3, '0')}`;
      parts.store.runs.record(
        exampleRun({
          id: `run-${id}`,
          tenantId,
          status: 'Completed',
          startedAtMs: atMs,
          endedAtMs: atMs + 37_000,
        }),
      );
      const what = WHATS[n % WHATS.length] ?? 'tenant-changed';
      parts.store.history.append({
        id: `act-${id}`,
        atMs: atMs + 1,
        tenantId,
        who: 'kim',
        what,
        sentence: 'Done.',
      });
    }
  }
  return parts;
}

const idOf = (item: HistoryItem) => (item.kind === 'run' ? item.run.id : item.entry.id);

function allOf(parts: ReturnType<typeof books>, request: Omit<HistoryRequest, 'before'>) {
  const items: HistoryItem[] = [];
  for (let before: string | undefined; ; ) {
    const page = listHistory({ ...request, ...(before === undefined ? {} : { before }) }, parts);
    if (!page.ok) throw new Error(page.failure.sentence);
    items.push(...page.value.items);
    if (page.value.next === undefined) return items;
    expect(page.value.items).toHaveLength(request.limit);
    before = page.value.next;
  }
}

describe('the history (ux §9)', () => {
  it('shows runs and acts of all tenants page by page, newest first, each once', () => {
    const parts = books();
    const items = allOf(parts, { limit: 33 });
    expect(items).toHaveLength(640);
    expect(new Set(items.map(idOf)).size).toBe(640);
    const times = items.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it.each([
    [['runs'], 160],
    [['settings'], 40],
    [['tokens', 'approvals'], 80],
    [['tenants', 'runs'], 200],
  ] as const)('shows of one tenant only %j', (topics, count) => {
    const items = allOf(books(), { tenant: 'Tenant t1', topics, limit: 7 });
    expect(items).toHaveLength(count);
    expect(items.every(({ tenantId }) => tenantId === 't1')).toBe(true);
  });

  it('is not disturbed by what is written while somebody reads on', () => {
    const parts = books();
    const first = listHistory({ limit: 10 }, parts);
    if (!first.ok || first.value.next === undefined) throw new Error('there is a second page');
    const second = listHistory({ limit: 10, before: first.value.next }, parts);
    parts.store.history.append({
      id: 'new',
      atMs: 9e12,
      tenantId: 't1',
      who: 'kim',
      what: 'settings-saved',
      sentence: 'Done.',
    });
    expect(listHistory({ limit: 10, before: first.value.next }, parts)).toEqual(second);
  });

  it('refuses a cursor that it never gave', () => {
    expect(listHistory({ limit: 10, before: 'nonsense' }, books()).ok).toBe(false);
  });

  it.each<[Partial<Run>, string]>([
    [{ status: 'Completed' }, 'Completed'],
    [{ status: 'Completed', reportId: 'partial' }, 'Completed, partial listing'],
    [{ status: 'Completed', reportId: 'received' }, 'Received, not confirmed'],
    [
      { status: 'Completed', applied: { succeeded: 9, failed: 3, movedSincePreview: 0 } },
      'Completed, 3 rows failed',
    ],
    [{ status: 'Completed', causeCode: 'not-approved' }, 'Waiting for approval'],
    [{ status: 'Skipped', causeCode: 'skipped.limit' }, 'Skipped (limit)'],
    [{ status: 'Halted', causeCode: 'guard-halted' }, 'Halted by guard'],
    [{ status: 'Failed', causeCode: 'network' }, 'Failed'],
    [{ status: 'Failed', causeCode: 'interrupted' }, 'Interrupted'],
    [{ status: 'Cancelled' }, 'Cancelled'],
  ])('tells of a run %j in words, with its counts and how long it took', (run, words) => {
    const { parts } = dataFolder();
    parts.store.tenants.add(exampleTenant());
    const counts = exampleCounts({ users: { archived: 3 } });
    putReport(parts, { reportId: 'partial', partial: true, counts });
    putReport(parts, { reportId: 'received', received: true, counts });
    parts.store.runs.record(exampleRun({ endedAtMs: 38_000, ...run }));
    const page = listHistory({ limit: 5 }, parts);
    expect(page.ok && page.value.items[0]).toMatchObject({
      kind: 'run',
      outcomeText: words,
      durationMs: 37_000,
      ...(run.reportId === undefined ? {} : { report: { reportId: run.reportId, archived: 3 } }),
    });
  });
});
