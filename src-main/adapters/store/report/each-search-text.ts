import type Database from 'better-sqlite3';
import { placesOfSeqs } from './new-order.ts';
import { PlainTexts } from './plain-texts.ts';
import { plainRows } from './read-plain.ts';
import { readingOrder } from './reading-order.ts';
import { ROW_COLUMNS, ROW_JOINS, type RowRecord } from './row-codec.ts';
import { namesOf } from './search-names.ts';
import { searchTextOf } from './search-text.ts';

/** What a search index knows of one row. */
export interface SearchedRow {
  /** From 1. */
  readonly place: number;
  readonly seq: number;
  /** All texts that a search looks through, folded (ux §5). */
  readonly text: string;
  /** By what its person is looked up, folded; one may stand there twice. */
  readonly names: Iterable<string>;
}

/** Every row of a report as a search sees it: the ordinary ones by number, then the plain ones by number. */
export function* eachSearchText(db: Database.Database, file: string): Iterable<SearchedRow> {
  const placeOf = placesOfSeqs(readingOrder(db).everySeq());
  const rows = db.prepare<[], RowRecord>(`SELECT ${ROW_COLUMNS} FROM row r ${ROW_JOINS} ORDER BY r.seq`);
  for (const row of rows.iterate()) {
    const place = (placeOf[row.seq] ?? -1) + 1;
    if (place > 0) yield { place, seq: row.seq, text: searchTextOf(row, file), names: namesOf(row) };
  }
  const plain = plainRows(db, file);
  const texts = new PlainTexts();
  const found: SearchedRow[] = [];
  for (let block = 0; block < plain.blockCount(); block++) {
    found.length = 0;
    texts.eachOfBlock(plain, block, (seq, read, index) => {
      const place = (placeOf[seq] ?? -1) + 1;
      if (place > 0)
        found.push({ place, seq, text: texts.searchText(read, index), names: texts.names(read, index) });
    });
    yield* found;
  }
}
