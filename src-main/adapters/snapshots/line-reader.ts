import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const SCAN_CHUNK = 1 << 20;
const READ_CHUNK = 1 << 18;
/** A gap this small is skipped by reading on. */
const NEAR = 1 << 14;
const NEWLINE = 10;

/**
 * Any line of a file by its number. Where lines begin is found once, by their line ends; a window of the
 * file is kept, since most reading goes forward.
 */
export class LineReader {
  readonly #descriptor: number;
  readonly #starts: Float64Array;
  readonly count: number;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.#starts = findLineStarts(this.#descriptor);
    this.count = this.#starts.length - 1;
  }

  line(row: number): string {
    const start = this.#starts[row];
    const end = this.#starts[row + 1];
    if (start === undefined || end === undefined) throw new Error(`a snapshot has no line ${row}`);
    const windowEnd = this.#windowStart + this.#window.length;
    if (start < this.#windowStart || end > windowEnd) {
      // Only reading on goes by windows; a look elsewhere (a match, a manager) must not throw the window away.
      const readsOn = start >= this.#windowStart && start - windowEnd <= NEAR;
      if (!readsOn) return this.#read(start, end - 1 - start).toString('utf8');
      this.#window = this.#read(start, Math.max(READ_CHUNK, end - start));
      this.#windowStart = start;
    }
    return this.#window.toString('utf8', start - this.#windowStart, end - 1 - this.#windowStart);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #read(start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const got = readSync(this.#descriptor, bytes, read, length - read, start + read);
      if (got === 0) break;
      read += got;
    }
    return bytes.subarray(0, read);
  }
}

function findLineStarts(descriptor: number): Float64Array {
  const size = fstatSync(descriptor).size;
  const chunk = Buffer.allocUnsafe(SCAN_CHUNK);
  let starts = new Float64Array(1024);
  let count = 1;
  for (let position = 0; position < size; ) {
    const got = readSync(descriptor, chunk, 0, chunk.length, position);
    if (got === 0) break;
    const bytes = chunk.subarray(0, got);
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      if (count === starts.length) {
        const bigger = new Float64Array(count * 2);
        bigger.set(starts);
        starts = bigger;
      }
      starts[count++] = position + at + 1;
    }
    position += got;
  }
  return starts.slice(0, count);
}
