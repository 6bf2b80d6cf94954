import type Database from 'better-sqlite3';
import { fold } from '../../../core/fold.ts';
import { placesOfSeqs } from './new-order.ts';
import { PlainTexts } from './plain-texts.ts';
import type { ReadingOrder } from './reading-order.ts';
import { SEARCHED_COLUMNS, type SearchedRecord, searchTextOf } from './search-text.ts';
import type { StoredRows } from './stored-rows.ts';
import { type TextMatch, textMatches } from './text-matches.ts';

type Numbered = SearchedRecord & { readonly seq: number };

const LOOKS_UP_EVERY = 1024;
const BATCH = 1000;

export interface PlacesWithTextOptions {
  readonly db: Database.Database;
  readonly file: string;
  readonly rows: StoredRows;
  readonly order: ReadingOrder;
  readonly searchState: () => 'ready' | 'missing';
}

/** All rows of a report in which a text stands, as one byte for each place; by the search index where that helps. */
export function placesWithText({ db, file, rows, order, searchState }: PlacesWithTextOptions) {
  const every = db.prepare<[], Numbered>(`SELECT r.seq, ${SEARCHED_COLUMNS} FROM row r ORDER BY r.seq`);
  const indexed = textMatches(db);

  const scan = (needle: string, found: Uint8Array, checkCancelled: () => void): Uint8Array => {
    const placeOf = placesOfSeqs(order.everySeq());
    const put = (seq: number, text: string): void => {
      const place = placeOf[seq] ?? -1;
      if (place >= 0 && text.includes(needle)) found[place] = 1;
    };
    let looked = 0;
    for (const record of every.iterate()) {
      if (++looked % LOOKS_UP_EVERY === 0) checkCancelled();
      put(record.seq, searchTextOf(record, file));
    }
    const texts = new PlainTexts();
    texts.each(rows.plain, (seq, block, index) => {
      if (++looked % LOOKS_UP_EVERY === 0) checkCancelled();
      put(seq, texts.searchText(block, index));
    });
    return found;
  };

  const look = (match: TextMatch, found: Uint8Array, checkCancelled: () => void): Uint8Array => {
    for (let from = 0; ; ) {
      checkCancelled();
      const places = rows.atOnce(() => match.places(from, order.size, BATCH));
      for (let i = 0; i < places.length; i++) {
        from = places[i] ?? from;
        found[from - 1] = 1;
      }
      if (places.length < BATCH) return found;
    }
  };

  return (text: string, checkCancelled: () => void): Uint8Array => {
    const found = new Uint8Array(order.size);
    const needle = fold(text);
    if (needle === '') return found.fill(1);
    if (searchState() === 'missing') return scan(needle, found, checkCancelled);
    return look(indexed.matchOf(needle), found, checkCancelled);
  };
}
