import type { CellRow, Places } from './person-of-row.ts';
import type { Carried, PersonRecord } from './records.ts';

/** How the rows of a plain CSV are built: UTF-8, quoted by RFC 4180, each with the heading's number of cells. */
export interface RowLayout {
  readonly role: 'directory' | 'console';
  /** One ASCII character. */
  readonly separator: string;
  /** Cells in each row. */
  readonly width: number;
  readonly places: Places;
}

/** What is known of a plain CSV once its heading is read. */
export interface RowsBegin {
  readonly layout: RowLayout;
  readonly carried: Carried;
  /** Whether the heading reads the same whatever comes after it; else `carried` may still change. */
  readonly sure: boolean;
  /** About how many rows there will be. */
  readonly expected: number;
  /** A row as a person, exactly as a listing makes it; for rows that need more than a look at bytes. */
  readonly personOf: (row: CellRow) => PersonRecord;
}

/** Rows of a plain CSV as they stand in `bytes`; all of it is only valid until the next batch. */
export interface RowBatch {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Per row and cell, start and end of what the cell holds, without the quotes around it. */
  readonly cells: Int32Array;
  /** Per row, where it starts, and where its line break starts. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Per row, the line on which it begins, from 1. */
  readonly lines: Int32Array;
  /** Per row: 1 where a quoted cell holds a doubled quote or a carriage return, so that bytes and value differ. */
  readonly odd: Uint8Array;
}

export const QUOTE = 0x22;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;

// A byte order mark inside a value is a character like any other.
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** The cells of one row as texts. */
export function cellsAt(batch: RowBatch, row: number, width: number): string[] {
  const cells: string[] = [];
  for (let place = 0, at = row * width * 2; place < width; place++, at += 2) {
    cells.push(cellText(batch, row, batch.cells[at]!, batch.cells[at + 1]!));
  }
  return cells;
}

export function cellText({ bytes, odd }: RowBatch, row: number, start: number, end: number): string {
  if (start === end) return '';
  const text = DECODER.decode(bytes.subarray(start, end));
  return odd[row] === 1 && bytes[start - 1] === QUOTE ? unquoted(text) : text;
}

/** What stands within the quotes around a cell, as its value: a line break within reads as `\n`. */
export function unquoted(text: string): string {
  return text.replaceAll('""', '"').replaceAll('\r\n', '\n');
}
