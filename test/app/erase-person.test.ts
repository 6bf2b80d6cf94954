import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findPlan } from '../../src-main/app/approved-plan.ts';
import { erasePerson } from '../../src-main/app/erase-person.ts';
import type { ErasedPerson } from '../../src-main/app/house.ts';
import type { StoredRow } from '../../src-main/app/ports/report-store.ts';
import { FILES_TENANT } from '../../src-main/app/preview-files.ts';
import type { TenantParts } from '../../src-main/app/tenant-parts.ts';
import { canonicalOperation } from '../../src-main/core/canonical.ts';
import type { PersonRecord } from '../../src-main/core/records.ts';
import type { FieldChange, Operation, ReportRow } from '../../src-main/core/report.ts';
import { allPages, opened } from '../adapters/store/example-reports.ts';
import {
  exampleIntent,
  exampleRun,
  exampleTenant,
  temporaryFolder,
} from '../adapters/store/example-store.ts';
import { exampleHead, exampleRow } from '../fakes/example-report.ts';
import { dataFolder, filesThatName, listingIds, putListing, putReport } from './kept-data.ts';

const ANA = 'Ana.Canary@contoso.example';
const ANA_BEFORE = 'ana.maiden@contoso.example';
const ANA_ALIAS = 'canary-a@contoso.example';
/** Whatever of Ana must not be left in any file; "Ana" alone would be in many a word. */
const TRACES = [ANA, ANA_BEFORE, ANA_ALIAS, 'Ana Canary', 'c-ana', 'ext-ana'];

const signal = new AbortController().signal;

function erase(parts: TenantParts, address = ANA, tenant?: string): ErasedPerson {
  const erased = erasePerson({ address, ...(tenant === undefined ? {} : { tenant }) }, parts, signal);
  if (!erased.ok) throw new Error(JSON.stringify(erased.failure));
  return erased.value;
}

function withOperation(row: ReportRow, changes: Partial<Operation> = {}): ReportRow {
  const operation: Operation = {
    phase: 'change',
    level: 0,
    canonical: canonicalOperation(row.object, row.key, row.changes),
    act: { kind: 'update-user', id: row.consoleRef ?? '' },
    ...changes,
  };
  return { ...row, operation };
}

const manager = (old: string, now: string): FieldChange => ({ field: 'manager', old, new: now });

const ana = exampleRow({
  verdict: 'Changed',
  key: 'c-ana',
  name: 'Ana Canary',
  address: ANA,
  reason: 'changed.rename',
  facts: { old: ANA_BEFORE, new: ANA, externalId: 'ext-ana' },
  changes: [{ field: 'userName', old: ANA_BEFORE, new: ANA }],
  warnings: [{ code: 'email', facts: {} }],
  consoleRef: 'c-ana',
});

const anaInSales: ReportRow = {
  object: 'membership',
  verdict: 'Created',
  key: 'g-sales\nc-ana',
  name: 'Ana Canary',
  address: ANA,
  reason: 'member.added',
  facts: { group: 'Sales' },
  changes: [{ field: 'member', old: '', new: 'Sales' }],
  warnings: [],
};

const ben = exampleRow({
  verdict: 'Changed',
  key: 'c-ben',
  name: 'Ben Other',
  address: 'ben@contoso.example',
  reason: 'changed.attrs',
  facts: { n: 3, externalId: 'ext-ben' },
  changes: [
    { field: 'title', old: 'Clerk', new: 'Lead' },
    { field: 'managerName', old: 'Ana Canary', new: 'Cem' },
    manager(ANA, 'cem@contoso.example'),
  ],
  warnings: [{ code: 'manager.unknown', facts: { x: ANA } }],
  consoleRef: 'c-ben',
});

/** Her address is the end of somebody else's, and the beginning of another's. */
const likeHers = exampleRow({
  key: 'c-joana',
  name: 'Jo Like',
  address: `Jo${ANA}`,
  facts: { who: `${ANA}.au` },
  consoleRef: 'c-joana',
});

const held = exampleRow({
  verdict: 'Blocked',
  key: 'c-dan',
  name: 'Dan Other',
  address: 'dan@contoso.example',
  reason: 'blocked.twoUsers',
  facts: { x: 'dan@contoso.example', y: ANA_BEFORE },
  consoleRef: 'c-dan',
});

const ROWS: readonly ReportRow[] = [
  withOperation(ana, { phase: 'rename' }),
  withOperation(anaInSales, {
    phase: 'member',
    act: { kind: 'add-member', group: { id: 'g-sales' }, user: { id: 'c-ana' } },
  }),
  withOperation(ben, { manager: { id: 'c-ana' } }),
  likeHers,
  held,
];

const DIRECTORY: readonly PersonRecord[] = [
  { ref: '2', line: 2, status: 'active', values: { userName: ANA, externalId: 'ext-ana', givenName: 'Ana' } },
  {
    ref: '3',
    line: 3,
    status: 'active',
    manager: ANA,
    values: { userName: 'ben@contoso.example', managerName: 'Ana Canary', customField1: `ask ${ANA}` },
  },
  { ref: '4', line: 4, status: 'active', values: { userName: `jo${ANA}` } },
];

const CONSOLE: readonly PersonRecord[] = [
  {
    ref: 'c-ana',
    status: 'active',
    aliases: [ANA_ALIAS],
    values: { userName: ANA_BEFORE, externalId: 'ext-ana', givenName: 'Ana', familyName: 'Canary' },
  },
  {
    ref: 'c-ben',
    status: 'active',
    manager: 'c-ana',
    values: { userName: 'ben@contoso.example', title: 'Clerk' },
  },
  { ref: 'c-dan', status: 'active', aliases: [ANA], values: { userName: 'dan@contoso.example' } },
];
const GROUPS = [{ ref: 'g-sales', externalId: '', displayName: 'Sales', members: ['c-ana', 'c-ben'] }];

/** A tenant with three reports that name Ana: as she is, as she was, and by her alias. */
function contoso() {
  const data = dataFolder();
  const { parts } = data;
  parts.store.tenants.add(exampleTenant());
  const listings = { directory: DIRECTORY, console: CONSOLE, groups: GROUPS };
  putReport(parts, { reportId: 'now', planHash: 'sha256:0123456789', only: [ANA] }, ROWS, listings);
  const before = exampleRow({ key: 'c-ana', address: ANA_BEFORE, name: 'Ana Maiden', consoleRef: 'c-ana' });
  putReport(parts, { reportId: 'before' }, [before, exampleRow()], { console: CONSOLE });
  const alias = exampleRow({
    key: ANA_ALIAS,
    address: ANA_ALIAS,
    name: 'A C',
    facts: { externalId: 'ext-x' },
  });
  putReport(parts, { reportId: 'alias' }, [alias]);
  putReport(parts, { reportId: 'others' }, [likeHers]);
  return data;
}

function journalOfARun(parts: TenantParts): void {
  const entry = (seq: number, row: ReportRow) => {
    if (!row.operation) throw new Error('no operation');
    return exampleIntent(seq, { object: row.object, key: row.key, operation: row.operation });
  };
  parts.store.runs.begin(exampleRun());
  parts.store.journal.write(
    [],
    ROWS.flatMap((row, i) => (row.operation ? [entry(i + 1, row)] : [])),
  );
  const words = `User ${ANA.toLowerCase()} is not a manager.`;
  parts.store.journal.write(
    [1, 2, 3].map((seq) => ({ runId: 'r1', seq, step: 'main', result: { status: 'refused', words } })),
    [],
  );
  parts.store.runs.end('r1', { status: 'Completed', causeSentence: `It ended at ${ANA}.` });
}

function rowsOf(parts: TenantParts, reportId: string): readonly StoredRow[] {
  const report = opened(parts.reports, reportId);
  const rows = allPages(report, {}, 2);
  report.close();
  return rows;
}

const POWER_CUT = new Error('power cut');

/** Erases Ana, and is cut off when so many files were done. */
function eraseUntil(files: number, parts: TenantParts): 'done' | 'cut off' {
  let done = 0;
  const counted =
    <Args extends unknown[], T>(act: (...args: Args) => T) =>
    (...args: Args): T => {
      if (done++ === files) throw POWER_CUT;
      return act(...args);
    };
  const { reports, snapshots, store } = parts;
  const cut: TenantParts = {
    ...parts,
    reports: { ...reports, erase: counted(reports.erase) },
    snapshots: { ...snapshots, erase: counted(snapshots.erase) },
    store: { ...store, journal: { ...store.journal, erase: counted(store.journal.erase) } },
  };
  try {
    erasePerson({ address: ANA }, cut, signal);
    return 'done';
  } catch (error) {
    expect(error).toBe(POWER_CUT);
    return 'cut off';
  }
}

describe('R24 a person is erased on request', () => {
  it('R24 leaves none of her bytes in any file, whichever address she is asked for by', () => {
    for (const asked of [ANA, ANA_BEFORE.toUpperCase()]) {
      const { folder, parts } = contoso();
      journalOfARun(parts);
      const files = [...filesThatName(folder, [ANA])];
      expect(files).toContain('muster.sqlite-wal');
      expect(files).toContain(join('reports', 'now.report'));
      expect(files).toContain(join('snapshots', 'now-directory', 'people'));

      const found = erase(parts, asked);
      expect(found).toEqual({
        reports: 3,
        listings: 3,
        journals: 1,
        unfinishedListings: 0,
        unreadableReports: [],
      });
      // Whose address only contains hers is left alone, so hers is looked for as a whole.
      const left = filesThatName(folder, TRACES.slice(1));
      expect(left).toEqual([]);
      expect(filesThatName(folder, [ANA])).toEqual(filesThatName(folder, [`jo${ANA}`, `${ANA}.au`]));
    }
  });

  it('R24 takes her own rows out of a report and her values out of others’, and keeps their numbers and order', () => {
    const { parts } = contoso();
    erase(parts);
    const rows = rowsOf(parts, 'now');
    expect(rows.map(({ seq, name }) => [seq, name])).toEqual([
      [5, 'Dan Other'],
      [4, 'Jo Like'],
      [3, 'Ben Other'],
    ]);
    const [dan, joana, bens] = rows;
    expect(bens).toMatchObject({
      changes: [{ field: 'title', old: 'Clerk', new: 'Lead' }],
      warnings: [{ code: 'manager.unknown', facts: { x: '[erased]' } }],
      operation: {
        canonical: canonicalOperation('user', 'c-ben', [{ field: 'title', old: 'Clerk', new: 'Lead' }]),
        act: { kind: 'update-user', id: 'c-ben' },
      },
    });
    expect(bens?.operation).not.toHaveProperty('manager');
    expect(dan?.facts).toEqual({ x: 'dan@contoso.example', y: '[erased]' });
    expect(joana).toEqual({ seq: 4, ...likeHers });
  });

  it('R24 counts, filters and searches what is left of a report as if she had never been in it', () => {
    const { parts } = contoso();
    erase(parts);
    const report = opened(parts.reports, 'now');
    expect(report.count({})).toBe(3);
    expect(report.count({ object: 'membership' })).toBe(0);
    expect(report.count({ verdicts: ['Changed'] })).toBe(1);
    expect(report.warningCounts()).toEqual([{ code: 'manager.unknown', rows: 1 }]);
    expect(allPages(report, { warning: 'manager.unknown' }, 1).map(({ seq }) => seq)).toEqual([3]);
    expect(report.page({ text: 'maiden' }, { limit: 9 }).rows).toEqual([]);
    expect(report.page({ text: 'other' }, { limit: 9 }).rows.map(({ seq }) => seq)).toEqual([5, 3]);
    expect(report.rowsOf(ANA, 9)).toEqual([]);
    expect(report.operationCount()).toBe(1);
    report.close();
  });

  it('R24 keeps the head of a report with a mark, and its plan is never applied', () => {
    const { parts } = contoso();
    const before = parts.reports.list().find(({ reportId }) => reportId === 'now');
    expect(findPlan('sha256:0123456789', exampleTenant(), parts.reports).ok).toBe(true);
    erase(parts);
    const after = parts.reports.list().find(({ reportId }) => reportId === 'now');
    expect(after).toEqual({ ...before, only: ['[erased]'], erased: 4 });
    expect(findPlan('sha256:0123456789', exampleTenant(), parts.reports)).toMatchObject({
      ok: false,
      failure: { code: 'settings-refused', sentence: expect.stringContaining('erased from this report') },
    });
    expect(parts.reports.list().find(({ reportId }) => reportId === 'others')).not.toHaveProperty('erased');
  });

  it('R24 takes her out of listings, with managers, members and aliases, and never calls such a listing complete', () => {
    const { parts } = contoso();
    erase(parts);
    const people = (id: string) => {
      const listing = parts.snapshots.open(id);
      if (!listing.ok) throw new Error(listing.failure.sentence);
      const { facts, people: count, person, groups, close } = listing.value;
      const all = Array.from({ length: count }, (_, row) => person(row));
      const found = { status: facts.end.completeness.status, people: all, groups: [...groups()] };
      close();
      return found;
    };
    expect(people('now-directory')).toEqual({
      status: 'partial',
      people: [
        { ref: '3', line: 3, status: 'active', values: { userName: 'ben@contoso.example' } },
        DIRECTORY[2],
      ],
      groups: [],
    });
    expect(people('now-console')).toEqual({
      status: 'partial',
      people: [
        { ref: 'c-ben', status: 'active', values: { userName: 'ben@contoso.example', title: 'Clerk' } },
        { ref: 'c-dan', status: 'active', aliases: [], values: { userName: 'dan@contoso.example' } },
      ],
      groups: [{ ...GROUPS[0], members: ['c-ben'] }],
    });
    expect(people('others-console').status).toBe('complete');
  });

  it('R24 takes her out of the journals, and others’ entries no longer name her', () => {
    const { parts } = contoso();
    journalOfARun(parts);
    erase(parts);
    const left = parts.store.journal.answered('r1', 0, 10);
    expect(left).toEqual([
      {
        ...exampleIntent(3, { key: 'c-ben' }),
        operation: {
          phase: 'change',
          level: 0,
          canonical: canonicalOperation('user', 'c-ben', [{ field: 'title', old: 'Clerk', new: 'Lead' }]),
          act: { kind: 'update-user', id: 'c-ben' },
        },
        state: 'answered',
        result: { status: 'refused', words: 'User [erased] is not a manager.' },
      },
    ]);
    expect(parts.store.runs.find('r1')?.causeSentence).toBe('It ended at [erased].');
  });

  it('R24 writes to the history that somebody was erased, and not who', () => {
    const { parts } = contoso();
    erase(parts);
    expect(parts.store.history.list('t1', { limit: 1 })).toMatchObject([
      {
        who: 'kim on desk',
        what: 'person-erased',
        sentence: 'A person was erased on request from 3 reports and 3 listings.',
      },
    ]);
    erase(parts);
    expect(parts.store.history.list('t1', { limit: 9 })).toHaveLength(1);
  });

  it('R24 looks in one tenant or in all, and takes the ids of one tenant for nobody in another', () => {
    const { parts } = contoso();
    parts.store.tenants.add(exampleTenant({ id: 't2', name: 'Fabrikam' }));
    const twin = exampleRow({
      key: 'c-ana',
      name: 'Eve',
      address: 'eve@fabrikam.example',
      consoleRef: 'c-ana',
    });
    const same = exampleRow({ key: 'x', name: 'Ana Canary', address: ANA, facts: { externalId: 'ext-ana' } });
    putReport(parts, { reportId: 'theirs', tenantId: 't2' }, [twin, same]);
    const ownId = exampleRow({
      key: 'z',
      name: 'Zoe',
      address: 'zoe@z.example',
      facts: { externalId: 'ext-ana' },
    });
    putReport(parts, { reportId: 'files', tenantId: FILES_TENANT }, [ownId]);
    putReport(parts, { reportId: 'files-too', tenantId: FILES_TENANT }, [same]);

    expect(erase(parts, ANA, 'Contoso').reports).toBe(3);
    expect(rowsOf(parts, 'theirs')).toHaveLength(2);
    expect(erase(parts).reports).toBe(2);
    expect(rowsOf(parts, 'theirs').map(({ name }) => name)).toEqual(['Eve']);
    expect(rowsOf(parts, 'files').map(({ name }) => name)).toEqual(['Zoe']);
    expect(rowsOf(parts, 'files-too')).toEqual([]);
  });

  it('R24 takes nobody else along where a row only wants her address', () => {
    const { parts } = dataFolder();
    parts.store.tenants.add(exampleTenant());
    const wants = exampleRow({
      verdict: 'Blocked',
      key: 'c-ben',
      name: 'Ben Other',
      address: ANA,
      reason: 'blocked.held',
      facts: { new: ANA, other: 'Ana Canary', externalId: 'ext-ben' },
      consoleRef: 'c-ben',
    });
    putReport(parts, { reportId: 'a' }, [wants], {
      directory: [{ ref: '2', status: 'active', values: { userName: ANA, externalId: 'ext-ben' } }],
    });
    putReport(parts, { reportId: 'b' }, [exampleRow({ ...ben, changes: [], warnings: [] })]);
    expect(erase(parts).reports).toBe(1);
    expect(rowsOf(parts, 'a')).toEqual([]);
    expect(rowsOf(parts, 'b').map(({ name }) => name)).toEqual(['Ben Other']);
  });

  it('R24 is refused while a run of the tenant goes on or is undecided, and touches nothing', () => {
    for (const status of ['Processing', 'Interrupted'] as const) {
      const { parts } = contoso();
      parts.store.runs.begin(exampleRun());
      if (status === 'Interrupted') parts.store.runs.update('r1', { status });
      expect(erasePerson({ address: ANA }, parts, signal)).toMatchObject({
        ok: false,
        failure: { code: 'run-alive', sentence: expect.stringContaining('Nothing was erased.') },
      });
      expect(rowsOf(parts, 'now')).toHaveLength(5);
      parts.store.tenants.add(exampleTenant({ id: 't2', name: 'Fabrikam' }));
      expect(erasePerson({ address: ANA, tenant: 'Fabrikam' }, parts, signal).ok).toBe(true);
    }
  });

  it('R24 says so when a sync began meanwhile', () => {
    const { parts } = contoso();
    const sync = { ...parts, store: { ...parts.store, wipe: () => parts.store.runs.begin(exampleRun()) } };
    expect(erasePerson({ address: ANA }, sync, signal)).toMatchObject({
      ok: false,
      failure: { code: 'run-alive', sentence: expect.stringContaining('began meanwhile') },
    });
  });

  it('R24 takes only whole addresses', () => {
    const { parts } = contoso();
    for (const address of ['contoso.example', '@contoso.example', '', 'ana']) {
      expect(erasePerson({ address }, parts, signal)).toMatchObject({ failure: { code: 'bad-input' } });
    }
    expect(rowsOf(parts, 'now')).toHaveLength(5);
  });

  it('R24 finds what is left when it was cut off after any file', () => {
    const { folder, parts, clock } = dataFolder();
    parts.store.tenants.add(exampleTenant());
    putReport(parts, { reportId: 'now' }, [withOperation(ana), ben], { console: CONSOLE });
    putReport(parts, { reportId: 'alias' }, [exampleRow({ key: ANA_ALIAS, address: ANA_ALIAS })]);
    journalOfARun(parts);
    parts.store.close();

    for (let after = 0; ; after++) {
      const copy = join(temporaryFolder(), 'data');
      cpSync(folder, copy, { recursive: true });
      const { parts: copied } = dataFolder(copy, clock);
      if (eraseUntil(after, copied) === 'done') {
        expect(after).toBeGreaterThan(15);
        return;
      }
      erase(copied);
      expect(filesThatName(copy, TRACES), `cut off after ${after} files`).toEqual([]);
    }
  });

  it('R24 wipes a report whose rows were gone when the power went, but not their bytes', () => {
    const { folder, parts } = contoso();
    const file = join(folder, 'reports', 'now.report');
    const whole = readFileSync(file);
    erase(parts);
    writeFileSync(file, whole);
    // As after the transaction and before the file was made anew: without secure_delete, the bytes are still there.
    const db = new Database(file);
    db.exec(`DELETE FROM row; DELETE FROM operation; INSERT INTO about VALUES ('unwiped', '1')`);
    db.prepare("UPDATE about SET value = ? WHERE name = 'head'").run(
      JSON.stringify(exampleHead({ reportId: 'now', tenantId: 't1' })),
    );
    db.close();
    expect(filesThatName(folder, ['c-ana'])).toEqual([join('reports', 'now.report')]);
    expect(erase(parts).reports).toBe(0);
    expect(filesThatName(folder, ['c-ana'])).toEqual([]);
  });

  it('R24 removes copies of the database, and says which reports it could not read', () => {
    const { folder, parts } = contoso();
    const copy = join(folder, 'muster.sqlite.20260101T000000Z-v1.backup');
    writeFileSync(copy, ANA);
    writeFileSync(join(folder, 'reports', 'damaged.report'), ANA);
    putListing(parts, 'cancelled-console', 'scim', CONSOLE, [], parts.clock.now());
    expect(erase(parts)).toMatchObject({ unreadableReports: ['damaged.report'], unfinishedListings: 1 });
    expect(filesThatName(folder, [ANA])).not.toContain('muster.sqlite.20260101T000000Z-v1.backup');
    expect(listingIds(parts)).toContain('cancelled-console');
  });
});
