/**
 * A 64-bit hash of text in two 32-bit lanes, so that a million people's keys fit in typed arrays.
 * Not for secrets. Who is who is decided by these hashes: in a run of a million people a side, two of them
 * are taken for each other by a collision in about 3 of 100 million runs. Values are shown and sent as texts.
 */
export class TextHash {
  lo = 0;
  hi = 0;

  start(): this {
    this.lo = 0x9e3779b9;
    this.hi = 0x85ebca6b;
    return this;
  }

  add(text: string): this {
    let lo = this.lo;
    let hi = this.hi;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      lo = Math.imul(lo ^ unit, 0x01000193);
      hi = Math.imul(hi ^ unit, 0x5bd1e995);
      hi ^= hi >>> 15;
    }
    // A separator, so that ("ab","c") and ("a","bc") differ.
    this.lo = Math.imul(lo ^ 0x1f35, 0x01000193);
    this.hi = Math.imul(hi ^ 0x2c7b, 0x5bd1e995);
    return this;
  }

  /** Mixes the lanes; (0, 0) is kept for "no key". */
  finish(): this {
    let lo = this.lo ^ (this.hi >>> 7);
    let hi = this.hi ^ (this.lo << 9);
    lo = Math.imul(lo ^ (lo >>> 16), 0x85ebca6b);
    lo = Math.imul(lo ^ (lo >>> 13), 0xc2b2ae35);
    hi = Math.imul(hi ^ (hi >>> 16), 0xc2b2ae35);
    hi = Math.imul(hi ^ (hi >>> 13), 0x27d4eb2f);
    this.lo = (lo ^ (lo >>> 16)) >>> 0;
    this.hi = (hi ^ (hi >>> 16)) >>> 0;
    if (this.lo === 0 && this.hi === 0) this.lo = 1;
    return this;
  }

  of(text: string): this {
    return this.start().add(text).finish();
  }
}
