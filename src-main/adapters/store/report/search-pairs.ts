import { ROWS_PER_PART, ROWS_PER_TEXT } from './search-form.ts';

/** Bytes of one pair: a bit for each blob of texts of a part. */
export const PAIR_BYTES = ROWS_PER_PART / ROWS_PER_TEXT / 8;
const FIRST_BYTES = 256;
const BYTES = 256;

/** Puts down in which blobs of texts of one part two bytes stand side by side. */
export class PairsOfPart {
  /** By pair: where its bits lie, plus one. No text in UTF-8 has all pairs, so the number has room. */
  readonly #slots = new Uint16Array(FIRST_BYTES * BYTES);
  #bits = Buffer.alloc(PAIR_BYTES * 1024);
  #used = 0;

  put(first: number, second: number, text: number): void {
    const pair = (first << 8) | second;
    const slot = this.#slots[pair] || this.#newSlot(pair);
    this.#bits[(slot - 1) * PAIR_BYTES + (text >> 3)]! |= 1 << (text & 7);
  }

  /** Calls `onPairs` with the bits of each first byte, in the form of `textsOfPairs`, and forgets all. */
  flush(onPairs: (first: number, pairs: Buffer) => void): void {
    for (let first = 0; first < FIRST_BYTES; first++) {
      const slots = this.#slots.subarray(first * BYTES, (first + 1) * BYTES);
      const seconds = [...slots.keys()].filter((second) => slots[second] !== 0);
      if (seconds.length === 0) continue;
      const bits = seconds.map((second) => {
        const at = (slots[second]! - 1) * PAIR_BYTES;
        return this.#bits.subarray(at, at + PAIR_BYTES);
      });
      onPairs(first, Buffer.concat([Buffer.of(seconds.length - 1, ...seconds), ...bits]));
    }
    this.#bits.fill(0, 0, this.#used * PAIR_BYTES);
    this.#slots.fill(0);
    this.#used = 0;
  }

  #newSlot(pair: number): number {
    if ((this.#used + 1) * PAIR_BYTES > this.#bits.length) {
      const bigger = Buffer.alloc(this.#bits.length * 2);
      this.#bits.copy(bigger);
      this.#bits = bigger;
    }
    this.#slots[pair] = ++this.#used;
    return this.#used;
  }
}

/** In which blobs of texts of a part a byte stands, or it and another right after it; ascending. */
export function textsOfPairs(pairs: Buffer, second?: number): readonly number[] {
  const seconds = pairs[0]! + 1;
  const bits = Buffer.alloc(PAIR_BYTES);
  for (let i = 0; i < seconds; i++) {
    if (second !== undefined && pairs[1 + i] !== second) continue;
    const at = 1 + seconds + i * PAIR_BYTES;
    for (let byte = 0; byte < PAIR_BYTES; byte++) bits[byte]! |= pairs[at + byte]!;
  }
  const texts: number[] = [];
  for (let byte = 0; byte < PAIR_BYTES; byte++) {
    for (let bit = 0; bits[byte]! >> bit > 0; bit++) {
      if ((bits[byte]! >> bit) & 1) texts.push(byte * 8 + bit);
    }
  }
  return texts;
}
