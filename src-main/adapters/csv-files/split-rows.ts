import Papa from 'papaparse';

export interface CsvRow {
  /** Where the row begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote that closes in the middle of a cell, so nobody knows where the cells end. */
  readonly misquoted: boolean;
}

/** What papaparse's own Parser gives back; its types call it `any`. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

/** Splits text that has only `\n` as line break into rows of cells (RFC 4180), as it comes. */
export class RowSplitter {
  readonly #separator: string;
  #line: number;
  #rest = '';

  constructor(separator: string, firstLine: number) {
    this.#separator = separator;
    this.#line = firstLine;
  }

  /** Where the row begins that is not yet whole. */
  get line(): number {
    return this.#line;
  }

  /** Length of the row that is not yet whole. */
  get pending(): number {
    return this.#rest.length;
  }

  /** The rows that are whole by now. */
  push(text: string): CsvRow[] {
    const input = this.#rest + text;
    const parsed = this.#parse(input, 'keep-last');
    this.#rest = input.slice(parsed.meta.cursor);
    return this.#rows(parsed, input);
  }

  /** The last row, where the file does not end with a line break. */
  end(): { readonly rows: CsvRow[]; readonly unclosedQuote: boolean } {
    const input = this.#rest;
    this.#rest = '';
    const parsed = this.#parse(input, 'take-last');
    if (parsed.errors.some((error) => error.code === 'MissingQuotes'))
      return { rows: [], unclosedQuote: true };
    return { rows: this.#rows(parsed, input), unclosedQuote: false };
  }

  #parse(input: string, last: 'keep-last' | 'take-last'): Parsed {
    const parser = new Papa.Parser({ delimiter: this.#separator, newline: '\n', quoteChar: '"' });
    return parser.parse(input, 0, last === 'keep-last');
  }

  #rows(parsed: Parsed, input: string): CsvRow[] {
    const misquoted = new Set(parsed.errors.map((error) => error.row));
    // Only a quoted cell can hold a line break, so without a quote each row is one line.
    const mayHoldBreaks = input.includes('"');
    return parsed.data.map((cells, index) => {
      const line = this.#line;
      this.#line += 1 + (mayHoldBreaks ? breaksIn(cells) : 0);
      return { line, cells, misquoted: misquoted.has(index) };
    });
  }
}

function breaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells)
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}
