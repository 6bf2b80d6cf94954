import { type KeyColumn, type KeyTable, KeyTables } from './key-table.ts';
import { settleAddresses } from './match-addresses.ts';
import { blockWhoeverWouldArchiveTheNamed, claim, claimNamedUsers, type Tables } from './match-claims.ts';
import { markExcluded } from './match-exclusions.ts';
import { ACTIVE, type PersonIndex } from './person-index.ts';
import { RareNumbers } from './rare-numbers.ts';

/** Why a directory row cannot be decided (R9, R10, R11); index into BLOCKS is what the arrays hold. */
export const BLOCKS = ['', 'fault', 'twoRows', 'twoUsers', 'id', 'held', 'swap', 'alias'] as const;
export type Block = (typeof BLOCKS)[number];
export const blockCode = (block: Block): number => BLOCKS.indexOf(block);

/** By which key a row found its console user; index into this list is what `matchedBy` holds. */
export const PASSES = ['', 'externalId', 'userName', 'email'] as const;

export const NONE = -1;

/** Who is who (R9, R10), as typed arrays over the rows of both listings. */
export interface Match {
  /** Per directory row: its console user, or NONE. A Blocked row keeps what it found. */
  readonly consoleOf: Int32Array;
  /** Per console user: the directory row that matched it, or NONE. */
  readonly rowOf: Int32Array;
  /** Per console user: the Blocked row that names it, so that it is neither archived nor a row of its own. */
  readonly claimedBy: RareNumbers;
  readonly matchedBy: Uint8Array;
  /** Per directory row: code of BLOCKS, 0 = decided. */
  readonly blocked: Uint8Array;
  /** The other one in the story: a directory row for twoRows and swap, else a console user. */
  readonly blockedBy: RareNumbers;
  /** Per directory row and console user: 1 where R5 protects. */
  readonly excludedRow: Uint8Array;
  readonly excludedUser: Uint8Array;
  /** Per directory row and console user: the directory row whose own column says `false` for the address, or NONE. */
  readonly columnForRow: RareNumbers;
  readonly columnForUser: RareNumbers;
  /** Per directory row: the excluded console user that it means, or NONE. */
  readonly excludedThrough: RareNumbers;
  /** Per Blocked row: 1 where it names anybody on the console by any key. */
  readonly namesSomebody: Uint8Array;
  /** How many renames must come first (a chain of addresses handed on). */
  readonly level: RareNumbers;
}

export interface MatchOptions {
  /** The tenant has acknowledged a change of id source (R9). */
  readonly idSourceChanged: boolean;
  /** Hashed folded addresses of the exclusion list (R5). */
  readonly excludedAddresses: KeyColumn;
  /** Where managers are resolved by the same tables afterwards. */
  readonly tables?: KeyTables;
}

/**
 * Matches directory people with console users. Pure; the order of rows does not matter.
 * Passes: externalId, userName, e-mail, each over those still unmatched (R9). Whatever is ambiguous is
 * Blocked, never guessed (R10).
 */
export function matchPeople(directory: PersonIndex, console: PersonIndex, options: MatchOptions): Match {
  const match: Match = {
    consoleOf: new Int32Array(directory.size).fill(NONE),
    rowOf: new Int32Array(console.size).fill(NONE),
    claimedBy: new RareNumbers(console.size, NONE),
    matchedBy: new Uint8Array(directory.size),
    blocked: new Uint8Array(directory.size),
    blockedBy: new RareNumbers(directory.size, NONE),
    excludedRow: new Uint8Array(directory.size),
    excludedUser: new Uint8Array(console.size),
    columnForRow: new RareNumbers(directory.size, NONE),
    columnForUser: new RareNumbers(console.size, NONE),
    excludedThrough: new RareNumbers(directory.size, NONE),
    namesSomebody: new Uint8Array(directory.size),
    level: new RareNumbers(directory.size, 0),
  };
  const made = options.tables ?? new KeyTables();
  blockFaults(directory, match);
  blockSharedKeys(directory, match, made);
  made.keepOnly([directory.userName, directory.email]);
  const userName = made.of(console.userName, console.size);
  const tables: Tables = {
    externalId: made.of(console.externalId, console.size),
    userName,
    email: made.of(console.email, console.size),
  };
  runPass(1, directory.externalId, tables.externalId, directory, console, match, options);
  runPass(2, directory.userName, tables.userName, directory, console, match, options);
  // Where both sides know people by one address only, a third pass would ask what the second has answered.
  if (directory.email !== directory.userName || tables.email !== userName) {
    runPass(3, directory.email, tables.email, directory, console, match, options);
  }
  // Claims come twice: exclusions must know whom a Blocked row names, and address conflicts block more rows.
  claimNamedUsers(directory, tables, match);
  markExcluded(directory, console, tables, match, options.excludedAddresses, made);
  const aliasOwnersOf = settleAddresses(directory, console, tables.userName, match);
  claimNamedUsers(directory, tables, match);
  blockWhoeverWouldArchiveTheNamed(directory, console, tables, aliasOwnersOf, match);
  made.keepOnly([directory.userName, directory.email, console.userName, console.email]);
  return match;
}

function blockFaults(directory: PersonIndex, match: Match): void {
  for (let row = 0; row < directory.size; row++) {
    if (directory.fault[row] !== 0) match.blocked[row] = blockCode('fault');
  }
}

/** Two directory rows that share a key are both Blocked, whether or not the console has that person (R10). */
function blockSharedKeys(directory: PersonIndex, match: Match, made: KeyTables): void {
  for (const column of new Set([directory.externalId, directory.userName, directory.email])) {
    const table = made.of(column, directory.size);
    if (!table.hasTwins) continue;
    for (let row = 0; row < directory.size; row++) {
      const first = table.first(column.lo[row]!, column.hi[row]!);
      if (first < 0) continue;
      const other = first !== row ? first : table.next(row);
      if (other >= 0 && match.blocked[row] === 0) {
        match.blocked[row] = blockCode('twoRows');
        match.blockedBy.set(row, other);
      }
    }
  }
}

function runPass(
  pass: number,
  column: KeyColumn,
  table: KeyTable,
  directory: PersonIndex,
  console: PersonIndex,
  match: Match,
  options: MatchOptions,
): void {
  for (let row = 0; row < directory.size; row++) {
    if (match.blocked[row] !== 0 || match.consoleOf[row] !== NONE) continue;
    let found = NONE;
    let second = NONE;
    let rival = NONE;
    for (let user = table.first(column.lo[row]!, column.hi[row]!); user >= 0; user = table.next(user)) {
      if (match.rowOf[user] !== NONE) continue;
      if (rival === NONE) rival = match.claimedBy.get(user);
      if (found === NONE) found = user;
      else if (second === NONE) second = user;
    }
    if (found === NONE) continue;
    const block: Block | undefined =
      rival !== NONE
        ? // A Blocked row found this user by a stronger key: two rows mean one person (R10).
          'twoRows'
        : second !== NONE
          ? 'twoUsers'
          : pass > 1 && !options.idSourceChanged && externalIdsDiffer(directory, row, console, found)
            ? 'id'
            : undefined;
    if (block === undefined) {
      match.consoleOf[row] = found;
      match.matchedBy[row] = pass;
      match.rowOf[found] = row;
      continue;
    }
    match.blocked[row] = blockCode(block);
    match.blockedBy.set(row, block === 'twoRows' ? rival : block === 'twoUsers' ? second : found);
    if (block !== 'twoRows') {
      match.consoleOf[row] = found;
      match.matchedBy[row] = pass;
    }
    for (let user = table.first(column.lo[row]!, column.hi[row]!); user >= 0; user = table.next(user)) {
      claim(match, user, row);
    }
  }
}

function externalIdsDiffer(directory: PersonIndex, row: number, console: PersonIndex, user: number): boolean {
  const a = directory.externalId;
  const b = console.externalId;
  const rowHas = a.lo[row] !== 0 || a.hi[row] !== 0;
  const userHas = b.lo[user] !== 0 || b.hi[user] !== 0;
  return rowHas && userHas && (a.lo[row] !== b.lo[user] || a.hi[row] !== b.hi[user]);
}

/** The directory row that matched this console user or, being Blocked, names it; NONE where nobody does. */
export function spokenForBy(match: Match, user: number): number {
  return match.rowOf[user] !== NONE ? match.rowOf[user]! : match.claimedBy.get(user);
}

/** Whether a directory row asks for its person to be active. */
export function isActive(index: PersonIndex, row: number): boolean {
  return (index.flags[row]! & ACTIVE) !== 0;
}
