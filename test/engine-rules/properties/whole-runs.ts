import fc from 'fast-check';
import { type LiveOrder, runLiveSync } from '../../../src-main/app/run-live-sync.ts';
import { fold } from '../../../src-main/core/fold.ts';
import { PROFILES, type ProfileName } from '../../../src-main/core/profile.ts';
import type { ReportHead } from '../../../src-main/core/report.ts';
import { CASES, propertyRuns } from '../../long/cases.ts';
import { arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import type { ConsoleView } from '../../worlds/expected-console.ts';
import { askOracle, type OracleAnswer } from '../../worlds/oracle.ts';
import { CUT_SHORT, carriedBy, type Listed, listedOf, type World } from '../../worlds/world.ts';
import { Desk } from '../desk.ts';
import { outcomeOf, reportOf } from '../outcome.ts';
import { WatchedWriter, type WatchOptions } from './watched-writer.ts';

/** A whole run takes several times as long as a plan, so `npm test` tries fewer; the long suite tries as many. */
export const wholeRuns = {
  ...propertyRuns,
  numRuns: process.env.MUSTER_CASES === undefined ? 120 : CASES,
};

/** A world whose listings are proven complete: what a live sync goes through with. */
export const completeWorld: fc.Arbitrary<World> = arbitraryWorld.map((world) => ({ ...world, listings: {} }));

export const profileName: fc.Arbitrary<ProfileName> = fc.constantFrom('generic', 'generic', 'demo', 'ksat');

/** Requests that take their time, each another. */
export const delays = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 5 });

/** A console that bears one request at a time makes a run journal in small windows; another in one. */
export const bears: fc.Arbitrary<number> = fc.constantFrom(1, 2, 16);

export function deskOf(world: World, profile: ProfileName = 'generic', most?: number): Desk {
  const kind = PROFILES[profile];
  const desk = new Desk({
    directory: world.directory,
    console: world.console,
    ...(world.directoryGroups ? { directoryGroups: world.directoryGroups } : {}),
    ...(world.consoleGroups ? { consoleGroups: world.consoleGroups } : {}),
    ...(world.excluded ? { excluded: world.excluded } : {}),
    profile: most === undefined ? kind : { ...kind, concurrency: { start: 1, most } },
    tenant: {
      idSourceChanged: world.idSourceChanged ?? false,
      groupsTakenOver: world.groupsTakenOver ?? [],
      ...(world.guardLimits ? { guardLimits: world.guardLimits } : {}),
    },
  });
  for (const consoleGroupId of world.managedGroups ?? [])
    desk.store.managedGroups.put({ tenantId: desk.tenant.id, consoleGroupId, archived: false });
  const { directory, console } = world.listings ?? {};
  if (directory === 'partial') desk.directoryEnd = { status: 'partial', why: CUT_SHORT };
  if (console === 'partial') desk.consoleEnd = { status: 'partial', why: CUT_SHORT };
  return desk;
}

/** A live sync with watched hands. */
export async function liveRun(desk: Desk, order: Partial<LiveOrder> = {}, watch: WatchOptions = {}) {
  const watched = new WatchedWriter(desk.console, watch);
  desk.clock.pass(desk.tenant.syncLimitMs);
  const result = await runLiveSync(
    {
      planHash: undefined,
      overrideGuard: undefined,
      oneOff: undefined,
      unapproved: 'is-ordered',
      ...order,
    },
    { ...desk.liveParts(), writer: watched.writer },
  );
  return { result, watched };
}

/** What an admin does: preview, approve that plan and, since small worlds change by halves, lift the limits for it. */
export async function approvedRun(desk: Desk, watch: WatchOptions = {}) {
  const preview = reportOf(await desk.testSync());
  const { planHash } = preview;
  const { result, watched } = await liveRun(desk, { planHash, overrideGuard: planHash }, watch);
  return { preview, outcome: outcomeOf(result), report: reportOf(result), watched };
}

/** Everything that stands on the console, without versions; ids of what was made since are told by names. */
export function stateOf(desk: Desk, before: Pick<Listed, 'console' | 'consoleGroups'>): ConsoleView {
  return viewOf({ console: desk.console.people(), consoleGroups: desk.console.groups() }, before);
}

/** People and groups as listed, in that form. */
export function viewOf(
  now: Pick<Listed, 'console' | 'consoleGroups'>,
  before: Pick<Listed, 'console' | 'consoleGroups'>,
): ConsoleView {
  const known = new Set([...before.console, ...before.consoleGroups].map(({ ref }) => ref));
  const told = new Map(
    now.console.map((one) => [
      one.ref,
      known.has(one.ref) ? one.ref : `new ${fold(one.values.userName ?? '')}`,
    ]),
  );
  const named = (id: string) => told.get(id) ?? id;
  return {
    people: new Map(
      now.console.map(({ version: _stamp, ...one }) => [
        named(one.ref),
        { ...one, ref: named(one.ref), manager: named(one.manager ?? '') },
      ]),
    ),
    groups: new Map(
      now.consoleGroups.map(({ version: _stamp, ...group }) => {
        const ref = known.has(group.ref) ? group.ref : `new ${fold(group.displayName)}`;
        return [ref, { ...group, ref, members: group.members.map(named).toSorted() }];
      }),
    ),
  };
}

/** The state as a test compares it: in the order of names, since a resumed run may create in another order. */
export function plain({ people, groups }: ConsoleView) {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { people: sorted(people), groups: sorted(groups) };
}

export function oracleOf(world: World, listed: Listed = listedOf(world)): OracleAnswer {
  const carried = carriedBy(world, listed);
  return askOracle({
    ...listed,
    excluded: world.excluded ?? [],
    complete: Object.keys(world.listings ?? {}).length === 0,
    idSourceChanged: world.idSourceChanged ?? false,
    compared: (['title', 'department'] as const).filter((name) => carried.attributes.includes(name)),
    managerCarried: carried.manager,
  });
}

export function changesNothing({ counts }: ReportHead): boolean {
  const { users, groups, memberships } = counts;
  const acts = [users, groups].flatMap((of) => [of.created, of.changed, of.archived, of.restored]);
  return [...acts, users.adopted, memberships.created, memberships.archived].every((count) => count === 0);
}
