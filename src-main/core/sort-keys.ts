/**
 * Sorts millions of texts by their UTF-8 bytes without holding the texts: of each only the first bytes are kept, in
 * typed arrays. What ties in these is asked for in full.
 */
const KEY_BYTES = 16;
/** So many numbers stand for each row; rows lie one after the other. */
export const KEY_WORDS = KEY_BYTES / 4;
const DIGITS = 0x10000;
/** Below this many rows, a counting sort would spend its time on empty counters. */
const COUNTS_FROM = 4096;

/** Keeps the beginning of a folded text (UTF-8) as the key of a row. */
export function putSortKey(keys: Uint32Array, row: number, folded: Uint8Array, length: number): void {
  const first = row * KEY_WORDS;
  for (let word = 0; word < KEY_WORDS; word++) {
    const at = word * 4;
    // A byte counts one more than it is, which UTF-8 leaves room for; so the end of a text comes before any byte.
    const a = at < length ? folded[at]! + 1 : 0;
    const b = at + 1 < length ? folded[at + 1]! + 1 : 0;
    const c = at + 2 < length ? folded[at + 2]! + 1 : 0;
    const d = at + 3 < length ? folded[at + 3]! + 1 : 0;
    keys[first + word] = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }
}

/** The full text of a row, folded, as UTF-8. */
export type TextOfRow = (row: number) => Uint8Array;

/**
 * The rows 0 to count − 1 in the order of their texts; equal ones stay in the order of their numbers. `textsOf` is asked
 * once, for the rows (ascending) that their keys do not tell apart.
 */
export function sortByKeys(
  keys: Uint32Array,
  count: number,
  textsOf: (rows: Int32Array) => TextOfRow,
): Int32Array {
  const order = count < COUNTS_FROM ? comparedOrder(keys, count) : countedOrder(keys, count);
  const runs = tiedRuns(keys, order);
  if (runs.length === 0) return order;
  const textOf = textsOf(rowsOf(order, runs));
  for (const [start, end] of runs) {
    const run = order.subarray(start, end);
    const texts = new Map<number, Uint8Array>();
    const first = textOf(run[0]!);
    let differ = false;
    for (const row of run) {
      const text = textOf(row);
      texts.set(row, text);
      differ ||= compareBytes(first, text) !== 0;
    }
    // People of the very same name are many in a large company; they stand in order already.
    if (!differ) continue;
    run.sort((a, b) => compareBytes(texts.get(a)!, texts.get(b)!) || a - b);
  }
  return order;
}

function comparedOrder(keys: Uint32Array, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, row) => row);
  return order.sort((a, b) => {
    for (let word = 0; word < KEY_WORDS; word++) {
      const difference = keys[a * KEY_WORDS + word]! - keys[b * KEY_WORDS + word]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}

/** A counting sort by two bytes at a time, the last ones first. */
function countedOrder(keys: Uint32Array, count: number): Int32Array {
  let order = new Int32Array(count);
  let other = new Int32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  const starts = new Uint32Array(DIGITS);
  for (let digit = KEY_BYTES / 2 - 1; digit >= 0; digit--) {
    const word = digit >> 1;
    const shift = (digit & 1) === 0 ? 16 : 0;
    starts.fill(0);
    for (let row = 0, at = word; row < count; row++, at += KEY_WORDS) {
      starts[(keys[at]! >>> shift) & 0xffff]!++;
    }
    // All alike here, as at the end of short names.
    if (starts[(keys[word]! >>> shift) & 0xffff] === count) continue;
    let start = 0;
    for (let value = 0; value < DIGITS; value++) {
      const rows = starts[value]!;
      starts[value] = start;
      start += rows;
    }
    for (let i = 0; i < count; i++) {
      const row = order[i]!;
      other[starts[(keys[row * KEY_WORDS + word]! >>> shift) & 0xffff]!++] = row;
    }
    [order, other] = [other, order];
  }
  return order;
}

/** Where neighbours have the same key and their texts may go on behind it. */
function tiedRuns(keys: Uint32Array, order: Int32Array): [start: number, end: number][] {
  const runs: [number, number][] = [];
  let start = 0;
  for (let i = 1; i <= order.length; i++) {
    if (i < order.length && sameKey(keys, order[start]!, order[i]!)) continue;
    const lastByte = keys[order[start]! * KEY_WORDS + KEY_WORDS - 1]! & 0xff;
    if (i - start > 1 && lastByte !== 0) runs.push([start, i]);
    start = i;
  }
  return runs;
}

function sameKey(keys: Uint32Array, a: number, b: number): boolean {
  for (let word = 0; word < KEY_WORDS; word++) {
    if (keys[a * KEY_WORDS + word] !== keys[b * KEY_WORDS + word]) return false;
  }
  return true;
}

function rowsOf(order: Int32Array, runs: readonly (readonly [number, number])[]): Int32Array {
  const rows = new Int32Array(runs.reduce((sum, [start, end]) => sum + end - start, 0));
  let at = 0;
  for (const [start, end] of runs) {
    rows.set(order.subarray(start, end), at);
    at += end - start;
  }
  return rows.sort();
}

/** As bytes, which for UTF-8 is the order of code points. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
