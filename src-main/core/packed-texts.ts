import { grown } from './growing-numbers.ts';

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/** Many short texts by number in one block of bytes: a million ids in some 40 MB, and no object each. */
export class PackedTexts {
  #bytes: Uint8Array;
  #ends: Uint32Array;
  #size: number;

  /** Of the parts that another one had. */
  constructor(parts?: PackedParts) {
    this.#bytes = parts?.bytes ?? new Uint8Array(1 << 16);
    this.#ends = parts?.ends ?? new Uint32Array(1024);
    this.#size = parts?.ends.length ?? 0;
  }

  /** Views of what is held now, to be stored. */
  get parts(): PackedParts {
    const ends = this.#ends.subarray(0, this.#size);
    return { ends, bytes: this.#bytes.subarray(0, ends.at(-1) ?? 0) };
  }

  add(text: string): void {
    const start = this.#size === 0 ? 0 : this.#ends[this.#size - 1]!;
    // A UTF-16 unit takes at most three bytes of UTF-8.
    const needed = start + text.length * 3;
    if (needed > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, Math.max(needed, this.#bytes.length * 2));
    }
    if (this.#size === this.#ends.length) {
      this.#ends = grown(this.#ends, Math.max(16, this.#size * 2));
    }
    this.#ends[this.#size++] = start + ENCODER.encodeInto(text, this.#bytes.subarray(start)).written;
  }

  get(index: number): string {
    return DECODER.decode(this.#bytes.subarray(index === 0 ? 0 : this.#ends[index - 1]!, this.#ends[index]!));
  }
}

/** All texts, one after the other, and where each ends. */
export interface PackedParts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}
