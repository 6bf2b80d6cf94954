import type { GroupIndex } from './group-index.ts';
import { type Match, NONE, spokenForBy } from './match.ts';
import type { GroupRow } from './match-groups.ts';
import { type Standing, standingOfRow, standingOfUser } from './people-state.ts';
import { ACTIVE, type PersonIndex } from './person-index.ts';
import type { MembershipCounts } from './report.ts';

/** One membership that would be made, ended, or cannot be decided. */
export interface MembershipChange {
  readonly verdict: 'Created' | 'Archived' | 'Blocked';
  readonly reason: 'member.added' | 'member.newcomer' | 'member.removed' | 'member.blocked';
  readonly groupRow: number;
  /** The directory row, or NONE. */
  readonly row: number;
  /** The console user, or NONE for somebody who is created by this plan. */
  readonly user: number;
}

export interface MembershipFacts {
  readonly counts: MembershipCounts;
  /** Memberships of managed groups that stand on the console now, of people in play (R4's share). */
  readonly managedBefore: number;
}

/**
 * Compares who is in which group (R19, R20). Memberships of people who are or become archived, and of
 * excluded people, are neither planned nor counted; those of Blocked people and groups count as blocked.
 * Members of foreign groups are added, never removed. Nothing is removed on an incomplete listing (R1).
 */
export function planMemberships(
  input: {
    readonly directory: PersonIndex;
    readonly console: PersonIndex;
    readonly match: Match;
    readonly directoryGroups: GroupIndex;
    readonly consoleGroups: GroupIndex;
    readonly groupRows: readonly GroupRow[];
    readonly listing: 'complete' | 'incomplete';
  },
  onChange: (change: MembershipChange) => void,
): MembershipFacts {
  const { directory, console, match, directoryGroups, consoleGroups, groupRows, listing } = input;
  const rowOfDirectoryGroup = new Int32Array(directoryGroups.groups.length).fill(NONE);
  const rowOfConsoleGroup = new Int32Array(consoleGroups.groups.length).fill(NONE);
  groupRows.forEach((row, index) => {
    if (row.directory !== NONE) rowOfDirectoryGroup[row.directory] = index;
    if (row.console !== NONE) rowOfConsoleGroup[row.console] = index;
  });

  const wanted = pairKeys(directoryGroups, rowOfDirectoryGroup, directory.size);
  const held = pairKeys(consoleGroups, rowOfConsoleGroup, console.size);
  const counts = { created: 0, archived: 0, unchanged: 0, blocked: 0 };
  const kept = new Uint8Array(held.length);

  forEachPair(wanted, directory.size, (groupRow, row) => {
    const group = groupRows[groupRow]!;
    const standing: Standing = standingOfRow(directory, console, match, row, listing);
    if (standing === 'out') return;
    const user = match.consoleOf[row]!;
    const standsAt = user === NONE ? NONE : findPair(held, groupRow * console.size + user);
    if (standing === 'blocked' || group.verdict === 'Blocked') {
      counts.blocked++;
      if (standsAt >= 0) kept[standsAt] = 1;
      onChange({ verdict: 'Blocked', reason: 'member.blocked', groupRow, row, user });
      return;
    }
    if (standsAt >= 0) {
      kept[standsAt] = 1;
      counts.unchanged++;
      return;
    }
    counts.created++;
    const restored = user !== NONE && standing === 'stays' && (console.flags[user]! & ACTIVE) === 0;
    const reason = standing === 'arrives' || restored ? 'member.newcomer' : 'member.added';
    onChange({ verdict: 'Created', reason, groupRow, row, user });
  });

  let managedBefore = 0;
  forEachPair(held, console.size, (groupRow, user, at) => {
    const group = groupRows[groupRow]!;
    if (!group.managed) return;
    const standing = standingOfUser(directory, console, match, user, listing);
    if (standing === 'out') return;
    managedBefore++;
    if (kept[at] === 1) return;
    const row = match.rowOf[user]!;
    if (standing === 'blocked' || listing === 'incomplete' || group.verdict === 'Blocked') {
      // What a Blocked directory row lists was counted above; here remain Blocked people without one.
      if (standing === 'blocked' && spokenForBy(match, user) !== NONE) return;
      counts.blocked++;
      onChange({ verdict: 'Blocked', reason: 'member.blocked', groupRow, row, user });
      return;
    }
    counts.archived++;
    onChange({ verdict: 'Archived', reason: 'member.removed', groupRow, row, user });
  });
  return { counts, managedBefore };
}

/** Pairs as sorted numbers `groupRow × people + person`, each once. Exact up to 2^53. */
export function pairKeys(index: GroupIndex, rowOfGroup: Int32Array, people: number): Float64Array {
  const keys = new Float64Array(index.memberPerson.length);
  let size = 0;
  for (let i = 0; i < keys.length; i++) {
    const groupRow = rowOfGroup[index.memberGroup[i]!]!;
    if (groupRow !== NONE) keys[size++] = groupRow * people + index.memberPerson[i]!;
  }
  const sorted = keys.subarray(0, size).sort();
  let unique = 0;
  for (let i = 0; i < size; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[unique++] = sorted[i]!;
  }
  return sorted.subarray(0, unique);
}

function forEachPair(
  keys: Float64Array,
  people: number,
  visit: (groupRow: number, person: number, at: number) => void,
): void {
  keys.forEach((key, at) => {
    const groupRow = Math.floor(key / people);
    visit(groupRow, key - groupRow * people, at);
  });
}

/** Binary search among such pairs; NONE where the pair does not stand there. */
export function findPair(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle]!;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return NONE;
}
