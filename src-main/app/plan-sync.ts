import type { AttributeName } from '../core/attributes.ts';
import type { RowCounter } from '../core/counts.ts';
import type { KeyTables } from '../core/key-table.ts';
import { resolveManagers } from '../core/managers.ts';
import type { Match } from '../core/match.ts';
import { anyArchived } from '../core/people-state.ts';
import { plainRows } from '../core/plain-rows.ts';
import { type PeoplePlanInput, PLAIN, planPeople } from '../core/plan-people.ts';
import type { ReportRow } from '../core/report.ts';
import { knownBy } from './index-snapshot.ts';
import { lastSyncedLookup } from './last-synced.ts';
import type { ReportInput } from './make-report.ts';
import { planGroupsAndMemberships } from './plan-groups-and-memberships.ts';
import type { PlainPeople } from './ports/report-store.ts';

interface Context {
  readonly match: Match;
  /** Those of the addresses on both sides, as matching made them. */
  readonly tables: KeyTables;
  readonly compared: readonly AttributeName[];
  readonly listing: 'complete' | 'incomplete';
}

/** Where planned rows go, in order; unchanged people of whom nothing else is to be said go there all at once. */
export interface RowSink {
  readonly add: (row: ReportRow) => void;
  readonly skip: () => void;
  readonly addPlain: (plain: PlainPeople) => void;
}

/** The rows of a sync: what would make the console match the directory (design §4). */
export function planSync(
  input: ReportInput,
  { match, tables, compared, listing }: Context,
  counter: RowCounter,
  { add, skip, addPlain }: RowSink,
): { readonly managedBefore: number } {
  const { directory, console, profile } = input;
  const carried = directory.snapshot.facts.end.carried;
  const managers = resolveManagers(
    directory.people,
    console.people,
    match,
    carried.manager ? 'carried' : 'not-carried',
    tables,
  );
  tables.keepOnly([]);
  const plan: PeoplePlanInput = {
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
  };
  const plain = canBePlain(input)
    ? plainRows({ ...plan, keepsExternalId: profile.keepsExternalId })
    : undefined;
  for (const row of planPeople(plan, plain?.matchedBy)) {
    if (row === PLAIN) skip();
    else add(row);
  }
  const memberships = planGroupsAndMemberships(
    input,
    { match, compared, listing, carried, plain: plain?.matchedBy },
    add,
  );
  // Unchanged memberships have no rows of their own; a one-off sync counts none of other people.
  if (!input.oneOff) counter.counts.memberships.unchanged = memberships.unchanged;
  // After all the others, whose numbers are given by now.
  const { briefs } = directory.snapshot;
  if (plain && briefs) {
    counter.counts.users.unchanged += plain.count;
    addPlain({ ...plain, briefs, consoleRef: plainRef(input, match) });
  }
  return { managedBefore: memberships.managedBefore };
}

/**
 * A look at single people keeps their rows only, and a first live sync on a console that archives the untold has
 * something to do for everybody (R22).
 */
function canBePlain({ directory, profile, oneOff, firstLive }: ReportInput): boolean {
  // Evaluated anew for another console, people may go by another of their addresses.
  return directory.snapshot.briefs?.knownBy === knownBy(profile) && !oneOff && !firstLive;
}

/** In a file the console's key is the folded address, which the brief has anyway. */
function plainRef({ console }: ReportInput, match: Match): PlainPeople['consoleRef'] {
  if (console.snapshot.facts.kind === 'csv') return () => '';
  return (row) => console.ref(match.consoleOf[row]!);
}
