import type { KeyTable } from './key-table.ts';
import { type Match, NONE } from './match.ts';
import type { PersonIndex } from './person-index.ts';

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
    for (const name of ['externalId', 'userName', 'email'] as const) {
      const column = directory[name];
      const table = tables[name];
      for (let user = table.first(column.lo[row]!, column.hi[row]!); user >= 0; user = table.next(user)) {
        claim(match, user, row);
        match.namesSomebody[row] = 1;
      }
    }
  }
}

export function claim(match: Match, user: number, row: number): void {
  if (match.rowOf[user] === NONE && match.claimedBy[user] === NONE) match.claimedBy[user] = row;
}
