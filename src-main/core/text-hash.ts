const ENCODER = new TextEncoder();

/**
 * A 64-bit hash of text in two 32-bit lanes, so that a million people's keys fit in typed arrays. It is taken over
 * the UTF-8 bytes, so that a text and the bytes of a file agree.
 * Not for secrets. Who is who is decided by these hashes: in a run of a million people a side, two of them
 * are taken for each other by a collision in about 3 of 100 million runs. Values are shown and sent as texts.
 */
export class TextHash {
  /** In an array, as a number of 32 bits in a field of its own would be an object for each hash. */
  readonly #lanes = new Uint32Array(2);
  #scratch = new Uint8Array(1 << 10);

  get lo(): number {
    return this.#lanes[0]!;
  }

  get hi(): number {
    return this.#lanes[1]!;
  }

  start(): this {
    this.#lanes[0] = 0x9e3779b9;
    this.#lanes[1] = 0x85ebca6b;
    return this;
  }

  /** One text of several; where it ends counts, so that ("ab","c") and ("a","bc") differ. */
  add(text: string): this {
    const { length } = text;
    if (length * 3 > this.#scratch.length) this.#scratch = new Uint8Array(length * 6);
    const scratch = this.#scratch;
    let all = 0;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      all |= unit;
      scratch[i] = unit;
    }
    // What is not all ASCII is written again as UTF-8.
    const end = all < 0x80 ? length : ENCODER.encodeInto(text, scratch).written;
    return this.addBytes(scratch, 0, end);
  }

  /** As `add`, of a text that stands as UTF-8 in `bytes`. */
  addBytes(bytes: Uint8Array, start: number, end: number): this {
    const lanes = this.#lanes;
    let lo = lanes[0]! | 0;
    let hi = lanes[1]! | 0;
    let at = start;
    for (const whole = end - 3; at < whole; at += 4) {
      const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      lo = mixedLow(lo, word);
      hi = mixedHigh(hi, word);
    }
    let rest = (end - start) << 24;
    if (at < end) rest |= bytes[at]!;
    if (at + 1 < end) rest |= bytes[at + 1]! << 8;
    if (at + 2 < end) rest |= bytes[at + 2]! << 16;
    lanes[0] = mixedLow(lo, rest);
    lanes[1] = mixedHigh(hi, rest);
    return this;
  }

  /** As `addBytes`, of ASCII in small letters: what `fold` makes of it. */
  addFoldedAscii(bytes: Uint8Array, start: number, end: number): this {
    const lanes = this.#lanes;
    let lo = lanes[0]! | 0;
    let hi = lanes[1]! | 0;
    let at = start;
    for (const whole = end - 3; at < whole; at += 4) {
      const word = smallLetters(
        bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24),
      );
      lo = mixedLow(lo, word);
      hi = mixedHigh(hi, word);
    }
    let rest = 0;
    if (at < end) rest |= bytes[at]!;
    if (at + 1 < end) rest |= bytes[at + 1]! << 8;
    if (at + 2 < end) rest |= bytes[at + 2]! << 16;
    rest = smallLetters(rest) | ((end - start) << 24);
    lanes[0] = mixedLow(lo, rest);
    lanes[1] = mixedHigh(hi, rest);
    return this;
  }

  /** Mixes the lanes; (0, 0) is kept for "no key". */
  finish(): this {
    const lanes = this.#lanes;
    let lo = lanes[0]! ^ (lanes[1]! >>> 7);
    let hi = lanes[1]! ^ (lanes[0]! << 9);
    lo = Math.imul(lo ^ (lo >>> 16), 0x85ebca6b);
    lo = Math.imul(lo ^ (lo >>> 13), 0xc2b2ae35);
    hi = Math.imul(hi ^ (hi >>> 16), 0xc2b2ae35);
    hi = Math.imul(hi ^ (hi >>> 13), 0x27d4eb2f);
    lanes[0] = lo ^ (lo >>> 16);
    lanes[1] = hi ^ (hi >>> 16);
    if (lanes[0] === 0 && lanes[1] === 0) lanes[0] = 1;
    return this;
  }

  of(text: string): this {
    return this.start().add(text).finish();
  }

  /** The key of a text that is not there. */
  none(): this {
    this.#lanes[0] = 0;
    this.#lanes[1] = 0;
    return this;
  }

  /** Writes both lanes, the low one first. */
  putInto(keys: Uint32Array, at: number): void {
    keys[at] = this.#lanes[0]!;
    keys[at + 1] = this.#lanes[1]!;
  }
}

function mixedLow(lane: number, word: number): number {
  const a = Math.imul(word, 0xcc9e2d51);
  const next = lane ^ Math.imul((a << 15) | (a >>> 17), 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function mixedHigh(lane: number, word: number): number {
  const b = Math.imul(word, 0x239b961b);
  const next = lane ^ Math.imul((b << 16) | (b >>> 16), 0xab0e9789);
  return (Math.imul((next << 17) | (next >>> 15), 5) + 0x561ccd1b) | 0;
}

/** Four ASCII letters at once: a byte from A to Z gets the bit that makes it small. */
function smallLetters(word: number): number {
  return word | (((word + 0x3f3f3f3f) & ~(word + 0x25252525) & 0x80808080) >>> 2);
}
