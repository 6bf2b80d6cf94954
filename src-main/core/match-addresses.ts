import { KeyTable } from './key-table.ts';
import { type Block, blockCode, isActive, type Match, NONE } from './match.ts';
import { claim } from './match-claims.ts';
import type { PersonIndex } from './person-index.ts';

const UNSEEN = 0;
const OPEN = 1;
const SETTLED = 2;

/**
 * Who may take which address (R10). A row that brings a new userName to the console is Blocked when that
 * userName is held by somebody who is not renamed away in this plan; swaps and longer rings are Blocked;
 * a chain (a takes b's address, b takes a free one) is put in order by `level`. A userName that is another
 * user's alias is Blocked (R9). Tells whose alias each of those rows brings.
 */
export function settleAddresses(
  directory: PersonIndex,
  console: PersonIndex,
  users: KeyTable,
  match: Match,
): ReadonlyMap<number, readonly number[]> {
  const aliases = new KeyTable(console.alias, console.aliasOwner.length);
  const aliasOwnersOf = new Map<number, readonly number[]>();
  const state = new Uint8Array(directory.size);
  const path: number[] = [];

  for (let start = 0; start < directory.size; start++) {
    if (state[start] !== UNSEEN) continue;
    if (!bringsNewAddress(directory, console, match, start)) {
      state[start] = SETTLED;
      continue;
    }
    // Each row waits for at most one other (the row of the user who holds its address), so that a walk
    // along the waiting rows ends at a free address, at a Blocked row, or in a ring.
    let row = start;
    path.length = 0;
    for (;;) {
      state[row] = OPEN;
      path.push(row);
      const next = bringsNewAddress(directory, console, match, row)
        ? waitsFor(directory, console, users, aliases, aliasOwnersOf, match, row)
        : NONE;
      if (next === NONE || state[next] === SETTLED) break;
      if (state[next] === OPEN) {
        for (let i = path.indexOf(next); i < path.length; i++) {
          const inRing = path[i]!;
          block(match, inRing, 'swap', path[i + 1] ?? next);
        }
        break;
      }
      row = next;
    }
    // Settled from the end of the chain backwards, so that a Blocked one blocks whoever waits for it.
    for (let i = path.length - 1; i >= 0; i--) settle(directory, console, users, match, path[i]!, state);
  }
  return aliasOwnersOf;
}

function settle(
  directory: PersonIndex,
  console: PersonIndex,
  users: KeyTable,
  match: Match,
  row: number,
  state: Uint8Array,
): void {
  state[row] = SETTLED;
  if (match.blocked[row] !== 0 || !bringsNewAddress(directory, console, match, row)) return;
  const holder = holderOf(directory, users, match, row);
  if (holder === NONE) return;
  const holdersRow = match.rowOf[holder]!;
  if (holdersRow !== NONE && leavesAddress(directory, console, match, holdersRow)) {
    match.level.set(row, match.level.get(holdersRow) + 1);
    return;
  }
  blockHeld(match, row, holder);
}

/** Whether the plan would write this row's userName to the console as a new one. */
function bringsNewAddress(directory: PersonIndex, console: PersonIndex, match: Match, row: number): boolean {
  if (match.blocked[row] !== 0 || match.excludedRow[row] === 1 || !isActive(directory, row)) return false;
  const user = match.consoleOf[row]!;
  return user === NONE || differs(directory, row, console, user);
}

/** Whether this row's rename frees the address that its console user holds now. */
function leavesAddress(directory: PersonIndex, console: PersonIndex, match: Match, row: number): boolean {
  return match.consoleOf[row] !== NONE && bringsNewAddress(directory, console, match, row);
}

/** The row whose rename must come first; blocks at once where nobody will make room. */
function waitsFor(
  directory: PersonIndex,
  console: PersonIndex,
  users: KeyTable,
  aliases: KeyTable,
  aliasOwnersOf: Map<number, readonly number[]>,
  match: Match,
  row: number,
): number {
  const owners = otherAliasOwners(directory, console, aliases, match, row);
  if (owners.length > 0) {
    block(match, row, 'alias', owners[0]!);
    // The row may well mean an owner of the alias: archiving that person now would be a guess.
    for (const owner of owners) claim(match, owner, row);
    aliasOwnersOf.set(row, owners);
    match.namesSomebody[row] = 1;
    return NONE;
  }
  const holder = holderOf(directory, users, match, row);
  if (holder === NONE) return NONE;
  // A file may hold a userName twice: with two in the way, nobody knows who makes room for whom.
  const another = holderOf(directory, users, match, row, holder);
  if (another !== NONE) {
    blockHeld(match, row, another);
    return NONE;
  }
  const holdersRow = match.rowOf[holder]!;
  if (holdersRow === NONE || !leavesAddress(directory, console, match, holdersRow)) {
    blockHeld(match, row, holder);
    return NONE;
  }
  return holdersRow;
}

function blockHeld(match: Match, row: number, holder: number): void {
  // Nobody else speaks for the holder: then the row fits two users, one by each key.
  const fitsTwo = match.consoleOf[row] !== NONE && match.rowOf[holder] === NONE;
  block(match, row, fitsTwo ? 'twoUsers' : 'held', holder);
}

/** Somebody else who holds the row's userName now, or NONE; `after` asks for the next one. */
function holderOf(
  directory: PersonIndex,
  users: KeyTable,
  match: Match,
  row: number,
  after: number = NONE,
): number {
  const lo = directory.userName.lo[row]!;
  const hi = directory.userName.hi[row]!;
  for (
    let user = after === NONE ? users.first(lo, hi) : users.next(after);
    user >= 0;
    user = users.next(user)
  ) {
    if (user !== match.consoleOf[row]) return user;
  }
  return NONE;
}

function otherAliasOwners(
  directory: PersonIndex,
  console: PersonIndex,
  aliases: KeyTable,
  match: Match,
  row: number,
): readonly number[] {
  const lo = directory.userName.lo[row]!;
  const hi = directory.userName.hi[row]!;
  const owners: number[] = [];
  for (let alias = aliases.first(lo, hi); alias >= 0; alias = aliases.next(alias)) {
    const owner = console.aliasOwner[alias]!;
    if (owner !== match.consoleOf[row]) owners.push(owner);
  }
  return owners;
}

function differs(directory: PersonIndex, row: number, console: PersonIndex, user: number): boolean {
  return (
    directory.userName.lo[row] !== console.userName.lo[user] ||
    directory.userName.hi[row] !== console.userName.hi[user]
  );
}

function block(match: Match, row: number, why: Block, other: number): void {
  match.blocked[row] = blockCode(why);
  match.blockedBy.set(row, other);
}
