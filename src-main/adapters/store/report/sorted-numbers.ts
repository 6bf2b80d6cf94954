/** The first index whose number is above `after`; the numbers ascend. */
export function firstAbove(numbers: ArrayLike<number>, after: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a number stands among numbers that ascend. */
export function stands(numbers: ArrayLike<number>, number: number): boolean {
  return numbers[firstAbove(numbers, number - 1)] === number;
}
