import type { AttributeName } from '../core/attributes.ts';
import type { RowCounter } from '../core/counts.ts';
import { resolveManagers } from '../core/managers.ts';
import type { Match } from '../core/match.ts';
import { anyArchived } from '../core/people-state.ts';
import { planPeople } from '../core/plan-people.ts';
import type { ReportRow } from '../core/report.ts';
import { lastSyncedLookup } from './last-synced.ts';
import type { ReportInput } from './make-report.ts';
import { planGroupsAndMemberships } from './plan-groups-and-memberships.ts';

interface Context {
  readonly match: Match;
  readonly compared: readonly AttributeName[];
  readonly listing: 'complete' | 'incomplete';
}

/** The rows of a sync: what would make the console match the directory (design §4). */
export function planSync(
  input: ReportInput,
  { match, compared, listing }: Context,
  counter: RowCounter,
  add: (row: ReportRow) => void,
): { readonly managedBefore: number } {
  const { directory, console, profile } = input;
  const carried = directory.snapshot.facts.end.carried;
  const managers = resolveManagers(
    directory.people,
    console.people,
    match,
    carried.manager ? 'carried' : 'not-carried',
  );
  const rows = planPeople({
    directory: directory.people,
    console: console.people,
    match,
    managers,
    managerCarried: carried.manager,
    compared,
    profile,
    listing,
    directoryBody: (row) => directory.snapshot.person(row),
    consoleBody: console.person,
    consoleRef: console.ref,
    consoleExternalId: console.externalId,
    exclusionOf: (folded) => input.exclusions.protects.get(folded),
    warnings: {
      lastSynced: lastSyncedLookup(input.lastSynced, input.notApplied),
      knownDomains: console.domains,
      anyArchived: anyArchived(directory.people, console.people, match, listing),
      archivesTheUntold: profile.archivesTheUntold,
    },
    tellEverybody: input.firstLive,
  });
  for (const row of rows) add(row);
  const memberships = planGroupsAndMemberships(input, { match, compared, listing, carried }, add);
  // Unchanged memberships have no rows of their own; a one-off sync counts none of other people.
  if (!input.oneOff) counter.counts.memberships.unchanged = memberships.unchanged;
  return { managedBefore: memberships.managedBefore };
}
