import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportStore, RowFilter } from '../../../src-main/app/ports/report-store.ts';
import type { ReportTable, ReportTables } from '../../../src-main/app/ports/report-table.ts';
import { blankBrief } from '../../../src-main/core/brief-block.ts';
import type { ReportHead, ReportRow } from '../../../src-main/core/report.ts';
import { exampleHead, exampleRow } from '../../fakes/example-report.ts';
import {
  allOrdinary,
  anyListing,
  everythingOf,
  type Listing,
  makeFormat1,
  plainPeople,
} from './example-plain.ts';
import { allPages, reportStoreIn } from './example-reports.ts';

type Store = ReportStore & ReportTables;

const NAMES = [
  'P7@example.com',
  'ext-7',
  'c-17',
  'ana',
  'АНА',
  'дар',
  'çel',
  'sales',
  '00123',
  'old.ana',
  '𝕏',
  '',
  'zz',
];

function write(
  store: Store,
  rows: readonly (ReportRow | undefined)[],
  plain: Listing['plain'] | undefined,
  head: Partial<ReportHead>,
): void {
  const whole = exampleHead({ reportId: 'rep1', ...head });
  const writer = store.create(whole.reportId);
  for (const row of rows) {
    if (row) writer.add(row);
    else writer.skip();
  }
  if (plain) writer.addPlain(plain);
  writer.finish(whole);
  writer.close();
}

function tableOf(store: Store, reportId: string): ReportTable {
  const opened = store.openTable(reportId);
  if (!opened.ok) throw new Error(opened.failure.sentence);
  return opened.value;
}

/** The same report twice: with plain rows in blocks, and with every row in the table. */
function bothWays(store: Store, listing: Listing, name: string): readonly [blocks: string, table: string] {
  write(store, listing.ordinary, listing.plain, { reportId: `${name}-blocks` });
  write(store, allOrdinary(listing), undefined, { reportId: `${name}-table` });
  return [`${name}-blocks`, `${name}-table`];
}

const FILTERS: readonly RowFilter[] = [
  {},
  { object: 'user' },
  { verdicts: ['Unchanged', 'Created'] },
  { warning: 'clears' },
  { warning: 'alias', text: 'ana' },
  { text: 'ana' },
  { text: 'P1', verdicts: ['Unchanged'] },
  { text: 'ext-' },
  { text: 'c-17' },
  { text: 'an' },
];

describe('plain rows of a report', () => {
  it('read in every way like rows of the table', () => {
    fc.assert(
      fc.property(anyListing, fc.constantFrom('built' as const, 'missing' as const), (listing, search) => {
        const { store } = reportStoreIn();
        const ids = bothWays(store, listing, 'a');
        if (search === 'built') for (const id of ids) expect(store.buildSearch(id).ok).toBe(true);
        const tables = ids.map((id) => tableOf(store, id));
        const [blocks, table] = tables.map((each) => {
          const { seq } = each.columns(() => undefined);
          each.mark(
            seq.filter((_, place) => place % 3 === 0),
            { by: 'Ana', atMs: 7 },
          );
          each.unmark(seq.slice(0, 2));
          each.setResults([
            { seq: seq[0] ?? 1, result: { status: 'moved', where: 'console', now: 'p7@example.com' } },
            { seq: seq.at(-1) ?? 1, result: { status: 'not-reached' } },
          ]);
          return {
            everything: everythingOf(each, NAMES),
            pages: FILTERS.map((filter) => [allPages(each, filter, 7), each.count(filter)]),
            marks: [...seq].map((number) => each.markOf(number)),
          };
        });
        expect(blocks).toEqual(table);
        for (const each of tables) each.close();
      }),
      { numRuns: 8 },
    );
  });

  it('take over marks of an earlier report, and stand beside moved operations, like rows of the table', () => {
    fc.assert(
      fc.property(anyListing, anyListing, fc.nat(), (earlier, later, start) => {
        const { store } = reportStoreIn();
        // Mostly the same people, so that there is something to take over.
        const listing = { ...later, plain: earlier.plain };
        const rows = listing.plain.matchedBy;
        const ordinary = listing.ordinary.map((row, i) => ((rows[i] ?? 0) === 0 ? row : undefined));
        const [earlierBlocks, earlierTable] = bothWays(store, earlier, 'earlier');
        const [fresh, freshTable] = bothWays(store, { ...listing, ordinary }, 'fresh');
        for (const id of [earlierBlocks, earlierTable]) {
          const table = tableOf(store, id);
          table.mark(
            table.columns(() => undefined).seq.filter((_, place) => (place + start) % 2 === 0),
            {
              by: 'Bo',
              atMs: 9,
            },
          );
          table.close();
        }
        const seen = [
          [fresh, earlierBlocks],
          [fresh, earlierTable],
          [freshTable, earlierBlocks],
          [freshTable, earlierTable],
        ].map(([id, from], i) => {
          const table = tableOf(store, id!);
          if (i > 0) table.unmark(table.columns(() => undefined).seq);
          expect(table.inheritMarks(from!).ok).toBe(true);
          const plan = table.intersect(from!);
          if (!plan.ok) throw new Error(plan.failure.sentence);
          const columns = table.columns(() => undefined);
          const answer = {
            marked: [...columns.marked],
            marks: [...columns.seq].map((seq) => table.markOf(seq)?.by),
            identical: plan.value.identicalCount,
            moved: plan.value.moved(0, 1000).map(({ approved, now }) => [approved, now?.key]),
          };
          table.close();
          return answer;
        });
        for (const each of seen) expect(each).toEqual(seen[3]);
      }),
      { numRuns: 6 },
    );
  });

  it('are erased and changed like rows of the table (R24)', () => {
    fc.assert(
      fc.property(anyListing, (listing) => {
        const { store, folder } = reportStoreIn();
        const ids = bothWays(store, listing, 'a');
        const seen = ids.map((id) => {
          const erased = store.erase(id, {
            mayConcern: (text) => /p7@|p8@|p9@/i.test(text),
            row: (row) => {
              if (/^p7@/i.test(row.address)) return 'gone';
              if (/^p8@/i.test(row.address)) return { ...row, department: 'erased', also: ['none'] };
              return /^p9@/i.test(row.address)
                ? { ...row, name: 'erased', facts: { externalId: 'none' } }
                : row;
            },
            head: (head, rows) => (rows === 0 ? head : { ...head, erased: rows }),
          });
          const table = tableOf(store, id);
          const answer = {
            erased,
            head: { ...table.head(), reportId: '' },
            everything: everythingOf(table, NAMES),
            pages: FILTERS.map((filter) => [allPages(table, filter, 7), table.count(filter)]),
          };
          table.close();
          return answer;
        });
        expect(seen[0]).toEqual(seen[1]);
        const again = store.erase(ids[0], {
          mayConcern: (text) => /p7@/i.test(text),
          row: (row) => (/^p7@/i.test(row.address) ? 'gone' : row),
          head: (head) => head,
        });
        expect(again).toEqual({ ok: true, value: 'same' });
        for (const name of readdirSync(folder))
          expect(/p7@/i.test(readFileSync(join(folder, name), 'latin1')), name).toBe(false);
      }),
      { numRuns: 5 },
    );
  });

  it('leave no bytes of an erased person, also where her row is no plain one (R24)', () => {
    const { store, folder } = reportStoreIn();
    const brief = {
      ...blankBrief,
      name: 'Ána Secret',
      address: 'ana.secret@example.com',
      department: 'Hidden',
      also: ['S-4711'],
    };
    const ben = { ...blankBrief, name: 'Ben', address: 'ben@example.com' };
    const plain = plainPeople([brief, ben, brief], [0, 2, 1], ['', 'C-2', 'C-4711']);
    write(store, [exampleRow({ name: brief.name, address: brief.address, key: 'C-4711' })], plain, {});
    expect(store.buildSearch('rep1').ok).toBe(true);
    const erased = store.erase('rep1', {
      mayConcern: (text) => text.toLowerCase().includes('ana.secret'),
      row: (row) => (row.address === brief.address ? 'gone' : row),
      head: (head) => head,
    });
    expect(erased).toEqual({ ok: true, value: 'changed' });
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name), 'utf8');
      for (const text of ['Secret', 'secret', 'Hidden', '4711'])
        expect(bytes.includes(text), `${name} ${text}`).toBe(false);
    }
    const table = tableOf(store, 'rep1');
    expect(table.page({}, { limit: 9 }).rows.map((row) => [row.seq, row.key])).toEqual([[2, 'C-2']]);
    table.close();
  });

  it('show nobody whom another process erased while the report was open (R24)', () => {
    const { store } = reportStoreIn();
    const ana = { ...blankBrief, name: 'Ana', address: 'ana@example.com' };
    write(store, [], plainPeople([ana, { ...ana, name: 'Bo', address: 'bo@example.com' }], [2, 2]), {});
    const table = tableOf(store, 'rep1');
    expect(table.page({}, { limit: 9 }).rows.map(({ name }) => name)).toEqual(['Ana', 'Bo']);
    store.erase('rep1', {
      mayConcern: () => true,
      row: (row) => (row.name === 'Ana' ? 'gone' : row),
      head: (head) => head,
    });
    expect(table.page({}, { limit: 9 }).rows.map(({ name }) => name)).toEqual(['Bo']);
    expect(table.row(1)).toBeUndefined();
    table.close();
  });
});

describe('a report of format 1', () => {
  it('is read, marked and erased as ever', () => {
    fc.assert(
      fc.property(anyListing, (listing) => {
        const { store, folder } = reportStoreIn();
        const rows = allOrdinary(listing);
        for (const reportId of ['new', 'old']) write(store, rows, undefined, { reportId });
        makeFormat1(join(folder, 'old.report'));
        const seen = ['new', 'old'].map((id) => {
          const before = tableOf(store, id);
          const asWritten = everythingOf(before, NAMES);
          before.close();
          store.erase(id, {
            mayConcern: (text) => /p7@/i.test(text),
            row: (row) => (/^p7@/i.test(row.address) ? 'gone' : row),
            head: (head) => head,
          });
          const table = tableOf(store, id);
          const answer = [
            asWritten,
            everythingOf(table, NAMES),
            FILTERS.map((filter) => allPages(table, filter, 7)),
          ];
          table.close();
          return answer;
        });
        expect(seen[1]).toEqual(seen[0]);
      }),
      { numRuns: 3 },
    );
  });
});
