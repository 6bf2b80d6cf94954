import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type Migration, migrate } from '../../../src-main/adapters/store/migrate.ts';
import { openMainStore } from '../../../src-main/adapters/store/open-main-store.ts';
import { failureOf, onDisk, StoreError } from '../../../src-main/adapters/store/store-error.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { exampleRun, exampleTenant, openedStore, temporaryFolder } from './example-store.ts';

const clock = fakeClock();

describe('the main database', () => {
  it('lets only this user into the folder and the file', () => {
    const folder = join(temporaryFolder(), 'data');
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(folder, 0o755);
    const file = join(folder, 'muster.db');
    const store = openedStore(file, clock);
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    store.close();
  });

  it('refuses a database of a newer Muster with a sentence, and leaves it as it was', () => {
    const file = join(temporaryFolder(), 'muster.db');
    openedStore(file, clock).close();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    const before = readFileSync(file);
    const opened = openMainStore({ file, clock });
    expect(opened.ok ? 'opened' : opened.failure).toMatchObject({
      code: 'store-unavailable',
      sentence: expect.stringContaining('newer version of Muster'),
      next: expect.stringContaining('Install the newer version'),
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('says that a damaged file is damaged, and does not touch it', () => {
    const file = join(temporaryFolder(), 'muster.db');
    writeFileSync(file, 'this is not a database, however long one looks at it. '.repeat(100));
    const before = readFileSync(file);
    const opened = openMainStore({ file, clock });
    expect(opened.ok ? 'opened' : opened.failure).toMatchObject({
      code: 'store-unavailable',
      sentence: expect.stringContaining('damaged or is not a file of Muster'),
      where: { file },
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it('says that a folder stands where the file should be', () => {
    const folder = temporaryFolder();
    const opened = openMainStore({ file: folder, clock });
    expect(opened.ok ? 'opened' : opened.failure.code).toBe('store-unavailable');
  });

  it('says that another program holds the database, and writes nothing', () => {
    const file = join(temporaryFolder(), 'muster.db');
    const opened = openMainStore({ file, clock, busyTimeoutMs: 20 });
    if (!opened.ok) throw new Error(opened.failure.sentence);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    let thrown: unknown;
    try {
      opened.value.tenants.add(exampleTenant());
    } catch (error) {
      thrown = error;
    }
    other.exec('ROLLBACK');
    other.close();
    expect(thrown).toBeInstanceOf(StoreError);
    expect(failureOf(thrown)).toMatchObject({
      code: 'store-unavailable',
      sentence: expect.stringContaining('in use by another program'),
    });
    expect(opened.value.tenants.list()).toEqual([]);
    opened.value.close();
  });

  it('calls a full disk a full disk', () => {
    const file = join(temporaryFolder(), 'full.db');
    const db = new Database(file);
    db.exec('CREATE TABLE t (x TEXT)');
    db.pragma('max_page_count = 3');
    const fill = () => onDisk(file, () => db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(100_000)));
    expect(fill).toThrow(StoreError);
    try {
      fill();
    } catch (error) {
      expect(failureOf(error)).toMatchObject({
        code: 'disk-full',
        next: expect.stringContaining('Make room'),
      });
    }
    db.close();
  });

  it('turns what nobody expected into a failure with its cause, for the log', () => {
    expect(failureOf(new TypeError('x is undefined'))).toMatchObject({
      code: 'unexpected',
      cause: 'TypeError: x is undefined',
    });
    expect(failureOf('text')).toMatchObject({ code: 'unexpected', cause: 'text' });
  });
});

describe('a migration', () => {
  const first: Migration = { version: 1, sql: 'CREATE TABLE t (x TEXT) STRICT' };
  const second: Migration = { version: 2, sql: 'ALTER TABLE t ADD COLUMN y TEXT' };

  it('backs the old database up beside itself, then steps on and keeps every row', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'm.db');
    const db = new Database(file);
    migrate(db, file, [first], clock.now());
    expect(readdirSync(folder)).toEqual(['m.db']);
    db.exec("INSERT INTO t VALUES ('00123')");
    migrate(db, file, [first, second], clock.now());
    expect(db.prepare('SELECT * FROM t').all()).toEqual([{ x: '00123', y: null }]);
    db.close();
    const backup = readdirSync(folder).find((name) => name.endsWith('-v1.backup'));
    const old = new Database(join(folder, String(backup)), { readonly: true });
    expect(old.prepare('SELECT * FROM t').all()).toEqual([{ x: '00123' }]);
    expect(old.pragma('user_version', { simple: true })).toBe(1);
    old.close();
  });

  it('keeps the last three backups', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'm.db');
    const db = new Database(file);
    const steps = Array.from(
      { length: 6 },
      (_, i): Migration => ({
        version: i + 1,
        sql: `CREATE TABLE t${i} (x TEXT) STRICT`,
      }),
    );
    for (let n = 1; n <= steps.length; n++) {
      clock.pass(60_000);
      migrate(db, file, steps.slice(0, n), clock.now());
    }
    db.close();
    const kept = readdirSync(folder)
      .filter((name) => name.endsWith('.backup'))
      .sort();
    expect(kept.map((name) => name.slice(-'v0.backup'.length))).toEqual([
      'v3.backup',
      'v4.backup',
      'v5.backup',
    ]);
  });

  it('that fails leaves the database at the step before it', () => {
    const file = join(temporaryFolder(), 'm.db');
    const db = new Database(file);
    const broken: Migration = { version: 2, sql: 'CREATE TABLE half (x TEXT); SELECT * FROM nowhere' };
    expect(() => migrate(db, file, [first, broken], clock.now())).toThrow('nowhere');
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()).toEqual(['t']);
    db.close();
  });
});

describe('tenants', () => {
  it('are kept whole across a restart and found by id or by name in any letter case', () => {
    const file = join(temporaryFolder(), 'muster.db');
    const tenant = exampleTenant({
      name: 'Müller & Söhne',
      consoleApiUrl: 'https://console.example/api',
      directory: { kind: 'csv', file: 'hr.csv' },
      groupsTakenOver: ['vertrieb'],
      syncedSnapshotId: 'snap1',
    });
    const store = openedStore(file, clock);
    expect(store.tenants.add(tenant)).toEqual({ ok: true, value: undefined });
    store.close();
    const again = openedStore(file, clock);
    expect(again.tenants.list()).toEqual([tenant]);
    expect(again.tenants.find('t1')).toEqual(tenant);
    expect(again.tenants.find(' MÜLLER & SÖHNE ')).toEqual(tenant);
    expect(again.tenants.find('Contoso')).toBeUndefined();
    again.close();
  });

  it('cannot share a name, whatever its letter case, whether added or renamed', () => {
    const store = openedStore(join(temporaryFolder(), 'muster.db'), clock);
    store.tenants.add(exampleTenant());
    store.tenants.add(exampleTenant({ id: 't2', name: 'Fabrikam' }));
    for (const outcome of [
      store.tenants.add(exampleTenant({ id: 't3', name: 'CONTOSO' })),
      store.tenants.update(exampleTenant({ id: 't2', name: 'contoso' })),
    ]) {
      expect(outcome.ok ? 'saved' : outcome.failure.code).toBe('bad-input');
    }
    expect(store.tenants.list().map((tenant) => tenant.name)).toEqual(['Contoso', 'Fabrikam']);
    expect(store.tenants.update(exampleTenant({ name: 'CONTOSO' })).ok).toBe(true);
    store.close();
  });

  it('are forgotten with their runs, journal, history, groups and approvals, and no other tenant is', () => {
    const file = join(temporaryFolder(), 'muster.db');
    const store = openedStore(file, clock);
    for (const id of ['t1', 't2']) {
      store.tenants.add(exampleTenant({ id, name: `Name ${id}` }));
      store.runs.begin(exampleRun({ id: `run-${id}`, tenantId: id }));
      store.history.append({
        id: `h-${id}`,
        atMs: 1,
        tenantId: id,
        who: 'ana',
        what: 'tenant-added',
        sentence: 'Added.',
      });
      store.managedGroups.put({ tenantId: id, consoleGroupId: 'g1', archived: false });
      store.approvals.put({
        tenantId: id,
        planHash: 'p',
        reportId: 'r',
        who: 'ana',
        atMs: 1,
        overridesGuard: false,
      });
    }
    store.tenants.remove('t1');
    expect([store.runs.list('t1', { limit: 9 }), store.history.list('t1', { limit: 9 })]).toEqual([[], []]);
    expect([store.managedGroups.list('t1'), store.approvals.find('t1', 'p')]).toEqual([[], undefined]);
    expect(store.runs.list('t2', { limit: 9 }).map((run) => run.id)).toEqual(['run-t2']);
    expect(store.history.list('t2', { limit: 9 })).toHaveLength(1);
    expect(store.managedGroups.list('t2')).toHaveLength(1);
    expect(store.approvals.find('t2', 'p')).toMatchObject({ overridesGuard: false, who: 'ana' });
    store.close();
  });
});

describe('history', () => {
  it('is read newest first, page by page, in the order of writing whatever the clock said', () => {
    const store = openedStore(join(temporaryFolder(), 'muster.db'), clock);
    store.tenants.add(exampleTenant());
    const times = [500, 400, 300, 900, 100];
    times.forEach((atMs, i) => {
      store.history.append({
        id: `h${i}`,
        atMs,
        tenantId: 't1',
        who: 'ana',
        what: 'settings-saved',
        sentence: 'Saved.',
      });
    });
    const first = store.history.list('t1', { limit: 3 });
    const second = store.history.list('t1', { limit: 3, before: String(first.at(-1)?.id) });
    expect([...first, ...second].map((entry) => entry.id)).toEqual(['h4', 'h3', 'h2', 'h1', 'h0']);
    store.close();
  });
});
