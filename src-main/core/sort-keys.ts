import { grown } from './growing-numbers.ts';

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
  putWords(keys, row, folded, 0, length, 0);
}

function putWords(
  keys: Uint32Array,
  row: number,
  folded: Uint8Array,
  from: number,
  length: number,
  firstWord: number,
): void {
  const first = row * KEY_WORDS;
  for (let word = firstWord, at = from; word < KEY_WORDS; word++, at += 4) {
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
  const order = orderOf(keys, count);
  let tied = tiedIn(keys, order);
  if (tied.at.length === 0) return order;
  const tiedRows = Int32Array.from(tied.at);
  for (let i = 0; i < tiedRows.length; i++) tiedRows[i] = order[tiedRows[i]!]!;
  const textOf = textsOf(tiedRows.sort());
  // What stands behind the key is sorted in the same way, beside the number of the run that it decides within.
  for (let from = KEY_BYTES; tied.at.length > 0; from += KEY_BYTES - 4) {
    const ties = tied.at.length;
    const rows = new Int32Array(ties);
    const further = new Uint32Array(ties * KEY_WORDS);
    for (let i = 0; i < ties; i++) {
      const row = order[tied.at[i]!]!;
      const text = textOf(row);
      rows[i] = row;
      further[i * KEY_WORDS] = tied.run[i]!;
      putWords(further, i, text, from, text.length, 1);
    }
    const within = orderOf(further, ties);
    for (let at = 0; at < ties; at++) order[tied.at[at]!] = rows[within[at]!]!;
    const still = tiedIn(further, within);
    tied = { at: still.at.map((at) => tied.at[at]!), run: still.run };
  }
  return order;
}

function orderOf(keys: Uint32Array, count: number): Int32Array {
  return count < COUNTS_FROM ? comparedOrder(keys, count) : countedOrder(keys, count);
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

/** Where in an order neighbours have the same key and their texts may go on behind it, with the number of their run. */
function tiedIn(keys: Uint32Array, order: Int32Array): { readonly at: Int32Array; readonly run: Int32Array } {
  const size = order.length;
  let at = new Int32Array(64);
  let run = new Int32Array(64);
  let ties = 0;
  let start = 0;
  let runs = 0;
  for (let i = 1; i <= size; i++) {
    if (i < size && sameKey(keys, order[start]!, order[i]!)) continue;
    const goesOn = (keys[order[start]! * KEY_WORDS + KEY_WORDS - 1]! & 0xff) !== 0;
    if (i - start > 1 && goesOn) {
      if (ties + i - start > at.length) {
        at = grown(at, (ties + i - start) * 2);
        run = grown(run, at.length);
      }
      for (let place = start; place < i; place++) {
        at[ties] = place;
        run[ties++] = runs;
      }
      runs++;
    }
    start = i;
  }
  return { at: at.subarray(0, ties), run: run.subarray(0, ties) };
}

function sameKey(keys: Uint32Array, a: number, b: number): boolean {
  for (let word = 0; word < KEY_WORDS; word++) {
    if (keys[a * KEY_WORDS + word] !== keys[b * KEY_WORDS + word]) return false;
  }
  return true;
}
