import { ATTRIBUTES, type AttributeName } from './attributes.ts';
import { fold } from './fold.ts';
import type { Carried, PersonRecord } from './records.ts';

/** What a column of the directory's or the console's CSV means: an attribute, or one of Muster's own. */
export type CsvColumn =
  | AttributeName
  | 'manager'
  | 'groups'
  | 'aliases'
  | 'provisioningManaged'
  | 'status'
  | 'isAdmin';

export function isAttributeColumn(column: CsvColumn): column is AttributeName {
  return column in ATTRIBUTES;
}

/** Where each known column stands in the file. */
export type Places = ReadonlyMap<CsvColumn, number>;

/** A row of a CSV: the line on which it begins, from 1, and its cells as texts. */
export interface CellRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines whose `Provisioning Managed` is neither true, false nor empty: read as false (R5). */
export interface FlagFaults {
  lines: number[];
  count: number;
}

const NAMED_LINES = 5;

/** Archived in the directory's words (R14); every other word stays as it is and Blocks the row. */
export const ARCHIVED_WORDS: readonly string[] = ['archived', 'inactive', 'disabled'];

/** What a file with these columns says at all; the rest is left alone on the console (R14, R19). */
export function carriedBy(places: Places): Carried {
  return {
    attributes: [...places.keys()].filter(isAttributeColumn),
    manager: places.has('manager'),
    groups: places.has('groups'),
  };
}

/** Makes the function that turns a row of this file into a person, so that columns are looked up once. */
export function personReader(
  places: Places,
  role: 'directory' | 'console',
  flagFaults: FlagFaults,
): (row: CellRow) => PersonRecord {
  const attributes = [...places].flatMap(([column, place]) =>
    isAttributeColumn(column) ? [[column, place] as const] : [],
  );
  const emailAt = places.get('userName') ?? -1;
  const managerAt = places.get('manager');
  const groupsAt = places.get('groups');
  const aliasesAt = places.get('aliases');
  const flagAt = places.get('provisioningManaged');
  const statusAt = places.get('status');
  const adminAt = places.get('isAdmin');

  return ({ line, cells }) => {
    const values: Partial<Record<AttributeName, string>> = {};
    for (const [name, place] of attributes) values[name] = cells[place] ?? '';
    const person: Mutable<PersonRecord> = {
      ref: role === 'console' ? consoleRef(cells[emailAt] ?? '', line) : String(line),
      line,
      status: statusAt === undefined ? 'active' : statusOf(cells[statusAt] ?? ''),
      values,
    };
    if (managerAt !== undefined) person.manager = (cells[managerAt] ?? '').trim();
    if (groupsAt !== undefined) person.groups = listOf(cells[groupsAt] ?? '');
    if (aliasesAt !== undefined) person.aliases = listOf(cells[aliasesAt] ?? '');
    if (flagAt !== undefined) {
      const flag = flagOf(cells[flagAt] ?? '', line, flagFaults);
      if (flag !== undefined) person.provisioningManaged = flag;
    }
    if (adminAt !== undefined) person.isAdmin = (cells[adminAt] ?? '').trim().toLowerCase() === 'true';
    return person;
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The same person has the same key in every export of the console, wherever the row stands. */
function consoleRef(email: string, line: number): string {
  const folded = fold(email);
  return folded === '' ? `line ${line}` : folded;
}

function statusOf(cell: string): string {
  const word = cell.trim();
  if (word === '') return 'active';
  const folded = word.toLowerCase();
  if (folded === 'active') return 'active';
  return ARCHIVED_WORDS.includes(folded) ? 'archived' : word;
}

/**
 * A mistyped `false` must not expose somebody to a sync, so every word but `true` protects (R5); the
 * line is named, so that the admin can correct it.
 */
function flagOf(cell: string, line: number, faults: FlagFaults): boolean | undefined {
  const word = cell.trim().toLowerCase();
  if (word === '') return undefined;
  if (word === 'true') return true;
  if (word !== 'false') {
    faults.count++;
    if (faults.lines.length < NAMED_LINES) faults.lines.push(line);
  }
  return false;
}

/** Names separated by `;`: without outer spaces, empty ones and repetitions (folded). */
export function listOf(cell: string): readonly string[] {
  if (cell === '') return NONE;
  if (!cell.includes(';')) {
    const only = cell.trim();
    return only === '' ? NONE : [only];
  }
  const names = new Map<string, string>();
  for (const part of cell.split(';')) {
    const name = part.trim();
    const folded = fold(name);
    if (name !== '' && !names.has(folded)) names.set(folded, name);
  }
  return [...names.values()];
}

const NONE: readonly string[] = [];
