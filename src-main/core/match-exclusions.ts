import type { KeyColumn, KeyTable, KeyTables } from './key-table.ts';
import { type Match, NONE } from './match.ts';
import { namedUsers, type Tables } from './match-claims.ts';
import { type PersonIndex, UNMANAGED } from './person-index.ts';
import type { RareNumbers } from './rare-numbers.ts';

/**
 * R5: a person is excluded when any source (the list, a column of the directory, the console's flag) says
 * `false` for the row's address, or for the address of the console user that the row matches or, being
 * Blocked, names. A flag on a record speaks for the record and for its addresses wherever they stand.
 */
export function markExcluded(
  directory: PersonIndex,
  console: PersonIndex,
  tables: Tables,
  match: Match,
  listed: KeyColumn,
  made: KeyTables,
): void {
  let rows: readonly KeyTable[] | undefined;
  const users = [...new Set([tables.userName, tables.email])];
  const protect = (lo: number, hi: number, column: number) => {
    rows ??= [...new Set([directory.userName, directory.email])].map((keys) => made.of(keys, directory.size));
    markByAddress(rows, lo, hi, match.excludedRow, match.columnForRow, column);
    markByAddress(users, lo, hi, match.excludedUser, match.columnForUser, column);
  };
  for (let i = 0; i < listed.lo.length; i++) protect(listed.lo[i]!, listed.hi[i]!, NONE);
  for (let row = 0; row < directory.size; row++) {
    if ((directory.flags[row]! & UNMANAGED) === 0) continue;
    match.excludedRow[row] = 1;
    match.columnForRow.set(row, row);
    for (const key of [directory.userName, directory.email]) protect(key.lo[row]!, key.hi[row]!, row);
  }
  for (let user = 0; user < console.size; user++) {
    if ((console.flags[user]! & UNMANAGED) === 0) continue;
    match.excludedUser[user] = 1;
    for (const key of [console.userName, console.email]) protect(key.lo[user]!, key.hi[user]!, NONE);
  }
  joinBothSides(directory, tables, match);
}

/** First from the users to the rows that mean them, then back: a row may name several users. */
function joinBothSides(directory: PersonIndex, tables: Tables, match: Match): void {
  const excludeThrough = (row: number, user: number) => {
    if (match.excludedUser[user] !== 1) return;
    match.excludedRow[row] = 1;
    if (match.excludedThrough.get(row) === NONE) match.excludedThrough.set(row, user);
  };
  for (let row = 0; row < directory.size; row++) eachMeant(directory, tables, match, row, excludeThrough);
  const excludeUser = (_row: number, user: number) => {
    match.excludedUser[user] = 1;
  };
  for (let row = 0; row < directory.size; row++) {
    if (match.excludedRow[row] === 1) eachMeant(directory, tables, match, row, excludeUser);
  }
}

/** The user that a row matched; of a Blocked row, whom it names and no other row has found. */
function eachMeant(
  directory: PersonIndex,
  tables: Tables,
  match: Match,
  row: number,
  visit: (row: number, user: number) => void,
): void {
  // Of a million rows most mean one user or none; only the others are walked.
  if (match.blocked[row] === 0) {
    const user = match.consoleOf[row]!;
    if (user !== NONE) visit(row, user);
    return;
  }
  for (const named of namedUsers(directory, tables, row)) if (match.rowOf[named] === NONE) visit(row, named);
}

function markByAddress(
  tables: readonly KeyTable[],
  lo: number,
  hi: number,
  marks: Uint8Array,
  columns: RareNumbers,
  column: number,
): void {
  for (const table of tables) {
    for (let row = table.first(lo, hi); row >= 0; row = table.next(row)) {
      marks[row] = 1;
      if (column !== NONE && columns.get(row) === NONE) columns.set(row, column);
    }
  }
}
