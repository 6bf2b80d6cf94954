import { existsSync, statSync } from 'node:fs';
import { grown } from '../../core/growing-numbers.ts';
import { ArrayFile, writeArrays } from './array-file.ts';

const NEWLINE = 10;

/** Where the lines of a file begin, found while its bytes stream by; the last one is where the file ends. */
export class LinePlaces {
  #starts = new Float64Array(1024);
  #count = 1;
  #position = 0;

  /** The next bytes of the file. */
  add(bytes: Buffer): void {
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      if (this.#count === this.#starts.length) this.#starts = grown(this.#starts, this.#count * 2);
      this.#starts[this.#count++] = this.#position + at + 1;
    }
    this.#position += bytes.length;
  }

  get starts(): Float64Array {
    return this.#starts.slice(0, this.#count);
  }

  writeTo(path: string): void {
    const { buffer } = this.starts;
    writeArrays(path, [new Uint8Array(buffer)]);
  }
}

/** `undefined` where none are kept, or not those of a file of this size. */
export function readPlaces(path: string, fileSize: number): Float64Array | undefined {
  if (!existsSync(path)) return undefined;
  const { size } = statSync(path);
  if (size === 0 || size % Float64Array.BYTES_PER_ELEMENT !== 0) return undefined;
  const file = new ArrayFile(path);
  try {
    const bytes = file.uint8(size);
    const starts = new Float64Array(bytes.buffer, 0, size / Float64Array.BYTES_PER_ELEMENT);
    return starts.at(-1) === fileSize ? starts : undefined;
  } finally {
    file.close();
  }
}
