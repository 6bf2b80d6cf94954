import { grown } from './growing-numbers.ts';

/** Gathers pairs of a group and a person and gives them back group after group, the people of each in order. */
export class PairsByGroup {
  readonly #people: number;
  #keys = new Float64Array(1024);
  #size = 0;

  constructor(people: number) {
    this.#people = people;
  }

  add(groupRow: number, person: number): void {
    if (this.#size === this.#keys.length) this.#keys = grown(this.#keys, this.#size * 2);
    // Exact up to 2^53.
    this.#keys[this.#size++] = groupRow * this.#people + person;
  }

  each(visit: (groupRow: number, person: number) => void): void {
    for (const key of this.#keys.subarray(0, this.#size).sort()) {
      const groupRow = Math.floor(key / this.#people);
      visit(groupRow, key - groupRow * this.#people);
    }
  }
}
