import type { RowColumns } from './ports/report-table.ts';
import type { OpenedGroup } from './report-desk.ts';

/** What stands at one line of the table. */
export type LineAt =
  | { readonly kind: 'row'; readonly place: number; readonly group?: number }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'more'; readonly group: number; readonly shown: number; readonly rows: number };

/** A group of equal changes of which two rows or more pass. */
interface Group {
  /** Its line among the folded ones. */
  readonly line: number;
  /** Where its rows begin among those of all groups. */
  readonly start: number;
  readonly rows: number;
}

/** An opened group as it lies in the table. */
interface Opened {
  readonly group: number;
  /** Its line among the folded ones. */
  readonly line: number;
  readonly members: Int32Array;
  readonly shown: number;
  /** Lines that it adds below its own. */
  readonly height: number;
}

/**
 * The lines of a table: rows, or groups of equal changes with their rows behind them (ux §5). Made once for a filter
 * and sort; then any line is found by its number, however many there are. A group stands where its first row would.
 */
export class ReportLines {
  /** The rows that pass the filter, sorted. */
  readonly places: Int32Array;
  readonly #columns: RowColumns;
  /** A place, or below zero: `-group`. */
  readonly #lines: Int32Array;
  /** By the number of its first row of all. */
  readonly #groups = new Map<number, Group>();
  /** The places of all groups, group after group. */
  #grouped: Int32Array = new Int32Array(0);

  constructor(columns: RowColumns, places: Int32Array, fold: 'equal-changes' | 'nothing') {
    this.#columns = columns;
    this.places = places;
    this.#lines = fold === 'nothing' ? places : this.#folded();
  }

  /** Lines, with those of opened groups. */
  total(opened: readonly OpenedGroup[]): number {
    return this.#opened(opened).reduce((sum, { height }) => sum + height, this.#lines.length);
  }

  window(opened: readonly OpenedGroup[], offset: number, limit: number): readonly LineAt[] {
    const found: LineAt[] = [];
    const groups = this.#opened(opened);
    let above = 0;
    let next = 0;
    for (let at = offset; found.length < limit; at++) {
      // Opened groups that end above this line only push it down.
      while (next < groups.length && at > lineIn(groups, next) + above + heightOf(groups, next)) {
        above += heightOf(groups, next);
        next++;
      }
      const group = groups[next];
      const inGroup = group === undefined ? 0 : at - (group.line + above);
      if (group !== undefined && inGroup > 0) {
        found.push(this.#lineOfGroup(group, inGroup - 1));
        continue;
      }
      const line = this.#lines[at - above];
      if (line === undefined) break;
      found.push(line < 0 ? { kind: 'group', group: -line } : { kind: 'row', place: line });
    }
    return found;
  }

  /** The line of a row, or of the closed group that it is folded into; -1 where it is filtered away. */
  lineOf(opened: readonly OpenedGroup[], place: number): number {
    const group = this.#groupOf(place);
    const line = group === 0 ? this.#lines.indexOf(place) : (this.#groups.get(group)?.line ?? -1);
    if (line < 0 || (group !== 0 && !this.#membersOf(group).includes(place))) return -1;
    let at = line;
    for (const each of this.#opened(opened)) {
      if (each.line < line) at += each.height;
      if (each.group !== group || group === 0) continue;
      const index = each.members.indexOf(place);
      if (index < each.shown) at += index + 1;
    }
    return at;
  }

  /** A group's rows that pass the filter, in the order of the table. */
  members(group: number): Int32Array {
    return this.#membersOf(group);
  }

  #lineOfGroup({ group, members, shown }: Opened, index: number): LineAt {
    if (index < shown) return { kind: 'row', place: members[index] ?? 0, group };
    return { kind: 'more', group, shown, rows: members.length };
  }

  #opened(opened: readonly OpenedGroup[]): readonly Opened[] {
    const found: Opened[] = [];
    for (const { group, shown: asked } of opened) {
      const known = this.#groups.get(group);
      if (known === undefined || found.some((each) => each.group === group)) continue;
      const members = this.#membersOf(group);
      const shown = Math.max(0, Math.min(asked, members.length));
      const more = shown < members.length ? 1 : 0;
      found.push({ group, line: known.line, members, shown, height: shown + more });
    }
    return found.sort((a, b) => a.line - b.line);
  }

  #membersOf(group: number): Int32Array {
    const known = this.#groups.get(group);
    if (known) return this.#grouped.subarray(known.start, known.start + known.rows);
    return this.places.filter((place) => this.#columns.equal[place] === group);
  }

  /** 0: the row stands for itself. */
  #groupOf(place: number): number {
    const group = this.#columns.equal[place] ?? 0;
    return this.#groups.has(group) ? group : 0;
  }

  /** In typed arrays by the number of a group, for there may be as many groups as half the rows. */
  #folded(): Int32Array {
    const { equal, placeOf } = this.#columns;
    const sizes = new Int32Array(placeOf.length);
    for (const place of this.places) {
      const group = equal[place] ?? 0;
      if (group !== 0) sizes[group] = (sizes[group] ?? 0) + 1;
    }
    const lines = new Int32Array(this.places.length);
    const grouped = new Int32Array(this.places.length);
    /** Where the next row of each group goes; 0 = none came yet. */
    const next = new Int32Array(placeOf.length);
    let count = 0;
    let start = 1;
    for (const place of this.places) {
      const group = equal[place] ?? 0;
      const rows = sizes[group] ?? 0;
      // A row whose like is filtered away is no group.
      if (rows < 2) {
        lines[count++] = place;
        continue;
      }
      if (next[group] === 0) {
        this.#groups.set(group, { line: count, start: start - 1, rows });
        lines[count++] = -group;
        next[group] = start;
        start += rows;
      }
      const to = next[group] ?? 0;
      grouped[to - 1] = place;
      next[group] = to + 1;
    }
    this.#grouped = grouped.slice(0, start - 1);
    return lines.slice(0, count);
  }
}

function lineIn(groups: readonly Opened[], index: number): number {
  return groups[index]?.line ?? 0;
}

function heightOf(groups: readonly Opened[], index: number): number {
  return groups[index]?.height ?? 0;
}
