/** Numbers that come one by one: four bytes each, where a list of them would take eight and more. */
export class GrowingNumbers {
  #numbers = new Int32Array(64);
  #size = 0;

  push(number: number): void {
    if (this.#size === this.#numbers.length) {
      const bigger = new Int32Array(Math.ceil(this.#size * 1.5));
      bigger.set(this.#numbers);
      this.#numbers = bigger;
    }
    this.#numbers[this.#size++] = number;
  }

  get size(): number {
    return this.#size;
  }

  /** A view; only valid until the next number comes. */
  all(): Int32Array {
    return this.#numbers.subarray(0, this.#size);
  }
}
