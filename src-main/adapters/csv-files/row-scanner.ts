import { grown } from '../../core/growing-numbers.ts';
import { CARRIAGE_RETURN, LINE_FEED, QUOTE, type RowBatch } from '../../core/row-batch.ts';

export interface RowScannerOptions {
  /** A byte of ASCII. */
  readonly separator: number;
  readonly width: number;
  /** The line on which the first row begins. */
  readonly firstLine: number;
}

/** No longer plain: who stopped here reads the file in the other way, from its start. */
export const NOT_PLAIN = -1;

const DECODER = new TextDecoder();

/**
 * Finds rows and cells in the bytes of a CSV, quoted by RFC 4180. Finds exactly what `RowSplitter` finds in the
 * decoded text, or stops: a row whose cells do not fit the heading, or a quote that stands where it should not.
 * Blank rows are passed over.
 */
export class RowScanner {
  readonly #separator: number;
  readonly #width: number;
  #line: number;
  /** Where the last row begins, where the file ends without a line break. */
  openLine: number | undefined;
  #rows = 0;
  #cells: Int32Array;
  #starts = new Int32Array(256);
  #ends = new Int32Array(256);
  #lines = new Int32Array(256);
  #odd = new Uint8Array(256);

  constructor({ separator, width, firstLine }: RowScannerOptions) {
    this.#separator = separator;
    this.#width = width;
    this.#line = firstLine;
    this.#cells = new Int32Array(256 * width * 2);
  }

  /** The rows of the last scan. */
  batch(bytes: Uint8Array): RowBatch {
    return {
      bytes,
      rows: this.#rows,
      cells: this.#cells,
      starts: this.#starts,
      ends: this.#ends,
      lines: this.#lines,
      odd: this.#odd,
    };
  }

  /**
   * Scans the rows that are whole; returns where the first begins that is not, or NOT_PLAIN. A line feed must stand at
   * `bytes[end]` as a guard; at the end of the file it ends the last row.
   */
  scan(bytes: Uint8Array, from: number, end: number, reach: 'goes-on' | 'whole-file'): number {
    const separator = this.#separator;
    // A tab comes before the line feed, a comma after it.
    const stop = Math.max(separator, LINE_FEED);
    const stride = this.#width * 2;
    let cells = this.#cells;
    let rows = 0;
    let at = from;
    this.#rows = 0;
    while (at < end) {
      if (rows === this.#starts.length) {
        this.#grow();
        cells = this.#cells;
      }
      const start = at;
      let put = rows * stride;
      const putEnd = put + stride;
      let breaks = 0;
      let odd = 0;
      let rowEnd = 0;
      for (;;) {
        let byte = bytes[at]!;
        let cellStart = at;
        let cellEnd: number;
        if (byte === QUOTE) {
          cellStart = ++at;
          for (;;) {
            byte = bytes[at]!;
            if (byte === QUOTE) {
              if (bytes[at + 1] !== QUOTE) break;
              odd = 1;
              at++;
            } else if (byte === LINE_FEED) {
              if (at >= end) break;
              breaks++;
            } else if (byte === CARRIAGE_RETURN) odd = 1;
            at++;
          }
          if (byte === LINE_FEED) {
            // Within quotes at the end of what there is.
            if (reach === 'whole-file') return NOT_PLAIN;
            rowEnd = -1;
            break;
          }
          cellEnd = at++;
          rowEnd = at;
          byte = bytes[at]!;
          if (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) byte = bytes[++at]!;
          if (byte !== separator && byte !== LINE_FEED) return NOT_PLAIN;
        } else {
          // Nearly all bytes stand behind both, so one look is enough.
          while (byte > stop || (byte !== separator && byte !== LINE_FEED)) byte = bytes[++at]!;
          cellEnd = at;
          if (byte === LINE_FEED && cellEnd > cellStart && bytes[cellEnd - 1] === CARRIAGE_RETURN) cellEnd--;
          rowEnd = cellEnd;
        }
        if (put < putEnd) {
          cells[put++] = cellStart;
          cells[put++] = cellEnd;
        } else if (cellStart !== cellEnd) return NOT_PLAIN;
        if (byte === LINE_FEED) break;
        at++;
      }
      if (rowEnd < 0 || (at >= end && reach === 'goes-on')) {
        at = start;
        break;
      }
      if (put < putEnd) {
        if (!this.#isBlank(bytes, start, rowEnd)) return NOT_PLAIN;
      } else if (!this.#isBlankRow(bytes, rows * stride)) {
        this.#starts[rows] = start;
        this.#ends[rows] = rowEnd;
        this.#lines[rows] = this.#line;
        this.#odd[rows++] = odd;
        if (at >= end) this.openLine = this.#line;
      }
      this.#line += 1 + breaks;
      at++;
    }
    this.#rows = rows;
    return Math.min(at, end);
  }

  /** A row with too few cells: fine where there is nothing in it. */
  #isBlank(bytes: Uint8Array, start: number, end: number): boolean {
    const separator = String.fromCharCode(this.#separator);
    const text = DECODER.decode(bytes.subarray(start, end));
    return text.split(separator).every((cell) => cell.trim() === '');
  }

  #isBlankRow(bytes: Uint8Array, base: number): boolean {
    const cells = this.#cells;
    for (let at = base; at < base + this.#width * 2; at += 2) {
      const start = cells[at]!;
      const end = cells[at + 1]!;
      if (start === end) continue;
      const first = bytes[start]!;
      // Visible ASCII; anything else may be white space of some kind.
      if (first > 0x20 && first < 0x80) return false;
      if (DECODER.decode(bytes.subarray(start, end)).trim() !== '') return false;
    }
    return true;
  }

  #grow(): void {
    const rows = this.#starts.length * 2;
    this.#cells = grown(this.#cells, rows * this.#width * 2);
    this.#starts = grown(this.#starts, rows);
    this.#ends = grown(this.#ends, rows);
    this.#lines = grown(this.#lines, rows);
    this.#odd = grown(this.#odd, rows);
  }
}
