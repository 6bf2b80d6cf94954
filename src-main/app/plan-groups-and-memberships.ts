import type { AttributeName } from '../core/attributes.ts';
import { fold } from '../core/fold.ts';
import { type GroupIndex, NO_GROUPS } from '../core/group-index.ts';
import { mapConsolePerson, mapDirectoryPerson } from '../core/mapping.ts';
import { type Match, NONE } from '../core/match.ts';
import { type GroupOptions, matchGroups } from '../core/match-groups.ts';
import { type Standings, standingsOf } from '../core/people-state.ts';
import { isExportOnly } from '../core/person-index.ts';
import { fullName } from '../core/person-name.ts';
import { groupReportRow, type MemberIdentity, membershipReportRow } from '../core/plan-groups.ts';
import { planMemberships } from '../core/plan-memberships.ts';
import type { Carried } from '../core/records.ts';
import type { ReportRow } from '../core/report.ts';
import type { ReportInput } from './make-report.ts';

/** Members who are remembered; beyond, each is read again. */
const MOST_KNOWN = 20_000;

interface Context {
  readonly match: Match;
  readonly compared: readonly AttributeName[];
  readonly listing: 'complete' | 'incomplete';
  readonly carried: Carried;
  /** Rows that are known to stay as they are (core/plain-rows.ts). */
  readonly plain: Uint8Array | undefined;
}

/**
 * Adds the rows of groups and memberships; a directory without group data, or a console that has no groups to
 * list, leaves both out of scope (R19).
 */
export function planGroupsAndMemberships(
  input: ReportInput,
  { match, compared, listing, carried, plain }: Context,
  add: (row: ReportRow) => void,
): { readonly unchanged: number; readonly managedBefore: number } {
  const { directory, console, profile } = input;
  const { kind, end } = console.snapshot.facts;
  // A service that has no groups to list is not one without members: nothing is known, so nothing is planned.
  const cannotList = kind === 'scim' && !end.carried.groups;
  if (!carried.groups || cannotList) return { unchanged: 0, managedBefore: 0 };
  const people = { directory: directory.people, console: console.people, match, listing };
  const standings = standingsOf({ ...people, plain });
  const members = membersOf(console.groups, standings);
  const groupRows = matchGroups(directory.groups.groups, console.groups.groups, {
    managedIds: input.managedGroupIds,
    archivedIds: input.archivedGroupIds,
    takenOver: new Set(input.groupsTakenOver),
    listing,
    members,
  });
  const reportRows = groupRows.map((row) => groupReportRow(row, directory.groups, console.groups));
  for (const row of reportRows) add(row);

  const known = new Map<number, MemberIdentity>();
  /** Most people who change groups change more than one, which come group after group. */
  const identityOf = (row: number, user: number): MemberIdentity => {
    // Whom only an export shows is told to SCIM by a create, and has no id before it (R22).
    const told = user !== NONE && row !== NONE && isExportOnly(console.people, user);
    const isHeld = user !== NONE && !told;
    const of = isHeld ? user : console.people.size + row;
    const before = known.get(of);
    if (before !== undefined) return before;
    const identity = isHeld ? heldIdentity(user) : newIdentity(row);
    if (known.size < MOST_KNOWN) known.set(of, identity);
    return identity;
  };
  const heldIdentity = (user: number): MemberIdentity => {
    const record = console.person(user);
    const held = mapConsolePerson(record, compared, profile);
    return {
      key: held.id,
      name: fullName(record) || held.address,
      address: held.address,
      target: { id: held.id },
    };
  };
  const newIdentity = (row: number): MemberIdentity => {
    const record = directory.snapshot.person(row);
    const wanted = mapDirectoryPerson(record, compared, profile);
    const key = fold(wanted.address) || `row:${record.ref}`;
    return {
      key,
      name: fullName(record) || wanted.address,
      address: wanted.address,
      target: { createdKey: key },
    };
  };
  const facts = planMemberships(
    {
      ...people,
      directoryGroups: directory.groups,
      consoleGroups: console.groups ?? NO_GROUPS,
      groupRows,
      standings,
    },
    (change) =>
      add(membershipReportRow(change, reportRows[change.groupRow]!, identityOf(change.row, change.user))),
  );
  return { unchanged: facts.counts.unchanged, managedBefore: facts.managedBefore };
}

/** For each console group, whether anybody in it may be taken out, or only undecided people are (R19). */
function membersOf({ starts, groupOf, groups }: GroupIndex, { ofUser }: Standings): GroupOptions['members'] {
  const removable = new Uint8Array(groups.length);
  const undecided = new Uint8Array(groups.length);
  for (let user = 0; user + 1 < starts.length; user++) {
    if (starts[user] === starts[user + 1]) continue;
    const standing = ofUser(user);
    if (standing === 'out') continue;
    const marks = standing === 'blocked' ? undecided : removable;
    for (let at = starts[user]!; at < starts[user + 1]!; at++) marks[groupOf[at]!] = 1;
  }
  return (group) => (removable[group] === 1 ? 'removable' : undecided[group] === 1 ? 'undecided' : 'none');
}
