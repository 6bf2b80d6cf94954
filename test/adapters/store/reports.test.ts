import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts';
import { openReportStore } from '../../../src-main/adapters/store/report-files.ts';
import { StoreError } from '../../../src-main/adapters/store/store-error.ts';
import type { Operation, Phase, ReportRow } from '../../../src-main/core/report.ts';
import { exampleHead, exampleRow } from '../../fakes/example-report.ts';
import { allPages, opened, reportStoreIn, writeReport } from './example-reports.ts';
import { temporaryFolder } from './example-store.ts';

const operation = (canonical: string, changes: Partial<Operation> = {}): Operation => ({
  phase: 'change',
  level: 0,
  canonical,
  act: { kind: 'update-user', id: 'c1' },
  ...changes,
});

const fullRow: ReportRow = {
  object: 'membership',
  verdict: 'Created',
  key: 'g1\nc1',
  name: 'Ána Ruiz',
  address: 'ana@example.com',
  reason: 'member.added',
  facts: { group: 'Vertrieb', n: 3, externalId: '00123' },
  changes: [{ field: 'member', old: '', new: 'Vertrieb' }],
  warnings: [{ code: 'console.edit', facts: { old: 'x', n: 1 } }],
  directoryRef: '17',
  consoleRef: 'c1',
  adopted: false,
  operation: operation('["membership"]', {
    phase: 'member',
    level: 1,
    seenVersion: 'W/"3"',
    act: { kind: 'add-member', group: { createdKey: 'g1' }, user: { id: 'c1' } },
    manager: { createdKey: 'boss' },
  }),
};

const writers: ChildProcess[] = [];
afterEach(() => {
  for (const writer of writers.splice(0)) writer.kill('SIGKILL');
});

describe('a report', () => {
  it('gives back every row as it was written, and its head', () => {
    const { store } = reportStoreIn();
    const bare = exampleRow({ facts: {}, changes: [], warnings: [] });
    const numberedId = exampleRow({ facts: { externalId: 7 } });
    const head = exampleHead({
      reportId: 'rep1',
      only: ['ana@example.com'],
      applied: { succeeded: 1, failed: 0, movedSincePreview: 0 },
    });
    const report = writeReport(store, [fullRow, bare, numberedId], { head });
    expect(report.row(1)).toEqual({ seq: 1, ...fullRow });
    expect(report.row(2)).toEqual({ seq: 2, ...bare });
    expect(report.row(3)).toEqual({ seq: 3, ...numberedId });
    expect(report.row(4)).toBeUndefined();
    expect(report.head()).toEqual(head);
    report.close();
  });

  it('finds all rows of a person by address, key, console id or external id in any letter case', () => {
    const { store } = reportStoreIn();
    const ana = exampleRow({
      key: 'C-1',
      consoleRef: 'C-1',
      address: 'Ana@Example.com',
      facts: { externalId: 'E1' },
      verdict: 'Unchanged',
    });
    const member = exampleRow({
      object: 'membership',
      key: 'g1\nC-1',
      address: 'ana@example.com',
      consoleRef: 'C-1',
      facts: { group: 'g' },
    });
    const ben = exampleRow({ key: 'ben@example.com', address: 'ben@example.com', facts: {} });
    for (const search of ['missing', 'built'] as const) {
      const report = writeReport(store, [member, ben, ana], { search, head: { reportId: `rep-${search}` } });
      const seqs = (name: string) => report.rowsOf(name, 10).map((row) => row.seq);
      expect([' ANA@example.com', 'c-1', 'e1'].map(seqs)).toEqual([[3, 1], [3, 1], [3]]);
      expect(seqs('ben@example.com')).toEqual([2]);
      expect(seqs('ana')).toEqual([]);
      expect(report.rowsOf('c-1', 1).map((row) => row.seq)).toEqual([3]);
      report.close();
    }
  });

  it('finds a person by an alias that would vanish, and by both ids of a reused address', () => {
    const { store } = reportStoreIn();
    const ana = exampleRow({ warnings: [{ code: 'alias', facts: { alias: 'Old.Ana@example.com' } }] });
    const ben = exampleRow({
      reason: 'blocked.id',
      verdict: 'Blocked',
      facts: { there: 'C-9', here: 'D-9' },
    });
    for (const search of ['missing', 'built'] as const) {
      const report = writeReport(store, [ana, ben], { search, head: { reportId: `rep-${search}` } });
      const seqs = (text: string) => report.page({ text }, { limit: 10 }).rows.map((row) => row.seq);
      expect(['old.ana@example', 'c-9', 'D-9', 'nobody'].map(seqs)).toEqual([[1], [2], [2], []]);
      report.close();
    }
  });

  it('streams the plan in canonical order, whatever the order of its rows', () => {
    const { store } = reportStoreIn();
    const rows = [
      exampleRow({ object: 'membership', key: 'a', operation: operation('m a') }),
      exampleRow({ key: 'b', operation: operation('u b 2') }),
      exampleRow({ key: 'c' }),
      exampleRow({ object: 'group', key: 'z', operation: operation('g z') }),
      exampleRow({ key: 'a', operation: operation('u a') }),
      exampleRow({ key: 'b', operation: operation('u b 1') }),
    ];
    const texts = (order: readonly ReportRow[], reportId: string) => {
      const writer = store.create(reportId);
      for (const row of order) writer.add(row);
      const seen: string[] = [];
      writer.eachCanonical((text) => seen.push(text));
      writer.discard();
      return seen;
    };
    expect(texts(rows, 'one')).toEqual(['u a', 'u b 1', 'u b 2', 'g z', 'm a']);
    expect(texts([...rows].reverse(), 'two')).toEqual(texts(rows, 'three'));
  });

  it('gives operations by phase and level in pages, and manager links in a pass of their own', () => {
    const { store } = reportStoreIn();
    const phases: readonly [Phase, number][] = [
      ['rename', 1],
      ['create', 0],
      ['rename', 0],
      ['rename', 1],
      ['manager', 0],
    ];
    const report = writeReport(store, [
      ...phases.map(([phase, level], i) =>
        exampleRow({
          operation: operation(`op ${i}`, { phase, level, ...(i > 2 && { manager: 'none' as const }) }),
        }),
      ),
      exampleRow({ verdict: 'Unchanged' }),
    ]);
    const seqs = (phase: Phase, level: number, after = 0) =>
      report.operations(phase, level, after, 2).map((row) => row.seq);
    expect([
      seqs('rename', 0),
      seqs('rename', 1),
      seqs('rename', 1, 1),
      seqs('create', 0),
      seqs('archive', 0),
    ]).toEqual([[3], [1, 4], [4], [2], []]);
    expect([seqs('manager', 0), seqs('manager', 0, 4)]).toEqual([[4, 5], [5]]);
    expect([
      report.highestLevel('rename'),
      report.highestLevel('create'),
      report.highestLevel('archive'),
      report.highestLevel('manager'),
    ]).toEqual([1, 0, 0, 0]);
    expect(report.operationCount()).toBe(5);
    report.close();
  });

  it('says which operations of a fresh plan stand in the approved one word for word, and which moved (R3)', () => {
    const { store } = reportStoreIn();
    const user = (key: string, canonical: string | undefined, address = `${key}@example.com`) =>
      exampleRow({ key, address, ...(canonical !== undefined && { operation: operation(canonical) }) });
    writeReport(
      store,
      [
        user('a', 'a: 1'),
        user('b', 'b: 1'),
        user('c', 'c: 1'),
        user('d', 'd: 1'),
        user('e', 'e: 1'),
        user('n@example.com', 'n', 'n@example.com'),
      ],
      { head: { reportId: 'approved' } },
    ).close();
    const fresh = writeReport(
      store,
      [
        user('x', 'x: 1'),
        user('e', 'e: 1'),
        user('b', 'b: 2'),
        user('a', 'a: 1'),
        user('c', undefined),
        user('c9', undefined, 'n@example.com'),
      ],
      { head: { reportId: 'fresh' } },
    );
    const compared = fresh.intersect('approved');
    if (!compared.ok) throw new Error(compared.failure.sentence);
    const plan = compared.value;
    expect([1, 2, 3, 4, 5, 6, 99].filter((seq) => plan.isIdentical(seq))).toEqual([2, 4]);
    expect([plan.identicalCount, plan.movedCount]).toEqual([2, 4]);
    const moved = (after: number, limit: number) =>
      plan
        .moved(after, limit)
        .map(({ approved, now }) => [approved.key, now?.key, now?.operation?.canonical]);
    expect(moved(0, 2)).toEqual([
      ['b', 'b', 'b: 2'],
      ['c', 'c', undefined],
    ]);
    // Somebody who was to be created is on the console by now, under an id; found by the address.
    expect(moved(3, 9)).toEqual([
      ['d', undefined, undefined],
      ['n@example.com', 'c9', undefined],
    ]);
    expect(moved(6, 9)).toEqual([]);
    const unknown = fresh.intersect('nowhere');
    expect(unknown.ok ? 'compared' : unknown.failure.code).toBe('not-found');
    fresh.close();
  });

  it('takes results and a new head after a live run, while others read it', () => {
    const { store } = reportStoreIn();
    const report = writeReport(store, [exampleRow({ operation: operation('a') }), exampleRow()]);
    const other = opened(store, 'rep1');
    report.setResults([{ seq: 1, result: { status: 'refused', words: 'uniqueness' } }]);
    report.setResults([{ seq: 1, result: { status: 'moved', where: 'console', now: 'gone' } }]);
    report.setHead(exampleHead({ reportId: 'rep1', status: 'Halted' }));
    expect(other.row(1)?.result).toEqual({ status: 'moved', where: 'console', now: 'gone' });
    expect(allPages(other, {}, 1).map((row) => row.result?.status)).toEqual(['moved', undefined]);
    expect(store.list()).toMatchObject([{ reportId: 'rep1', status: 'Halted' }]);
    report.close();
    other.close();
  });

  it('that is open uses its search index as soon as it is made', () => {
    const { store, folder } = reportStoreIn();
    const head = exampleHead({ reportId: 'rep1' });
    const writer = store.create('rep1');
    for (let i = 0; i < 6_000; i++)
      writer.add(exampleRow({ name: `hay ${String(i).padStart(4, '0')}`, key: `k${i}` }));
    writer.add(exampleRow({ name: 'needle' }));
    writer.finish(head);
    const report = opened(store, 'rep1');
    expect(report.page({ text: 'needle' }, { limit: 10 })).toEqual({ rows: [], next: expect.any(String) });
    expect(store.buildSearch('rep1').ok).toBe(true);
    expect(report.page({ text: 'needle' }, { limit: 10 }).rows.map((row) => row.seq)).toEqual([6_001]);
    report.close();
    // An index of another file of this name is not believed.
    writeFileSync(join(folder, 'other.report-search'), readFileSync(join(folder, 'rep1.report-search')));
    const other = writeReport(store, [exampleRow({ name: 'another needle' })], {
      head: { reportId: 'other' },
    });
    expect(allPages(other, { text: 'another' }, 10)).toHaveLength(1);
    other.close();
  });
});

describe('the reports of this computer', () => {
  it('are listed newest first, of one tenant or all, and found by the hash of their plan', () => {
    const { store } = reportStoreIn();
    const add = (reportId: string, tenantId: string, startedAtMs: number, planHash: string) =>
      writeReport(store, [], { head: { reportId, tenantId, startedAtMs, planHash } }).close();
    add('r1', 't1', 100, 'p1');
    add('r2', 't2', 200, 'p1');
    add('r3', 't1', 300, 'p1');
    add('r4', 't1', 50, 'p2');
    const ids = (tenantId?: string) => store.list(tenantId).map((head) => head.reportId);
    expect([ids(), ids('t1'), ids('t9')]).toEqual([['r3', 'r2', 'r1', 'r4'], ['r3', 'r1', 'r4'], []]);
    expect(store.findByPlanHash('t1', 'p1')?.reportId).toBe('r3');
    expect(store.findByPlanHash('t2', 'p2')).toBeUndefined();
    store.removeOfTenant('t1');
    expect(ids()).toEqual(['r2']);
    store.remove('r2');
    expect([ids(), store.open('r2')]).toMatchObject([[], { ok: false, failure: { code: 'not-found' } }]);
  });

  it('are files that only this user may read, and are gone with their index when removed', () => {
    const { store, folder } = reportStoreIn();
    writeReport(store, [exampleRow()], { search: 'built' }).close();
    expect(readdirSync(folder).sort()).toEqual(['rep1.report', 'rep1.report-search']);
    if (process.platform !== 'win32') {
      for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    store.remove('rep1');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never lead out of their folder, whatever id is asked for', () => {
    const { store } = reportStoreIn();
    for (const id of ['../rep1', '..', 'a/b', 'a\\b', '', 'C:x', 'a\u0000']) {
      const outcome = store.open(id);
      expect(outcome.ok ? 'opened' : outcome.failure.code).toBe('not-found');
      expect(() => store.create(id)).toThrow(StoreError);
    }
  });

  it('are left as they are when an id is used twice', () => {
    const { store } = reportStoreIn();
    writeReport(store, [exampleRow()]).close();
    expect(() => store.create('rep1')).toThrow('There is a report rep1 already');
    expect(opened(store, 'rep1').count({})).toBe(1);
  });

  it.each<[string, (file: string) => void, string]>([
    ['cut short by a little', (file) => truncateSync(file, statSync(file).size - 100), 'its end is missing'],
    ['cut in half', (file) => truncateSync(file, statSync(file).size / 2), 'damaged'],
    ['emptied', (file) => truncateSync(file, 0), 'it is not a report'],
    ['overwritten', (file) => writeFileSync(file, 'x'.repeat(50_000)), 'not a file of Muster'],
    ['another database', otherDatabase, 'it is not a report'],
    [
      'altered in its head',
      (file) => alter(file, `UPDATE about SET value = '{"reportId":1}' WHERE name = 'head'`),
      'expected form at',
    ],
    ['of a newer Muster', (file) => alter(file, 'PRAGMA user_version = 99'), 'newer version'],
  ])('that is %s is refused by name, is told of, and hides no other', (_, damage, why) => {
    const { store, folder, damaged } = reportStoreIn();
    writeReport(store, [exampleRow()], { head: { reportId: 'good' } }).close();
    writeReport(store, [exampleRow()], { head: { reportId: 'bad' } }).close();
    damage(join(folder, 'bad.report'));
    const file = join(folder, 'bad.report');
    const failure = { code: 'store-unavailable', sentence: expect.stringContaining(why), where: { file } };
    expect(store.open('bad')).toMatchObject({ ok: false, failure });
    expect(store.list().map((head) => head.reportId)).toEqual(['good']);
    expect(damaged).toMatchObject([failure]);
    expect(String(damaged[0]?.sentence)).toContain(file);
    expect(opened(store, 'good').intersect('bad')).toMatchObject({ ok: false, failure });
  });
});

describe('a report that is not finished', () => {
  it('is invisible, leaves nothing when it is given up, and readable only as a whole when it is finished', () => {
    const { store, folder } = reportStoreIn();
    const writer = store.create('rep1');
    writer.add(exampleRow());
    expect([store.list(), store.open('rep1')]).toMatchObject([
      [],
      { ok: false, failure: { code: 'not-found' } },
    ]);
    writer.close();
    expect(readdirSync(folder)).toEqual([]);
    const second = store.create('rep1');
    second.add(exampleRow());
    second.finish(exampleHead({ reportId: 'rep1' }));
    second.close();
    expect(store.list()).toHaveLength(1);
    second.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is swept once its writer is dead, and never while it lives', async () => {
    const folder = temporaryFolder();
    const store = openReportStore({ folder, clock: systemClock });
    const script = join(import.meta.dirname, '../../peers/write-report.ts');
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    writers.push(child);
    await once(child.stdout, 'data');
    const file = join(folder, 'half.report.unfinished');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file, anHourAgo, anHourAgo);
    store.sweepUnfinished();
    expect(existsSync(file)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'close');
    utimesSync(file, anHourAgo, anHourAgo);
    store.sweepUnfinished();
    expect(readdirSync(folder)).toEqual([]);
  });
});

function otherDatabase(file: string): void {
  writeFileSync(file, '');
  alter(file, 'CREATE TABLE t (x)');
}

function alter(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
