import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { RunStopped } from '../../src-main/app/run-stopped.ts';
import { ErasedNames } from '../../src-main/core/erased-names.ts';
import { PersonTraces } from '../../src-main/core/person-traces.ts';
import type { ReportRow } from '../../src-main/core/report.ts';
import { ReportEraser } from '../../src-main/core/report-eraser.ts';
import { exampleHead, exampleRow } from '../fakes/example-report.ts';
import { filesThatName } from './kept-data.ts';
import { changedRow, department, goOn, need, openDesk, query, textOf } from './report-desk-example.ts';

const ana = changedRow('Ana Ruiz', [department('Sales', 'Legal')], {
  department: 'Legal',
  also: ['00123', 'a.ruiz@contoso.example'],
  matchedBy: 'externalId',
  facts: { n: 1, externalId: 'hr-1' },
  directoryRef: '7',
});
const ben = exampleRow({
  verdict: 'Archived',
  key: 'id-ben',
  name: 'Ben Ode',
  address: 'ben@contoso.example',
  reason: 'archived.absent',
  warnings: [
    { code: 'manager.leaves', facts: { n: 2 } },
    { code: 'lookalike', facts: { script: 'Cyrillic', text: 'Оde' } },
  ],
  consoleRef: 'id-ben',
});
const cy = exampleRow({
  verdict: 'Unchanged',
  key: 'id-cy',
  name: 'Cy Anand',
  address: 'cy@contoso.example',
  reason: 'unchanged.same',
  also: ['00777'],
});
const anasGroup = exampleRow({
  object: 'membership',
  verdict: 'Created',
  key: `g1\n${ana.key}`,
  name: ana.name,
  address: ana.address,
  reason: 'member.added',
  facts: { group: 'Legal' },
  changes: [{ field: 'member', old: '', new: 'Legal' }],
});
const rows: readonly ReportRow[] = [ana, ben, cy, anasGroup];

describe('the detail of a row', () => {
  it('tells what differs, why, how both sides were matched, where they stand, and the person’s other rows', () => {
    const { desk, put } = openDesk();
    put(rows);
    const detail = need(desk.detail('rep1', 1, goOn));
    expect(detail).toMatchObject({
      verdict: 'Changed',
      reasonSentence: 'One value differs: Department.',
      matchedBy: 'Matched by external ID.',
      department: 'Legal',
      externalId: 'hr-1',
      also: ['00123', 'a.ruiz@contoso.example'],
      directoryRef: '7',
      consoleRef: ana.key,
      acts: 'operation',
      review: 'open',
      others: [{ object: 'membership', groupName: 'Legal' }],
    });
    expect(detail.allChanges).toMatchObject([{ label: 'Department', old: 'Sales', new: 'Legal' }]);
    const archived = need(desk.detail('rep1', 2, goOn));
    expect(archived.warnings.map(({ weight }) => weight)).toEqual(['heavy', 'light']);
  });

  it('that is not there is said in a sentence', () => {
    const { desk, put } = openDesk();
    put(rows);
    expect(desk.detail('rep1', 99, goOn)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('tells how the row ended, also when a live run writes it while the report is open', () => {
    const { desk, put, reports } = openDesk();
    put(rows);
    const refused = query('rep1', { results: ['refused'] });
    expect(need(desk.linesAt(refused, 0, 10, goOn)).total).toBe(0);
    const other = need(reports.open('rep1'));
    other.setResults([{ seq: 1, result: { status: 'refused', words: 'no seat left' } }]);
    other.close();
    const { lines } = need(desk.linesAt(refused, 0, 10, goOn));
    expect(lines).toMatchObject([
      { row: { name: 'Ana Ruiz', result: { sentence: 'Refused by the console: no seat left' } } },
    ]);
  });
});

describe('marks of review', () => {
  it('count the heavy warnings that somebody looked at, and can be taken back', () => {
    const { desk, put } = openDesk();
    put(rows);
    expect(need(desk.heavyReviewed('rep1', goOn))).toEqual({ reviewed: 0, rows: 1 });
    const marked = need(desk.mark('rep1', { filter: { weight: 'heavy' } }, 'reviewed', goOn));
    expect(marked).toEqual({ rows: 1, heavy: { reviewed: 1, rows: 1 } });
    expect(need(desk.detail('rep1', 2, goOn)).marked).toMatchObject({ by: 'kim on desk' });
    const open = need(desk.linesAt(query('rep1', { review: 'open' }), 0, 10, goOn));
    expect(open.lines.map((line) => line.kind === 'row' && line.row.name)).not.toContain('Ben Ode');
    expect(need(desk.mark('rep1', { seqs: [2] }, 'open', goOn)).heavy.reviewed).toBe(0);
  });

  it('stay on equal rows of the next report, and on no row that differs', () => {
    const { desk, put } = openDesk();
    put(rows, { startedAtMs: 1_000 });
    need(desk.mark('rep1', { filter: {} }, 'reviewed', goOn));
    const moved = { ...ana, changes: [department('Sales', 'Ops')] };
    put([cy, ben, { ...cy, key: 'id-new' }, moved], { reportId: 'rep2', startedAtMs: 2_000 });
    const { lines } = need(desk.linesAt(query('rep2', { review: 'reviewed' }), 0, 10, goOn));
    expect(lines.map((line) => line.kind === 'row' && line.row.seq).sort()).toEqual([1, 2]);
    need(desk.mark('rep2', { filter: {} }, 'open', goOn));
    put(rows, { reportId: 'rep3', startedAtMs: 3_000 });
    expect(need(desk.open('rep3', goOn)).facets.reviewed).toBe(0);
  });

  it('come from the report that is evaluated anew, before any other', () => {
    const { desk, put } = openDesk();
    put(rows, { startedAtMs: 1_000 });
    put(rows, { reportId: 'rep2', startedAtMs: 1_000 });
    need(desk.mark('rep1', { seqs: [1, 2] }, 'reviewed', goOn));
    need(desk.mark('rep2', { filter: {} }, 'open', goOn));
    put(rows, { reportId: 'rep3', startedAtMs: 1_000, reEvaluates: 'rep1' });
    expect(need(desk.open('rep3', goOn)).facets.reviewed).toBe(2);
  });

  it('are the tenant’s own', () => {
    const { desk, put } = openDesk();
    put(rows, { startedAtMs: 1_000 });
    need(desk.mark('rep1', { filter: {} }, 'reviewed', goOn));
    put(rows, { reportId: 'rep2', tenantId: 'tenant-2', startedAtMs: 2_000 });
    expect(need(desk.open('rep2', goOn)).facets.reviewed).toBe(0);
  });
});

describe('people of the newest whole report', () => {
  it.each([
    ['ana', ['Ana Ruiz', 'Cy Anand']],
    ['RUIZ', ['Ana Ruiz']],
    ['00777', ['Cy Anand']],
    ['a.ruiz@', ['Ana Ruiz']],
    ['hr-1', ['Ana Ruiz']],
    ['id-cy', ['Cy Anand']],
    ['legal', []],
  ])('are found by “%s”, unchanged ones too', (text, names) => {
    for (const search of ['built', 'missing'] as const) {
      const { desk, put } = openDesk();
      put(rows, { startedAtMs: 1_000 }, search);
      put([], { reportId: 'one-off', only: ['x@y.example'], startedAtMs: 2_000 });
      const found = need(desk.searchPeople('tenant-1', text, 10, goOn));
      expect(found.people.map(({ name }) => name)).toEqual(names);
      expect(found.head?.reportId).toBe('rep1');
      expect(found.sentence === undefined).toBe(names.length > 0);
    }
  });

  it('are no more than asked for, and it is said that there are more', () => {
    const { desk, put } = openDesk();
    put(rows);
    expect(need(desk.searchPeople('tenant-1', 'contoso', 2, goOn))).toMatchObject({ more: 'more' });
    expect(need(desk.searchPeople('nobody', 'ana', 2, goOn)).head).toBeUndefined();
  });

  it('answer “why this user?” with the reason; several are listed, none is guessed; nobody is said', () => {
    const { desk, put } = openDesk();
    put(rows, { profile: 'ksat' });
    expect(need(desk.why('rep1', ana.address, goOn))).toMatchObject({
      sentence: 'One value differs: Department.',
      person: { others: [{ object: 'membership' }] },
    });
    expect(need(desk.why('rep1', 'cy', goOn)).person?.verdict).toBe('Unchanged');
    const several = need(desk.why('rep1', 'an', goOn));
    expect(several.person).toBeUndefined();
    expect(several.several.map(({ name }) => name)).toEqual(['Ana Ruiz', 'Cy Anand']);
    expect(need(desk.why('rep1', 'zoe', goOn)).sentence).toMatch(
      /^Nobody with “zoe” in the directory or on the console, as of .*On this console a listing may not show everyone\.$/,
    );
  });

  it('have the verdicts of earlier reports, newest first', () => {
    const { desk, put } = openDesk();
    put([{ ...ana, verdict: 'Created' }], { startedAtMs: 1_000 });
    put([cy], { reportId: 'rep2', startedAtMs: 2_000 });
    put(rows, { reportId: 'rep3', startedAtMs: 3_000 });
    put(rows, { reportId: 'other', tenantId: 'tenant-2', startedAtMs: 4_000 });
    const past = need(desk.pastVerdicts('tenant-1', { address: ana.address, key: ana.key }, 10, goOn));
    expect(past.map(({ reportId, verdict }) => [reportId, verdict])).toEqual([
      ['rep3', 'Changed'],
      ['rep1', 'Created'],
    ]);
  });

  it('are named once each for a selection, groups not', () => {
    const { desk, put } = openDesk();
    put([...rows, exampleRow({ object: 'group', name: 'Legal', address: '' })]);
    expect(
      need(desk.peopleOf('rep1', { filter: {} }, goOn))
        .map(({ address }) => address)
        .sort(),
    ).toEqual([ana.address, ben.address, cy.address]);
  });
});

describe('an export', () => {
  it('as CSV holds what passes the filter, and no cell runs as a formula', async () => {
    const { desk, put, home } = openDesk();
    put([...rows, changedRow('=HYPERLINK("x")', [department('+1', '@x')])]);
    const file = join(home, 'out.csv');
    const done = need(
      await desk.exportReport(
        { reportId: 'rep1', format: 'csv', file, filter: { verdicts: ['Changed'] } },
        goOn,
      ),
    );
    expect(done).toEqual({ file, format: 'csv', rows: 2 });
    const lines = textOf(file).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[0]?.startsWith('\ufeffRow,')).toBe(true);
  });

  it('as a page needs nothing but itself, runs nothing and shows people’s text as text', async () => {
    const { desk, put, home } = openDesk();
    put([...rows, changedRow('<script>alert(1)</script>', [department('a & b', '')], { department: 'R&D' })]);
    const file = join(home, 'out.html');
    need(await desk.exportReport({ reportId: 'rep1', format: 'html', file }, goOn));
    const page = textOf(file);
    expect(page).toContain('<h1>');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('<ins>(empty)</ins>');
    expect(page).toContain('<th scope="row">R&amp;D</th>');
    expect(page).not.toMatch(/<script|<link|<img|https?:/);
    expect(page).toContain("default-src 'none'");
    expect(page.match(/<tr><td>/g)).toHaveLength(5);
  });

  it('as a page says first that the report is partial', async () => {
    const { desk, put, home } = openDesk();
    const { directory } = exampleHead();
    put(rows, { partial: true, directory: { ...directory, complete: false, rows: 3 } });
    const file = join(home, 'out.html');
    need(await desk.exportReport({ reportId: 'rep1', format: 'html', file }, goOn));
    expect(textOf(file)).toMatch(/The directory listing stopped after 3 people.*[\s\S]*<h1>/);
  });

  it('as JSON holds every value exactly', async () => {
    const { desk, put, home } = openDesk();
    put(rows);
    const file = join(home, 'out.json');
    need(await desk.exportReport({ reportId: 'rep1', format: 'json', file }, goOn));
    const document = JSON.parse(textOf(file));
    expect(document.rows).toHaveLength(4);
    expect(document.report.reportId).toBe('rep1');
  });

  it('that is stopped leaves the file as it was, and nothing beside it', async () => {
    const { desk, put, home } = openDesk();
    put(rows);
    const file = join(home, 'out.csv');
    writeFileSync(file, 'before');
    let asked = 0;
    const stop = () => {
      if (++asked === 2) throw new RunStopped({ code: 'cancelled', sentence: 'Stopped.', next: '' });
    };
    const exporting = desk.exportReport({ reportId: 'rep1', format: 'csv', file }, stop);
    await expect(exporting).rejects.toThrow(RunStopped);
    expect(asked).toBe(2);
    expect(textOf(file)).toBe('before');
    expect(readdirSync(home).filter((name) => name.includes('.tmp'))).toEqual([]);
  });
});

describe('a report that changes under the desk', () => {
  it('R24 is answered without the person who was erased, whose texts and marks are gone from the disk', () => {
    const { desk, put, reports, home } = openDesk();
    put(rows);
    need(desk.mark('rep1', { seqs: [1] }, 'reviewed', goOn));
    expect(need(desk.searchPeople('tenant-1', '00123', 10, goOn)).people).toHaveLength(1);
    const names = new ErasedNames(new PersonTraces(ana.address));
    const eraser = new ReportEraser(names, 'named');
    need(
      reports.erase('rep1', {
        mayConcern: (text) => names.mayConcern(text),
        row: (row) => eraser.row(row, 'scim'),
        head: (head, count) => eraser.head(head, count),
      }),
    );
    expect(need(desk.searchPeople('tenant-1', '00123', 10, goOn)).people).toHaveLength(0);
    expect(need(desk.linesAt(query('rep1'), 0, 10, goOn)).lines).toHaveLength(2);
    expect(need(desk.open('rep1', goOn)).facets.reviewed).toBe(0);
    desk.release();
    for (const text of ['00123', 'a.ruiz@contoso.example', ana.address]) {
      expect(filesThatName(home, [text]), text).toEqual([]);
    }
  });

  it('R24 loses an alias of the erased person from somebody else’s row', () => {
    const { put, reports, desk } = openDesk();
    put([{ ...cy, also: ['00777', ana.address] }]);
    const names = new ErasedNames(new PersonTraces(ana.address));
    const eraser = new ReportEraser(names, 'named');
    need(
      reports.erase('rep1', {
        mayConcern: (text) => names.mayConcern(text),
        row: (row) => eraser.row(row, 'scim'),
        head: (head, count) => eraser.head(head, count),
      }),
    );
    expect(need(desk.detail('rep1', 1, goOn)).also).toEqual(['00777']);
  });

  it('and was removed is not there any more', () => {
    const { desk, put, reports } = openDesk();
    put(rows);
    need(desk.open('rep1', goOn));
    desk.release();
    reports.remove('rep1');
    expect(desk.open('rep1', goOn)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('and was cut short is called damaged, and others are still read', () => {
    const { desk, put, folder } = openDesk();
    put(rows);
    put(rows, { reportId: 'rep2' });
    truncateSync(join(folder, 'rep1.report'), 9_000);
    expect(desk.open('rep1', goOn)).toMatchObject({ ok: false, failure: { code: 'store-unavailable' } });
    expect(need(desk.open('rep2', goOn)).rows).toBe(4);
    expect(need(desk.list()).map(({ reportId }) => reportId)).toEqual(['rep2']);
    expect(need(desk.pastVerdicts('tenant-1', { address: ana.address }, 10, goOn))).toHaveLength(1);
  });

  it('and was written by an earlier build gets what it lacks when it is opened', () => {
    const { desk, put, folder } = openDesk();
    put(rows);
    const db = new Database(join(folder, 'rep1.report'));
    for (const column of ['department', 'also', 'matched_by']) {
      db.exec(`ALTER TABLE row DROP COLUMN ${column}`);
    }
    db.exec('DROP TABLE mark');
    db.close();
    expect(need(desk.open('rep1', goOn)).head).toEqual(exampleHead({ reportId: 'rep1' }));
    expect(need(desk.mark('rep1', { seqs: [2] }, 'reviewed', goOn)).rows).toBe(1);
    expect(need(desk.detail('rep1', 1, goOn)).department).toBe('');
  });
});

describe('a question that nobody waits for any more', () => {
  it('ends in the middle of a long pass', () => {
    const { desk, put } = openDesk();
    put(rows);
    const stop = () => {
      throw new RunStopped({ code: 'cancelled', sentence: 'Stopped.', next: '' });
    };
    expect(() => desk.facets('rep1', {}, stop)).toThrow(RunStopped);
    expect(need(desk.facets('rep1', {}, goOn)).rows).toBe(4);
  });
});
