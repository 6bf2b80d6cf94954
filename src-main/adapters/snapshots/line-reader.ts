import { fstatSync, readSync } from 'node:fs';
import { FileWindow } from './file-window.ts';

const SCAN_CHUNK = 1 << 20;
const NEWLINE = 10;

/** Any line of a file by its number. Where lines begin is found once, by their line ends. */
export class LineReader {
  readonly #file: FileWindow;
  readonly #starts: Float64Array;
  readonly count: number;

  constructor(path: string) {
    this.#file = new FileWindow(path);
    this.#starts = findLineStarts(this.#file.descriptor);
    this.count = this.#starts.length - 1;
  }

  line(row: number): string {
    const start = this.#starts[row];
    const end = this.#starts[row + 1];
    if (start === undefined || end === undefined) throw new Error(`a snapshot has no line ${row}`);
    return this.#file.bytes(start, end - 1).toString('utf8');
  }

  close(): void {
    this.#file.close();
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
