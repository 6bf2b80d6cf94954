import type Database from 'better-sqlite3';
import { fold } from '../../../core/fold.ts';
import { ROW_COLUMNS, ROW_JOINS, type RowRecord } from './row-codec.ts';
import { searchTextOf } from './search-text.ts';
import { textMatches } from './text-matches.ts';

type Placed = RowRecord & { readonly place: number };

const FROM_PLACE = `CROSS JOIN row r ON r.seq = p.seq ${ROW_JOINS}`;
const LOOKS_UP_EVERY = 1024;
const BATCH = 1000;

export interface PlacesWithTextOptions {
  readonly db: Database.Database;
  readonly file: string;
  readonly searchState: () => 'ready' | 'missing';
}

/** All rows of a report in which a text stands, as one byte for each place; by the search index where it is made. */
export function placesWithText({ db, file, searchState }: PlacesWithTextOptions) {
  const every = db.prepare<[], Placed>(`SELECT p.place, ${ROW_COLUMNS} FROM place p ${FROM_PLACE}`);
  const rowCount = db.prepare<[], number>('SELECT count(*) FROM place').pluck();
  const indexed = textMatches<Placed>(db, `p.place, ${ROW_COLUMNS}`, FROM_PLACE);

  function* candidates(query: string): Generator<Placed, void, void> {
    let from = 0;
    for (;;) {
      const batch = indexed.places().all(query, from, Number.MAX_SAFE_INTEGER, BATCH);
      yield* batch;
      const last = batch.at(-1);
      if (last === undefined || batch.length < BATCH) return;
      from = last.place;
    }
  }

  return (text: string, checkCancelled: () => void): Uint8Array => {
    const size = rowCount.get() ?? 0;
    const found = new Uint8Array(size);
    const needle = fold(text);
    if (needle === '') return found.fill(1);
    const match = searchState() === 'missing' ? 'every-row' : indexed.matchOf(needle);
    if (match === 'no-row') return found;
    let looked = 0;
    for (const record of match === 'every-row' ? every.iterate() : candidates(match.query)) {
      if (++looked % LOOKS_UP_EVERY === 0) checkCancelled();
      if (searchTextOf(record, file).includes(needle)) found[record.place - 1] = 1;
    }
    return found;
  };
}
