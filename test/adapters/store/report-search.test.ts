import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowFilter } from '../../../src-main/app/ports/report-store.ts';
import type { ReportTable } from '../../../src-main/app/ports/report-table.ts';
import { fold, tidy } from '../../../src-main/core/fold.ts';
import type { ReportRow } from '../../../src-main/core/report.ts';
import { exampleHead, exampleRow } from '../../fakes/example-report.ts';
import { allOrdinary, type Listing, plainPeople } from './example-plain.ts';
import { allPages, reportStoreIn } from './example-reports.ts';

type Search = 'built' | 'missing';

function tableOf({ plain, ordinary }: Listing, search: Search): ReportTable {
  const { store } = reportStoreIn();
  const head = exampleHead({ reportId: 'rep1' });
  const writer = store.create(head.reportId);
  for (const row of ordinary) {
    if (row) writer.add(row);
    else writer.skip();
  }
  writer.addPlain(plain);
  writer.finish(head);
  writer.close();
  if (search === 'built') expect(store.buildSearch(head.reportId).ok).toBe(true);
  const opened = store.openTable(head.reportId);
  if (!opened.ok) throw new Error(opened.failure.sentence);
  return opened.value;
}

/** What a search looks through, told as plainly as possible (ux §5). */
function valuesOf({ name, address, key, consoleRef, facts, changes, warnings, also }: ReportRow) {
  const values = [name, address, key, consoleRef, facts.externalId, facts.there, facts.here];
  for (const change of changes) values.push(change.old, change.new);
  for (const { code, facts: warned } of warnings) if (code === 'alias') values.push(warned.alias);
  return [...values, ...(also ?? [])].map((value) => fold(String(value ?? '')));
}

function namesOf({ address, key, consoleRef, facts }: ReportRow): readonly string[] {
  const person = key.split('\n').at(-1);
  return [address, person, consoleRef, facts.externalId].map((name) => fold(String(name ?? '')));
}

/** The numbers of a listing's rows in the order of reading, each with its row and its values. */
function naive(listing: Listing, table: ReportTable) {
  const rows = allOrdinary(listing);
  const order = [...table.columns(() => undefined).seq].map((seq) => {
    const row = rows[seq - 1];
    if (row === undefined) throw new Error('a row that nobody wrote');
    return { seq, row, values: valuesOf(row), names: namesOf(row) };
  });
  const fits = (filter: RowFilter) => {
    const needle = fold(filter.text ?? '');
    return order
      .filter(({ row }) => filter.object === undefined || row.object === filter.object)
      .filter(({ row }) => filter.verdicts?.includes(row.verdict) ?? true)
      .filter(
        ({ row }) => filter.warning === undefined || row.warnings.some(({ code }) => code === filter.warning),
      )
      .filter(({ values }) => values.some((value) => value.includes(needle)))
      .map(({ seq }) => seq);
  };
  const objects = ['user', 'group', 'membership'];
  const named = (name: string) =>
    order
      .filter(({ names }) => fold(name) !== '' && names.includes(fold(name)))
      .sort((a, b) => objects.indexOf(a.row.object) - objects.indexOf(b.row.object) || a.seq - b.seq)
      .map(({ seq }) => seq);
  return { order, fits, named };
}

/** Letters of one to four bytes, of which some change their length, or join, when they are folded. */
const LETTERS = [...'aAbBeEzZ019 .@-_\'"%éÉßıİςΣñÇאع中文ﬁ𝕏😀', 'e\u0301', '\u0958', '\ufb2c', '\u{1d160}'];
const anyText = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 12 }).map(tidy);
const anyWarning = fc.constantFrom(
  [],
  [],
  [{ code: 'alias' as const, facts: { alias: 'Old@Éa' } }],
  [{ code: 'clears' as const, facts: {} }],
);
const anyOrdinary: fc.Arbitrary<ReportRow> = fc
  .record({
    object: fc.constantFrom('user' as const, 'group' as const, 'membership' as const),
    verdict: fc.constantFrom('Archived' as const, 'Changed' as const, 'Unchanged' as const),
    texts: fc.array(anyText, { minLength: 6, maxLength: 6 }),
    warnings: anyWarning,
  })
  .map(
    ({
      object,
      verdict,
      texts: [name = '', address = '', key = '', ref = '', before = '', other = ''],
      warnings,
    }) =>
      exampleRow({
        object,
        verdict,
        name,
        address,
        key: object === 'membership' ? `${ref}\n${key}` : key,
        facts: before === '' ? {} : { externalId: before, there: other, here: ref },
        changes: other === '' ? [] : [{ field: 'title', old: before, new: other }],
        warnings,
        ...(ref !== '' && { consoleRef: ref }),
        ...(other !== '' && { also: [other, key] }),
      }),
  );
const anyPlain = fc
  .record({
    texts: fc.array(anyText, { minLength: 4, maxLength: 4 }),
    ref: fc.oneof(fc.constant(''), anyText),
  })
  .map(({ texts: [name = '', address = '', externalId = '', also = ''], ref }) => ({
    brief: {
      name,
      address: `${address}@x`,
      externalId,
      directoryRef: '7',
      department: '',
      also: also ? [also] : [],
    },
    ref,
  }));
const anyListing: fc.Arbitrary<Listing> = fc
  .array(fc.oneof({ weight: 3, arbitrary: anyPlain }, anyOrdinary, fc.constant(undefined)), {
    maxLength: 90,
    size: 'max',
  })
  .map((people) => {
    const briefs = people.map((each) => (each && 'brief' in each ? each : undefined));
    const none = { name: '', address: '', externalId: '', directoryRef: '', department: '', also: [] };
    return {
      plain: plainPeople(
        briefs.map((each) => each?.brief ?? none),
        briefs.map((each, i) => (each ? 1 + (i % 3) : 0)),
        briefs.map((each) => each?.ref ?? ''),
      ),
      ordinary: people.map((each) => (each && 'object' in each ? each : undefined)),
    };
  });

const FILTERS: readonly RowFilter[] = [
  {},
  { object: 'user' },
  { verdicts: ['Unchanged'] },
  { verdicts: ['Archived', 'Changed'], object: 'membership' },
  { warning: 'alias' },
];

/** Pieces of values, pieces across the border of two, whole values, and letters alone. */
function needlesOf(rows: readonly ReportRow[], cuts: readonly (readonly [number, number, number])[]) {
  return cuts.flatMap(([row, from, length]) => {
    const values = rows.length === 0 ? ['nobody'] : valuesOf(rows[row % rows.length]!);
    const letters = [...values.join('')];
    const start = from % Math.max(1, letters.length);
    return [
      letters
        .slice(start, start + length)
        .join('')
        .toUpperCase(),
      values[from % values.length]!,
    ];
  });
}

describe('a search in a report', () => {
  it.each(['built', 'missing'] as const)(
    'finds the rows of which a value holds the text, and no others, with its index %s',
    (search) => {
      const cut = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }));
      fc.assert(
        fc.property(
          anyListing,
          fc.array(cut, { minLength: 8, maxLength: 8 }),
          fc.integer({ min: 1, max: 9 }),
          (listing, cuts, limit) => {
            const table = tableOf(listing, search);
            const { order, fits, named } = naive(listing, table);
            const needles = needlesOf(
              order.map(({ row }) => row),
              cuts,
            );
            for (const [i, text] of [...needles, ...LETTERS].entries()) {
              const told = JSON.stringify(text);
              const filter = { ...FILTERS[i % FILTERS.length], text };
              const sought = fits(filter);
              expect(
                allPages(table, filter, limit).map(({ seq }) => seq),
                told,
              ).toEqual(sought);
              expect(table.count(filter), told).toBe(sought.length);
              const everywhere = new Set(fits({ text }));
              const places = table.placesWith(text, () => undefined);
              expect([...places], told).toEqual(order.map(({ seq }) => (everywhere.has(seq) ? 1 : 0)));
              expect(
                table.rowsOf(text, 3).map(({ seq }) => seq),
                told,
              ).toEqual(named(text).slice(0, 3));
            }
            table.close();
          },
        ),
        { numRuns: 20 },
      );
    },
  );

  it('finds every one, two and three letters of every value', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 40,
      maxLength: 50,
    });
    fc.assert(
      fc.property(fc.array(ascii, { minLength: 40, maxLength: 40, size: 'max' }), (names) => {
        const briefs = names.map((name, i) => ({
          name,
          address: `p${i}@x`,
          externalId: '',
          directoryRef: '1',
          department: '',
          also: [],
        }));
        const listing = {
          plain: plainPeople(
            briefs,
            briefs.map(() => 1),
          ),
          ordinary: briefs.map(() => undefined),
        };
        const table = tableOf(listing, 'built');
        const { order, fits } = naive(listing, table);
        for (const name of names) {
          for (let at = 0; at < name.length; at++) {
            const text = name.slice(at, at + 1 + (at % 3));
            const found = table.placesWith(text, () => undefined);
            const seqs = order.filter((_, place) => found[place] === 1).map(({ seq }) => seq);
            if (seqs.length !== fits({ text }).length) expect(seqs, text).toEqual(fits({ text }));
          }
        }
        table.close();
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('finds people anywhere in a report of more than sixty-five thousand', () => {
    const names = ['Ana Ruiz', 'Zoë Ångström', 'Дарья Иванова', '𝕏 Æ', 'Quentin Smith', 'bo', 'Yusuf Çelik'];
    const briefs = Array.from({ length: 70_000 }, (_, i) => ({
      name: names[(i * 7919) % names.length]!,
      address: `person.${(i * 7919) % 100_003}@example.com`,
      externalId: i % 3 === 0 ? '' : `E000${i}`,
      directoryRef: String(i + 2),
      department: '',
      also: i % 5 === 0 ? [`0${i}`] : [],
    }));
    const isPlain = briefs.map((_, i) => (i % 40 === 7 ? 0 : 1));
    const listing: Listing = {
      plain: plainPeople(briefs, isPlain),
      ordinary: briefs.map(({ name, address }, i) =>
        isPlain[i] === 1
          ? undefined
          : exampleRow({
              object: i % 80 === 7 ? 'user' : 'membership',
              verdict: i % 3 === 0 ? 'Changed' : 'Unchanged',
              name,
              address,
              key: `team\nk${i}`,
              warnings: i % 1000 === 47 ? [{ code: 'alias', facts: { alias: `was.${i}` } }] : [],
            }),
      ),
    };
    const table = tableOf(listing, 'built');
    const { order, fits, named } = naive(listing, table);
    const deep = table.page({}, { limit: 65_530 }).next;
    const after = order.slice(65_530).map(({ seq }) => seq);
    const texts = [
      'q',
      'ж',
      'х',
      'an',
      'æ',
      'm@',
      '.co',
      '777',
      '6553',
      '99999',
      'ÅNGSTRÖM',
      'a ru',
      'was.',
      'k6',
      'nobody',
    ];
    for (const [i, text] of texts.entries()) {
      const everywhere = fits({ text });
      const found = table.placesWith(text, () => undefined);
      expect(
        order.filter((_, place) => found[place] === 1).map(({ seq }) => seq),
        text,
      ).toEqual(everywhere);
      expect(table.count({ text }), text).toBe(Math.min(10_000, everywhere.length));
      const filter = { ...FILTERS[i % FILTERS.length], text };
      const sought = fits(filter);
      const first = table.page(filter, { limit: 20 });
      expect(
        first.rows.map(({ seq }) => seq),
        text,
      ).toEqual(sought.slice(0, 20));
      expect(first.next === undefined, text).toBe(sought.length <= 20);
      const last = table.page({ text }, { limit: 30, ...(deep !== undefined && { after: deep }) });
      const behind = new Set(everywhere);
      expect(
        last.rows.map(({ seq }) => seq),
        text,
      ).toEqual(after.filter((seq) => behind.has(seq)).slice(0, 30));
    }
    for (const name of ['person.5@example.com', 'E00069999', 'k69967', 'team']) {
      expect(
        table.rowsOf(name, 5).map(({ seq }) => seq),
        name,
      ).toEqual(named(name).slice(0, 5));
    }
    table.close();
  });
});
