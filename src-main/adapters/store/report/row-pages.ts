import type { RowFilter, StoredRow } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import { StoreError } from '../store-error.ts';
import { OBJECTS, verdictOfRank } from './file-schema.ts';
import type { ReadingOrder } from './reading-order.ts';
import { firstAbove, stands } from './sorted-numbers.ts';
import type { StoredRows } from './stored-rows.ts';
import type { TextMatch } from './text-matches.ts';
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
/** Up to `limit` places in (after, last], ascending. */
type Fetch = (after: number, last: number, limit: number) => ArrayLike<number>;

/** `all` fit a filter, or its text is yet to be looked for in each. */
interface Fetched {
  readonly fetch: Fetch;
  readonly fit: 'all' | 'some';
}

export interface RowPagesOptions {
  readonly rows: StoredRows;
  readonly order: ReadingOrder;
  readonly words: StoredWords;
  /** In which places a folded text stands, by the search index; `unknown` where it is missing. */
  readonly matchOf: (needle: string) => TextMatch | 'unknown';
}

/** Pages and counts of a finished report: keyset over places, every filter a few ranges of them. */
export function rowPages({ rows, order, words, matchOf }: RowPagesOptions) {
  const { segments, warnedCounts } = order;

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
  const fetchOf = (filter: RowFilter, needle: string): Fetched | undefined => {
    const code = filter.warning === undefined ? undefined : words.idOf(filter.warning);
    if (filter.warning !== undefined && code === undefined) return undefined;
    const fewWarned = code !== undefined && warnedRows(filter, code) <= EXAMINED_AT_MOST;
    const match = needle === '' || fewWarned ? 'unknown' : matchOf(needle);
    if (match === 'unknown') {
      const fetch = code === undefined ? everyPlace : warnedPlace(order, code);
      return { fetch, fit: needle === '' ? 'all' : 'some' };
    }
    const places: Fetch = match.places;
    return { fetch: code === undefined ? places : amongWarned(places, order.warnedPlaces(code)), fit: 'all' };
  };

  const readPage = (
    filter: RowFilter,
    { limit, after }: { readonly limit: number; readonly after?: string },
  ): { readonly rows: readonly StoredRow[]; readonly next?: string } => {
    const needle = fold(filter.text ?? '');
    const fetched = fetchOf(filter, needle);
    const start = placeOf(after);
    if (fetched === undefined) return { rows: [] };
    const { fetch, fit } = fetched;
    const found: number[] = [];
    let last = start;
    const pageUpTo = (place?: number) => ({
      rows: rows.rows(found),
      ...(place !== undefined && { next: cursorOf(place) }),
    });
    let examined = 0;
    for (const range of rangesOf(filter)) {
      let from = Math.max(start, range.first - 1);
      while (from < range.last) {
        const size = fit === 'all' ? limit + 1 - found.length : BATCH;
        const places = fetch(from, range.last, size);
        for (let i = 0; i < places.length; i++) {
          from = places[i] ?? from;
          const seq = order.seqAt(from);
          if (fit === 'some' && !rows.searchTextOf(seq).includes(needle)) continue;
          // One more than the page exists, so there is a next page, from the last row of this one.
          if (found.length === limit) return pageUpTo(last);
          found.push(seq);
          last = from;
        }
        examined += places.length;
        if (places.length < size) break;
        if (fit === 'some' && examined >= EXAMINED_AT_MOST) return pageUpTo(from);
      }
    }
    return pageUpTo();
  };

  const countText = (filter: RowFilter, needle: string): number => {
    const fetched = fetchOf(filter, needle);
    if (fetched === undefined) return 0;
    const { fetch, fit } = fetched;
    let found = 0;
    let examined = 0;
    for (const range of rangesOf(filter)) {
      let from = range.first - 1;
      while (from < range.last && examined < COUNT_EXAMINES_AT_MOST) {
        const places = fetch(from, range.last, BATCH);
        for (let i = 0; i < places.length; i++) {
          from = places[i] ?? from;
          if (fit === 'some' && !rows.searchTextOf(order.seqAt(from)).includes(needle)) continue;
          if (++found === TEXT_COUNT_LIMIT) return found;
        }
        examined += places.length;
        if (places.length < BATCH) break;
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

  const page: typeof readPage = (filter, limits) => rows.atOnce(() => readPage(filter, limits));
  return { page, count: (filter: RowFilter) => rows.atOnce(() => count(filter)), warningCounts };
}

function everyPlace(after: number, last: number, limit: number): ArrayLike<number> {
  return Int32Array.from({ length: Math.max(0, Math.min(limit, last - after)) }, (_, i) => after + i + 1);
}

function warnedPlace(order: ReadingOrder, code: number): Fetch {
  const places = order.warnedPlaces(code);
  return (after, last, limit) => {
    const from = firstAbove(places, after);
    return places.subarray(from, Math.min(from + limit, firstAbove(places, last)));
  };
}

/** The candidates that bear a warning as well. */
function amongWarned(candidates: Fetch, warned: Int32Array): Fetch {
  return (after, last, limit) => {
    const both: number[] = [];
    for (let from = after; ; ) {
      const some = candidates(from, last, BATCH);
      for (let i = 0; i < some.length && both.length < limit; i++) {
        from = some[i] ?? from;
        if (stands(warned, from)) both.push(from);
      }
      if (both.length === limit || some.length < BATCH) return both;
    }
  };
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
