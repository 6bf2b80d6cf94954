import { closeSync, openSync, readSync } from 'node:fs';

const READ_CHUNK = 1 << 18;
/** A gap this small is skipped by reading on. */
const NEAR = 1 << 14;

/** Pieces of a file: a window of it is kept, since most reading goes forward. */
export class FileWindow {
  readonly descriptor: number;
  /** One for all windows: new ones would be garbage as large as the file. */
  #room: Buffer = Buffer.alloc(0);
  #window: Buffer = this.#room;
  #windowStart = 0;

  constructor(path: string) {
    this.descriptor = openSync(path, 'r');
  }

  /** Only valid until the next piece is asked for. */
  bytes(start: number, end: number): Buffer {
    const windowEnd = this.#windowStart + this.#window.length;
    if (start < this.#windowStart || end > windowEnd) {
      // Only reading on goes by windows; a look elsewhere (a match, a manager) must not throw the window away.
      const readsOn = start >= this.#windowStart && start - windowEnd <= NEAR;
      if (!readsOn) return this.#read(start, Buffer.allocUnsafe(end - start));
      const length = Math.max(READ_CHUNK, end - start);
      if (this.#room.length < length) this.#room = Buffer.allocUnsafe(length);
      this.#window = this.#read(start, this.#room);
      this.#windowStart = start;
    }
    return this.#window.subarray(start - this.#windowStart, end - this.#windowStart);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  #read(start: number, bytes: Buffer): Buffer {
    let read = 0;
    while (read < bytes.length) {
      const got = readSync(this.descriptor, bytes, read, bytes.length - read, start + read);
      if (got === 0) break;
      read += got;
    }
    return bytes.subarray(0, read);
  }
}
