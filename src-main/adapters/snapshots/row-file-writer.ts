import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { grown } from '../../core/growing-numbers.ts';
import type { CsvColumn } from '../../core/person-of-row.ts';
import { CARRIAGE_RETURN, LINE_FEED, QUOTE, type RowBatch, type RowLayout } from '../../core/row-batch.ts';
import { writeAll, writeArrays } from './array-file.ts';

export const ROWS = 'rows';
export const ROW_PLACES = 'rows.places';
export const ROW_FORM = 'rows.json';

/** What `rows.json` says about `rows`. */
export interface RowForm {
  readonly role: RowLayout['role'];
  readonly separator: string;
  /** What each cell of a stored row is. */
  readonly columns: readonly CsvColumn[];
  readonly rows: number;
  /** How many times lines do not simply count on. */
  readonly jumps: number;
  readonly size: number;
  /** Whether rows may end with a carriage return, which is none of the last cell's. */
  readonly lineEnds: 'as-they-stood' | 'line-feeds';
}

/**
 * Writes the rows of a CSV as they stand. Where the file has columns that Muster does not know (`Password` may be one),
 * only the others are written.
 */
export class RowFileWriter {
  readonly #path: string;
  readonly #layout: RowLayout;
  readonly #descriptor: number;
  /** Places of neighbouring columns that are kept: first and last, in pairs. `undefined`: all are. */
  readonly #kept: readonly number[] | undefined;
  #isOpen = true;
  #starts: Uint32Array;
  #rows = 0;
  #size = 0;
  #nextLine = 0;
  readonly #jumps: number[] = [];

  constructor(path: string, layout: RowLayout, expected: number) {
    this.#path = path;
    this.#layout = layout;
    const kept = [...layout.places.values()].sort((a, b) => a - b);
    this.#kept = kept.length === layout.width ? undefined : runsOf(kept);
    this.#starts = new Uint32Array(Math.max(16, expected));
    this.#descriptor = openSync(join(path, ROWS), 'w', 0o600);
  }

  add(batch: RowBatch): void {
    const { rows, lines } = batch;
    if (rows === 0) return;
    while (this.#rows + rows + 1 > this.#starts.length) {
      this.#starts = grown(this.#starts, this.#starts.length * 2);
    }
    for (let row = 0; row < rows; row++) {
      const line = lines[row]!;
      if (line !== this.#nextLine) this.#jumps.push(this.#rows + row, line);
      this.#nextLine = line + 1;
    }
    if (this.#kept === undefined) this.#writeWhole(batch);
    else this.#writeKept(batch, this.#kept);
    this.#rows += rows;
  }

  finish(): void {
    this.close();
    const jumps = Uint32Array.from(this.#jumps);
    this.#starts[this.#rows] = this.#size;
    writeArrays(join(this.#path, ROW_PLACES), [this.#starts.subarray(0, this.#rows + 1), jumps]);
    const { role, separator, places } = this.#layout;
    const columns = [...places].sort(([, a], [, b]) => a - b).map(([column]) => column);
    const form: RowForm = {
      role,
      separator,
      columns,
      rows: this.#rows,
      jumps: jumps.length / 2,
      size: this.#size,
      lineEnds: this.#kept === undefined ? 'as-they-stood' : 'line-feeds',
    };
    writeFileSync(join(this.#path, ROW_FORM), JSON.stringify(form), { mode: 0o600 });
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #writeWhole({ bytes, rows, starts, ends }: RowBatch): void {
    let from = starts[0]!;
    let stop = from;
    for (let row = 0; row < rows; row++) {
      const start = starts[row]!;
      // Blank rows between two are left out.
      if (start !== stop) {
        this.#write(bytes, from, stop);
        from = start;
      }
      this.#starts[this.#rows + row] = this.#size + start - from;
      stop = ends[row]! + 1;
      if (bytes[stop - 1] === CARRIAGE_RETURN) stop++;
    }
    this.#write(bytes, from, stop);
  }

  /** Moves what is kept together, in its place: a row without some of its cells is shorter than the row was. */
  #writeKept({ bytes, rows, starts, cells }: RowBatch, kept: readonly number[]): void {
    const separator = this.#layout.separator.charCodeAt(0);
    const stride = this.#layout.width * 2;
    const from = starts[0]!;
    let to = from;
    for (let row = 0; row < rows; row++) {
      this.#starts[this.#rows + row] = this.#size + to - from;
      for (let i = 0; i < kept.length; i += 2) {
        const first = row * stride + kept[i]! * 2;
        const last = row * stride + kept[i + 1]! * 2;
        const start = cells[first]! - (bytes[cells[first]! - 1] === QUOTE ? 1 : 0);
        const end = cells[last + 1]! + (bytes[cells[last]! - 1] === QUOTE ? 1 : 0);
        if (i > 0) bytes[to++] = separator;
        bytes.copyWithin(to, start, end);
        to += end - start;
      }
      bytes[to++] = LINE_FEED;
    }
    this.#write(bytes, from, to);
  }

  #write(bytes: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    writeAll(this.#descriptor, bytes.subarray(from, to));
    this.#size += to - from;
  }
}

function runsOf(places: readonly number[]): readonly number[] {
  const runs: number[] = [];
  for (const place of places) {
    if (runs.length > 0 && runs[runs.length - 1] === place - 1) runs[runs.length - 1] = place;
    else runs.push(place, place);
  }
  return runs;
}
