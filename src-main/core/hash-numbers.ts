/** Numbers hashed texts as they come, from 0: what many rows repeat is looked at once. */
export class HashNumbers {
  #slots = new Int32Array(256).fill(-1);
  #keys = new Uint32Array(256);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of this hash, or -1. */
  find(lo: number, hi: number): number {
    return this.#slots[this.#slotOf(lo, hi)]!;
  }

  /** The number of a hash that has none yet. */
  add(lo: number, hi: number): number {
    const number = this.#size++;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    this.#keys[number * 2] = lo;
    this.#keys[number * 2 + 1] = hi;
    this.#slots[this.#slotOf(lo, hi)] = number;
    return number;
  }

  #slotOf(lo: number, hi: number): number {
    const slots = this.#slots;
    const keys = this.#keys;
    const mask = slots.length - 1;
    for (let slot = (lo ^ Math.imul(hi, 0x9e3779b1)) & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot]!;
      if (number < 0 || (keys[number * 2] === lo && keys[number * 2 + 1] === hi)) return slot;
    }
  }

  #grow(): void {
    const keys = new Uint32Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let number = 0; number < this.#size - 1; number++) {
      this.#slots[this.#slotOf(keys[number * 2]!, keys[number * 2 + 1]!)] = number;
    }
  }
}
