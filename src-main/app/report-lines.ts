import type { RowColumns } from './ports/report-table.ts';
import type { OpenedGroup } from './report-desk.ts';

/** What stands at one line of the table. */
export type LineAt =
  | { readonly kind: 'row'; readonly place: number; readonly group?: number }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'more'; readonly group: number; readonly shown: number; readonly rows: number };

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
  /** How many rows of each group pass, by the number of its first row. */
  readonly #sizes = new Map<number, number>();
  readonly #members = new Map<number, Int32Array>();

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
    const line = this.#lines.indexOf(group === 0 ? place : -group);
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
      if (!this.#sizes.has(group) || found.some((each) => each.group === group)) continue;
      const members = this.#membersOf(group);
      const shown = Math.max(0, Math.min(asked, members.length));
      const more = shown < members.length ? 1 : 0;
      found.push({ group, line: this.#lines.indexOf(-group), members, shown, height: shown + more });
    }
    return found.sort((a, b) => a.line - b.line);
  }

  #membersOf(group: number): Int32Array {
    const known = this.#members.get(group);
    if (known) return known;
    const members = this.places.filter((place) => this.#columns.equal[place] === group);
    this.#members.set(group, members);
    return members;
  }

  /** 0: the row stands for itself. */
  #groupOf(place: number): number {
    const group = this.#columns.equal[place] ?? 0;
    return this.#sizes.has(group) ? group : 0;
  }

  #folded(): Int32Array {
    const { equal } = this.#columns;
    for (const place of this.places) {
      const group = equal[place] ?? 0;
      if (group !== 0) this.#sizes.set(group, (this.#sizes.get(group) ?? 0) + 1);
    }
    // A row whose like is filtered away is no group.
    for (const [group, rows] of this.#sizes) if (rows < 2) this.#sizes.delete(group);
    const lines = new Int32Array(this.places.length);
    const seen = new Set<number>();
    let count = 0;
    for (const place of this.places) {
      const group = this.#groupOf(place);
      if (group === 0) lines[count++] = place;
      else if (!seen.has(group)) {
        seen.add(group);
        lines[count++] = -group;
      }
    }
    return lines.slice(0, count);
  }
}

function lineIn(groups: readonly Opened[], index: number): number {
  return groups[index]?.line ?? 0;
}

function heightOf(groups: readonly Opened[], index: number): number {
  return groups[index]?.height ?? 0;
}
