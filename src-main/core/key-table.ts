/** One hashed key per row; (0, 0) where the row has none. Transferable between threads. */
export interface KeyColumn {
  readonly lo: Uint32Array;
  readonly hi: Uint32Array;
}

/** Finds rows by hashed key: open addressing over typed arrays, rows of equal key linked in row order. */
export class KeyTable {
  readonly #column: KeyColumn;
  readonly #slots: Int32Array;
  /** Row after row of the same key; made once two rows share one, which is rare. */
  #next: Int32Array | undefined;
  readonly #mask: number;

  /** A column of no length stands for one in which nobody has a key. */
  constructor(column: KeyColumn, people: number) {
    const rows = Math.min(people, column.lo.length);
    this.#column = column;
    let capacity = 16;
    while (capacity < rows * 2) capacity *= 2;
    this.#mask = capacity - 1;
    this.#slots = new Int32Array(capacity).fill(-1);
    // From the last row to the first, so that a chain starts with the lowest row.
    for (let row = rows - 1; row >= 0; row--) {
      const lo = column.lo[row]!;
      const hi = column.hi[row]!;
      if (lo === 0 && hi === 0) continue;
      const slot = this.#slotOf(lo, hi);
      const before = this.#slots[slot]!;
      if (before >= 0) {
        this.#next ??= new Int32Array(rows).fill(-1);
        this.#next[row] = before;
      }
      this.#slots[slot] = row;
    }
  }

  /** Whether any two rows share a key. */
  get hasTwins(): boolean {
    return this.#next !== undefined;
  }

  /** The lowest row with this key, or -1. */
  first(lo: number, hi: number): number {
    if (lo === 0 && hi === 0) return -1;
    return this.#slots[this.#slotOf(lo, hi)]!;
  }

  /** The next row with the same key, or -1. */
  next(row: number): number {
    return this.#next ? this.#next[row]! : -1;
  }

  #slotOf(lo: number, hi: number): number {
    let slot = (lo ^ Math.imul(hi, 0x9e3779b1)) & this.#mask;
    for (;;) {
      const row = this.#slots[slot]!;
      if (row < 0 || (this.#column.lo[row] === lo && this.#column.hi[row] === hi)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}

/**
 * Tables by column, each made once: those of the addresses serve matching, exclusions and managers alike. Held only
 * while these are worked out, as each takes eight bytes a person.
 */
export class KeyTables {
  readonly #tables = new Map<KeyColumn, KeyTable>();

  of(column: KeyColumn, people: number): KeyTable {
    let table = this.#tables.get(column);
    if (table === undefined) {
      table = new KeyTable(column, people);
      this.#tables.set(column, table);
    }
    return table;
  }

  /** Lets go of those that nobody asks for again. */
  keepOnly(columns: readonly KeyColumn[]): void {
    for (const column of this.#tables.keys()) if (!columns.includes(column)) this.#tables.delete(column);
  }
}
