/** Texts that repeat, each with a small number in the order in which they are first seen. */
export class Numbered<T extends string> {
  readonly all: T[] = [];
  readonly #indexes = new Map<T, number>();

  constructor(...first: readonly T[]) {
    for (const text of first) this.indexOf(text);
  }

  indexOf(text: T): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    const index = this.all.push(text) - 1;
    this.#indexes.set(text, index);
    return index;
  }
}

interface Known {
  readonly bytes: Uint8Array;
  readonly index: number;
}

/** The same for texts as UTF-8 bytes: one that was seen before is not made into a text again. */
export class BytesNumbered {
  readonly #numbered: Numbered<string>;
  readonly #known = new Map<number, Known[]>();

  constructor(numbered: Numbered<string>) {
    this.#numbered = numbered;
  }

  indexOf(bytes: Buffer, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
    const known = this.#known.get(hash);
    const found = known?.find((each) => isAt(each.bytes, bytes, start, end));
    if (found) return found.index;
    const index = this.#numbered.indexOf(bytes.toString('utf8', start, end));
    const added = { bytes: Uint8Array.from(bytes.subarray(start, end)), index };
    if (known) known.push(added);
    else this.#known.set(hash, [added]);
    return index;
  }
}

function isAt(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[start + i]) return false;
  return true;
}
