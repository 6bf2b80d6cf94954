import type { ReportTable, RowColumns } from './ports/report-table.ts';
import type { ReportSort } from './report-desk.ts';

/**
 * Orders of a report's places, each made once. By verdict, reason or weight of warning, rows of one kind follow
 * each other by name whichever direction the kinds have.
 */
export class ReportOrders {
  readonly #table: Pick<ReportTable, 'placesBy'>;
  readonly #columns: RowColumns;
  readonly #known = new Map<string, Int32Array>();

  constructor(table: Pick<ReportTable, 'placesBy'>, columns: RowColumns) {
    this.#table = table;
    this.#columns = columns;
  }

  /** `undefined`: the order in which people read, as it stands in the file (ux §5). */
  of({ by, direction }: ReportSort): Int32Array | undefined {
    if (by === 'harm' && direction === 'ascending') return undefined;
    return this.#once(`${by} ${direction}`, () => this.#make(by, direction));
  }

  #make(by: ReportSort['by'], direction: ReportSort['direction']): Int32Array {
    const { size } = this.#columns;
    switch (by) {
      case 'harm':
        return Int32Array.from({ length: size }, (_, at) => size - 1 - at);
      case 'name':
      case 'address': {
        const up = this.#once(`places by ${by}`, () => this.#table.placesBy(by));
        return direction === 'ascending' ? up : up.toReversed();
      }
      default: {
        const { kindOf, kinds } = this.#kinds(by);
        const names = this.#once('places by name', () => this.#table.placesBy('name'));
        const last = kinds - 1;
        return sortedByKind(
          names,
          direction === 'ascending' ? kindOf : (place) => last - kindOf(place),
          kinds,
        );
      }
    }
  }

  #kinds(by: 'verdict' | 'reason' | 'warning'): {
    readonly kindOf: (place: number) => number;
    readonly kinds: number;
  } {
    const { verdict, verdicts, reason, reasons, warnings, heavy } = this.#columns;
    if (by === 'verdict') return { kindOf: (place) => verdict[place] ?? 0, kinds: verdicts.length };
    if (by === 'warning') {
      return {
        kindOf: (place) => (heavy[place] === 1 ? 0 : warnings[place] === 0 ? 2 : 1),
        kinds: 3,
      };
    }
    const inOrder = reasons
      .map((_, index) => index)
      .sort((a, b) => (textAt(reasons, a) < textAt(reasons, b) ? -1 : 1));
    const rank = new Uint16Array(reasons.length);
    inOrder.forEach((index, at) => {
      rank[index] = at;
    });
    return { kindOf: (place) => rank[reason[place] ?? 0] ?? 0, kinds: Math.max(1, reasons.length) };
  }

  #once(name: string, make: () => Int32Array): Int32Array {
    const known = this.#known.get(name);
    if (known) return known;
    const made = make();
    this.#known.set(name, made);
    return made;
  }
}

function textAt(texts: readonly string[], index: number): string {
  return texts[index] ?? '';
}

/** A counting sort: places of one kind keep the order that they came in. */
function sortedByKind(places: Int32Array, kindOf: (place: number) => number, kinds: number): Int32Array {
  const starts = new Int32Array(kinds + 1);
  for (const place of places) {
    const kind = kindOf(place) + 1;
    starts[kind] = (starts[kind] ?? 0) + 1;
  }
  for (let kind = 1; kind <= kinds; kind++) starts[kind] = (starts[kind] ?? 0) + (starts[kind - 1] ?? 0);
  const sorted = new Int32Array(places.length);
  for (const place of places) {
    const kind = kindOf(place);
    const at = starts[kind] ?? 0;
    sorted[at] = place;
    starts[kind] = at + 1;
  }
  return sorted;
}
