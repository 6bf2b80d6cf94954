import { newSha256 } from '../../src-main/adapters/clock/sha256.ts';
import { indexConsole, indexDirectory } from '../../src-main/app/index-snapshot.ts';
import { makeReport } from '../../src-main/app/make-report.ts';
import type { OneOff } from '../../src-main/app/one-off-filter.ts';
import type { ReportStore, StoredRow } from '../../src-main/app/ports/report-store.ts';
import type { SnapshotReader } from '../../src-main/app/ports/snapshot-store.ts';
import type { Completeness } from '../../src-main/app/ports/source.ts';
import type { UndoneRun } from '../../src-main/app/undone-run.ts';
import { ATTRIBUTE_NAMES, type AttributeName } from '../../src-main/core/attributes.ts';
import type { Failure } from '../../src-main/core/failure.ts';
import { fold } from '../../src-main/core/fold.ts';
import { comparedAttributes } from '../../src-main/core/mapping.ts';
import { type ConsoleProfile, PROFILES } from '../../src-main/core/profile.ts';
import type { Carried, GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { DEFAULT_GUARD_LIMITS, type GuardLimits } from '../../src-main/core/settings.ts';
import { memoryReports } from '../fakes/memory-reports.ts';
import { memorySnapshot } from '../fakes/memory-snapshots.ts';
import { consoleGroup, consolePerson, directoryPerson, type SomeGroup, type Someone } from './people.ts';
import { rowLine } from './row-line.ts';

type Listing = 'complete' | 'partial';

/** A small world: who stands in the directory, who on the console, and what protects whom. */
export interface World {
  readonly directory: readonly Someone[];
  readonly console: readonly Someone[];
  /** Groups of a SCIM directory; a CSV names them on its people. */
  readonly directoryGroups?: readonly SomeGroup[];
  readonly consoleGroups?: readonly SomeGroup[];
  /** Addresses on the exclusion list. */
  readonly excluded?: readonly string[];
  readonly profile?: ConsoleProfile;
  /** What the directory carries; otherwise whatever any of its people has. */
  readonly carries?: Partial<Carried>;
  readonly listings?: {
    readonly directory?: Listing;
    readonly console?: Listing;
    readonly userExport?: Listing;
  };
  readonly consoleKind?: 'scim' | 'csv';
  readonly userExport?: readonly Someone[];
  readonly lastSynced?: readonly Someone[];
  readonly lastGoodRows?: number;
  readonly guardLimits?: GuardLimits;
  readonly idSourceChanged?: boolean;
  readonly groupsTakenOver?: readonly string[];
  readonly managedGroups?: readonly string[];
  readonly archivedGroups?: readonly string[];
  readonly firstLive?: boolean;
  readonly oneOff?: OneOff;
  readonly tenantId?: string;
  /** The live run that the report takes back (R23). */
  readonly undone?: UndoneRun;
}

export interface Outcome {
  readonly head: ReportHead;
  readonly rows: readonly StoredRow[];
  /** The whole report as people would read it, a line for each row. */
  readonly lines: readonly string[];
}

/** Records as listed, for worlds whose people were changed by a plan. */
export interface Listed {
  readonly directory: readonly PersonRecord[];
  readonly directoryGroups: readonly GroupRecord[];
  readonly console: readonly PersonRecord[];
  readonly consoleGroups: readonly GroupRecord[];
}

export function listedOf(world: World): Listed {
  const directory = world.directory.map(directoryPerson);
  const console = world.console.map(consolePerson);
  return {
    directory,
    directoryGroups: (world.directoryGroups ?? []).map((group, i) => consoleGroup(group, i, directory)),
    console,
    consoleGroups: (world.consoleGroups ?? []).map((group, i) => consoleGroup(group, i, console)),
  };
}

interface ReportOfWorld {
  readonly reports: ReportStore;
  readonly reportId: string;
  /** Puts other listings of the same people in the place of those in memory. */
  readonly readFrom?: (listings: WorldListings) => WorldListings;
}

export interface WorldListings {
  readonly directory: SnapshotReader;
  readonly console: SnapshotReader;
  readonly userExport: SnapshotReader | undefined;
}

/** The report of a world, by the real way of the data: snapshots → indexes → report. */
export function reportOf(
  world: World,
  listed = listedOf(world),
  { reports, reportId, readFrom = (listings) => listings }: ReportOfWorld = {
    reports: memoryReports(),
    reportId: 'report-1',
  },
): Outcome {
  const profile = world.profile ?? PROFILES.generic;
  const carried = carriedBy(world, listed);
  const compared = comparedAttributes(carried, profile);
  const directoryInMemory = memorySnapshot(
    facts('directory.csv', 'csv', carried, world.listings?.directory),
    listed.directory,
    listed.directoryGroups,
  );
  const consoleInMemory = memorySnapshot(
    facts('console.example', world.consoleKind ?? 'scim', EVERYTHING, world.listings?.console),
    listed.console,
    listed.consoleGroups,
  );
  const exported = world.userExport?.map((someone, i) =>
    directoryPerson({ ref: fold(someone.address), ...someone }, i),
  );
  const exportInMemory =
    exported &&
    memorySnapshot(facts('export.csv', 'csv', EVERYTHING, world.listings?.userExport), exported, []);
  const { directory, console, userExport } = readFrom({
    directory: directoryInMemory,
    console: consoleInMemory,
    userExport: exportInMemory,
  });
  const last = world.lastSynced?.map(directoryPerson);
  const nothing = () => {};
  const head = makeReport(
    {
      reportId,
      tenantId: world.tenantId ?? 'tenant-1',
      tenantName: 'Contoso',
      testMode: true,
      profile,
      directory: { snapshot: directory, ...indexDirectory(directory, compared, profile, nothing) },
      console: {
        snapshot: console,
        userExport,
        ...indexConsole(console, userExport, compared, profile, nothing),
      },
      exclusions: exclusionsOf(world.excluded ?? []),
      guardLimits: world.guardLimits ?? DEFAULT_GUARD_LIMITS,
      lastGoodRows: world.lastGoodRows,
      lastSynced: last && memorySnapshot(facts('last.csv', 'csv', EVERYTHING), last, []),
      notApplied: new Set(),
      idSourceChanged: world.idSourceChanged ?? false,
      groupsTakenOver: (world.groupsTakenOver ?? []).map(fold),
      managedGroupIds: new Set(world.managedGroups),
      archivedGroupIds: new Set(world.archivedGroups),
      firstLive: world.firstLive ?? false,
      oneOff: world.oneOff,
      undone: world.undone,
      startedAtMs: 0,
    },
    { reports, newSha256, clock: stoppedClock, checkCancelled: nothing, onProgress: nothing },
  );
  const reader = reports.open(reportId);
  if (!reader.ok) throw new Error(reader.failure.sentence);
  const { rows } = reader.value.page({}, { limit: 1_000_000 });
  reader.value.close();
  const bySeq = rows.toSorted((a, b) => a.seq - b.seq);
  return { head, rows: bySeq, lines: bySeq.map(rowLine) };
}

/** Only the lines about people. */
export function linesOf(world: World): readonly string[] {
  return reportOf(world).lines;
}

export const EVERYTHING: Carried = { attributes: ATTRIBUTE_NAMES, manager: true, groups: true };

/** What some of the directory's people have, the directory carries. */
export function carriedBy(world: World, listed: Listed): Carried {
  const attributes = new Set<AttributeName>(['userName']);
  for (const person of listed.directory) {
    for (const name of ATTRIBUTE_NAMES) if (person.values[name] !== undefined) attributes.add(name);
  }
  return {
    attributes: ATTRIBUTE_NAMES.filter((name) => attributes.has(name)),
    manager: listed.directory.some((person) => person.manager !== undefined),
    groups:
      world.directoryGroups !== undefined || listed.directory.some((person) => person.groups !== undefined),
    ...world.carries,
  };
}

export function exclusionsOf(addresses: readonly string[]) {
  return {
    protects: new Map(
      addresses.map((address, i) => [fold(address), { source: 'exclusions.csv', line: i + 2 }] as const),
    ),
    sources: addresses.length === 0 ? [] : ['exclusions.csv'],
    notes: [],
  };
}

function facts(name: string, kind: 'csv' | 'scim', carried: Carried, listing: Listing = 'complete') {
  const completeness: Completeness =
    listing === 'complete' ? { status: 'complete' } : { status: 'partial', why: CUT_SHORT };
  return { kind, name, readAtMs: 0, end: { completeness, carried, ignoredColumns: [], notes: [] } };
}

export const CUT_SHORT: Failure = {
  code: 'listing-incomplete',
  sentence: 'The listing stopped half-way.',
  next: 'Run the sync again.',
};

const stoppedClock = { now: () => 0, monotonic: () => 0, sleep: async () => {} };
