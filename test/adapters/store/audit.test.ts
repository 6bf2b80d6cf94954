import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts';
import { sha256OfText } from '../../../src-main/adapters/store/audit-hash.ts';
import { migrate } from '../../../src-main/adapters/store/migrate.ts';
import { firstTables } from '../../../src-main/adapters/store/migrations/0001-first-tables.ts';
import { keptForATime } from '../../../src-main/adapters/store/migrations/0002-kept-for-a-time.ts';
import { trailEndFile } from '../../../src-main/adapters/store/trail-end.ts';
import { checkTrail } from '../../../src-main/app/check-trail.ts';
import type { MainStore, Told } from '../../../src-main/app/ports/main-store.ts';
import { type AuditEntry, readEntry } from '../../../src-main/core/audit-trail.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { exampleRun, exampleTenant, openedStore, temporaryFolder } from './example-store.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const told = (id: string, changes: Partial<Told> = {}): Told => ({
  id,
  atMs: 2_000,
  tenantId: 't1',
  who: 'ana on desk-7',
  what: 'settings-saved',
  sentence: `Settings saved: ${id}.`,
  ...changes,
});

const check = (store: MainStore, known = []) => checkTrail(store.audit, sha256OfText, known);

function entriesOf(store: MainStore): readonly AuditEntry[] {
  return store.audit.page(0, 1_000).map(({ text }) => {
    const entry = readEntry(text);
    if (!entry) throw new Error(`no entry: ${text}`);
    return entry;
  });
}

/** Entries 1 to 8 of a small history: a tenant, three lines, a run that ended, an approval, and one line more. */
function writtenTrail(): { readonly file: string; readonly store: MainStore } {
  const file = join(temporaryFolder(), 'muster.db');
  const store = openedStore(file, fakeClock());
  store.tenants.add(exampleTenant());
  for (const id of ['a', 'b']) store.history.append(told(id));
  store.runs.begin(exampleRun());
  const applied = { succeeded: 7, failed: 1, movedSincePreview: 0 };
  store.runs.end('r1', { status: 'Completed', endedAtMs: 3_000, applied }, { created: 8 });
  const planHash = `sha256:${'e'.repeat(64)}`;
  const approval = { tenantId: 't1', planHash, reportId: 'rep1', who: 'ana', atMs: 1, overridesGuard: true };
  store.approvals.put(approval, told('c', { what: 'guard-overridden', planHash }));
  store.history.append(told('d'));
  return { file, store };
}

/** As somebody with a database tool would, who takes the triggers away first. */
function tamper(file: string, ...statements: readonly string[]): void {
  const db = new Database(file);
  db.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened');
  for (const statement of statements) db.exec(statement);
  db.close();
}

describe('the audit trail', () => {
  it('has an entry for each act: who, what, which tenant, run and plan, in numbers', () => {
    const { store } = writtenTrail();
    expect(entriesOf(store).map(({ act }) => act)).toEqual([
      'trail-begins',
      'tenant-added',
      'settings-saved',
      'settings-saved',
      'run-started',
      'run-ended',
      'guard-overridden',
      'settings-saved',
    ]);
    const [, , , , started, ended, overridden] = entriesOf(store);
    expect(started).toMatchObject({ who: 'ana', tenantId: 't1', tenantName: 'Contoso', runId: 'r1' });
    expect(ended).toMatchObject({
      runId: 'r1',
      facts: { kind: 'live', status: 'Completed', succeeded: 7, failed: 1, created: 8 },
    });
    expect(overridden).toMatchObject({
      who: 'ana on desk-7',
      planHash: `sha256:${'e'.repeat(64)}`,
      facts: { overridesGuard: true },
    });
    expect(check(store)).toMatchObject({ entries: 8, remembered: 'kept', fault: undefined, linesBefore: 0 });
    store.close();
  });

  it('tells each setting that changed, whoever changed it, and nothing of addresses and paths', () => {
    const { store } = writtenTrail();
    const limits = { ...exampleTenant().guardLimits, archivedCeiling: 20 };
    const changed = exampleTenant({
      reportsKeptDays: 30,
      guardLimits: limits,
      tenantUrl: 'https://console.example/scim?for=ana',
      directory: { kind: 'csv', file: '/home/ana/hr.csv' },
      syncedSnapshotId: 'snap',
    });
    store.tenants.update(changed, [
      told('e', { what: 'limits-set', facts: { 'guardLimits.archivedCeiling': '500 → 20' } }),
    ]);
    const [limitsSet, others] = entriesOf(store).slice(-2);
    expect(limitsSet).toMatchObject({
      act: 'limits-set',
      facts: { 'guardLimits.archivedCeiling': '500 → 20' },
    });
    expect(others).toMatchObject({
      act: 'tenant-changed',
      facts: { reportsKeptDays: '90 → 30', tenantUrl: 'changed', directory: 'set' },
    });
    expect(Object.keys(others?.facts ?? {})).toHaveLength(3);
    // What the engine keeps for itself is nobody's act.
    store.tenants.update({ ...changed, syncedSnapshotId: 'other' });
    expect(entriesOf(store)).toHaveLength(10);
    store.close();
  });

  it('and what it tells of stand together or not at all', () => {
    const { store } = writtenTrail();
    const before = entriesOf(store).length;
    // The second line has an id that is taken: neither the lines nor the tenant's change nor their entries stay.
    expect(() =>
      store.tenants.update(exampleTenant({ reportsKeptDays: 1 }), [told('new'), told('a')]),
    ).toThrow();
    expect(store.tenants.find('t1')?.reportsKeptDays).toBe(90);
    expect(store.history.list('t1', { limit: 10 })).toHaveLength(4);
    expect(entriesOf(store)).toHaveLength(before);
    expect(check(store).fault).toBeUndefined();
    store.close();
  });

  it('cannot be changed or shortened by what is not meant to', () => {
    const { file, store } = writtenTrail();
    const db = new Database(file);
    expect(() => db.exec("UPDATE audit SET text = 'x' WHERE number = 3")).toThrow('is never changed');
    expect(() => db.exec('DELETE FROM audit WHERE number = 8')).toThrow('is never shortened');
    db.close();
    store.close();
  });

  it('stays whole when a tenant is removed and added again under the same id', () => {
    const { store } = writtenTrail();
    store.tenants.remove('t1');
    store.wipe();
    expect(check(store).fault).toBeUndefined();
    store.tenants.add(exampleTenant());
    store.history.append(told('a'));
    expect(check(store)).toMatchObject({ fault: undefined, entries: 11 });
    expect(entriesOf(store)[8]).toMatchObject({ act: 'tenant-removed', tenantName: 'Contoso' });
    store.close();
  });

  it('follows a run that was interrupted, taken over and closed', () => {
    const { store } = writtenTrail();
    store.runs.begin(exampleRun({ id: 'r2' }));
    store.runs.update('r2', { status: 'Interrupted', endedAtMs: 5_000 });
    expect(check(store).fault).toBeUndefined();
    store.runs.takeOver('r2', process.pid, 6_000, 'resume');
    expect(check(store).fault).toBeUndefined();
    store.runs.end('r2', { status: 'Failed', endedAtMs: 7_000, causeCode: 'interrupted' });
    expect(
      entriesOf(store)
        .slice(-4)
        .map(({ act }) => act),
    ).toEqual(['run-started', 'run-interrupted', 'run-resumed', 'run-ended']);
    expect(check(store).fault).toBeUndefined();
    store.close();
  });
});

describe('an audit trail that somebody changed', () => {
  const swap = [
    'UPDATE audit SET number = 1003 WHERE number = 3',
    'UPDATE audit SET number = 3 WHERE number = 4',
    'UPDATE audit SET number = 4 WHERE number = 1003',
  ];
  const shift = [
    'UPDATE audit SET number = -number WHERE number > 3',
    'UPDATE audit SET number = 1 - number WHERE number < 0',
  ];
  it.each([
    [
      'an altered entry',
      ["UPDATE audit SET text = replace(text, 'ana', 'ben') WHERE number = 5"],
      5,
      'altered',
    ],
    ['an altered hash', [`UPDATE audit SET hash = '${'0'.repeat(64)}' WHERE number = 5`], 5, 'altered'],
    ['an entry that is no text of ours', ["UPDATE audit SET text = '{}' WHERE number = 5"], 5, 'altered'],
    ['a removed entry', ['DELETE FROM audit WHERE number = 4'], 4, 'removed'],
    ['a removed beginning', ['DELETE FROM audit WHERE number = 1'], 1, 'removed'],
    ['entries that changed places', swap, 3, 'altered'],
    [
      'an entry put in between',
      [...shift, "INSERT INTO audit SELECT 4, replace(text, '3', '4'), hash FROM audit WHERE number = 3"],
      4,
      'altered',
    ],
    ['a cut end', ['DELETE FROM audit WHERE number > 6'], 7, 'cut'],
    ['an emptied trail', ['DELETE FROM audit'], 1, 'cut'],
    ['an altered line of the history', ["UPDATE history SET sentence = 'No.' WHERE id = 'b'"], 4, 'line'],
    ['another who in the history', ["UPDATE history SET who = 'ben' WHERE id = 'c'"], 7, 'line'],
    ['a removed line of the history', ["DELETE FROM history WHERE id = 'b'"], 4, 'line'],
    [
      'a line of the history put in',
      [
        "INSERT INTO history (id, at_ms, tenant_id, who, what, sentence) VALUES ('z', 1, 't1', 'ben', 'x', 'Y.')",
      ],
      8,
      'added-line',
    ],
    ['a run that ended otherwise', ["UPDATE run SET status = 'Skipped'"], 6, 'line'],
    ['a run with other counts', ['UPDATE run SET applied = replace(applied, 1, 0)'], 6, 'line'],
    ['a run that is said to go on', ["UPDATE run SET status = 'Processing'"], 6, 'line'],
    ['a removed run', ['DELETE FROM run'], 6, 'line'],
    ['a removed tenant', ['PRAGMA foreign_keys = ON; DELETE FROM tenant'], 3, 'line'],
  ])('shows %s', (_what, statements, entry, kind) => {
    const { file, store } = writtenTrail();
    store.close();
    tamper(file, ...statements);
    const again = openedStore(file, fakeClock());
    expect(check(again).fault).toEqual({ entry, kind });
    again.close();
  });

  it('goes on to show its cut end however much is written after it', () => {
    const { file, store } = writtenTrail();
    store.close();
    tamper(file, 'DELETE FROM audit WHERE number > 6', "DELETE FROM history WHERE id IN ('c', 'd')");
    const again = openedStore(file, fakeClock());
    for (const id of ['p', 'q', 'r', 's']) again.history.append(told(id));
    expect(entriesOf(again)).toHaveLength(10);
    expect(check(again).fault).toEqual({ entry: 8, kind: 'rewritten' });
    again.close();
  });

  it('keeps, as an entry, that the file with its last entry was taken away', () => {
    const { file, store } = writtenTrail();
    store.close();
    tamper(file, 'DELETE FROM audit WHERE number > 6', "DELETE FROM history WHERE id IN ('c', 'd')");
    rmSync(trailEndFile(file));
    const again = openedStore(file, fakeClock());
    expect(check(again)).toMatchObject({ fault: undefined, remembered: 'missing' });
    again.history.append(told('p'));
    expect(check(again)).toMatchObject({ fault: undefined, remembered: 'kept', endLostAt: 7 });
    expect(entriesOf(again)[6]?.act).toBe('end-not-remembered');
    // An end that was kept elsewhere tells it all the same.
    const known = [{ number: 8, hash: 'a'.repeat(64) }];
    expect(checkTrail(again.audit, sha256OfText, known).fault).toEqual({ entry: 8, kind: 'rewritten' });
    again.close();
  });

  it('is not suspected where Muster ended between the entry and the file beside it', () => {
    const { file, store } = writtenTrail();
    const [, , third] = store.audit.page(0, 3);
    writeFileSync(trailEndFile(file), JSON.stringify({ number: third?.number, hash: third?.hash }));
    expect(check(store).fault).toBeUndefined();
    store.history.append(told('e'));
    expect(JSON.parse(readFileSync(trailEndFile(file), 'utf8'))).toMatchObject({ number: 9 });
    expect(check(store)).toMatchObject({ fault: undefined, endLostAt: undefined });
    store.close();
  });
});

describe('the audit trail of an older database', () => {
  it('begins with the update, says how much is older, keeps it, and leaves a backup', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'muster.db');
    const db = new Database(file);
    migrate(db, file, [firstTables, keptForATime], 1_000);
    const { maxConcurrency: _notYet, ...older } = exampleTenant();
    db.prepare("INSERT INTO tenant VALUES ('t1', 'Contoso', 'contoso', ?)").run(JSON.stringify(older));
    const line = db.prepare(
      "INSERT INTO history (id, at_ms, tenant_id, who, what, sentence) VALUES (?, 1, 't1', 'ana', 'x', 'Old.')",
    );
    for (const id of ['o1', 'o2']) line.run(id);
    db.prepare(
      "INSERT INTO run (id, tenant_id, kind, status, started_at_ms, who, pid) VALUES ('old', 't1', 'test', 'Completed', 1, 'ana', 1)",
    ).run();
    db.close();

    const store = openedStore(file, fakeClock());
    expect(entriesOf(store)).toMatchObject([
      { number: 1, act: 'trail-begins', facts: { historyBefore: 2, runsBefore: 1 } },
    ]);
    store.history.append(told('a'));
    expect(check(store)).toMatchObject({ fault: undefined, entries: 2, linesBefore: 3 });
    expect(store.history.list('t1', { limit: 10 }).map(({ id }) => id)).toEqual(['a', 'o2', 'o1']);
    expect(readdirSync(dirname(file)).some((name) => name.endsWith('-v2.backup'))).toBe(true);
    // A run from before that changes now is told from now on.
    store.runs.update('old', { status: 'Failed' });
    expect(check(store)).toMatchObject({ fault: undefined, entries: 3 });
    store.close();
  });
});

describe('two processes that write at once', () => {
  it('make one chain without a gap, each entry in its place', async () => {
    const file = join(temporaryFolder(), 'muster.db');
    const store = openedStore(file, systemClock);
    store.tenants.add(exampleTenant());
    const both = ['one', 'two'].map((who) => started('append-history.ts', [file, who, '60']));
    for (const each of both) expect(await each.line()).toBe('ready');
    for (const each of both) each.child.stdin?.write('go\n');
    for (let n = 0; n < 30; n++) store.history.append(told(`three-${n}`, { who: 'three' }));
    for (const each of both) expect(await each.line()).toBe('done');
    expect(check(store)).toMatchObject({
      entries: 152,
      fault: undefined,
      remembered: 'kept',
      endLostAt: undefined,
    });
    const who = entriesOf(store).map((entry) => entry.who);
    for (const [name, count] of [
      ['one', 60],
      ['two', 60],
      ['three', 30],
    ] as const) {
      expect(who.filter((each) => each === name)).toHaveLength(count);
    }
    // Nothing is left of how the end is written.
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(readdirSync(dirname(file))).toContain(basename(trailEndFile(file)));
    store.close();
  });
});

function started(script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../peers', script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}
