import { RowSplitter } from './split-rows.ts';

const SEPARATORS = [',', ';', '\t', '|'] as const;

export interface Heading {
  readonly cells: readonly string[];
  readonly line: number;
  readonly separator: string;
}

/** Column names are the same whatever their case, their spaces (non-breaking too) and their Unicode form. */
export function foldColumn(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The kind of line break of a text: the first one that stands outside quotes decides. */
export function lineBreakOf(text: string): 'cr' | 'lf' | undefined {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '\n') return 'lf';
    else if (character === '\r') {
      if (i + 1 === text.length) return undefined;
      return text[i + 1] === '\n' ? 'lf' : 'cr';
    }
  }
  return undefined;
}

/**
 * Finds the heading at the start of a text, past blank lines and Excel's own `sep=;`, and guesses the
 * separator: the one that yields the most known columns, then the most columns.
 * `undefined`: the text holds no heading, or not all of it yet.
 */
export function findHeading(
  text: string,
  isKnown: (foldedColumn: string) => boolean,
  reach: 'whole-file' | 'first-part',
): { readonly heading: Heading; readonly rest: string } | undefined {
  const start = skipBlankLines(text, 1);
  const told = /^"?sep=([^\n])"?[^\S\n\t]*(?:\n|$)/i.exec(start.text);
  const separators = told?.[1] === undefined ? SEPARATORS : [told[1]];
  const from = told === null ? start : skipBlankLines(start.text.slice(told[0].length), start.line + 1);

  let best: { cells: readonly string[]; separator: string; score: number; rest: string } | undefined;
  for (const separator of separators) {
    const first = firstRow(from.text, separator, reach);
    if (first === undefined) continue;
    const score = first.cells.filter((cell) => isKnown(foldColumn(cell))).length * 1000 + first.cells.length;
    if (best === undefined || score > best.score) best = { ...first, separator, score };
  }
  if (best === undefined) return undefined;
  return { heading: { cells: best.cells, line: from.line, separator: best.separator }, rest: best.rest };
}

/** The line on which the row after the heading begins. */
export function lineAfter(heading: Heading): number {
  return heading.line + 1 + heading.cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function firstRow(
  text: string,
  separator: string,
  reach: 'whole-file' | 'first-part',
): { cells: readonly string[]; rest: string } | undefined {
  // The heading may hold line breaks within quotes, so line after line is added until a row is whole.
  const splitter = new RowSplitter(separator, 1);
  for (let from = 0; ; ) {
    const end = text.indexOf('\n', from);
    if (end < 0) {
      if (reach === 'first-part') return undefined;
      splitter.push(text.slice(from));
      const row = splitter.end().rows[0];
      return row === undefined ? undefined : { cells: row.cells, rest: '' };
    }
    const row = splitter.push(text.slice(from, end + 1))[0];
    if (row !== undefined) return { cells: row.cells, rest: text.slice(end + 1) };
    from = end + 1;
  }
}

/** A line of nothing but separators is blank too: Excel leaves such lines above a moved table. */
const BLANK = /^[\s,;|]*$/;

function skipBlankLines(text: string, firstLine: number): { text: string; line: number } {
  let from = 0;
  let line = firstLine;
  for (;;) {
    const end = text.indexOf('\n', from);
    if (end < 0 || !BLANK.test(text.slice(from, end))) return { text: text.slice(from), line };
    from = end + 1;
    line++;
  }
}
