import type Database from 'better-sqlite3';
import type { StoredRow } from '../../../app/ports/report-store.ts';
import { BRIEFS_PER_BLOCK } from '../../../core/brief-block.ts';
import { rowResultSchema } from '../operation-json.ts';
import { readJson } from '../stored-json.ts';
import { PlainTexts } from './plain-texts.ts';
import { readingAtOnce } from './read-at-once.ts';
import { ordinaryRows } from './read-ordinary.ts';
import { type PlainBlock, type PlainRows, plainRows } from './read-plain.ts';
import { ROW_COLUMNS, type RowRecord, rowOf, storedTextOf } from './row-codec.ts';
import { searchTextOf } from './search-text.ts';
import type { StoredWords } from './words.ts';

/** Rows of a report by number, whether they stand in the table or in a block of plain ones. */
export interface StoredRows {
  readonly plain: PlainRows;
  /** Makes many small reads one. */
  atOnce<T>(read: () => T): T;
  has(seq: number): boolean;
  row(seq: number): StoredRow | undefined;
  /** In this order; numbers of no row are left out. */
  rows(seqs: Iterable<number>): StoredRow[];
  /** What a search looks through, folded; '' for no row. */
  searchTextOf(seq: number): string;
  /** Every row whose stored texts pass: the ordinary ones first. */
  concerning(mayConcern: (storedText: string) => boolean): Iterable<StoredRow>;
}

export function storedRows(
  db: Database.Database,
  words: StoredWords,
  file: string,
  schema: 'main' | 'approved' | 'earlier' = 'main',
): StoredRows {
  const plain = plainRows(db, file, schema);
  const texts = new PlainTexts();
  const joins = `LEFT JOIN ${schema}.operation o ON o.seq = r.seq LEFT JOIN ${schema}.result x ON x.seq = r.seq`;
  const table = ordinaryRows(db, schema);
  const atOnce = readingAtOnce(db);
  const everyRow = db.prepare<[], RowRecord>(`SELECT ${ROW_COLUMNS} FROM ${schema}.row r ${joins}`);
  const exists = db.prepare<[number], number>(`SELECT 1 FROM ${schema}.row WHERE seq = ?`).pluck();
  const anyResult = db.prepare<[], number>(`SELECT 1 FROM ${schema}.result LIMIT 1`).pluck();
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let version = dataVersion.get();

  /** Others may have erased somebody meanwhile, of whom nothing may be shown any more (R24). */
  const forgetErased = (): void => {
    const now = dataVersion.get();
    if (now !== version) plain.forget();
    version = now;
  };

  const withResult = (row: StoredRow): StoredRow => {
    const result = table.resultOf(row.seq);
    return result === null ? row : { ...row, result: readJson(rowResultSchema, result, file) };
  };
  const readRows = (seqs: Iterable<number>): StoredRow[] => {
    forgetErased();
    const results = anyResult.get() === undefined ? 'none' : 'some';
    const found: StoredRow[] = [];
    for (const seq of seqs) {
      const row = plain.row(seq);
      if (row !== undefined) {
        found.push(results === 'some' ? withResult(row) : row);
        continue;
      }
      const record = table.recordOf(seq, results);
      if (record !== undefined) found.push(rowOf(record, words, file));
    }
    return found;
  };
  const rows = (seqs: Iterable<number>): StoredRow[] => atOnce(() => readRows(seqs));

  return {
    plain,
    atOnce,
    has: (seq) => plain.has(seq) || exists.get(seq) !== undefined,
    row: (seq) => rows([seq])[0],
    rows,
    searchTextOf(seq) {
      if (plain.has(seq)) {
        const index = (seq - 1) % BRIEFS_PER_BLOCK;
        const block = plain.block(Math.floor((seq - 1) / BRIEFS_PER_BLOCK));
        if (block !== undefined && texts.fields.at(block.briefs, index))
          return texts.searchText(block, index);
      }
      const record = table.recordOf(seq, 'none');
      return record === undefined ? '' : searchTextOf(record, file);
    },
    *concerning(mayConcern) {
      forgetErased();
      for (const record of everyRow.iterate()) {
        if (mayConcern(storedTextOf(record))) yield rowOf(record, words, file);
      }
      for (const seq of plainConcerning(db, plain, mayConcern)) {
        for (const row of rows([seq])) if (mayConcern(plainText(row))) yield row;
      }
    },
  };
}

/** Numbers of the plain rows that may concern somebody, as far as their block and their results tell. */
export function* plainConcerning(
  db: Database.Database,
  plain: PlainRows,
  mayConcern: (storedText: string) => boolean,
): Iterable<number> {
  const results = db.prepare<[], { seq: number; result: string }>('SELECT seq, result FROM result');
  const told = new Set<number>();
  if (plain.blockCount() > 0) {
    for (const { seq, result } of results.iterate()) {
      if (plain.has(seq) && mayConcern(result)) told.add(seq);
    }
  }
  for (const { index } of blocksConcerning(plain, mayConcern)) {
    for (let at = 0; at < BRIEFS_PER_BLOCK; at++) {
      const seq = index * BRIEFS_PER_BLOCK + at + 1;
      if (!plain.has(seq)) continue;
      told.delete(seq);
      yield seq;
    }
  }
  yield* told;
}

/** The blocks whose bytes pass as a whole. */
export function* blocksConcerning(
  plain: PlainRows,
  mayConcern: (storedText: string) => boolean,
): Iterable<{ readonly block: PlainBlock; readonly index: number }> {
  for (let index = 0; index < plain.blockCount(); index++) {
    const block = plain.blockOnce(index);
    if (block !== undefined && mayConcern(textOfBlock(block))) yield { block, index };
  }
}

/** All texts of a block as they stand, and composed, as keys are. */
function textOfBlock({ briefs, console_refs }: PlainBlock): string {
  const text = briefs.toString() + (console_refs?.toString() ?? '');
  const composed = text.normalize('NFC');
  return composed === text ? text : text + composed;
}

/** All texts of a plain row, as `storedTextOf` of an ordinary one. */
export function plainText({ key, name, address, facts, department, also, result }: StoredRow): string {
  return [key, name, address, facts.externalId, department, ...(also ?? []), result && JSON.stringify(result)]
    .filter((text) => text !== undefined)
    .join('\n');
}
