import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type ExclusionList, type ExclusionRow, exclusionList } from '../../core/exclusion-list.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { foldColumn } from './heading.ts';
import { columnMissing, placeColumns, readTable } from './read-table.ts';
import { readText, type TextEnd } from './read-text.ts';

/** The lines as they stand, for whoever edits them. */
export interface ExclusionLines {
  readonly rows: readonly ExclusionRow[];
  /** SHA-256 of the file's bytes as they were read, hex. */
  readonly hash: string;
  readonly notes: readonly string[];
}

export interface ExclusionFile {
  readonly list: ExclusionList;
  /** SHA-256 of the file's bytes as they were read, hex; `writeExclusions` wants it back. */
  readonly hash: string;
  /** E.g. the encoding that was assumed. */
  readonly notes: readonly string[];
}

type Column = 'email' | 'managed';

const COLUMNS: ReadonlyMap<string, Column> = new Map([
  [foldColumn('Email'), 'email'],
  [foldColumn('Provisioning Managed'), 'managed'],
]);

/**
 * Reads an exclusion CSV (design §9): any order of columns, any usual encoding and separator.
 * Faulty lines are problems of the list. It fails where protection would be lost: the file cannot be
 * read to its end, or one of its two columns is missing.
 */
export async function readExclusions(file: string, signal?: AbortSignal): Promise<Result<ExclusionFile>> {
  const read = await readExclusionLines(file, signal);
  if (!read.ok) return read;
  const { rows, hash, notes } = read.value;
  return succeed({ list: exclusionList(rows), hash, notes });
}

/** The same, each line as it stands. */
export async function readExclusionLines(
  file: string,
  signal?: AbortSignal,
): Promise<Result<ExclusionLines>> {
  const hash = createHash('sha256');
  const text = readText(file, { signal, onBytes: (chunk) => hash.update(chunk) });
  const read = await rowsIn(text, basename(file));
  return read.ok ? succeed({ ...read.value, hash: hash.digest('hex') }) : read;
}

/** The same for text that is already here: a console gives its list as CSV (design §7). */
export async function parseExclusions(csv: string, name: string): Promise<Result<ExclusionList>> {
  const read = await parseExclusionLines(csv, name);
  return read.ok ? succeed(exclusionList(read.value)) : read;
}

/** The same, each line as it stands. */
export async function parseExclusionLines(
  csv: string,
  name: string,
): Promise<Result<readonly ExclusionRow[]>> {
  async function* whole(): AsyncGenerator<string, TextEnd, void> {
    yield csv.charCodeAt(0) === 0xfeff ? csv.slice(1) : csv;
    return { notes: [] };
  }
  const read = await rowsIn(whole(), name);
  return read.ok ? succeed(read.value.rows) : read;
}

async function rowsIn(
  text: AsyncGenerator<string, TextEnd, void>,
  name: string,
): Promise<Result<Omit<ExclusionLines, 'hash'>>> {
  const table = readTable({ name, text, isKnown: (column) => COLUMNS.has(column) });
  const rows: ExclusionRow[] = [];
  let places: ReadonlyMap<Column, number> | undefined;

  try {
    for (;;) {
      const step = await table.next();
      const { heading } = step.value;
      if (places === undefined && heading !== undefined) {
        const placed = placeColumns(heading, (column) => COLUMNS.get(column), name);
        if ('failure' in placed) return fail(placed.failure);
        if (!placed.places.has('email')) return fail(columnMissing(name, heading, 'Email'));
        if (!placed.places.has('managed')) return fail(columnMissing(name, heading, 'Provisioning Managed'));
        places = placed.places;
      }
      if (step.done) {
        const { why, notes } = step.value;
        if (why !== undefined) return fail(why.code === 'cancelled' ? why : protectionLost(why));
        return succeed({ rows, notes });
      }
      if (places === undefined) continue;
      const width = step.value.heading.cells.length;
      for (const { line, cells, fault } of step.value.rows) {
        rows.push({
          line,
          address: cells[places.get('email') ?? -1] ?? '',
          managed: cells[places.get('managed') ?? -1] ?? '',
          ...(fault !== undefined && cells.length > width && { tooManyCells: true }),
        });
      }
    }
  } finally {
    await table.return({ notes: [] });
  }
}

function protectionLost(why: Failure): Failure {
  return {
    ...why,
    sentence: `${why.sentence} Nobody knows whom it would have protected, so nothing was done.`,
  };
}
