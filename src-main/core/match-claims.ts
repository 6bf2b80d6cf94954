import type { KeyTable } from './key-table.ts';
import { blockCode, isActive, type Match, NONE, PASSES } from './match.ts';
import { ACTIVE, type PersonIndex } from './person-index.ts';

export interface Tables {
  readonly externalId: KeyTable;
  readonly userName: KeyTable;
  readonly email: KeyTable;
}

/**
 * A console user whom a Blocked row names by externalId, userName or e-mail is not archived and is no row
 * of its own (design §4, verdict table): the row may well mean that person.
 */
export function claimNamedUsers(directory: PersonIndex, tables: Tables, match: Match): void {
  for (let row = 0; row < directory.size; row++) {
    if (match.blocked[row] === 0) continue;
    for (const user of namedUsers(directory, tables, row)) {
      claim(match, user, row);
      match.namesSomebody[row] = 1;
    }
  }
}

/** The console users whom a directory row names by any of its keys; somebody named by two comes twice. */
export function* namedUsers(directory: PersonIndex, tables: Tables, row: number): Generator<number> {
  for (const name of ['externalId', 'userName', 'email'] as const) {
    const column = directory[name];
    const table = tables[name];
    for (let user = table.first(column.lo[row]!, column.hi[row]!); user >= 0; user = table.next(user))
      yield user;
  }
}

/**
 * A console user whom a Blocked row names is not archived on the word of another row that found them by an
 * address only: that row is Blocked as well, since both may mean this person; and so on along whom it names.
 * Where the external ids agree there is no doubt who is meant (R9), and the row stands.
 */
export function blockWhoeverWouldArchiveTheNamed(
  directory: PersonIndex,
  console: PersonIndex,
  tables: Tables,
  aliasOwnersOf: ReadonlyMap<number, readonly number[]>,
  match: Match,
): void {
  const byExternalId = PASSES.indexOf('externalId');
  const open: number[] = [];
  for (let row = 0; row < directory.size; row++) if (match.blocked[row] !== 0) open.push(row);
  const protect = (user: number, row: number) => {
    const other = match.rowOf[user]!;
    if (other === NONE || other === row || match.blocked[other] !== 0) return;
    if (match.matchedBy[other] === byExternalId) return;
    if (isActive(directory, other) || (console.flags[user]! & ACTIVE) === 0) return;
    match.blocked[other] = blockCode('twoRows');
    match.blockedBy.set(other, row);
    for (const named of namedUsers(directory, tables, other)) claim(match, named, other);
    match.namesSomebody[other] = 1;
    open.push(other);
  };
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    for (const user of namedUsers(directory, tables, row)) protect(user, row);
    for (const owner of aliasOwnersOf.get(row) ?? []) protect(owner, row);
  }
}

export function claim(match: Match, user: number, row: number): void {
  if (match.rowOf[user] === NONE && match.claimedBy.get(user) === NONE) match.claimedBy.set(user, row);
}
