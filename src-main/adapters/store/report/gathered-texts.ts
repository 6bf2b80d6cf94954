import type { BriefFields } from '../../../core/brief-block.ts';
import { fold } from '../../../core/fold.ts';
import { foldBytes } from '../../../core/fold-bytes.ts';
import { EDGE } from './search-form.ts';
import { BETWEEN } from './search-text.ts';

/** Never moved when more is needed, and used again for the next rows: a million texts leave nothing behind. */
const CHUNK_BYTES = 1 << 20;

/** Folded texts of some rows, each value between edges: put in any order, read by row. */
export class GatheredTexts {
  readonly #chunks: Buffer[] = [Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  readonly #chunkOf: Uint16Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #chunk = 0;
  #size = 0;

  constructor(rows: number) {
    this.#chunkOf = new Uint16Array(rows);
    this.#starts = new Uint32Array(rows);
    this.#ends = new Uint32Array(rows);
  }

  /** Calls `onText` with the text of each of the first `rows` rows, empty where none was put, and forgets all. */
  flush(rows: number, onText: (bytes: Uint8Array, start: number, end: number) => void): void {
    for (let row = 0; row < rows; row++) {
      onText(this.#chunks[this.#chunkOf[row]!]!, this.#starts[row]!, this.#ends[row]!);
    }
    this.#starts.fill(0);
    this.#ends.fill(0);
    this.#chunk = 0;
    this.#size = 0;
  }

  put(row: number, folded: string): void {
    const bytes = this.#roomFor(folded.length * 3 + 2);
    const start = this.#size;
    bytes[start] = EDGE;
    const end = start + 1 + bytes.write(folded, start + 1);
    this.#finish(row, bytes, end);
  }

  putBrief(row: number, fields: BriefFields, ref: string): void {
    const { block, start, namesEnd } = fields;
    const other = ref === '' ? '' : BETWEEN + fold(ref);
    const bytes = this.#roomFor((namesEnd - start) * 2 + other.length * 3 + 2);
    bytes[this.#size] = EDGE;
    const end = foldBytes(block, start, namesEnd, bytes, this.#size + 1);
    if (end < 0) {
      const texts = Buffer.from(block.buffer, block.byteOffset, block.length);
      this.put(row, fold(texts.toString('utf8', start, namesEnd)) + other);
    } else this.#finish(row, bytes, other === '' ? end : end + bytes.write(other, end));
  }

  #finish(row: number, bytes: Buffer, end: number): void {
    bytes[end] = EDGE;
    this.#chunkOf[row] = this.#chunk;
    this.#starts[row] = this.#size;
    this.#ends[row] = end + 1;
    this.#size = end + 1;
  }

  /** The chunk in which the next text has this room, from `#size`. */
  #roomFor(length: number): Buffer {
    for (;;) {
      const chunk = this.#chunks[this.#chunk];
      if (chunk === undefined) this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, length)));
      else if (this.#size + length <= chunk.length) return chunk;
      else {
        this.#chunk++;
        this.#size = 0;
      }
    }
  }
}
