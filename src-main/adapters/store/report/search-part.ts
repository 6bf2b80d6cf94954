import type Database from 'better-sqlite3';
import {
  BLOCKS_PER_PART,
  BUCKETS,
  BUCKETS_PER_GROUP,
  bucketOf,
  GROUPS_PER_PART,
  ROWS_PER_BLOCK,
  ROWS_PER_TEXT,
} from './search-form.ts';
import { PairsOfPart } from './search-pairs.ts';

const BLOCK_BITS = Math.log2(BLOCKS_PER_PART);
const END_BYTES = 4;
const FIRST_BYTES = 256;

/** Writes a search index row by row, in the order of places, and holds the lists of one part. */
export class SearchPartWriter {
  readonly #insertTexts: Database.Statement<[number, Buffer]>;
  readonly #insertLists: Database.Statement<[number, Buffer]>;
  readonly #insertPairs: Database.Statement<[number, Buffer]>;
  #part = 0;
  #row = 0;
  /** By bucket: the block that has put it down last, plus one. */
  readonly #lastBlock = new Uint16Array(BUCKETS);
  /** By bucket: the run that was put down last. */
  readonly #lastRun = new Uint32Array(BUCKETS);
  readonly #counts = new Uint32Array(BUCKETS + 1);
  /** Bucket and block in one number, as they come. */
  #found = new Uint32Array(1 << 20);
  #size = 0;
  readonly #pairs = new PairsOfPart();
  #texts = Buffer.alloc(1 << 14);
  #textsEnd = END_BYTES * (ROWS_PER_TEXT + 1);
  #textRows = 0;
  #textNumber = 0;

  constructor(db: Database.Database) {
    this.#insertTexts = db.prepare('INSERT INTO texts (number, texts) VALUES (?, ?)');
    this.#insertLists = db.prepare('INSERT INTO runs (number, lists) VALUES (?, ?)');
    this.#insertPairs = db.prepare('INSERT INTO pairs (number, texts) VALUES (?, ?)');
  }

  /** The next row's text, with its edges. */
  add(bytes: Uint8Array, start: number, end: number): void {
    this.#addText(bytes, start, end);
    const block = Math.floor(this.#row / ROWS_PER_BLOCK);
    const stamp = block + 1;
    const text = Math.floor(this.#row / ROWS_PER_TEXT);
    const lastBlock = this.#lastBlock;
    const lastRun = this.#lastRun;
    const counts = this.#counts;
    if (this.#size + (end - start) > this.#found.length) this.#grow(end - start);
    const found = this.#found;
    let size = this.#size;
    for (let at = start; at + 2 < end; at++) {
      const first = bytes[at]!;
      const second = bytes[at + 1]!;
      const third = bytes[at + 2]!;
      const run = (first << 16) | (second << 8) | third;
      const bucket = bucketOf(first, second, third);
      const known = lastBlock[bucket] === stamp;
      // Another run of the same bucket has other pairs.
      if (known && lastRun[bucket] === run) continue;
      lastRun[bucket] = run;
      this.#pairs.put(first, second, text);
      if (known) continue;
      lastBlock[bucket] = stamp;
      counts[bucket]!++;
      found[size++] = ((bucket << BLOCK_BITS) | block) >>> 0;
    }
    // Two bytes begin a run of three, but for the last two of a row.
    if (end - start >= 2) this.#pairs.put(bytes[end - 2]!, bytes[end - 1]!, text);
    this.#size = size;
    if (++this.#row === BLOCKS_PER_PART * ROWS_PER_BLOCK) this.#finishPart();
  }

  finish(): void {
    if (this.#textRows > 0) this.#writeTexts();
    if (this.#row > 0) this.#finishPart();
  }

  #addText(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#textsEnd + length > this.#texts.length) {
      const bigger = Buffer.alloc((this.#textsEnd + length) * 2);
      this.#texts.copy(bigger, 0, 0, this.#textsEnd);
      this.#texts = bigger;
    }
    const texts = this.#texts;
    let to = this.#textsEnd;
    // By hand: the texts are too short for a call of `set`.
    for (let at = start; at < end; at++) texts[to++] = bytes[at]!;
    this.#textsEnd = to;
    texts.writeUInt32LE(to, END_BYTES * ++this.#textRows);
    if (this.#textRows === ROWS_PER_TEXT) this.#writeTexts();
  }

  #writeTexts(): void {
    this.#texts.writeUInt32LE(this.#textRows, 0);
    this.#insertTexts.run(this.#textNumber++, this.#texts.subarray(0, this.#textsEnd));
    this.#textsEnd = END_BYTES * (ROWS_PER_TEXT + 1);
    this.#textRows = 0;
  }

  #finishPart(): void {
    const blocks = this.#sortedByBucket();
    let lists = Buffer.alloc(1 << 16);
    for (let group = 0; group < GROUPS_PER_PART; group++) {
      const first = group * BUCKETS_PER_GROUP;
      const count = this.#counts[first + BUCKETS_PER_GROUP]! - this.#counts[first]!;
      // A difference within a part has at most two bytes.
      const most = END_BYTES * BUCKETS_PER_GROUP + count * 2;
      if (most > lists.length) lists = Buffer.alloc(most * 2);
      const end = this.#putGroup(lists, first, blocks);
      if (count > 0) this.#insertLists.run(this.#part * GROUPS_PER_PART + group, lists.subarray(0, end));
    }
    this.#pairs.flush((first, pairs) => this.#insertPairs.run(this.#part * FIRST_BYTES + first, pairs));
    this.#lastBlock.fill(0);
    this.#counts.fill(0);
    this.#size = 0;
    this.#row = 0;
    this.#part++;
  }

  /** Counting sort; `#counts` holds the beginnings afterwards. Blocks came ascending and stay so within a bucket. */
  #sortedByBucket(): Uint16Array {
    const counts = this.#counts;
    let before = 0;
    for (let bucket = 0; bucket <= BUCKETS; bucket++) {
      const count = counts[bucket]!;
      counts[bucket] = before;
      before += count;
    }
    const next = counts.slice(0, BUCKETS);
    const blocks = new Uint16Array(this.#size);
    for (let i = 0; i < this.#size; i++) {
      const both = this.#found[i]!;
      blocks[next[both >>> BLOCK_BITS]!++] = both & (BLOCKS_PER_PART - 1);
    }
    return blocks;
  }

  #putGroup(lists: Buffer, firstBucket: number, blocks: Uint16Array): number {
    let to = END_BYTES * BUCKETS_PER_GROUP;
    for (let i = 0; i < BUCKETS_PER_GROUP; i++) {
      const end = this.#counts[firstBucket + i + 1]!;
      let before = 0;
      for (let at = this.#counts[firstBucket + i]!; at < end; at++) {
        const difference = blocks[at]! - before;
        before = blocks[at]!;
        if (difference >= 0x80) lists[to++] = (difference & 0x7f) | 0x80;
        lists[to++] = difference >= 0x80 ? difference >> 7 : difference;
      }
      lists.writeUInt32LE(to, END_BYTES * i);
    }
    return to;
  }

  #grow(length: number): void {
    const bigger = new Uint32Array((this.#size + length) * 2);
    bigger.set(this.#found.subarray(0, this.#size));
    this.#found = bigger;
  }
}
