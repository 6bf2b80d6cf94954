import { foldBytes } from '../../../core/fold-bytes.ts';
import { grown } from '../../../core/growing-numbers.ts';
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

  put(number: number, folded: string): void {
    this.#roomFor(folded.length * 3);
    const { written } = ENCODER.encodeInto(folded, this.#bytes.subarray(this.#size));
    this.#end(number, this.#size + written);
  }

  /** Folds valid UTF-8 without white space at its ends; `false` where that takes the text. */
  putBytes(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    this.#roomFor((end - start) * 2);
    const to = foldBytes(bytes, start, end, this.#bytes, this.#size);
    if (to < 0) return false;
    this.#end(number, to);
    return true;
  }

  readonly textOf: TextOfRow = (number) => {
    const index = this.#indexOf(number);
    return this.#bytes.subarray(this.#starts[index], this.#ends[index]);
  };

  #end(number: number, end: number): void {
    const index = this.#indexOf(number);
    this.#starts[index] = this.#size;
    this.#ends[index] = end;
    this.#size = end;
  }

  #roomFor(length: number): void {
    if (this.#size + length <= this.#bytes.length) return;
    this.#bytes = grown(this.#bytes, this.#size * 2 + length);
  }

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
