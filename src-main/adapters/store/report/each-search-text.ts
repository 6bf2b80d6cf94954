import type Database from 'better-sqlite3';
import { ROW_COLUMNS, ROW_JOINS, type RowRecord } from './row-codec.ts';
import { namesOf } from './search-index.ts';
import { searchTextOf } from './search-text.ts';

/** What a search index knows of one row. */
export interface SearchedRow {
  readonly place: number;
  readonly seq: number;
  /** All texts that a search looks through, folded (ux §5). */
  readonly text: string;
  /** By what its person is looked up, folded. */
  readonly names: ReadonlySet<string>;
}

/** Every row of a report as a search sees it, in order of place. */
export function* eachSearchText(db: Database.Database, file: string): Iterable<SearchedRow> {
  const rows = db.prepare<[], RowRecord & { place: number }>(
    `SELECT p.place, ${ROW_COLUMNS} FROM place p JOIN row r ON r.seq = p.seq ${ROW_JOINS} ORDER BY p.place`,
  );
  for (const row of rows.iterate()) {
    yield { place: row.place, seq: row.seq, text: searchTextOf(row, file), names: namesOf(row) };
  }
}
