import { fstatSync, readSync } from 'node:fs';
import { FileWindow } from './file-window.ts';
import { LinePlaces, readPlaces } from './line-places.ts';

const SCAN_CHUNK = 1 << 20;

/** Any line of a file by its number. Where lines begin is kept in a file beside it, or found by their line ends. */
export class LineReader {
  readonly #file: FileWindow;
  readonly #starts: Float64Array;
  readonly count: number;
  /** Whether the places that were kept are those of this file. */
  readonly hasPlaces: boolean;

  constructor(path: string, placesPath?: string) {
    this.#file = new FileWindow(path);
    const { descriptor } = this.#file;
    const kept = placesPath === undefined ? undefined : readPlaces(placesPath, fstatSync(descriptor).size);
    this.hasPlaces = kept !== undefined;
    this.#starts = kept ?? findLineStarts(descriptor);
    this.count = this.#starts.length - 1;
  }

  line(row: number): string {
    const start = this.#starts[row];
    const end = this.#starts[row + 1];
    if (start === undefined || end === undefined) throw new RangeError(`a snapshot has no line ${row}`);
    return this.#file.bytes(start, end - 1).toString('utf8');
  }

  close(): void {
    this.#file.close();
  }
}

function findLineStarts(descriptor: number): Float64Array {
  const size = fstatSync(descriptor).size;
  const chunk = Buffer.allocUnsafe(SCAN_CHUNK);
  const places = new LinePlaces();
  for (let position = 0; position < size; ) {
    const got = readSync(descriptor, chunk, 0, chunk.length, position);
    if (got === 0) break;
    places.add(chunk.subarray(0, got));
    position += got;
  }
  return places.starts;
}
