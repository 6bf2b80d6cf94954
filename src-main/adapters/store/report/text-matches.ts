import type Database from 'better-sqlite3';
import {
  BLOCKS_PER_PART,
  BUCKETS_PER_GROUP,
  bucketOf,
  EDGE,
  GROUPS_PER_PART,
  ROWS_PER_BLOCK,
  ROWS_PER_PART,
  ROWS_PER_TEXT,
} from './search-form.ts';
import { textsOfPairs } from './search-pairs.ts';

const END_BYTES = 4;
/** More runs of a needle would hardly narrow the blocks, and each is a list to read. */
const RUNS_USED = 4;
const BLOCKS_PER_TEXT = ROWS_PER_TEXT / ROWS_PER_BLOCK;
const FIRST_BYTES = 256;
const NO_BLOCKS = new Uint16Array(0);

/** The places in which a text stands. */
export interface TextMatch {
  /** Up to `limit` places after `after`, up to and with `last`, ascending. */
  places(after: number, last: number, limit: number): ArrayLike<number>;
}

/** Statements on the attached search index; prepared on first use, since it may come later than the reader. */
export function textMatches(db: Database.Database) {
  let prepared: ReturnType<typeof statements> | undefined;
  const ask = () => {
    prepared ??= statements(db);
    return prepared;
  };
  return {
    /** Of a folded needle that is not empty. */
    matchOf: (needle: string): TextMatch => matchOf(ask(), Buffer.from(needle)),
    /** Of a value that is the folded text as a whole, and not empty. */
    matchOfWhole: (text: string): TextMatch =>
      matchOf(ask(), Buffer.concat([Buffer.of(EDGE), Buffer.from(text), Buffer.of(EDGE)])),
  };
}

type Statements = ReturnType<typeof statements>;

function statements(db: Database.Database) {
  const pluck = (sql: string) => db.prepare<[number], Buffer>(sql).pluck();
  return {
    texts: pluck('SELECT texts FROM search.texts WHERE number = ?'),
    lists: pluck('SELECT lists FROM search.runs WHERE number = ?'),
    pairs: pluck('SELECT texts FROM search.pairs WHERE number = ?'),
  };
}

function matchOf(index: Statements, needle: Buffer): TextMatch {
  const blocksOf = blocksWith(index, needle);
  const known = new Map<number, Uint16Array>();
  const look = new LookAtTexts(index, needle);
  return {
    places(after, last, limit) {
      const found: number[] = [];
      for (let part = Math.floor(after / ROWS_PER_PART); part * ROWS_PER_PART < last; part++) {
        let blocks = known.get(part);
        if (blocks === undefined) {
          blocks = blocksOf(part);
          known.set(part, blocks);
        }
        const firstBlock = part * BLOCKS_PER_PART;
        const from = firstAtLeast(blocks, Math.floor(after / ROWS_PER_BLOCK) - firstBlock);
        for (let i = from; i < blocks.length; i++) {
          const block = firstBlock + blocks[i]!;
          if (block * ROWS_PER_BLOCK >= last) return found;
          look.into(block, after, last, found);
          if (found.length >= limit) return found.length > limit ? found.slice(0, limit) : found;
        }
      }
      return found;
    },
  };
}

/** For a part: the blocks in which the needle may stand, ascending. */
function blocksWith(index: Statements, needle: Buffer): (part: number) => Uint16Array {
  if (needle.length <= 2) return (part) => blocksOfPair(index, needle, part);
  const buckets = bucketsOf(needle);
  let rarest: readonly number[] | undefined;
  return (part) => {
    const lists: { readonly bucket: number; readonly list: Buffer }[] = [];
    for (const bucket of rarest ?? buckets) {
      const list = listOf(index, part, bucket);
      if (list === undefined) return NO_BLOCKS;
      lists.push({ bucket, list });
    }
    lists.sort((a, b) => a.list.length - b.list.length);
    const used = lists.slice(0, RUNS_USED);
    // What is rare in one part is rare in the next.
    rarest ??= used.map(({ bucket }) => bucket);
    return used.slice(1).reduce((blocks, { list }) => alsoIn(blocks, list), numbersOf(used[0]!.list));
  };
}

function bucketsOf(needle: Buffer): readonly number[] {
  const buckets = new Set<number>();
  for (let at = 0; at + 2 < needle.length; at++) {
    buckets.add(bucketOf(needle[at]!, needle[at + 1]!, needle[at + 2]!));
  }
  return [...buckets];
}

function listOf(index: Statements, part: number, bucket: number): Buffer | undefined {
  const group = index.lists.get(part * GROUPS_PER_PART + Math.floor(bucket / BUCKETS_PER_GROUP));
  if (group === undefined) return undefined;
  const at = bucket % BUCKETS_PER_GROUP;
  const start = at === 0 ? END_BYTES * BUCKETS_PER_GROUP : group.readUInt32LE(END_BYTES * (at - 1));
  const end = group.readUInt32LE(END_BYTES * at);
  return end === start ? undefined : group.subarray(start, end);
}

function numbersOf(list: Buffer): Uint16Array {
  const numbers = new Uint16Array(list.length);
  let size = 0;
  eachNumber(list, (number) => {
    numbers[size++] = number;
  });
  return numbers.subarray(0, size);
}

function alsoIn(blocks: Uint16Array, list: Buffer): Uint16Array {
  const both = new Uint16Array(blocks.length);
  let size = 0;
  let next = 0;
  eachNumber(list, (number) => {
    while (next < blocks.length && blocks[next]! < number) next++;
    if (blocks[next] === number) both[size++] = number;
  });
  return both.subarray(0, size);
}

function eachNumber(list: Buffer, onNumber: (number: number) => void): void {
  let number = 0;
  for (let at = 0; at < list.length; ) {
    const byte = list[at++]!;
    number += byte < 0x80 ? byte : (byte & 0x7f) | (list[at++]! << 7);
    onNumber(number);
  }
}

function blocksOfPair(index: Statements, [first = 0, second]: Buffer, part: number): Uint16Array {
  const pairs = index.pairs.get(part * FIRST_BYTES + first);
  if (pairs === undefined) return NO_BLOCKS;
  const texts = textsOfPairs(pairs, second);
  const blocks = new Uint16Array(texts.length * BLOCKS_PER_TEXT);
  for (let i = 0; i < blocks.length; i++) {
    blocks[i] = texts[Math.floor(i / BLOCKS_PER_TEXT)]! * BLOCKS_PER_TEXT + (i % BLOCKS_PER_TEXT);
  }
  return blocks;
}

/** Finds the rows of a block whose text holds the needle. Blocks come ascending, so a blob of texts is read once. */
class LookAtTexts {
  readonly #index: Statements;
  readonly #needle: Buffer;
  #number = -1;
  #texts: Buffer | undefined;

  constructor(index: Statements, needle: Buffer) {
    this.#index = index;
    this.#needle = needle;
  }

  into(block: number, after: number, last: number, found: number[]): void {
    const number = Math.floor(block / BLOCKS_PER_TEXT);
    if (number !== this.#number) {
      this.#texts = this.#index.texts.get(number);
      this.#number = number;
    }
    const texts = this.#texts;
    if (texts === undefined) return;
    const inTexts = (block % BLOCKS_PER_TEXT) * ROWS_PER_BLOCK;
    const rows = Math.min(inTexts + ROWS_PER_BLOCK, texts.readUInt32LE(0));
    let row = Math.max(inTexts, after - number * ROWS_PER_TEXT);
    if (row >= rows) return;
    const end = endOf(texts, rows - 1);
    let at = texts.indexOf(this.#needle, row === 0 ? END_BYTES * (ROWS_PER_TEXT + 1) : endOf(texts, row - 1));
    while (at >= 0 && at < end) {
      while (endOf(texts, row) <= at) row++;
      const place = number * ROWS_PER_TEXT + row + 1;
      if (place > last) return;
      const rowEnd = endOf(texts, row);
      if (at + this.#needle.length <= rowEnd) found.push(place);
      at = texts.indexOf(this.#needle, rowEnd);
    }
  }
}

function endOf(texts: Buffer, row: number): number {
  return texts.readUInt32LE(END_BYTES * (row + 1));
}

function firstAtLeast(blocks: Uint16Array, number: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
