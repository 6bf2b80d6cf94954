import { type GroupIndex, groupsOfPerson, placeOfGroup } from './group-index.ts';
import { type Match, NONE, spokenForBy } from './match.ts';
import type { GroupRow } from './match-groups.ts';
import { PairsByGroup } from './pairs-by-group.ts';
import type { Standings } from './people-state.ts';
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
    readonly standings: Standings;
  },
  onChange: (change: MembershipChange) => void,
): MembershipFacts {
  const { directory, console, match, directoryGroups, consoleGroups, groupRows, listing, standings } = input;
  const rowOfDirectoryGroup = new Int32Array(directoryGroups.groups.length).fill(NONE);
  const rowOfConsoleGroup = new Int32Array(consoleGroups.groups.length).fill(NONE);
  groupRows.forEach((row, index) => {
    if (row.directory !== NONE) rowOfDirectoryGroup[row.directory] = index;
    if (row.console !== NONE) rowOfConsoleGroup[row.console] = index;
  });

  const counts = { created: 0, archived: 0, unchanged: 0, blocked: 0 };
  const kept = new Uint8Array(consoleGroups.groupOf.length);
  const added = new PairsByGroup(directory.size);
  const removed = new PairsByGroup(console.size);

  for (let row = 0; row < directory.size; row++) {
    if (groupsOfPerson(directoryGroups, row) === 0) continue;
    const standing = standings.ofRow(row);
    if (standing === 'out') continue;
    const user = match.consoleOf[row]!;
    const end = directoryGroups.starts[row + 1]!;
    for (let at = directoryGroups.starts[row]!; at < end; at++) {
      const groupRow = rowOfDirectoryGroup[directoryGroups.groupOf[at]!]!;
      if (groupRow === NONE) continue;
      const group = groupRows[groupRow]!.console;
      const standsAt = user === NONE || group === NONE ? NONE : placeOfGroup(consoleGroups, user, group);
      if (standsAt !== NONE) kept[standsAt] = 1;
      if (standing === 'blocked' || groupRows[groupRow]!.verdict === 'Blocked') {
        counts.blocked++;
        added.add(groupRow, row);
      } else if (standsAt !== NONE) {
        counts.unchanged++;
      } else {
        counts.created++;
        added.add(groupRow, row);
      }
    }
  }
  added.each((groupRow, row) => {
    const user = match.consoleOf[row]!;
    const standing = standings.ofRow(row);
    if (standing === 'blocked' || groupRows[groupRow]!.verdict === 'Blocked') {
      onChange({ verdict: 'Blocked', reason: 'member.blocked', groupRow, row, user });
      return;
    }
    const restored = user !== NONE && standing === 'stays' && (console.flags[user]! & ACTIVE) === 0;
    const reason = standing === 'arrives' || restored ? 'member.newcomer' : 'member.added';
    onChange({ verdict: 'Created', reason, groupRow, row, user });
  });

  let managedBefore = 0;
  for (let user = 0; user < console.size; user++) {
    if (groupsOfPerson(consoleGroups, user) === 0) continue;
    const standing = standings.ofUser(user);
    if (standing === 'out') continue;
    const end = consoleGroups.starts[user + 1]!;
    for (let at = consoleGroups.starts[user]!; at < end; at++) {
      const groupRow = rowOfConsoleGroup[consoleGroups.groupOf[at]!]!;
      if (groupRow === NONE) continue;
      const group = groupRows[groupRow]!;
      if (!group.managed) continue;
      managedBefore++;
      if (kept[at] === 1) continue;
      if (standing === 'blocked' || listing === 'incomplete' || group.verdict === 'Blocked') {
        // What a Blocked directory row lists was counted above; here remain Blocked people without one.
        if (standing === 'blocked' && spokenForBy(match, user) !== NONE) continue;
        counts.blocked++;
      } else counts.archived++;
      removed.add(groupRow, user);
    }
  }
  removed.each((groupRow, user) => {
    const row = match.rowOf[user]!;
    const standing = standings.ofUser(user);
    const undecided =
      standing === 'blocked' || listing === 'incomplete' || groupRows[groupRow]!.verdict === 'Blocked';
    onChange(
      undecided
        ? { verdict: 'Blocked', reason: 'member.blocked', groupRow, row, user }
        : { verdict: 'Archived', reason: 'member.removed', groupRow, row, user },
    );
  });
  return { counts, managedBefore };
}
