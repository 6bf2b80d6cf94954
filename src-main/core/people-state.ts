import { isActive, type Match, NONE, spokenForBy } from './match.ts';
import { ACTIVE, ADMIN, type PersonIndex } from './person-index.ts';
import { type Situation, verdictOf } from './verdict.ts';

/** The situation of a directory row, and of the console user it matched; `differs` is left to the caller. */
export function situationOfRow(
  directory: PersonIndex,
  console: PersonIndex,
  match: Match,
  row: number,
  listing: Situation['listing'],
  differs: boolean,
): Situation {
  const user = match.consoleOf[row]!;
  return {
    directory: isActive(directory, row) ? 'active' : 'inactive',
    console: user === NONE ? 'absent' : (console.flags[user]! & ACTIVE) !== 0 ? 'active' : 'archived',
    excluded: match.excludedRow[row] === 1,
    blocked: match.blocked[row] !== 0,
    listing,
    admin: user !== NONE && (console.flags[user]! & ADMIN) !== 0,
    differs,
  };
}

/** The situation of a console user for whom no directory row speaks. */
export function situationOfUser(
  console: PersonIndex,
  match: Match,
  user: number,
  listing: Situation['listing'],
): Situation {
  return {
    directory: 'absent',
    console: (console.flags[user]! & ACTIVE) !== 0 ? 'active' : 'archived',
    excluded: match.excludedUser[user] === 1,
    blocked: false,
    listing,
    admin: (console.flags[user]! & ADMIN) !== 0,
    differs: false,
  };
}

/** Where a person stands for memberships (design §4, "Only real operations are counted"). */
export type Standing = 'stays' | 'arrives' | 'blocked' | 'out';

export interface Standings {
  readonly ofRow: (row: number) => Standing;
  readonly ofUser: (user: number) => Standing;
}

/** Where the people of both sides stand. Rows that are known to stay as they are (plain-rows.ts) need no look. */
export function standingsOf({
  directory,
  console,
  match,
  listing,
  plain,
}: {
  readonly directory: PersonIndex;
  readonly console: PersonIndex;
  readonly match: Match;
  readonly listing: Situation['listing'];
  readonly plain: Uint8Array | undefined;
}): Standings {
  const ofRow = (row: number): Standing =>
    plain !== undefined && plain[row] !== 0
      ? 'stays'
      : standing(situationOfRow(directory, console, match, row, listing, false));
  const ofUser = (user: number): Standing => {
    if (match.excludedUser[user] === 1) return 'out';
    const row = spokenForBy(match, user);
    if (row === NONE) return standing(situationOfUser(console, match, user, listing));
    // A user whom a Blocked row merely names is as undecided as the row.
    return match.rowOf[user] === NONE ? 'blocked' : ofRow(row);
  };
  return { ofRow, ofUser };
}

function standing(situation: Situation): Standing {
  if (situation.excluded) return 'out';
  if (situation.blocked) return 'blocked';
  if (situation.directory === 'active') return situation.console === 'absent' ? 'arrives' : 'stays';
  if (situation.console !== 'active') return 'out';
  return situation.listing === 'incomplete' || situation.admin ? 'blocked' : 'out';
}

/** People active on the console and not excluded: what the guard's shares are of (R4). */
export function countActive(console: PersonIndex, match: Match): number {
  let active = 0;
  for (let user = 0; user < console.size; user++) {
    if ((console.flags[user]! & ACTIVE) !== 0 && match.excludedUser[user] === 0) active++;
  }
  return active;
}

/** Whether anybody at all is active on the console. */
export function anyActive(console: PersonIndex): boolean {
  return console.flags.some((flags) => (flags & ACTIVE) !== 0);
}

/** Whether this plan would archive anybody. */
export function anyArchived(
  directory: PersonIndex,
  console: PersonIndex,
  match: Match,
  listing: Situation['listing'],
): boolean {
  for (let user = 0; user < console.size; user++) {
    const row = spokenForBy(match, user);
    const situation =
      row === NONE
        ? situationOfUser(console, match, user, listing)
        : situationOfRow(directory, console, match, row, listing, false);
    if (match.rowOf[user] === row && verdictOf(situation) === 'Archived') return true;
  }
  return false;
}
