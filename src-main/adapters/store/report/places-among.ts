import { KEY_WORDS, type TextOfRow } from '../../../core/sort-keys.ts';

/** Rows in order, with their numbers; `keys` by row. */
export interface SortedRows {
  readonly sorted: Int32Array;
  readonly seqs: Int32Array;
  readonly keys: Uint32Array;
}

/**
 * For each of some sorted rows, how many of the plain rows (sorted too; row r has the number r + 1) come before it: by
 * name, then by number. Whole names are asked for once, and only where their beginnings do not decide.
 */
export function placesAmong(
  plainRows: Int32Array,
  plainKeys: Uint32Array,
  { sorted, seqs, keys }: SortedRows,
  textsOf: (seqs: Int32Array) => TextOfRow,
): Int32Array {
  const from = new Int32Array(sorted.length);
  const until = new Int32Array(sorted.length);
  const tied: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const row = sorted[i]!;
    const keyBefore = (at: number) => compareKeys(plainKeys, plainRows[at]!, keys, row) < 0;
    const keyNotAfter = (at: number) => compareKeys(plainKeys, plainRows[at]!, keys, row) <= 0;
    from[i] = firstNot(0, plainRows.length, keyBefore);
    until[i] = firstNot(from[i]!, plainRows.length, keyNotAfter);
    if (from[i] === until[i] || !goesOn(keys, row)) continue;
    tied.push(seqs[i]!);
    if (i > 0 && from[i] === from[i - 1] && until[i] === until[i - 1]) continue;
    for (let at = from[i]!; at < until[i]!; at++) tied.push(plainRows[at]! + 1);
  }
  const textOf = tied.length === 0 ? undefined : textsOf(Int32Array.from(tied).sort());
  for (let i = 0; i < sorted.length; i++) {
    if (from[i] === until[i]) continue;
    const seq = seqs[i]!;
    const text = goesOn(keys, sorted[i]!) ? textOf?.(seq) : undefined;
    from[i] = firstNot(from[i]!, until[i]!, (at) => {
      const other = plainRows[at]! + 1;
      const order = text === undefined ? 0 : Buffer.compare(textOf!(other), text);
      return order === 0 ? other < seq : order < 0;
    });
  }
  return from;
}

/** The first place for which a question, true up to somewhere, is no longer true. */
function firstNot(from: number, until: number, isTrue: (at: number) => boolean): number {
  let low = from;
  let high = until;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareKeys(a: Uint32Array, rowOfA: number, b: Uint32Array, rowOfB: number): number {
  for (let word = 0; word < KEY_WORDS; word++) {
    const difference = a[rowOfA * KEY_WORDS + word]! - b[rowOfB * KEY_WORDS + word]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the text may go on behind its key. */
function goesOn(keys: Uint32Array, row: number): boolean {
  return (keys[row * KEY_WORDS + KEY_WORDS - 1]! & 0xff) !== 0;
}
