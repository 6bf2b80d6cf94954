import { fold, tidy } from './fold.ts';
import { foldBytes } from './fold-bytes.ts';
import { grown } from './growing-numbers.ts';
import { KEY_WORDS, putSortKey } from './sort-keys.ts';

/** So many briefs are packed, read and kept as one. Part of the form of files: never changed. */
export const BRIEFS_PER_BLOCK = 64;

/** What a report shows of an Unchanged person about whom there is nothing else to say (ux §5). '' = none. */
export interface Brief {
  readonly name: string;
  readonly address: string;
  readonly externalId: string;
  readonly directoryRef: string;
  readonly department: string;
  readonly also: readonly string[];
}

export interface BriefFacts {
  readonly count: number;
  /** The beginning of each folded name, `KEY_WORDS` numbers a row (sort-keys.ts). */
  readonly sortKeys: Uint32Array;
}

/** What is left of an erased person (R24). */
export const blankBrief: Brief = {
  name: '',
  address: '',
  externalId: '',
  directoryRef: '',
  department: '',
  also: [],
};

const ENCODER = new TextEncoder();
// A byte order mark inside a value is a character like any other.
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
/** Between the texts of a brief, so that a search in its bytes never matches across two of them. */
const BETWEEN = 1;
const BETWEEN_TEXT = '\u0001';
const COUNT_BYTES = 4;
const OFFSET_BYTES = 4;
/** What stands before the briefs of a block: how many there are, and where each ends. */
export const HEADER_BYTES = COUNT_BYTES + BRIEFS_PER_BLOCK * OFFSET_BYTES;

/**
 * Packs briefs into blocks. A block is a count and the end of each brief (32-bit little-endian), then the briefs. A
 * brief is the lengths of name, address, external id, directory ref and department, the number of other names and the
 * length of each (LEB128), then the texts as UTF-8: name, address, external id, other names, directory ref, department.
 */
export class BriefPacker {
  readonly #onBlock: (block: Uint8Array) => void;
  #block = new Uint8Array(1 << 14);
  #end = HEADER_BYTES;
  #inBlock = 0;
  #count = 0;
  #keys: Uint32Array;
  #scratch = new Uint8Array(1 << 10);
  /** The lengths in the order in which they stand in a brief. */
  readonly #lengths: number[] = [];

  /** The block is only valid during the call. `expected`: about how many briefs come, so that keys need not grow. */
  constructor(onBlock: (block: Uint8Array) => void, expected = BRIEFS_PER_BLOCK) {
    this.#onBlock = onBlock;
    this.#keys = new Uint32Array(expected * KEY_WORDS);
  }

  add({ name, address, externalId, directoryRef, department, also }: Brief): void {
    const texts = [name, address, externalId, ...also, directoryRef, department];
    let most = 0;
    for (const text of texts) most += text.length * 3 + 1;
    this.#scratchFor(most);
    let length = 0;
    const lengths = texts.map((text) => {
      const { written } = ENCODER.encodeInto(text, this.#scratch.subarray(length));
      length += written;
      this.#scratch[length++] = BETWEEN;
      return written;
    });
    this.#lengths.length = 0;
    const others = 3 + also.length;
    this.#lengths.push(lengths[0]!, lengths[1]!, lengths[2]!, lengths[others]!, lengths[others + 1]!);
    this.#lengths.push(also.length, ...lengths.slice(3, others));
    this.#begin(length);
    this.#block.set(this.#scratch.subarray(0, length - 1), this.#end);
    this.#end += length - 1;
    this.#finishBrief(name);
  }

  /**
   * `at`: start and end in `bytes` of given name, family name, address, external id, department and employee number;
   * start = end where there is none. All valid UTF-8 without white space at the ends and without control characters.
   */
  addBytes(bytes: Uint8Array, at: Int32Array, line: number): void {
    const given = at[1]! - at[0]!;
    const family = at[3]! - at[2]!;
    const address = at[5]! - at[4]!;
    const full = given === 0 || family === 0 ? given + family : given + 1 + family;
    const name = full === 0 ? address : full;
    const externalId = at[7]! - at[6]!;
    const department = at[9]! - at[8]!;
    const number = at[11]! - at[10]!;
    const ref = digitsOf(line);
    const length = name + address + externalId + number + ref + department + 5;
    this.#scratchFor((length + name) * 2);
    for (let pair = 4; pair < 12; pair += 2) {
      // As it is only for what tidy() leaves as it is.
      if (!this.#isTidy(bytes, at[pair]!, at[pair + 1]!)) {
        this.#addTexts(bytes, at, line);
        return;
      }
    }
    // Not emptied first: an array that is emptied and filled is a new one for each brief.
    const lengths = this.#lengths;
    lengths[0] = name;
    lengths[1] = address;
    lengths[2] = externalId;
    lengths[3] = ref;
    lengths[4] = department;
    lengths[5] = number === 0 ? 0 : 1;
    if (number > 0) lengths[6] = number;
    lengths.length = number === 0 ? 6 : 7;
    this.#begin(length);
    const nameStart = this.#end;
    if (full === 0) this.#copy(bytes, at[4]!, at[5]!);
    else {
      this.#copy(bytes, at[0]!, at[1]!);
      if (given > 0 && family > 0) this.#block[this.#end++] = 0x20;
      this.#copy(bytes, at[2]!, at[3]!);
    }
    for (let pair = 4; pair < 8; pair += 2) {
      this.#block[this.#end++] = BETWEEN;
      this.#copy(bytes, at[pair]!, at[pair + 1]!);
    }
    if (number > 0) {
      this.#block[this.#end++] = BETWEEN;
      this.#copy(bytes, at[10]!, at[11]!);
    }
    this.#block[this.#end++] = BETWEEN;
    this.#end += ref;
    for (let digit = this.#end, rest = line; digit > this.#end - ref; rest = Math.floor(rest / 10)) {
      this.#block[--digit] = 0x30 + (rest % 10);
    }
    this.#block[this.#end++] = BETWEEN;
    this.#copy(bytes, at[8]!, at[9]!);
    const folded = foldBytes(this.#block, nameStart, nameStart + name, this.#scratch, 0);
    if (folded >= 0) this.#finishFolded(this.#scratch, folded);
    else this.#finishBrief(DECODER.decode(this.#block.subarray(nameStart, nameStart + name)));
  }

  /** Gives the last block, and what was counted. */
  finish(): BriefFacts {
    if (this.#inBlock > 0) this.#flush();
    return { count: this.#count, sortKeys: this.#keys.subarray(0, this.#count * KEY_WORDS) };
  }

  #addTexts(bytes: Uint8Array, at: Int32Array, line: number): void {
    const text = (pair: number) => DECODER.decode(bytes.subarray(at[pair]!, at[pair + 1]!));
    const address = tidy(text(4));
    const name = `${text(0)} ${text(2)}`.trim();
    const number = tidy(text(10));
    this.add({
      name: name === '' ? address : name,
      address,
      externalId: tidy(text(6)),
      directoryRef: String(line),
      department: tidy(text(8)),
      also: number === '' ? [] : [number],
    });
  }

  #isTidy(bytes: Uint8Array, start: number, end: number): boolean {
    for (let i = start; i < end; i++) {
      if (bytes[i]! >= 0x80) return foldBytes(bytes, i, end, this.#scratch, 0) >= 0;
    }
    return true;
  }

  /** Writes the lengths; there is room for the texts then. */
  #begin(length: number): void {
    const needed = this.#end + length + this.#lengths.length * 5;
    if (needed > this.#block.length) {
      const bigger = new Uint8Array(Math.max(needed, this.#block.length * 2));
      bigger.set(this.#block.subarray(0, this.#end));
      this.#block = bigger;
    }
    for (const value of this.#lengths) {
      let rest = value;
      while (rest >= 0x80) {
        this.#block[this.#end++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      this.#block[this.#end++] = rest;
    }
  }

  /** By hand: the values are too short for a call of `set`. */
  #copy(bytes: Uint8Array, start: number, end: number): void {
    const block = this.#block;
    let to = this.#end;
    for (let i = start; i < end; i++) block[to++] = bytes[i]!;
    this.#end = to;
  }

  #finishBrief(name: string): void {
    const folded = fold(name);
    this.#scratchFor(folded.length * 3);
    this.#finishFolded(this.#scratch, ENCODER.encodeInto(folded, this.#scratch).written);
  }

  #finishFolded(folded: Uint8Array, length: number): void {
    if ((this.#count + 1) * KEY_WORDS > this.#keys.length) {
      this.#keys = grown(this.#keys, Math.ceil(this.#count * 1.5 + BRIEFS_PER_BLOCK) * KEY_WORDS);
    }
    putSortKey(this.#keys, this.#count++, folded, length);
    write32(this.#block, COUNT_BYTES + this.#inBlock++ * OFFSET_BYTES, this.#end);
    if (this.#inBlock === BRIEFS_PER_BLOCK) this.#flush();
  }

  #flush(): void {
    write32(this.#block, 0, this.#inBlock);
    for (let i = this.#inBlock; i < BRIEFS_PER_BLOCK; i++) {
      write32(this.#block, COUNT_BYTES + i * OFFSET_BYTES, this.#end);
    }
    this.#onBlock(this.#block.subarray(0, this.#end));
    this.#end = HEADER_BYTES;
    this.#inBlock = 0;
  }

  #scratchFor(length: number): void {
    if (length > this.#scratch.length) this.#scratch = new Uint8Array(length * 2);
  }
}

/** Where the texts of one brief stand in its block; one object serves for many briefs, without a text for any. */
export class BriefFields {
  block: Uint8Array = new Uint8Array(0);
  /** Name, address, external id and other names, one after the other with U+0001 between them. */
  start = 0;
  namesEnd = 0;
  nameEnd = 0;
  addressStart = 0;
  addressEnd = 0;
  externalIdEnd = 0;
  departmentStart = 0;
  end = 0;
  others = 0;
  otherLengths: number[] = [];
  #at = 0;

  /** Goes to a brief; `false` where the block has none of this index. */
  at(block: Uint8Array, index: number): boolean {
    if (index >= read32(block, 0)) return false;
    this.#at = startOf(block, index);
    this.#find(block, endOf(block, index));
    return true;
  }

  /** Goes to a brief that was cut out of its block. */
  alone(brief: Uint8Array): void {
    this.#at = 0;
    this.#find(brief, brief.length);
  }

  #find(block: Uint8Array, end: number): void {
    this.block = block;
    this.end = end;
    const name = this.#length();
    const address = this.#length();
    const externalId = this.#length();
    const ref = this.#length();
    const department = this.#length();
    this.others = this.#length();
    this.otherLengths.length = 0;
    for (let i = 0; i < this.others; i++) this.otherLengths.push(this.#length());
    this.start = this.#at;
    this.nameEnd = this.start + name;
    this.addressStart = this.nameEnd + 1;
    this.addressEnd = this.addressStart + address;
    this.externalIdEnd = this.addressEnd + 1 + externalId;
    this.departmentStart = this.end - department;
    this.namesEnd = this.departmentStart - 1 - ref - 1;
  }

  #length(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.block[this.#at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }
}

/** Where a brief begins in its block, and where it ends; the header alone is enough. */
export function startOf(block: Uint8Array, index: number): number {
  return index === 0 ? HEADER_BYTES : endOf(block, index - 1);
}

export function endOf(block: Uint8Array, index: number): number {
  return read32(block, COUNT_BYTES + index * OFFSET_BYTES);
}

/** How many briefs a block holds. */
export function briefsIn(block: Uint8Array): number {
  return read32(block, 0);
}

const fields = new BriefFields();

/** One brief of a block; the others are not looked at. A blank one where the block has none of this index. */
export function briefAt(block: Uint8Array, index: number): Brief {
  return fields.at(block, index) ? decoded() : blankBrief;
}

/** A brief that was cut out of its block, between `startOf` and `endOf`. */
export function decodeBrief(bytes: Uint8Array): Brief {
  fields.alone(bytes);
  return decoded();
}

function decoded(): Brief {
  const { block, start, nameEnd, addressStart, addressEnd, externalIdEnd, namesEnd, departmentStart, end } =
    fields;
  const text = DECODER.decode(block.subarray(start, end));
  const parts = text.split(BETWEEN_TEXT);
  if (parts.length === 5 + fields.others) {
    return {
      name: parts[0]!,
      address: parts[1]!,
      externalId: parts[2]!,
      directoryRef: parts[3 + fields.others]!,
      department: parts[4 + fields.others]!,
      also: fields.others === 0 ? blankBrief.also : parts.slice(3, 3 + fields.others),
    };
  }
  // A value holds the very character that stands between values.
  const piece = (from: number, to: number) => DECODER.decode(block.subarray(from, to));
  let from = externalIdEnd + 1;
  const also = fields.otherLengths.map((length) => {
    const other = piece(from, from + length);
    from += length + 1;
    return other;
  });
  return {
    name: piece(start, nameEnd),
    address: piece(addressStart, addressEnd),
    externalId: piece(addressEnd + 1, externalIdEnd),
    directoryRef: piece(namesEnd + 1, departmentStart - 1),
    department: piece(departmentStart, end),
    also,
  };
}

/** The block with edited briefs, or the very same block where `edit` gives back each brief as it is (R24). */
export function editedBlock(block: Uint8Array, edit: (brief: Brief, index: number) => Brief): Uint8Array {
  let changed = false;
  let edited = block;
  const packer = new BriefPacker((packed) => {
    edited = packed.slice();
  });
  for (let i = 0; i < briefsIn(block); i++) {
    const brief = briefAt(block, i);
    const after = edit(brief, i);
    changed ||= after !== brief;
    packer.add(after);
  }
  packer.finish();
  return changed ? edited : block;
}

function digitsOf(line: number): number {
  let digits = 1;
  for (let rest = line; rest >= 10; rest = Math.floor(rest / 10)) digits++;
  return digits;
}

function write32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function read32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
