import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type FlagFaults, type Places, personReader } from '../../core/person-of-row.ts';
import type { PersonRecord } from '../../core/records.ts';
import { unquoted } from '../../core/row-batch.ts';
import { ArrayFile, readJson } from './array-file.ts';
import { FileWindow } from './file-window.ts';
import { personToLine } from './person-line.ts';
import { ROW_FORM, ROW_PLACES, ROWS, type RowForm } from './row-file-writer.ts';

/** Whether all of the rows are there: a power cut before they were on disk may have left less of them. */
export function areRowsWhole(path: string): boolean {
  try {
    const { size, rows, jumps } = readJson(join(path, ROW_FORM)) as RowForm;
    const places = (rows + 1 + jumps * 2) * Uint32Array.BYTES_PER_ELEMENT;
    return statSync(join(path, ROWS)).size === size && statSync(join(path, ROW_PLACES)).size === places;
  } catch {
    // One of them is missing, or empty: what was never finished is no listing.
    return false;
  }
}

/** Reads people from the rows of a CSV, each exactly as its listing made it. */
export class RowFileReader {
  readonly count: number;
  readonly #file: FileWindow;
  readonly #form: RowForm;
  readonly #starts: Uint32Array;
  /** Row and line, in pairs, wherever lines do not simply count on. */
  readonly #jumps: Uint32Array;
  readonly #personOf: ReturnType<typeof personReader>;

  constructor(path: string) {
    const form = readJson(join(path, ROW_FORM)) as RowForm;
    const arrays = new ArrayFile(join(path, ROW_PLACES));
    try {
      this.#starts = arrays.uint32(form.rows + 1);
      this.#jumps = arrays.uint32(form.jumps * 2);
    } finally {
      arrays.close();
    }
    this.count = form.rows;
    this.#form = form;
    const places: Places = new Map(form.columns.map((column, place) => [column, place]));
    // The faults were told when the file was read.
    const told: FlagFaults = { lines: [], count: 0 };
    this.#personOf = personReader(places, form.role, told);
    this.#file = new FileWindow(join(path, ROWS));
  }

  person(row: number): PersonRecord {
    return this.#personFrom(row, this.#text(row));
  }

  /** Everybody whose text, as a line of a listing would be, passes; with the row. */
  *concerning(mayConcern: (storedText: string) => boolean): Generator<PersonRecord, void, void> {
    for (let row = 0; row < this.count; row++) {
      const text = this.#text(row);
      if (isAsInALine(text)) {
        if (mayConcern(text)) yield this.#personFrom(row, text);
        continue;
      }
      const person = this.#personFrom(row, text);
      if (mayConcern(personToLine(person))) yield person;
    }
  }

  close(): void {
    this.#file.close();
  }

  #text(row: number): string {
    if (!(row >= 0 && row < this.count)) throw new RangeError(`a snapshot has no row ${row}`);
    const text = this.#file.bytes(this.#starts[row]!, this.#starts[row + 1]! - 1).toString('utf8');
    return this.#form.lineEnds === 'as-they-stood' && text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  #personFrom(row: number, text: string): PersonRecord {
    const person = this.#personOf({ line: this.#lineOf(row), cells: cellsOf(text, this.#form.separator) });
    if (person.isAdmin !== false) return person;
    // A listing's line does not keep who is no admin.
    const { isAdmin: _no, ...others } = person;
    return others;
  }

  #lineOf(row: number): number {
    const jumps = this.#jumps;
    let low = 0;
    let high = jumps.length / 2 - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (jumps[middle * 2]! <= row) low = middle;
      else high = middle - 1;
    }
    return jumps[low * 2 + 1]! + row - jumps[low * 2]!;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what JSON escapes
const ESCAPED_IN_A_LINE = /["\\\u0000-\u0008\u000a-\u001f\ud800-\udfff]/;

/**
 * Whether every value of the row stands in it just as it would in a line of JSON, and as composed as keys are: who
 * looks for a value in stored text finds it in either.
 */
function isAsInALine(text: string): boolean {
  return !ESCAPED_IN_A_LINE.test(text) && text.normalize('NFC') === text;
}

/** The cells of a row whose quoting is known to be sound. */
function cellsOf(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    let end: number;
    if (text[at] === '"') {
      let close = text.indexOf('"', at + 1);
      let isDoubled = false;
      while (text[close + 1] === '"') {
        isDoubled = true;
        close = text.indexOf('"', close + 2);
      }
      const cell = text.slice(at + 1, close);
      cells.push(isDoubled || cell.includes('\r') ? unquoted(cell) : cell);
      end = close + 1;
    } else {
      end = text.indexOf(separator, at);
      if (end < 0) end = text.length;
      cells.push(text.slice(at, end));
    }
    if (end >= text.length) return cells;
    at = end + 1;
    if (at === text.length) {
      cells.push('');
      return cells;
    }
  }
}
