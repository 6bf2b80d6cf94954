import type Database from 'better-sqlite3';
import { fold } from '../../../core/fold.ts';
import { SEARCHED_COLUMNS, type SearchedRecord, searchTextOf } from './search-text.ts';
import { textMatches } from './text-matches.ts';

type Placed = SearchedRecord & { readonly place: number };
type Numbered = SearchedRecord & { readonly seq: number };

const FROM_PLACE = 'CROSS JOIN row r ON r.seq = p.seq';
const LOOKS_UP_EVERY = 1024;
const BATCH = 1000;
/** Above this share, going through the whole file in its own order is faster than jumping to each candidate. */
const SCANS_ABOVE = 1 / 16;

export interface PlacesWithTextOptions {
  readonly db: Database.Database;
  readonly file: string;
  readonly searchState: () => 'ready' | 'missing';
}

/** All rows of a report in which a text stands, as one byte for each place; by the search index where that helps. */
export function placesWithText({ db, file, searchState }: PlacesWithTextOptions) {
  const rowCount = db.prepare<[], number>('SELECT count(*) FROM place').pluck();
  const every = db.prepare<[], Numbered>(`SELECT r.seq, ${SEARCHED_COLUMNS} FROM row r ORDER BY r.seq`);
  const places = db.prepare<[], number>('SELECT seq FROM place ORDER BY place').pluck();
  const indexed = textMatches<Placed>(db, `p.place, ${SEARCHED_COLUMNS}`, FROM_PLACE);

  const scan = (needle: string, found: Uint8Array, checkCancelled: () => void): Uint8Array => {
    const seqs = new Set<number>();
    let looked = 0;
    for (const record of every.iterate()) {
      if (++looked % LOOKS_UP_EVERY === 0) checkCancelled();
      if (searchTextOf(record, file).includes(needle)) seqs.add(record.seq);
    }
    let place = 0;
    for (const seq of places.iterate()) found[place++] = seqs.has(seq) ? 1 : 0;
    return found;
  };

  const look = (query: string, needle: string, found: Uint8Array, checkCancelled: () => void): Uint8Array => {
    for (let from = 0; ; ) {
      checkCancelled();
      const batch = indexed.places().all(query, from, Number.MAX_SAFE_INTEGER, BATCH);
      for (const record of batch) {
        if (searchTextOf(record, file).includes(needle)) found[record.place - 1] = 1;
      }
      const last = batch.at(-1);
      if (last === undefined || batch.length < BATCH) return found;
      from = last.place;
    }
  };

  return (text: string, checkCancelled: () => void): Uint8Array => {
    const size = rowCount.get() ?? 0;
    const found = new Uint8Array(size);
    const needle = fold(text);
    if (needle === '') return found.fill(1);
    const match = searchState() === 'missing' ? 'every-row' : indexed.matchOf(needle);
    if (match === 'no-row') return found;
    if (match === 'every-row' || match.rows > size * SCANS_ABOVE) return scan(needle, found, checkCancelled);
    return look(match.query, needle, found, checkCancelled);
  };
}
