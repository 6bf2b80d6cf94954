import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowFilter } from '../../../src-main/app/ports/report-store.ts';
import { fold } from '../../../src-main/core/fold.ts';
import { HEAVY_WARNINGS, type WarningCode } from '../../../src-main/core/reason-codes.ts';
import type { ReportObject, ReportRow, Verdict } from '../../../src-main/core/report.ts';
import { exampleRow } from '../../fakes/example-report.ts';
import { allPages, reportStoreIn, writeReport } from './example-reports.ts';

const VERDICTS: readonly Verdict[] = [
  'Archived',
  'Blocked',
  'Restored',
  'Created',
  'Changed',
  'Excluded',
  'Unchanged',
];
const OBJECTS: readonly ReportObject[] = ['user', 'group', 'membership'];
const WARNINGS: readonly WarningCode[] = ['alias', 'clears', 'console.edit', 'lookalike'];
const NAMES = [
  'Ana Ruiz',
  'ana ruiz',
  'Bo',
  'Çelik',
  'Ödön',
  'Иван',
  'עדי',
  '𝕏𝕐𝕑',
  "O'Neil",
  '"quoted"',
  '100%',
  'a_b',
  '',
];

const anyRow: fc.Arbitrary<ReportRow> = fc
  .record({
    object: fc.constantFrom(...OBJECTS),
    verdict: fc.constantFrom(...VERDICTS),
    name: fc.constantFrom(...NAMES),
    id: fc.integer({ min: 0, max: 30 }),
    warnings: fc.uniqueArray(fc.constantFrom(...WARNINGS), { maxLength: 2 }),
    changed: fc.option(fc.constantFrom('Sales', 'Vertrieb', '00123'), { nil: undefined }),
  })
  .map(({ object, verdict, name, id, warnings, changed }) =>
    exampleRow({
      object,
      verdict,
      name,
      key: `k${id}`,
      address: `P${id}@example.com`,
      warnings: warnings.map((code) => ({ code, facts: {} })),
      changes: changed === undefined ? [] : [{ field: 'department', old: '', new: changed }],
      facts: { externalId: `EXT-${id}` },
    }),
  );

const anyFilter: fc.Arbitrary<RowFilter> = fc.record(
  {
    object: fc.constantFrom(...OBJECTS),
    verdicts: fc.uniqueArray(fc.constantFrom(...VERDICTS), { maxLength: 3 }),
    warning: fc.constantFrom(...WARNINGS, 'restore.enrol'),
    text: fc.constantFrom(
      'ana',
      'ANA RUIZ',
      'an',
      'a',
      'çel',
      'ÖDÖN',
      'Ив',
      'עדי',
      '𝕏𝕐𝕑',
      '𝕏𝕐',
      '"',
      '%',
      '_',
      'vertrieb',
      '00123',
      'ext-1',
      'k7',
      'p3@',
      'nobody',
      ' Bo ',
      '',
    ),
  },
  { requiredKeys: [] },
);

/** The promise, told as plainly as possible. */
function expected(rows: readonly ReportRow[], filter: RowFilter): readonly number[] {
  const needle = fold(filter.text ?? '');
  const texts = (row: ReportRow) => [
    row.name,
    row.address,
    row.key,
    String(row.facts.externalId),
    ...row.changes.flatMap((change) => [change.old, change.new]),
  ];
  const weight = (row: ReportRow) => (row.warnings.some(({ code }) => HEAVY_WARNINGS.has(code)) ? 0 : 1);
  const bytes = (row: ReportRow) => Buffer.from(fold(row.name));
  return rows
    .map((row, i) => ({ row, seq: i + 1 }))
    .filter(({ row }) => filter.object === undefined || row.object === filter.object)
    .filter(({ row }) => filter.verdicts === undefined || filter.verdicts.includes(row.verdict))
    .filter(
      ({ row }) => filter.warning === undefined || row.warnings.some(({ code }) => code === filter.warning),
    )
    .filter(({ row }) => texts(row).some((text) => fold(text).includes(needle)))
    .sort(
      (a, b) =>
        weight(a.row) - weight(b.row) ||
        VERDICTS.indexOf(a.row.verdict) - VERDICTS.indexOf(b.row.verdict) ||
        OBJECTS.indexOf(a.row.object) - OBJECTS.indexOf(b.row.object) ||
        Buffer.compare(bytes(a.row), bytes(b.row)) ||
        a.seq - b.seq,
    )
    .map(({ seq }) => seq);
}

describe('the pages of a report', () => {
  it.each(['built', 'missing'] as const)(
    'hold exactly the rows of any filter, in the order of reading, with the search index %s',
    (search) => {
      fc.assert(
        fc.property(
          fc.array(anyRow, { maxLength: 40 }),
          fc.array(anyFilter, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 1, max: 7 }),
          (rows, filters, limit) => {
            const { store } = reportStoreIn();
            const report = writeReport(store, rows, { search });
            for (const filter of filters) {
              const sought = expected(rows, filter);
              expect(
                allPages(report, filter, limit).map((row) => row.seq),
                JSON.stringify(filter),
              ).toEqual(sought);
              expect(report.count(filter), JSON.stringify(filter)).toBe(sought.length);
            }
            report.close();
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('put the harm first: heavy warnings, then archives, and Unchanged last', () => {
    const { store } = reportStoreIn();
    const report = writeReport(store, [
      exampleRow({ name: 'Zoe', verdict: 'Unchanged' }),
      exampleRow({ name: 'Yan', verdict: 'Created' }),
      exampleRow({ name: 'Xu', verdict: 'Archived' }),
      exampleRow({ name: 'ben', verdict: 'Changed' }),
      exampleRow({ name: 'Ana', verdict: 'Changed' }),
      exampleRow({ name: 'Wim', verdict: 'Created', warnings: [{ code: 'alias', facts: { n: 2 } }] }),
      exampleRow({ name: 'Vera', verdict: 'Blocked', warnings: [{ code: 'lookalike', facts: {} }] }),
    ]);
    expect(allPages(report, {}, 3).map((row) => `${row.verdict} ${row.name}`)).toEqual([
      'Created Wim',
      'Archived Xu',
      'Blocked Vera',
      'Created Yan',
      'Changed Ana',
      'Changed ben',
      'Unchanged Zoe',
    ]);
    expect(report.warningCounts()).toEqual([
      { code: 'alias', rows: 1 },
      { code: 'lookalike', rows: 1 },
    ]);
    report.close();
  });

  it('go on where a long search had to stop, and end with every row that holds the text', () => {
    const { store } = reportStoreIn();
    const rows = Array.from({ length: 12_000 }, (_, i) =>
      exampleRow({
        name: i % 5_000 === 4_999 ? `needle ${i}` : `hay ${i}`,
        key: `k${i}`,
        address: `p${i}@example.com`,
      }),
    );
    const report = writeReport(store, rows);
    const first = report.page({ text: 'needle' }, { limit: 10 });
    expect(first.rows.length).toBeLessThan(2);
    expect(first.next).toBeDefined();
    expect(allPages(report, { text: 'needle' }, 10).map((row) => row.name)).toEqual([
      'needle 4999',
      'needle 9999',
    ]);
    report.close();
  });

  it('refuse a cursor that they did not give', () => {
    const { store } = reportStoreIn();
    const report = writeReport(store, [exampleRow()]);
    expect(() => report.page({}, { limit: 1, after: "1' OR 1=1" })).toThrow('not one that Muster gave');
    report.close();
  });

  it('of a report without rows are one empty page', () => {
    const { store } = reportStoreIn();
    const report = writeReport(store, [], { search: 'built' });
    expect(report.page({}, { limit: 10 })).toEqual({ rows: [] });
    expect(report.page({ text: 'ana' }, { limit: 10 })).toEqual({ rows: [] });
    expect([report.count({}), report.operationCount(), report.highestLevel('rename')]).toEqual([0, 0, 0]);
    report.close();
  });
});
