import { GrowingNumbers, grown } from '../../../core/growing-numbers.ts';
import { KEY_WORDS, putSortKey, sortByKeys, type TextOfRow } from '../../../core/sort-keys.ts';
import { OBJECTS, RANKS } from './file-schema.ts';
import { placesAmong } from './places-among.ts';
import type { NewOrder, Segment } from './reading-order.ts';

const ENCODER = new TextEncoder();
const SEGMENTS = RANKS * OBJECTS.length;

export function segmentOf(rank: number, object: number): number {
  return rank * OBJECTS.length + object;
}

/** Plain rows, as far as the order of reading needs them: row r has the number r + 1. */
export interface OrderedPlain {
  readonly matchedBy: Uint8Array;
  readonly sortKeys: Uint32Array;
  readonly segment: number;
  readonly count: number;
  /** All rows of the listing, plain or not, in the order of their names, then of their numbers. */
  readonly order: Int32Array;
}

/** What is kept of each row while a report is written, until its place is known: some twenty bytes. */
export class RowsInOrder {
  readonly #seqs = new GrowingNumbers();
  #segments = new Uint8Array(64);
  #keys = new Uint32Array(64 * KEY_WORDS);
  readonly #warned = new Map<number, GrowingNumbers>();
  #scratch = new Uint8Array(256);

  add(seq: number, segment: number, sortName: string): void {
    const row = this.#seqs.size;
    if (row === this.#segments.length) {
      const rows = Math.ceil(row * 1.5);
      this.#segments = grown(this.#segments, rows);
      this.#keys = grown(this.#keys, rows * KEY_WORDS);
    }
    this.#seqs.add(seq);
    this.#segments[row] = segment;
    if (sortName.length * 3 > this.#scratch.length) this.#scratch = new Uint8Array(sortName.length * 6);
    putSortKey(this.#keys, row, this.#scratch, ENCODER.encodeInto(sortName, this.#scratch).written);
  }

  addWarning(seq: number, code: number): void {
    let seqs = this.#warned.get(code);
    if (!seqs) {
      seqs = new GrowingNumbers();
      this.#warned.set(code, seqs);
    }
    seqs.add(seq);
  }

  /**
   * The places of all rows: by rank and object, then folded name, then number. `textsOf` gives the whole folded names of
   * rows by number.
   */
  placed(plain: OrderedPlain | undefined, textsOf: (seqs: Int32Array) => TextOfRow): NewOrder {
    const ordinary = this.#seqs.all();
    const seqs = new Int32Array(ordinary.length + (plain?.count ?? 0));
    const segments: Segment[] = [];
    const rowsOfSegment = this.#rowsOfSegments();
    let before = 0;
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const rows = rowsOfSegment[segment] ?? new Int32Array(0);
      const here = plain?.segment === segment ? plain : undefined;
      const count = rows.length + (here?.count ?? 0);
      if (count === 0) continue;
      const numbers = seqs.subarray(before, before + count);
      this.#sortInto(numbers, rows, here, textsOf);
      segments.push({
        rank: Math.floor(segment / OBJECTS.length),
        object: segment % OBJECTS.length,
        first: before + 1,
        last: before + count,
      });
      before += count;
    }
    return { seqs, segments, warned: this.#warnedPlaces(seqs) };
  }

  #rowsOfSegments(): readonly (Int32Array | undefined)[] {
    const { size } = this.#seqs;
    const counts = new Uint32Array(SEGMENTS);
    for (let row = 0; row < size; row++) counts[this.#segments[row]!]!++;
    const rows = [...counts].map((count) => (count === 0 ? undefined : new Int32Array(count)));
    const filled = new Uint32Array(SEGMENTS);
    for (let row = 0; row < size; row++) {
      const segment = this.#segments[row]!;
      rows[segment]![filled[segment]!++] = row;
    }
    return rows;
  }

  #sortInto(
    numbers: Int32Array,
    rows: Int32Array,
    plain: OrderedPlain | undefined,
    textsOf: (seqs: Int32Array) => TextOfRow,
  ): void {
    const ordinary = this.#seqs.all();
    const sorted = this.#sorted(rows, textsOf);
    if (!plain) {
      for (let at = 0; at < sorted.length; at++) numbers[at] = ordinary[sorted[at]!]!;
      return;
    }
    const plainRows = new Int32Array(plain.count);
    let found = 0;
    for (let at = 0; at < plain.order.length; at++) {
      const row = plain.order[at]!;
      if (plain.matchedBy[row] !== 0) plainRows[found++] = row;
    }
    const seqs = sorted.map((row) => ordinary[row]!);
    const places = placesAmong(plainRows, plain.sortKeys, { sorted, seqs, keys: this.#keys }, textsOf);
    let to = 0;
    let next = 0;
    for (let i = 0; i <= sorted.length; i++) {
      const stop = i < sorted.length ? places[i]! : plainRows.length;
      while (next < stop) numbers[to++] = plainRows[next++]! + 1;
      if (i < sorted.length) numbers[to++] = seqs[i]!;
    }
  }

  /** Rows, given in the order of their numbers, in the order of their names; equal names keep theirs. */
  #sorted(rows: Int32Array, textsOf: (seqs: Int32Array) => TextOfRow): Int32Array {
    const ordinary = this.#seqs.all();
    const keys = new Uint32Array(rows.length * KEY_WORDS);
    for (let i = 0; i < rows.length; i++) {
      for (let word = 0; word < KEY_WORDS; word++) {
        keys[i * KEY_WORDS + word] = this.#keys[rows[i]! * KEY_WORDS + word]!;
      }
    }
    const order = sortByKeys(keys, rows.length, (tied) => {
      const textOf = textsOf(tied.map((i) => ordinary[rows[i]!]!));
      return (i) => textOf(ordinary[rows[i]!]!);
    });
    return order.map((i) => rows[i]!);
  }

  #warnedPlaces(seqs: Int32Array): ReadonlyMap<number, Int32Array> {
    const places = new Map<number, Int32Array>();
    if (this.#warned.size === 0) return places;
    const placeOf = placesOfSeqs(seqs);
    for (const [code, warned] of this.#warned) {
      places.set(
        code,
        warned
          .all()
          .map((seq) => placeOf[seq]! + 1)
          .sort(),
      );
    }
    return places;
  }
}

/** By number: the place, from 0; -1 where there is no such row. */
export function placesOfSeqs(seqs: Int32Array): Int32Array {
  let highest = 0;
  for (const seq of seqs) if (seq > highest) highest = seq;
  const placeOf = new Int32Array(highest + 1).fill(-1);
  for (let place = 0; place < seqs.length; place++) placeOf[seqs[place]!] = place;
  return placeOf;
}
