/**
 * Which ids a listing has brought so far, as 64-bit hashes in typed arrays: about 25 bytes an id, so that
 * a million people need no million strings. Two ids with one hash (about 1 in 10⁸ listings of a million)
 * look like a duplicate, which makes the listing partial: an error to the safe side (R1).
 */
export class SeenIds {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  /** The reading in which the id was last seen; 0 = free place. */
  #reading = new Uint8Array(1024);
  #size = 0;
  #now = 1;
  #inThisReading = 0;

  /** Starts over: ids of earlier readings are still known, but not seen in this one. */
  nextReading(): void {
    this.#now++;
    this.#inThisReading = 0;
  }

  /** Different ids in all readings so far. */
  get known(): number {
    return this.#size;
  }

  /** Different ids in this reading. */
  get count(): number {
    return this.#inThisReading;
  }

  /** Notes an id and says whether it is new altogether, known from an earlier reading, or repeated. */
  see(id: string): 'new' | 'known' | 'repeated' {
    if (this.#size * 2 >= this.#reading.length) this.#grow();
    const [high, low] = hash(id);
    const place = this.#place(high, low);
    const last = this.#reading[place] ?? 0;
    if (last === this.#now) return 'repeated';
    this.#high[place] = high;
    this.#low[place] = low;
    this.#reading[place] = this.#now;
    this.#inThisReading++;
    if (last !== 0) return 'known';
    this.#size++;
    return 'new';
  }

  #place(high: number, low: number): number {
    const mask = this.#reading.length - 1;
    let place = low & mask;
    while (this.#reading[place] !== 0 && (this.#low[place] !== low || this.#high[place] !== high)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const [high, low, reading] = [this.#high, this.#low, this.#reading];
    this.#high = new Uint32Array(high.length * 2);
    this.#low = new Uint32Array(low.length * 2);
    this.#reading = new Uint8Array(reading.length * 2);
    for (let i = 0; i < reading.length; i++) {
      const seen = reading[i] ?? 0;
      if (seen === 0) continue;
      const place = this.#place(high[i] ?? 0, low[i] ?? 0);
      this.#high[place] = high[i] ?? 0;
      this.#low[place] = low[i] ?? 0;
      this.#reading[place] = seen;
    }
  }
}

/** Two FNV-like streams with different multipliers, each mixed at the end so that all bits count. */
function hash(text: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return [mix(a), mix(b)];
}

function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
