import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportFilter, ReportSort } from '../../src-main/app/report-desk.ts';
import { fold } from '../../src-main/core/fold.ts';
import { HEAVY_WARNINGS } from '../../src-main/core/reason-codes.ts';
import type { ReportRow, Verdict } from '../../src-main/core/report.ts';
import { changedRow, department, goOn, manyRows, need, openDesk, query } from './report-desk-example.ts';

const READING: readonly Verdict[] = [
  'Archived',
  'Blocked',
  'Restored',
  'Created',
  'Changed',
  'Excluded',
  'Unchanged',
];

interface Numbered {
  readonly seq: number;
  readonly row: ReportRow;
}

const isHeavy = ({ row }: Numbered) => row.warnings.some(({ code }) => HEAVY_WARNINGS.has(code));
const nameOf = ({ row }: Numbered) => fold(row.name);
const order = <T>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
const byHarm = (a: Numbered, b: Numbered) =>
  Number(isHeavy(b)) - Number(isHeavy(a)) ||
  READING.indexOf(a.row.verdict) - READING.indexOf(b.row.verdict) ||
  order(nameOf(a), nameOf(b)) ||
  a.seq - b.seq;

describe('the lines of a report of 100,000 rows', () => {
  const rows = manyRows(100_000);
  const all = rows.map((row, index) => ({ row, seq: index + 1 })).sort(byHarm);
  const home = mkdtempSync(join(tmpdir(), 'muster-lines-'));
  const { desk, put } = openDesk(home);
  beforeAll(() => {
    put(rows);
  });
  afterAll(() => {
    desk.release();
    rmSync(home, { recursive: true, force: true });
  });

  const filters: readonly (readonly [string, ReportFilter, (one: Numbered) => boolean])[] = [
    ['nothing', {}, () => true],
    [
      'two verdicts',
      { verdicts: ['Archived', 'Changed'] },
      ({ row }) => row.verdict === 'Archived' || row.verdict === 'Changed',
    ],
    [
      'heavy warnings of one department',
      { weight: 'heavy', departments: ['Legal'] },
      (one) => isHeavy(one) && one.row.department === 'Legal',
    ],
    ['light warnings', { weight: 'light' }, (one) => one.row.warnings.length > 0 && !isHeavy(one)],
    ['one of two warnings', { warnings: ['lookalike', 'clears'] }, ({ row }) => row.warnings.length > 0],
    [
      'a changed field, a reason and no department',
      { fields: ['department'], reasons: ['changed.attrs'], departments: [''] },
      ({ row }) => row.changes.length > 0 && row.department === undefined,
    ],
    [
      'a text that stands in every row',
      { text: 'CONTOSO.ex', verdicts: ['Restored'] },
      ({ row }) => row.verdict === 'Restored',
    ],
    [
      'a text',
      { text: 'erson Q12', verdicts: ['Unchanged'] },
      ({ row }) => row.name.includes('erson Q12') && row.verdict === 'Unchanged',
    ],
  ];
  const sorts: readonly (readonly [ReportSort, (a: Numbered, b: Numbered) => number])[] = [
    [{ by: 'harm', direction: 'ascending' }, () => 0],
    [{ by: 'name', direction: 'ascending' }, (a, b) => order(nameOf(a), nameOf(b))],
    [{ by: 'address', direction: 'ascending' }, (a, b) => order(a.row.address, b.row.address)],
    [
      { by: 'verdict', direction: 'descending' },
      (a, b) =>
        READING.indexOf(b.row.verdict) - READING.indexOf(a.row.verdict) || order(nameOf(a), nameOf(b)),
    ],
    [
      { by: 'reason', direction: 'ascending' },
      (a, b) => order(a.row.reason, b.row.reason) || order(nameOf(a), nameOf(b)),
    ],
    [
      { by: 'warning', direction: 'ascending' },
      (a, b) =>
        Number(isHeavy(b)) - Number(isHeavy(a)) ||
        Number(b.row.warnings.length > 0) - Number(a.row.warnings.length > 0) ||
        order(nameOf(a), nameOf(b)),
    ],
  ];

  it.each(filters)('hold exactly the rows that pass %s, anywhere and in every order', (_, filter, passes) => {
    const passing = all.filter(passes);
    expect(passing.length).toBeGreaterThan(0);
    for (const [sort, compare] of sorts) {
      const expected = passing.toSorted(compare).map(({ seq }) => seq);
      for (const offset of [0, Math.floor(expected.length / 3), Math.max(0, expected.length - 7)]) {
        const page = need(desk.linesAt(query('rep1', filter, sort), offset, 40, goOn));
        const found = page.lines.map((line) => (line.kind === 'row' ? line.row.seq : 0));
        expect(found, `${sort.by} at ${offset}`).toEqual(expected.slice(offset, offset + 40));
        expect(page).toMatchObject({ total: expected.length, rows: expected.length, of: 100_000 });
      }
    }
  });

  it('are turned round by the other direction', () => {
    const up = need(
      desk.linesAt(query('rep1', {}, { by: 'name', direction: 'ascending' }), 99_990, 10, goOn),
    );
    const down = need(desk.linesAt(query('rep1', {}, { by: 'name', direction: 'descending' }), 0, 10, goOn));
    expect(down.lines).toEqual(up.lines.toReversed());
  });

  it('tell where a row stands, so that a selection stays', () => {
    const asked = query('rep1', { verdicts: ['Changed'] }, { by: 'name', direction: 'ascending' });
    const [line] = need(desk.linesAt(asked, 1234, 1, goOn)).lines;
    const seq = line?.kind === 'row' ? line.row.seq : 0;
    expect(need(desk.lineOf(asked, seq, goOn))).toBe(1234);
    const archived = all.find(({ row }) => row.verdict === 'Archived');
    expect(need(desk.lineOf(asked, archived?.seq ?? 0, goOn))).toBe(-1);
  });

  it('are counted for chips and charts, each without its own part of the filter', () => {
    const filter: ReportFilter = { object: 'user', verdicts: ['Changed'], departments: ['Ops'] };
    const facets = need(desk.facets('rep1', filter, goOn));
    const count = (passes: (row: ReportRow) => boolean) => rows.filter(passes).length;
    expect(facets.rows).toBe(count((row) => row.verdict === 'Changed' && row.department === 'Ops'));
    for (const verdict of READING.filter((each) => each !== 'Excluded')) {
      expect(facets.verdicts).toContainEqual({
        object: 'user',
        value: verdict,
        rows: count((row) => row.verdict === verdict && row.department === 'Ops'),
      });
    }
    expect(Object.fromEntries(facets.departments.top.map(({ value, rows: n }) => [value, n]))).toEqual(
      Object.fromEntries(
        ['Sales', 'Legal', 'Ops', 'HR', ''].map((name) => [
          name,
          count((row) => row.verdict === 'Changed' && (row.department ?? '') === name),
        ]),
      ),
    );
    expect(facets.fields).toEqual([{ value: 'department', label: 'Department', rows: facets.rows }]);
    expect(facets.warnings[0]).toMatchObject({ value: 'clears', weight: 'heavy' });
  });

  it('fold rows with the same change into one, and every row stands in the table once', () => {
    const asked = query('rep1', {}, undefined, { fold: 'equal-changes' });
    const { total, rows: passing } = need(desk.linesAt(asked, 0, 1, goOn));
    expect(passing).toBe(100_000);
    let seen = 0;
    for (let at = 0; at < total; at += 500) {
      for (const line of need(desk.linesAt(asked, at, 500, goOn)).lines) {
        seen += line.kind === 'group' ? line.rows : 1;
        if (line.kind === 'group') expect(line.verdict).toBe('Changed');
      }
    }
    expect(seen).toBe(100_000);
  });
});

describe('groups of equal changes', () => {
  const people = ['Ana', 'Ben', 'Cy', 'Di'].map((name) =>
    changedRow(name, [department('Sales', 'Vertrieb')]),
  );
  const rows = [
    ...people,
    changedRow('Eva', [department('Sales', 'Legal')]),
    changedRow('Flo', [department('Sales', 'Vertrieb')], {
      warnings: [{ code: 'clears', facts: { label: 'Job Title' } }],
    }),
    changedRow('Gus', [{ field: 'active', old: 'Active', new: 'Archived' }], { verdict: 'Archived' }),
    changedRow('Hal', [{ field: 'active', old: 'Active', new: 'Archived' }], { verdict: 'Archived' }),
  ];
  const ask = (opened: readonly { group: number; shown: number }[], filter: ReportFilter = {}) =>
    query('rep1', filter, { by: 'name', direction: 'ascending' }, { fold: 'equal-changes', opened });

  it('stand where their first row would; archives and heavy warnings are never folded', () => {
    const { desk, put } = openDesk();
    put(rows);
    const { lines, total, rows: passing } = need(desk.linesAt(ask([]), 0, 50, goOn));
    expect(
      lines.map((line) => (line.kind === 'row' ? line.row.name : `${line.kind} of ${line.rows}`)),
    ).toEqual(['group of 4', 'Eva', 'Flo', 'Gus', 'Hal']);
    expect(lines[0]).toMatchObject({
      verdict: 'Changed',
      changes: [{ label: 'Department', old: 'Sales', new: 'Vertrieb' }],
      state: 'closed',
    });
    expect({ total, passing }).toEqual({ total: 5, passing: 8 });
  });

  it('open in place, so many rows as are asked for, and then say that there are more', () => {
    const { desk, put } = openDesk();
    put(rows);
    const opened = [{ group: 1, shown: 3 }];
    const { lines, total } = need(desk.linesAt(ask(opened), 0, 50, goOn));
    const texts = lines.map((line) => (line.kind === 'row' ? line.row.name : line.kind));
    expect(texts).toEqual(['group', 'Ana', 'Ben', 'Cy', 'more', 'Eva', 'Flo', 'Gus', 'Hal']);
    expect(total).toBe(9);
    for (let at = 0; at < total; at++) {
      const [line] = need(desk.linesAt(ask(opened), at, 1, goOn)).lines;
      expect(line?.kind === 'row' ? line.row.name : line?.kind).toBe(texts[at]);
      if (line?.kind === 'row') expect(need(desk.lineOf(ask(opened), line.row.seq, goOn))).toBe(at);
    }
    expect(need(desk.lineOf(ask(opened), 4, goOn))).toBe(0);
    const more = need(desk.groupMembers(ask(opened), 1, 3, 200, goOn));
    expect(more).toMatchObject({ total: 4, rows: [{ name: 'Di' }] });
  });

  it('are made of what passes the filter, and one row alone is no group', () => {
    const { desk, put } = openDesk();
    put(rows);
    const { lines } = need(desk.linesAt(ask([], { text: 'ana@' }), 0, 50, goOn));
    expect(lines).toMatchObject([{ kind: 'row', row: { name: 'Ana' } }]);
    const equal = need(desk.linesAt(query('rep1', { equalTo: 3 }), 0, 50, goOn));
    expect(equal.lines.map((line) => line.kind === 'row' && line.row.name)).toEqual([
      'Ana',
      'Ben',
      'Cy',
      'Di',
    ]);
    const alone = need(desk.linesAt(query('rep1', { equalTo: 5 }), 0, 50, goOn));
    expect(alone.lines).toMatchObject([{ row: { name: 'Eva' } }]);
  });
});
