type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** A copy with room for `length` numbers, which is no less than there are; the further ones are 0. */
export function grown<T extends Numbers>(numbers: T, length: number): T {
  const bigger = new (numbers.constructor as new (length: number) => T)(length);
  bigger.set(numbers);
  return bigger;
}

/** Numbers (32 bits, signed) that come one by one: four bytes each, where a list of them would take eight and more. */
export class GrowingNumbers {
  #numbers = new Int32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    if (this.#size === this.#numbers.length) {
      this.#numbers = grown(this.#numbers, Math.ceil(this.#size * 1.5));
    }
    this.#numbers[this.#size++] = number;
  }

  addTo(index: number, number: number): void {
    this.#numbers[index]! += number;
  }

  at(index: number): number {
    return this.#numbers[index]!;
  }

  /** A view; only valid until the next number comes. */
  all(): Int32Array {
    return this.#numbers.subarray(0, this.#size);
  }
}
