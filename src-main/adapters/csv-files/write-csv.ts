import type { Result } from '../../core/failure.ts';
import { succeed } from '../../core/failure.ts';
import { replaceFile } from './replace-file.ts';

/**
 * `exact`: the cells as they are, for another program. `guarded`: for people who open the file in a
 * spreadsheet, which would run a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break as a
 * formula (OWASP, "CSV Injection"); such a cell gets an apostrophe in front. That holds for phone numbers
 * such as +49 30 1234 too: an exception for what looks harmless is where an injection would hide, and a
 * spreadsheet would turn the number into a sum. Whoever needs the bare value takes the JSON export.
 */
export type CellGuard = 'exact' | 'guarded';

const STARTS_A_FORMULA = /^[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** One line of a CSV with its line end (RFC 4180). */
export function csvLine(cells: readonly string[], guard: CellGuard): string {
  return `${cells.map((cell) => quoted(guard === 'guarded' && STARTS_A_FORMULA.test(cell) ? `'${cell}` : cell)).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export interface WriteCsvOptions {
  readonly file: string;
  readonly heading: readonly string[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  readonly guard: CellGuard;
  /** `utf-8-bom` makes Excel read umlauts right; other programs are better off without. */
  readonly encoding: 'utf-8' | 'utf-8-bom';
  readonly signal?: AbortSignal;
}

/** Enough that a write to disk is worth its while. */
const BLOCK = 64 * 1024;

/** Writes a CSV of any length in constant memory; whole or not at all. */
export async function writeCsv(options: WriteCsvOptions): Promise<Result<{ readonly rows: number }>> {
  const { guard } = options;
  return replaceFile(options.file, async (handle) => {
    let block = `${options.encoding === 'utf-8-bom' ? '\ufeff' : ''}${csvLine(options.heading, guard)}`;
    let rows = 0;
    for await (const row of options.rows) {
      if (options.signal?.aborted) return cancelled;
      block += csvLine(row, guard);
      rows++;
      if (block.length >= BLOCK) {
        await handle.writeFile(block, 'utf8');
        block = '';
      }
    }
    await handle.writeFile(block, 'utf8');
    return succeed({ rows });
  });
}

const cancelled = {
  ok: false,
  failure: {
    code: 'cancelled',
    sentence: 'The export was cancelled; no file was written.',
    next: 'Export again when you are ready.',
  },
} as const;
