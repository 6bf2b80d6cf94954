import { BRIEFS_PER_BLOCK, BriefFields } from '../../../core/brief-block.ts';
import { fold } from '../../../core/fold.ts';
import { foldBytes } from '../../../core/fold-bytes.ts';
import { type PlainBlock, type PlainRows, refOf } from './read-plain.ts';
import { BETWEEN } from './search-text.ts';

const SPACE = 0x20;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

/** A folded text as UTF-8: the first `length` of the bytes. */
export interface FoldedBytes {
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** Reads texts of plain rows from the bytes of their briefs, for whoever goes through a million of them. */
export class PlainTexts {
  readonly fields = new BriefFields();
  #scratch = Buffer.alloc(1024);
  readonly #folded = { bytes: new Uint8Array(1024), length: 0 };

  /**
   * Calls `onRow` with each plain row, in order of number. `fields` then stands at the row's brief. The console id is ''
   * where it is the folded address.
   */
  each(rows: PlainRows, onRow: (seq: number, block: PlainBlock, index: number) => void): void {
    rows.atOnce(() => {
      for (let block = 0; block < rows.blockCount(); block++) this.eachOfBlock(rows, block, onRow);
    });
  }

  eachOfBlock(
    rows: PlainRows,
    block: number,
    onRow: (seq: number, block: PlainBlock, index: number) => void,
  ): void {
    const keys = rows.keys();
    const first = block * BRIEFS_PER_BLOCK;
    const end = Math.min(BRIEFS_PER_BLOCK, keys.length - first);
    let read: PlainBlock | undefined;
    for (let index = 0; index < end; index++) {
      if (keys[first + index] === 0) continue;
      read ??= rows.blockOnce(block);
      if (read === undefined || !this.fields.at(read.briefs, index)) return;
      onRow(first + index + 1, read, index);
    }
  }

  /** What a search looks through (ux §5), as `searchTextOf` of an ordinary row. */
  searchText(block: PlainBlock, index: number): string {
    const text = this.folded(block, this.fields.start, this.fields.namesEnd);
    const ref = refOf(block, index);
    return ref === '' ? text : text + BETWEEN + fold(ref);
  }

  /** By what the person is looked up, folded, as `namesOf` an ordinary row. */
  names(block: PlainBlock, index: number): readonly string[] {
    const { addressStart, addressEnd, externalIdEnd } = this.fields;
    const names: string[] = [];
    if (addressEnd > addressStart) names.push(this.folded(block, addressStart, addressEnd));
    const ref = refOf(block, index);
    if (ref !== '') names.push(fold(ref));
    if (externalIdEnd > addressEnd + 1) names.push(this.folded(block, addressEnd + 1, externalIdEnd));
    return names;
  }

  name(block: PlainBlock): string {
    return this.folded(block, this.fields.start, this.fields.nameEnd);
  }

  /** As SQLite's lower(): only the letters of ASCII. */
  lowerAddress({ briefs }: PlainBlock): string {
    const address = briefs.toString('utf8', this.fields.addressStart, this.fields.addressEnd);
    return address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  /** The folded name as bytes; `undefined` where only `name` can tell it. Valid until the next call. */
  nameBytes({ briefs }: PlainBlock): FoldedBytes | undefined {
    const { start, nameEnd } = this.fields;
    this.#roomFor(nameEnd - start);
    const { bytes } = this.#folded;
    const to = foldBytes(briefs, start, nameEnd, bytes, 0);
    // White space at an end is folded away, and only `name` does that.
    if (to < 0 || (to > 0 && (isSpace(bytes[0]) || isSpace(bytes[to - 1])))) return undefined;
    this.#folded.length = to;
    return this.#folded;
  }

  /** As `nameBytes`. */
  lowerAddressBytes({ briefs }: PlainBlock): FoldedBytes {
    const { addressStart, addressEnd } = this.fields;
    this.#roomFor(addressEnd - addressStart);
    const { bytes } = this.#folded;
    let to = 0;
    for (let at = addressStart; at < addressEnd; at++) {
      const byte = briefs[at] ?? 0;
      bytes[to++] = byte >= UPPER_A && byte <= UPPER_Z ? byte + 32 : byte;
    }
    this.#folded.length = to;
    return this.#folded;
  }

  #roomFor(length: number): void {
    if (length * 2 > this.#folded.bytes.length) this.#folded.bytes = new Uint8Array(length * 4);
  }

  folded({ briefs }: PlainBlock, start: number, end: number): string {
    if ((end - start) * 2 > this.#scratch.length) this.#scratch = Buffer.alloc((end - start) * 4);
    const to = foldBytes(briefs, start, end, this.#scratch, 0);
    if (to < 0) return fold(briefs.toString('utf8', start, end));
    const text = this.#scratch.toString('utf8', 0, to);
    return text.trim();
  }
}

/** White space of ASCII, and the control characters with it; all other makes `foldBytes` give up. */
function isSpace(byte: number | undefined): boolean {
  return byte !== undefined && byte <= SPACE;
}
