import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { PlainPeople } from '../../../src-main/app/ports/report-store.ts';
import type { ReportTable } from '../../../src-main/app/ports/report-table.ts';
import { type Brief, BriefPacker } from '../../../src-main/core/brief-block.ts';
import type { ReportRow } from '../../../src-main/core/report.ts';
import { exampleRow } from '../../fakes/example-report.ts';
import { plainRowsOf } from '../../fakes/plain-rows-of.ts';

/** Briefs as the plain people of a report, all of them or those with a key. */
export function plainPeople(
  briefs: readonly Brief[],
  keys: ArrayLike<number>,
  refs: readonly string[] = [],
): PlainPeople {
  const blocks: Uint8Array[] = [];
  const packer = new BriefPacker((block) => blocks.push(block.slice()));
  for (const brief of briefs) packer.add(brief);
  const { count, sortKeys } = packer.finish();
  const matchedBy = Uint8Array.from(keys);
  return {
    briefs: { count, blocks: blocks.length, block: (index) => blocks[index]!, sortKeys },
    matchedBy,
    consoleRef: (row) => refs[row] ?? '',
    count: matchedBy.filter((key) => key > 0).length,
  };
}

/** A listing of which some rows are plain, some stand in the table and some in no report, and rows of the console. */
export interface Listing {
  readonly plain: PlainPeople;
  /** By number less one; `undefined` = of no row, or plain. */
  readonly ordinary: readonly (ReportRow | undefined)[];
}

const NAMES = [
  'Ana Ruiz',
  'ana ruiz',
  'Bo',
  'Çelik',
  'Дарья Иванова-Ångström',
  'Дарья Иванова-Angström',
  'עדי',
  '𝕏𝕐𝕑',
  '',
  'a_b',
];
const anyBrief: fc.Arbitrary<Brief> = fc
  .record({
    name: fc.constantFrom(...NAMES),
    id: fc.integer({ min: 0, max: 60 }),
    department: fc.constantFrom('', 'Sales', 'Ward 7', 'Vertrieb'),
    also: fc.constantFrom([], ['00123'], ['old.ana@example.com', '7']),
  })
  .map(({ name, id, department, also }) => ({
    name,
    address: `P${id}@example.com`,
    externalId: id % 3 === 0 ? '' : `EXT-${id}`,
    directoryRef: String(id + 2),
    department,
    also,
  }));

const anyOrdinary: fc.Arbitrary<ReportRow> = fc
  .record({
    object: fc.constantFrom('user' as const, 'group' as const, 'membership' as const),
    verdict: fc.constantFrom(
      'Archived' as const,
      'Created' as const,
      'Changed' as const,
      'Unchanged' as const,
    ),
    name: fc.constantFrom(...NAMES),
    id: fc.integer({ min: 0, max: 60 }),
    warned: fc.constantFrom([], ['alias' as const], ['clears' as const, 'lookalike' as const]),
    changed: fc.constantFrom('', 'Sales', '00123'),
    operates: fc.boolean(),
  })
  .map(({ object, verdict, name, id, warned, changed, operates }) =>
    exampleRow({
      object,
      verdict,
      name,
      key: object === 'membership' ? `g\np${id}@example.com` : `p${id}@example.com`,
      address: `p${id}@example.com`,
      warnings: warned.map((code) => ({ code, facts: {} })),
      changes: changed === '' ? [] : [{ field: 'department', old: '', new: changed }],
      facts: {},
      ...(operates
        ? {
            operation: {
              phase: 'change' as const,
              level: 0,
              canonical: `${object} ${id} ${changed}`,
              act: { kind: 'update-user' as const, id: `p${id}` },
            },
          }
        : {}),
    }),
  );

export const anyListing: fc.Arbitrary<Listing> = fc
  .record({
    people: fc.array(
      fc.tuple(anyBrief, fc.integer({ min: 0, max: 4 }), fc.constantFrom('', '', 'C-17', 'C-9')),
      {
        maxLength: 100,
        size: 'max',
      },
    ),
    rows: fc.array(anyOrdinary, { minLength: 110, maxLength: 110 }),
    console: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ people, rows, console }) => {
    const keys = people.map(([, key]) => (key > 3 ? 0 : key));
    return {
      plain: plainPeople(
        people.map(([brief]) => brief),
        keys,
        people.map(([, , ref]) => ref),
      ),
      ordinary: [
        ...people.map(([, key], row) => (key === 4 ? rows[row] : undefined)),
        ...rows.slice(people.length, people.length + console),
      ],
    };
  });

/** The same rows as they would stand in the table. */
export function allOrdinary({ plain, ordinary }: Listing): readonly (ReportRow | undefined)[] {
  const rows = [...ordinary];
  for (const [row, plainRow] of plainRowsOf(plain)) rows[row] = plainRow;
  return rows;
}

/** All that a table says, whichever way its rows are stored. */
export function everythingOf(table: ReportTable, names: readonly string[]) {
  const columns = table.columns(() => undefined);
  const places = Array.from({ length: columns.size }, (_, place) => place);
  return {
    rows: table.rows(columns.seq),
    columns: places.map((place) => [
      columns.seq[place],
      columns.placeOf[columns.seq[place]!],
      columns.objects[columns.object[place]!],
      columns.verdicts[columns.verdict[place]!],
      columns.heavy[place],
      columns.reasons[columns.reason[place]!],
      columns.warningCodes.filter((_, bit) => (columns.warnings[place]! >>> bit) & 1).sort(),
      columns.fieldNames.filter((_, bit) => (columns.fields[place]! >>> bit) & 1),
      columns.departments[columns.department[place]!],
      columns.equal[place],
      columns.results[columns.result[place]!],
      columns.marked[place],
    ]),
    byName: [...table.placesBy('name')],
    byAddress: [...table.placesBy('address')],
    concerning: [...table.concerning((text) => text.toLowerCase().includes('p7@'))].sort(
      (a, b) => a.seq - b.seq,
    ),
    warnings: table.warningCounts(),
    operations: table.operations('change', 0, 0, 1000),
    results: table.withResult(['moved', 'not-reached'], 0, 1000),
    named: names.map((name) => table.rowsOf(name, 5)),
    beginning: names.map((name) => table.peopleBeginning(name.toLowerCase(), 4)),
    with: names.map((name) => [...table.placesWith(name, () => undefined)]),
  };
}

/** The same report as Muster wrote it first. */
export function makeFormat1(file: string): void {
  const db = new Database(file);
  const numbers = (blobs: readonly unknown[]) =>
    blobs.flatMap((blob) => {
      if (!Buffer.isBuffer(blob)) return [];
      return Array.from({ length: blob.length / 4 }, (_, i) => blob.readInt32LE(i * 4));
    });
  db.exec(`
    CREATE TABLE place (place INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
    CREATE TABLE warned (code INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (code, place)) STRICT, WITHOUT ROWID;`);
  const seqs = numbers(db.prepare('SELECT seqs FROM places ORDER BY part').pluck().all());
  for (const seq of seqs) db.prepare('INSERT INTO place (seq) VALUES (?)').run(seq);
  for (const code of db.prepare('SELECT DISTINCT code FROM warned_places').pluck().all()) {
    const places = numbers(
      db.prepare('SELECT places FROM warned_places WHERE code = ? ORDER BY part').pluck().all(code),
    );
    for (const place of places) db.prepare('INSERT INTO warned VALUES (?, ?)').run(code, place);
  }
  db.exec('DROP TABLE places; DROP TABLE warned_places; DROP TABLE plain_block; DROP TABLE plain_match;');
  db.pragma('user_version = 1');
  db.close();
}
