import type Database from 'better-sqlite3';
import type { RowFilter, StoredRow } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import { StoreError } from '../store-error.ts';
import { OBJECTS, verdictOfRank } from './file-schema.ts';
import { ROW_COLUMNS, ROW_JOINS, type RowRecord, rowOf } from './row-codec.ts';
import { searchTextOf } from './search-text.ts';
import { textMatches } from './text-matches.ts';
import type { StoredWords } from './words.ts';

/** A count with a text never exceeds this: it reads "so many or more". */
export const TEXT_COUNT_LIMIT = 10_000;
/** Rows that one call compares with a text; a page may end early for it, with a cursor to go on from. */
const EXAMINED_AT_MOST = 5_000;
const COUNT_EXAMINES_AT_MOST = 20_000;
const BATCH = 200;

interface Range {
  readonly first: number;
  readonly last: number;
}
interface Segment extends Range {
  readonly rank: number;
  readonly object: number;
}
type Placed = RowRecord & { readonly place: number };
/** Up to `limit` records in (after, last], in order of place. */
type Fetch = (after: number, last: number, limit: number) => readonly Placed[];
type Matches = (record: RowRecord) => boolean;

export interface RowPagesOptions {
  readonly db: Database.Database;
  readonly words: StoredWords;
  readonly file: string;
  /** Whether the search index is attached as `search` by now. */
  readonly searchState: () => 'ready' | 'missing';
}

const FROM_PLACE = `CROSS JOIN row r ON r.seq = p.seq ${ROW_JOINS}`;

/** Pages and counts of a finished report: keyset over `place`, every filter a few ranges of it. */
export function rowPages({ db, words, file, searchState }: RowPagesOptions) {
  const segments = db
    .prepare<[], Segment>('SELECT rank, object, first, last FROM segment ORDER BY first')
    .all();
  const warnedCounts = db
    .prepare<[], { code: number; rank: number; object: number; rows: number }>('SELECT * FROM warned_count')
    .all();
  const allPlaces = db.prepare<[number, number, number], Placed>(`
    SELECT p.place, ${ROW_COLUMNS} FROM place p ${FROM_PLACE}
    WHERE p.place > ? AND p.place <= ? ORDER BY p.place LIMIT ?`);
  const warnedPlaces = db.prepare<[number, number, number, number], Placed>(`
    SELECT p.place, ${ROW_COLUMNS} FROM warned w CROSS JOIN place p ON p.place = w.place ${FROM_PLACE}
    WHERE w.code = ? AND w.place > ? AND w.place <= ? ORDER BY w.place LIMIT ?`);
  const indexed = textMatches<Placed>(db, `p.place, ${ROW_COLUMNS}`, FROM_PLACE);

  const wanted = (filter: RowFilter, rank: number, object: number): boolean =>
    (filter.object === undefined || OBJECTS[object] === filter.object) &&
    (filter.verdicts === undefined || filter.verdicts.includes(verdictOfRank(rank)));

  const rangesOf = (filter: RowFilter): readonly Range[] => {
    const ranges: { first: number; last: number }[] = [];
    for (const { rank, object, first, last } of segments) {
      if (!wanted(filter, rank, object)) continue;
      const before = ranges.at(-1);
      if (before !== undefined && before.last === first - 1) before.last = last;
      else ranges.push({ first, last });
    }
    return ranges;
  };

  const warnedRows = (filter: RowFilter, code: number): number =>
    warnedCounts
      .filter((each) => each.code === code && wanted(filter, each.rank, each.object))
      .reduce((sum, each) => sum + each.rows, 0);

  /** How rows of this filter are fetched; `undefined` where it is known that there are none. */
  const fetchOf = (filter: RowFilter, needle: string): Fetch | undefined => {
    const code = filter.warning === undefined ? undefined : words.idOf(filter.warning);
    if (filter.warning !== undefined && code === undefined) return undefined;
    const fewWarned = code !== undefined && warnedRows(filter, code) <= EXAMINED_AT_MOST;
    const match =
      needle === '' || fewWarned || searchState() === 'missing' ? 'every-row' : indexed.matchOf(needle);
    if (match === 'no-row') return undefined;
    if (match === 'every-row') {
      if (code === undefined) return (after, last, limit) => allPlaces.all(after, last, limit);
      return (after, last, limit) => warnedPlaces.all(code, after, last, limit);
    }
    if (code === undefined)
      return (after, last, limit) => indexed.places().all(match.query, after, last, limit);
    return (after, last, limit) => indexed.warned().all(match.query, after, last, code, limit);
  };

  const page = (
    filter: RowFilter,
    { limit, after }: { readonly limit: number; readonly after?: string },
  ): { readonly rows: readonly StoredRow[]; readonly next?: string } => {
    const needle = fold(filter.text ?? '');
    const fetch = fetchOf(filter, needle);
    const start = placeOf(after);
    if (fetch === undefined) return { rows: [] };
    const matches = matchesOf(needle, file);
    const found: Placed[] = [];
    const pageUpTo = (place?: number) => ({
      rows: found.map((record) => rowOf(record, words, file)),
      ...(place !== undefined && { next: cursorOf(place) }),
    });
    let examined = 0;
    for (const range of rangesOf(filter)) {
      let from = Math.max(start, range.first - 1);
      while (from < range.last) {
        const size = needle === '' ? limit + 1 - found.length : BATCH;
        const batch = fetch(from, range.last, size);
        for (const record of batch) {
          if (matches(record)) {
            // One more than the page exists, so there is a next page, from the last row of this one.
            if (found.length === limit) return pageUpTo(found.at(-1)?.place ?? start);
            found.push(record);
          }
          from = record.place;
        }
        examined += batch.length;
        if (batch.length < size) break;
        if (needle !== '' && examined >= EXAMINED_AT_MOST) return pageUpTo(from);
      }
    }
    return pageUpTo();
  };

  const countText = (filter: RowFilter, needle: string): number => {
    const fetch = fetchOf(filter, needle);
    if (fetch === undefined) return 0;
    const matches = matchesOf(needle, file);
    let found = 0;
    let examined = 0;
    for (const range of rangesOf(filter)) {
      let from = range.first - 1;
      while (from < range.last && examined < COUNT_EXAMINES_AT_MOST) {
        const batch = fetch(from, range.last, BATCH);
        for (const record of batch) {
          if (matches(record) && ++found === TEXT_COUNT_LIMIT) return found;
          from = record.place;
        }
        examined += batch.length;
        if (batch.length < BATCH) break;
      }
    }
    return found;
  };

  const count = (filter: RowFilter): number => {
    const needle = fold(filter.text ?? '');
    if (needle !== '') return countText(filter, needle);
    if (filter.warning === undefined) {
      return rangesOf(filter).reduce((sum, range) => sum + range.last - range.first + 1, 0);
    }
    const code = words.idOf(filter.warning);
    return code === undefined ? 0 : warnedRows(filter, code);
  };

  const warningCounts = (): readonly { readonly code: string; readonly rows: number }[] => {
    const codes = [...new Set(warnedCounts.map((each) => each.code))];
    return codes.map((code) => ({ code: words.textOf(code), rows: warnedRows({}, code) }));
  };

  return { page, count, warningCounts };
}

function matchesOf(needle: string, file: string): Matches {
  if (needle === '') return () => true;
  return (record) => searchTextOf(record, file).includes(needle);
}

function cursorOf(place: number): string {
  return place.toString(36);
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const place = Number.parseInt(cursor, 36);
  if (Number.isSafeInteger(place) && cursorOf(place) === cursor) return place;
  throw new StoreError({
    code: 'bad-input',
    sentence: 'The place in the report from which to go on is not one that Muster gave.',
    next: 'Start again from the first page.',
  });
}
