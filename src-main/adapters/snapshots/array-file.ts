import { closeSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';

export type NumberArray = Uint8Array | Uint16Array | Int32Array | Uint32Array;

/** Writes whole arrays of numbers, one after the other, as they stand in memory: the file is for this computer only. */
export function writeArrays(path: string, arrays: readonly NumberArray[]): void {
  const descriptor = openSync(path, 'w', 0o600);
  try {
    for (const array of arrays) writeAll(descriptor, bytesOf(array));
  } finally {
    closeSync(descriptor);
  }
}

export function writeAll(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written, bytes.length - written);
}

/** Reads arrays back in the order in which they were written. */
export class ArrayFile {
  readonly #descriptor: number;
  readonly #size: number;
  #at: number;

  constructor(path: string, from = 0) {
    this.#descriptor = openSync(path, 'r');
    this.#size = statSync(path).size;
    this.#at = from;
  }

  uint8(length: number): Uint8Array {
    return this.#fill(new Uint8Array(length));
  }

  uint16(length: number): Uint16Array {
    return this.#fill(new Uint16Array(length));
  }

  uint32(length: number): Uint32Array {
    return this.#fill(new Uint32Array(length));
  }

  int32(length: number): Int32Array {
    return this.#fill(new Int32Array(length));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #fill<A extends NumberArray>(array: A): A {
    const bytes = bytesOf(array);
    if (this.#at + bytes.length > this.#size)
      throw new RangeError('a listing is shorter than it was written');
    let read = 0;
    while (read < bytes.length) {
      const got = readSync(this.#descriptor, bytes, read, bytes.length - read, this.#at + read);
      if (got === 0) throw new RangeError('a listing is shorter than it was written');
      read += got;
    }
    this.#at += read;
    return array;
  }
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function bytesOf(array: NumberArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
