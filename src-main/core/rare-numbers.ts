/** So many entries cost as much in a map as a number for every row of a large listing does. */
const MAP_AT_MOST = 1 << 16;

/**
 * A number for each row of a listing where most rows have the same: of a million people a few are Blocked or excluded,
 * and an array for each such thing would be most of a sync's memory. Becomes an array once it is rare no more.
 */
export class RareNumbers {
  readonly #size: number;
  readonly #usual: number;
  #few: Map<number, number> | undefined = new Map();
  #all: Int32Array | undefined;

  constructor(size: number, usual: number) {
    this.#size = size;
    this.#usual = usual;
  }

  get(row: number): number {
    if (this.#all) return this.#all[row]!;
    if (this.#few!.size === 0) return this.#usual;
    return this.#few!.get(row) ?? this.#usual;
  }

  set(row: number, value: number): void {
    if (this.#all) {
      this.#all[row] = value;
      return;
    }
    this.#few!.set(row, value);
    if (this.#few!.size <= MAP_AT_MOST) return;
    this.#all = new Int32Array(this.#size).fill(this.#usual);
    for (const [at, number] of this.#few!) this.#all[at] = number;
    this.#few = undefined;
  }
}
