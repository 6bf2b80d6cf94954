import type { Failure } from '../../core/failure.ts';
import { findHeading, foldColumn, type Heading, lineAfter } from './heading.ts';
import { LineBreaks } from './line-breaks.ts';
import type { TextEnd } from './read-text.ts';
import { type CsvRow, RowSplitter } from './split-rows.ts';

/** No real row is as long; a quote that is never closed would otherwise swallow the rest of the file. */
const LONGEST_ROW = 1_000_000;

export interface ReadTableOptions {
  /** As people know it: a file's name without its folder, for sentences. */
  readonly name: string;
  readonly text: AsyncGenerator<string, TextEnd, void>;
  /** Tells known columns, by `foldColumn`, from others; for guessing the separator. */
  readonly isKnown: (foldedColumn: string) => boolean;
}

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the cells cannot be trusted to stand in their columns, as the end of "Line 7 …". */
  readonly fault?: string;
}

export interface TablePart {
  readonly heading: Heading;
  readonly rows: readonly TableRow[];
}

export interface TableEnd {
  readonly heading?: Heading;
  /** Set where the file was not read to its end, or its end is not well formed (R1). */
  readonly why?: Failure;
  readonly notes: readonly string[];
}

/**
 * Reads a CSV part by part, in constant memory: any usual encoding, separator, line end and quoting.
 * Blank rows are passed over. Cells are exactly as they stand; a line break within a cell reads as `\n`.
 */
export async function* readTable(options: ReadTableOptions): AsyncGenerator<TablePart, TableEnd, void> {
  const { name: file, text: source } = options;
  const breaks = new LineBreaks();
  let start = '';
  let reading: { readonly heading: Heading; readonly splitter: RowSplitter } | undefined;

  /** The rows of a further piece of text, once the heading is found in it. */
  function rowsIn(text: string, reach: 'whole-file' | 'first-part'): TableRow[] {
    if (reading !== undefined) return rowsOf(reading.splitter.push(text), reading.heading);
    start += text;
    const found = findHeading(start, options.isKnown, reach);
    if (found === undefined) return [];
    const { heading, rest } = found;
    start = '';
    reading = { heading, splitter: new RowSplitter(heading.separator, lineAfter(heading)) };
    return rowsOf(reading.splitter.push(rest), heading);
  }

  try {
    for (;;) {
      const step = await source.next();
      if (step.done) {
        const { why, notes } = step.value;
        if (why !== undefined) return { ...(reading && { heading: reading.heading }), why, notes };
        const rows = rowsIn(breaks.end(), 'whole-file');
        if (reading === undefined) return { why: empty(file), notes };
        const { heading, splitter } = reading;
        const { line } = splitter;
        const last = splitter.end();
        const lastRows = rowsOf(last.rows, heading);
        yield { heading, rows: [...rows, ...lastRows] };
        const all = lastRows.length === 0 ? notes : [...notes, openEnd(file, line)];
        return { heading, notes: all, ...(last.unclosedQuote && { why: unclosedQuote(file, line) }) };
      }
      const rows = rowsIn(breaks.push(step.value), 'first-part');
      if (start.length > LONGEST_ROW) return { why: rowTooLong(file, 1), notes: [] };
      if (reading === undefined) continue;
      const { heading, splitter } = reading;
      yield { heading, rows };
      if (splitter.pending > LONGEST_ROW) return { heading, why: rowTooLong(file, splitter.line), notes: [] };
    }
  } finally {
    // Whoever stops listening early must not leave the file open.
    await source.return({ notes: [] });
  }
}

/** Many programs write such files; a file that was cut off at a cell's border looks the same (R1). */
export function openEnd(file: string, line: number): string {
  return `The last line of ${file} (line ${line}) has no line end; if the file was cut off there, people are missing and the last line may be short of text.`;
}

function rowsOf(rows: readonly CsvRow[], heading: Heading): TableRow[] {
  const width = heading.cells.length;
  const kept: TableRow[] = [];
  for (const row of rows) {
    if (row.misquoted) kept.push({ line: row.line, cells: row.cells, fault: MISQUOTED });
    else if (!isBlank(row.cells)) {
      const fault = row.cells.length === width ? undefined : widthFault(row.cells, width);
      kept.push(fault === undefined ? row : { line: row.line, cells: row.cells, fault });
    }
  }
  return kept;
}

const MISQUOTED = 'has a quote within a quoted cell that is not doubled';

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Empty cells to the right of the heading are harmless: Excel writes them. */
function widthFault(cells: readonly string[], width: number): string | undefined {
  if (cells.length > width && isBlank(cells.slice(width))) return undefined;
  return `has ${count(cells.length)}, the heading has ${width}`;
}

function count(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}

/** The known columns of a heading, each with its place; two for the same thing are a failure. */
export function placeColumns<Key extends string>(
  heading: Heading,
  keyOf: (foldedColumn: string) => Key | undefined,
  file: string,
):
  | { readonly places: ReadonlyMap<Key, number>; readonly ignored: readonly string[] }
  | { readonly failure: Failure } {
  const places = new Map<Key, number>();
  const ignored: string[] = [];
  for (const [place, cell] of heading.cells.entries()) {
    const name = cell.replace(/\s+/g, ' ').trim();
    const key = keyOf(foldColumn(cell));
    if (key === undefined) {
      if (name !== '') ignored.push(name);
      continue;
    }
    const earlier = places.get(key);
    if (earlier !== undefined) {
      const first = heading.cells[earlier]?.trim() ?? '';
      return {
        failure: {
          code: 'bad-input',
          sentence: `${file} has two columns for the same thing: "${first}" (column ${earlier + 1}) and "${name}" (column ${place + 1}).`,
          next: 'Remove one of the two, or rename it.',
          where: { file, line: heading.line, column: name },
        },
      };
    }
    places.set(key, place);
  }
  return { places, ignored };
}

/** "There is no column Email …", with what there is instead. */
export function columnMissing(file: string, heading: Heading, column: string): Failure {
  const names = heading.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const shown = names.slice(0, 12).map((name) => `"${name.slice(0, 40)}"`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return {
    code: 'bad-input',
    sentence: `${file} has no column ${column} in its heading (line ${heading.line}). Found: ${shown.join(', ')}${more}.`,
    next: `Name the column ${column} in the first line of the file.`,
    where: { file, line: heading.line, column },
  };
}

function empty(file: string): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `${file} is empty.`,
    next: 'Check the export that writes this file.',
    where: { file },
  };
}

function unclosedQuote(file: string, line: number): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `${file} ends within a quoted cell that begins in the row of line ${line}: the end of the file is missing, or a quote is not closed.`,
    next: 'Export the file again, or correct that line.',
    where: { file, line },
  };
}

function rowTooLong(file: string, line: number): Failure {
  return {
    code: 'bad-input',
    sentence: `The row that begins on line ${line} of ${file} does not end within a million characters; a quote there is probably not closed.`,
    next: 'Correct that line, or export the file again.',
    where: { file, line },
  };
}
