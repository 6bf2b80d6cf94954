import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { newSha256 } from '../../src-main/adapters/clock/sha256.ts';
import { readExclusions } from '../../src-main/adapters/csv-files/read-exclusions.ts';
import { csvSource } from '../../src-main/adapters/directory/csv/csv-directory.ts';
import { indexConsole, indexDirectory } from '../../src-main/app/index-snapshot.ts';
import { listSnapshot } from '../../src-main/app/list-snapshot.ts';
import { makeReport } from '../../src-main/app/make-report.ts';
import type { SnapshotReader } from '../../src-main/app/ports/snapshot-store.ts';
import { excludedAddresses } from '../../src-main/core/exclusion-list.ts';
import { fold } from '../../src-main/core/fold.ts';
import { comparedAttributes } from '../../src-main/core/mapping.ts';
import { PROFILES } from '../../src-main/core/profile.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';
import type { ReportHead, ReportRow } from '../../src-main/core/report.ts';
import { DEFAULT_GUARD_LIMITS } from '../../src-main/core/settings.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { memoryReports } from '../fakes/memory-reports.ts';
import { memorySnapshot, memorySnapshots } from '../fakes/memory-snapshots.ts';

interface Story {
  readonly address: string;
  readonly verdict: string;
  readonly reason: string;
  readonly warnings: readonly string[];
  readonly story: string;
}

interface Expected extends Pick<ReportHead['counts'], 'users' | 'groups' | 'memberships'> {
  readonly activeBefore: number;
  readonly directoryRows: number;
  readonly consoleRows: number;
  readonly stories: readonly Story[];
  readonly groupStories: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly reason: string;
  }[];
}

const folder = join(import.meta.dirname, '../../resources/demo');
// Counted by hand from the stories, not by the engine (resources/demo/README.md).
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;

describe('the demo data', () => {
  let head: ReportHead;
  let users: readonly ReportRow[];
  let groups: readonly ReportRow[];

  beforeAll(async () => {
    const directory = await listed('directory.csv', 'directory');
    const userExport = await listed('console.csv', 'console');
    const console = asScim(userExport);
    const profile = PROFILES.demo;
    const compared = comparedAttributes(directory.facts.end.carried, profile);
    const exclusions = await readExclusions(join(folder, 'exclusions.csv'));
    if (!exclusions.ok) throw new Error(exclusions.failure.sentence);
    const protects = [...excludedAddresses(exclusions.value.list)].map(
      ([address, line]) => [address, { source: 'exclusions.csv', line }] as const,
    );
    const reports = memoryReports();
    const nothing = () => {};
    head = makeReport(
      {
        reportId: 'demo',
        tenantId: 'demo',
        tenantName: 'Contoso',
        testMode: true,
        profile,
        directory: { snapshot: directory, ...indexDirectory(directory, compared, profile, nothing) },
        console: {
          snapshot: console,
          userExport,
          ...indexConsole(console, userExport, compared, profile, nothing),
        },
        exclusions: { protects: new Map(protects), sources: ['exclusions.csv'], notes: [] },
        guardLimits: DEFAULT_GUARD_LIMITS,
        lastGoodRows: undefined,
        lastSynced: await listed('last-sync.csv', 'directory'),
        notApplied: new Set(),
        idSourceChanged: false,
        groupsTakenOver: [],
        managedGroupIds: new Set(),
        archivedGroupIds: new Set(),
        firstLive: false,
        oneOff: undefined,
        startedAtMs: 0,
      },
      { reports, newSha256, clock: fakeClock(), checkCancelled: nothing, onProgress: nothing },
    );
    const reader = reports.open('demo');
    if (!reader.ok) throw new Error(reader.failure.sentence);
    const { rows } = reader.value.page({}, { limit: 100_000 });
    users = rows.filter((row) => row.object === 'user');
    groups = rows.filter((row) => row.object === 'group');
  });

  it('gives the counts that were tallied from its stories, within the guard', () => {
    expect(head.counts).toEqual({
      users: expected.users,
      groups: expected.groups,
      memberships: expected.memberships,
    });
    expect(head.guard).toMatchObject({
      halted: false,
      reasons: [],
      firstSync: false,
      activeBefore: expected.activeBefore,
    });
    expect([head.directory.rows, head.console.rows]).toEqual([expected.directoryRows, expected.consoleRows]);
  });

  it.each(expected.stories)('$address: $story', ({ address, verdict, reason, warnings }) => {
    const told = users
      .filter((row) => fold(row.address) === fold(address))
      .map((row) => ({
        verdict: row.verdict,
        reason: row.reason,
        warnings: row.warnings.map((warning) => warning.code).sort(),
      }));
    expect(told).toContainEqual({ verdict, reason, warnings: [...warnings].sort() });
  });

  it('has a story for everybody of whom there is something to tell', () => {
    const known = new Set(expected.stories.map((story) => fold(story.address)));
    const untold = users.filter(
      (row) =>
        !known.has(fold(row.address)) &&
        (row.verdict !== 'Unchanged' || row.reason !== 'unchanged.same' || row.warnings.length > 0),
    );
    expect(untold.map((row) => `${row.verdict} ${row.address}`)).toEqual([]);
  });

  it.each(expected.groupStories)('group $name: $verdict', ({ name, verdict, reason }) => {
    const told = groups.filter((row) => fold(row.name) === fold(name));
    expect(told.map((row) => ({ verdict: row.verdict, reason: row.reason }))).toEqual([{ verdict, reason }]);
  });
});

function listed(file: string, role: 'directory' | 'console'): Promise<SnapshotReader> {
  const source = csvSource({ file: join(folder, file), role });
  return listSnapshot(source, memorySnapshots(), file, fakeClock(), { signal: new AbortController().signal });
}

/** The console's people as SCIM shows them: groups are resources of their own, and aliases are not shown. */
function asScim(console: SnapshotReader): SnapshotReader {
  const people: PersonRecord[] = [];
  const groupsByName = new Map<string, GroupRecord & { readonly members: string[] }>();
  for (let row = 0; row < console.people; row++) {
    const { groups: names = [], aliases: _hidden, ...person } = console.person(row);
    people.push(person);
    for (const name of names) {
      const group = groupsByName.get(fold(name)) ?? seededGroup(name, groupsByName.size);
      group.members.push(person.ref);
      groupsByName.set(fold(name), group);
    }
  }
  const plain = people.map(({ line: _line, ...person }) => person);
  return memorySnapshot({ ...console.facts, kind: 'scim' }, plain, [...groupsByName.values()]);
}

/** As the demo console seeds them: smart by name, foreign where the name says so, else ours (R19). */
function seededGroup(name: string, at: number): GroupRecord & { readonly members: string[] } {
  const isSmart = name.startsWith('Smart ');
  const foreign = isSmart || name.endsWith(' (console)');
  return {
    ref: `g${at}`,
    displayName: name,
    isSmart,
    externalId: foreign ? '' : `muster:group:${fold(name)}`,
    members: [],
  };
}
