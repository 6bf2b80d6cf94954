import { type KeyTable, KeyTables } from './key-table.ts';
import { isActive, type Match, NONE, spokenForBy } from './match.ts';
import { ACTIVE, type PersonIndex } from './person-index.ts';

/** Per row: a console user (≥ 0), NO_MANAGER, UNKNOWN_MANAGER, or a row to be created (`createdRow`). */
export const NO_MANAGER = NONE;
export const UNKNOWN_MANAGER = -2;
const CREATED_BASE = -3;

export function asCreated(row: number): number {
  return CREATED_BASE - row;
}
/** The directory row whose creation gives the manager, or NONE where the code is no such row. */
export function createdRow(code: number): number {
  return code <= CREATED_BASE ? CREATED_BASE - code : NONE;
}

export interface Managers {
  /** Per directory row: who should be the manager. */
  readonly wanted: Int32Array;
  /** Per console user: who is. UNKNOWN_MANAGER where a reference stands there that names nobody listed. */
  readonly held: Int32Array;
  /** Per console user: how many people would report to them after the run. */
  readonly reports: Int32Array;
}

/**
 * Managers are compared as persons, not as text: the directory names an address, the console an id, and
 * either may be renamed in this very plan. A manager in neither listing is unknown and the field is left
 * alone with a warning (R11).
 */
export function resolveManagers(
  directory: PersonIndex,
  console: PersonIndex,
  match: Match,
  carried: 'carried' | 'not-carried',
  made = new KeyTables(),
): Managers {
  const userTables = tablesOf(console, made);
  const users = lookUp(userTables);
  const held = new Int32Array(console.size).fill(NO_MANAGER);
  for (let user = 0; user < console.size; user++) {
    const lo = console.manager.lo[user]!;
    const hi = console.manager.hi[user]!;
    if (lo === 0 && hi === 0) continue;
    const manager = users(lo, hi);
    held[user] = manager === NONE ? UNKNOWN_MANAGER : manager;
  }

  const rows = lookUp(tablesOf(directory, made));
  const wanted = new Int32Array(directory.size).fill(NO_MANAGER);
  for (let row = 0; carried === 'carried' && row < directory.size; row++) {
    const lo = directory.manager.lo[row]!;
    const hi = directory.manager.hi[row]!;
    if (lo === 0 && hi === 0) continue;
    wanted[row] = managerOf(
      rows(lo, hi),
      () => lasting(userTables, lo, hi, directory, match),
      directory,
      match,
    );
  }

  const reports = new Int32Array(console.size);
  for (let row = 0; row < directory.size; row++) {
    if (!isActive(directory, row) || match.blocked[row] !== 0 || match.excludedRow[row] === 1) continue;
    const user = match.consoleOf[row]!;
    const manager = carried === 'carried' ? wanted[row]! : user === NONE ? NONE : held[user]!;
    if (manager >= 0) reports[manager]!++;
  }
  for (let user = 0; user < console.size; user++) {
    // Excluded and Blocked people keep the manager that they have.
    const row = spokenForBy(match, user);
    const untouched =
      row === NONE
        ? match.excludedUser[user] === 1
        : match.blocked[row] !== 0 || match.excludedRow[row] === 1;
    if (untouched && (console.flags[user]! & ACTIVE) !== 0 && held[user]! >= 0) reports[held[user]!]!++;
  }
  return { wanted, held, reports };
}

function managerOf(row: number, onConsole: () => number, directory: PersonIndex, match: Match): number {
  if (row !== NONE) {
    const matched = match.consoleOf[row]!;
    if (matched !== NONE && match.rowOf[matched] === row) return matched;
    if (matched === NONE && settled(row, directory, match)) return asCreated(row);
  }
  return onConsole();
}

/**
 * The one console user who is to be found under this address also after this plan: whoever gets other
 * addresses by it has lost this one by the next sync, and a link by it would not last (R12).
 */
function lasting(
  tables: readonly KeyTable[],
  lo: number,
  hi: number,
  directory: PersonIndex,
  match: Match,
): number {
  for (const table of tables) {
    let found = UNKNOWN_MANAGER;
    for (let user = table.first(lo, hi); user >= 0; user = table.next(user)) {
      const row = match.rowOf[user]!;
      if (row !== NONE && settled(row, directory, match)) continue;
      if (found >= 0) return UNKNOWN_MANAGER;
      found = user;
    }
    if (found >= 0) return found;
  }
  return UNKNOWN_MANAGER;
}

/** Whether this plan makes the console say of a person what this row says. */
function settled(row: number, directory: PersonIndex, match: Match): boolean {
  return isActive(directory, row) && match.blocked[row] === 0 && match.excludedRow[row] === 0;
}

/** By userName, then e-mail, then the source's own key. */
function tablesOf(index: PersonIndex, made: KeyTables): readonly KeyTable[] {
  const columns = new Set([index.userName, index.email, index.ref]);
  return [...columns].map((column) => made.of(column, index.size));
}

function lookUp(tables: readonly KeyTable[]): (lo: number, hi: number) => number {
  return (lo, hi) => {
    for (const table of tables) {
      const row = table.first(lo, hi);
      if (row >= 0) return row;
    }
    return NONE;
  };
}
