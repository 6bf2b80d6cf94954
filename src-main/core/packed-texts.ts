const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/** Many short texts by number in one block of bytes: a million ids in some 40 MB, and no object each. */
export class PackedTexts {
  #bytes = new Uint8Array(1 << 16);
  #ends = new Uint32Array(1024);
  #size = 0;

  add(text: string): void {
    const start = this.#size === 0 ? 0 : this.#ends[this.#size - 1]!;
    // A UTF-16 unit takes at most three bytes of UTF-8.
    const needed = start + text.length * 3;
    if (needed > this.#bytes.length) {
      const bigger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      bigger.set(this.#bytes);
      this.#bytes = bigger;
    }
    if (this.#size === this.#ends.length) {
      const bigger = new Uint32Array(this.#size * 2);
      bigger.set(this.#ends);
      this.#ends = bigger;
    }
    this.#ends[this.#size++] = start + ENCODER.encodeInto(text, this.#bytes.subarray(start)).written;
  }

  get(index: number): string {
    return DECODER.decode(this.#bytes.subarray(index === 0 ? 0 : this.#ends[index - 1]!, this.#ends[index]!));
  }
}
