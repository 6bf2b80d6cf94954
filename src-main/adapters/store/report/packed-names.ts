import type { TextOfRow } from '../../../core/sort-keys.ts';

const ENCODER = new TextEncoder();

/** Folded texts by number, as bytes, for the few that a sort asks for. */
export class PackedNames {
  readonly #numbers: Int32Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #bytes: Uint8Array;
  #size = 0;

  /** The numbers ascend. */
  constructor(numbers: Int32Array) {
    this.#numbers = numbers;
    this.#starts = new Uint32Array(numbers.length);
    this.#ends = new Uint32Array(numbers.length);
    this.#bytes = new Uint8Array(numbers.length * 32 + 64);
  }

  put(number: number, text: string): void {
    if (this.#size + text.length * 3 > this.#bytes.length) {
      const bigger = new Uint8Array(this.#size * 2 + text.length * 3);
      bigger.set(this.#bytes);
      this.#bytes = bigger;
    }
    const index = this.#indexOf(number);
    this.#starts[index] = this.#size;
    this.#size += ENCODER.encodeInto(text, this.#bytes.subarray(this.#size)).written;
    this.#ends[index] = this.#size;
  }

  readonly textOf: TextOfRow = (number) => {
    const index = this.#indexOf(number);
    return this.#bytes.subarray(this.#starts[index], this.#ends[index]);
  };

  #indexOf(number: number): number {
    let low = 0;
    let high = this.#numbers.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
