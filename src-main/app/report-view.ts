import type { ReportTable, RowColumns } from './ports/report-table.ts';
import { briefOf, changeText } from './read-report-row.ts';
import {
  type GroupLine,
  type LineQuery,
  type LinesPage,
  MOST_LINES,
  type OpenedGroup,
  type ReportFacets,
  type ReportFilter,
  type ReportLine,
  type ReviewedCount,
  type RowBrief,
  type RowSelection,
  type RowsPage,
} from './report-desk.ts';
import { countFacets } from './report-facets.ts';
import { type Condition, conditionsOf, passingPlaces } from './report-filter.ts';
import { type LineAt, ReportLines } from './report-lines.ts';
import { ReportOrders } from './report-order.ts';

/** Lists and texts of the last few questions are kept: the table is scrolled, a chip is taken back. */
const LISTS_KEPT = 6;
const TEXTS_KEPT = 4;

/** An open report with the lists that were made of it. All of it is called on the reader's own thread. */
export class ReportView {
  readonly table: ReportTable;
  #columns: RowColumns | undefined;
  #orders: ReportOrders | undefined;
  #rowsOfObjects: readonly number[] = [];
  readonly #lists = new Map<string, ReportLines>();
  readonly #texts = new Map<string, Uint8Array>();

  constructor(table: ReportTable) {
    this.table = table;
  }

  /** As they are now: a live run writes results, and a review marks. */
  columns(checkCancelled: () => void): RowColumns {
    const columns = this.table.columns(checkCancelled);
    if (columns === this.#columns) return columns;
    this.#columns = columns;
    this.#rowsOfObjects = rowsOfObjects(columns);
    this.#orders ??= new ReportOrders(this.table, columns);
    this.#lists.clear();
    return columns;
  }

  facets(filter: ReportFilter, checkCancelled: () => void): ReportFacets {
    const columns = this.columns(checkCancelled);
    return countFacets(columns, this.#conditions(columns, filter, checkCancelled), checkCancelled);
  }

  linesAt(query: LineQuery, offset: number, limit: number, checkCancelled: () => void): LinesPage {
    const columns = this.columns(checkCancelled);
    const lines = this.#lines(columns, query, checkCancelled);
    const from = Math.max(0, Math.trunc(offset));
    const window = lines.window(query.opened, from, atMost(limit));
    return {
      lines: this.#read(columns, lines, query.opened, window),
      offset: from,
      total: lines.total(query.opened),
      rows: lines.places.length,
      of: this.#rowsOf(columns, query.filter),
    };
  }

  lineOf(query: LineQuery, seq: number, checkCancelled: () => void): number {
    const columns = this.columns(checkCancelled);
    const place = columns.placeOf[seq] ?? -1;
    return place < 0 ? -1 : this.#lines(columns, query, checkCancelled).lineOf(query.opened, place);
  }

  groupMembers(
    query: LineQuery,
    group: number,
    offset: number,
    limit: number,
    checkCancelled: () => void,
  ): RowsPage {
    const columns = this.columns(checkCancelled);
    const members = this.#lines(columns, query, checkCancelled).members(group);
    const from = Math.max(0, Math.trunc(offset));
    return {
      rows: this.#briefs(columns, members.subarray(from, from + atMost(limit))),
      total: members.length,
    };
  }

  /** Numbers of the rows that a selection means, as people read. */
  selected(selection: RowSelection, checkCancelled: () => void): Int32Array {
    const columns = this.columns(checkCancelled);
    if ('seqs' in selection) {
      return Int32Array.from(selection.seqs.filter((seq) => (columns.placeOf[seq] ?? -1) >= 0));
    }
    const filter =
      'group' in selection ? { ...selection.filter, equalTo: selection.group } : selection.filter;
    const conditions = this.#conditions(columns, filter, checkCancelled);
    return passingPlaces(columns, conditions, undefined).map((place) => columns.seq[place] ?? 0);
  }

  heavyReviewed(checkCancelled: () => void): ReviewedCount {
    const { size, heavy, marked } = this.columns(checkCancelled);
    let rows = 0;
    let reviewed = 0;
    for (let place = 0; place < size; place++) {
      if (heavy[place] !== 1) continue;
      rows++;
      reviewed += marked[place] ?? 0;
    }
    return { reviewed, rows };
  }

  briefs(seqs: Iterable<number>, checkCancelled: () => void): readonly RowBrief[] {
    const columns = this.columns(checkCancelled);
    const places = [...seqs].map((seq) => columns.placeOf[seq] ?? -1).filter((place) => place >= 0);
    return this.#briefs(columns, Int32Array.from(places));
  }

  /** Rows of the filter's object, or of the report. */
  #rowsOf(columns: RowColumns, { object }: ReportFilter): number {
    return object === undefined ? columns.size : (this.#rowsOfObjects[columns.objects.indexOf(object)] ?? 0);
  }

  #briefs(columns: RowColumns, places: Int32Array): readonly RowBrief[] {
    const seqs = places.map((place) => columns.seq[place] ?? 0);
    return this.table.rows(seqs).map((row) => briefOf(row, reviewOf(columns, columns.placeOf[row.seq])));
  }

  #lines(columns: RowColumns, query: LineQuery, checkCancelled: () => void): ReportLines {
    const { filter, sort, fold } = query;
    return kept(this.#lists, JSON.stringify([filter, sort, fold]), LISTS_KEPT, () => {
      const conditions = this.#conditions(columns, filter, checkCancelled);
      return new ReportLines(columns, passingPlaces(columns, conditions, this.#orders?.of(sort)), fold);
    });
  }

  #conditions(columns: RowColumns, filter: ReportFilter, checkCancelled: () => void): readonly Condition[] {
    const text = filter.text?.trim() ?? '';
    const withText =
      text === ''
        ? undefined
        : kept(this.#texts, text, TEXTS_KEPT, () => this.table.placesWith(text, checkCancelled));
    return conditionsOf(columns, filter, withText);
  }

  #read(
    columns: RowColumns,
    lines: ReportLines,
    opened: readonly OpenedGroup[],
    window: readonly LineAt[],
  ): readonly ReportLine[] {
    const places = window.flatMap((line) => (line.kind === 'row' ? [line.place] : []));
    const briefs = new Map(this.#briefs(columns, Int32Array.from(places)).map((row) => [row.seq, row]));
    return window.flatMap((line): readonly ReportLine[] => {
      if (line.kind === 'more') return [line];
      if (line.kind === 'group') return this.#groupLine(columns, lines, opened, line.group);
      const row = briefs.get(columns.seq[line.place] ?? 0);
      if (row === undefined) return [];
      return [line.group === undefined ? { kind: 'row', row } : { kind: 'row', row, group: line.group }];
    });
  }

  #groupLine(
    columns: RowColumns,
    lines: ReportLines,
    opened: readonly OpenedGroup[],
    group: number,
  ): readonly GroupLine[] {
    const [first] = this.table.rows([group]);
    if (first === undefined) return [];
    const members = lines.members(group);
    return [
      {
        kind: 'group',
        group,
        object: first.object,
        verdict: first.verdict,
        changes: first.changes.map(changeText),
        rows: members.length,
        reviewed: members.reduce((sum, place) => sum + (columns.marked[place] ?? 0), 0),
        state: opened.some((each) => each.group === group) ? 'open' : 'closed',
      },
    ];
  }
}

function reviewOf(columns: RowColumns, place: number | undefined): 'reviewed' | 'open' {
  return columns.marked[place ?? -1] === 1 ? 'reviewed' : 'open';
}

/** Counted once: every page of lines says of how many rows it is. */
function rowsOfObjects({ objects, object, size }: RowColumns): readonly number[] {
  const counts = objects.map(() => 0);
  for (let place = 0; place < size; place++) {
    const index = object[place] ?? 0;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

function atMost(limit: number): number {
  return Math.max(0, Math.min(Math.trunc(limit), MOST_LINES));
}

/** From the map, or made; the one that was asked for longest ago is dropped. */
function kept<T>(known: Map<string, T>, key: string, most: number, make: () => T): T {
  const found = known.get(key);
  const value = found ?? make();
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return value;
}
