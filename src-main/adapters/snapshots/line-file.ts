import { closeSync, fsyncSync, openSync } from 'node:fs';
import { writeAll } from './array-file.ts';
import type { LinePlaces } from './line-places.ts';

const WRITE_CHUNK = 1 << 20;

/** Lines gathered into large writes. */
export class LineFile {
  #descriptor: number | undefined;
  #pending: string[] = [];
  #length = 0;
  readonly #places: LinePlaces | undefined;

  /** `places` is told where the lines begin. */
  constructor(path: string, places?: LinePlaces) {
    this.#places = places;
    this.#descriptor = openSync(path, 'w', 0o600);
  }

  add(line: string): void {
    this.#pending.push(line, '\n');
    this.#length += line.length + 1;
    if (this.#length >= WRITE_CHUNK) this.#flush();
  }

  finish(): void {
    this.#flush();
    if (this.#descriptor !== undefined) fsyncSync(this.#descriptor);
    this.close();
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    if (this.#descriptor === undefined || this.#pending.length === 0) return;
    const bytes = Buffer.from(this.#pending.join(''), 'utf8');
    this.#places?.add(bytes);
    writeAll(this.#descriptor, bytes);
    this.#pending = [];
    this.#length = 0;
  }
}
