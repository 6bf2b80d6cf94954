import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openSnapshotFolder } from '../../../src-main/adapters/snapshots/snapshot-files.ts';
import { openReportStore } from '../../../src-main/adapters/store/report-files.ts';
import { listAndIndexConsole, listAndIndexDirectory } from '../../../src-main/app/list-and-index.ts';
import type { SnapshotReader, SnapshotStore } from '../../../src-main/app/ports/snapshot-store.ts';
import type { Source } from '../../../src-main/app/ports/source.ts';
import { comparedAttributes } from '../../../src-main/core/mapping.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { arbitraryGroupWorld, arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { listedOf, reportOf, type World, type WorldListings } from '../../worlds/world.ts';

const here = mkdtempSync(join(tmpdir(), 'muster-anew-'));
afterAll(() => rmSync(here, { recursive: true, force: true }));
const clock = { now: () => 0, monotonic: () => 0, sleep: async () => {} };
const options = { signal: new AbortController().signal, checkCancelled: () => {} };

/** A source that lists what a listing in memory holds. */
function sourceOf(snapshot: SnapshotReader): Source {
  return {
    kind: snapshot.facts.kind,
    name: snapshot.facts.name,
    async *list() {
      yield Array.from({ length: snapshot.people }, (_, row) => ({
        kind: 'person' as const,
        person: snapshot.person(row),
      }));
      yield [...snapshot.groups()].map((group) => ({ kind: 'group' as const, group }));
      return snapshot.facts.end;
    },
  };
}

/** Lists both sides to disk, as the earlier report of the world did. */
async function keep(world: World, store: SnapshotStore, listings: WorldListings): Promise<void> {
  const profile = world.profile ?? PROFILES.generic;
  const { carried } = listings.directory.facts.end;
  const directory = await listAndIndexDirectory(
    sourceOf(listings.directory),
    store,
    'directory',
    profile,
    clock,
    options,
  );
  const console = await listAndIndexConsole(
    sourceOf(listings.console),
    undefined,
    store,
    'console',
    Promise.resolve(comparedAttributes(carried, profile)),
    profile,
    clock,
    options,
  );
  directory.snapshot.close();
  console.snapshot.close();
}

function opened(store: SnapshotStore, id: string): SnapshotReader {
  const snapshot = store.open(id);
  if (!snapshot.ok) throw new Error(snapshot.failure.sentence);
  return snapshot.value;
}

let worlds = 0;

/** The same world twice: read from memory as a report from scratch is, and from what was kept of its listings. */
async function bothReports(world: World, before: readonly string[], profile: World['profile']) {
  const folder = join(here, String(worlds++));
  const snapshots = openSnapshotFolder(join(folder, 'snapshots'));
  const reports = openReportStore({ folder: join(folder, 'reports'), clock });
  const listed = listedOf(world);
  let inMemory: WorldListings | undefined;
  reportOf({ ...world, excluded: before }, listed, {
    reports,
    reportId: 'before',
    readFrom: (listings) => {
      inMemory = listings;
      return listings;
    },
  });
  if (inMemory === undefined) throw new Error('the world was not read');
  await keep({ ...world, profile: profile ?? PROFILES.generic }, snapshots, inMemory);
  const stored = {
    directory: opened(snapshots, 'directory'),
    console: opened(snapshots, 'console'),
    userExport: undefined,
  };
  const scratch = reportOf(world, listed, { reports, reportId: 'scratch' });
  const anew = reportOf(world, listed, { reports, reportId: 'anew', readFrom: () => stored });
  // The next one takes the order of names that was kept by the one before.
  reportOf(world, listed, { reports, reportId: 'again', readFrom: () => stored });
  const inOrder = ['scratch', 'anew', 'again'].map((id) => {
    const report = reports.open(id);
    if (!report.ok) throw new Error(report.failure.sentence);
    const { rows } = report.value.page({}, { limit: 1000 });
    report.value.close();
    return rows;
  });
  stored.directory.close();
  stored.console.close();
  rmSync(folder, { recursive: true, force: true });
  return { scratch, anew, inOrder, hadBriefs: stored.directory.briefs !== undefined };
}

describe('R3 a report of kept listings', () => {
  const world = fc.oneof(
    { weight: 3, arbitrary: arbitraryWorld },
    { weight: 1, arbitrary: arbitraryGroupWorld },
  );
  const list = fc.subarray(['ana@x.example', 'ben@x.example', 'zo\u00eb@x.example', 'dan@x.example']);
  const profile = fc.constantFrom(PROFILES.generic, PROFILES.demo, PROFILES.ksat);

  it('R3 R5 is that made from scratch with the same exclusions: plan, rows, counts and order', async () => {
    await fc.assert(
      fc.asyncProperty(world, list, list, profile, profile, async (one, before, after, then, now) => {
        const evaluated = { ...one, excluded: after, profile: now };
        // The mapping may have changed since as well.
        const { scratch, anew, inOrder, hadBriefs } = await bothReports(evaluated, before, then);
        expect(hadBriefs).toBe(true);
        expect({ ...anew.head, reportId: '' }).toEqual({ ...scratch.head, reportId: '' });
        expect(anew.rows).toEqual(scratch.rows);
        expect(inOrder[1]).toEqual(inOrder[0]);
        expect(inOrder[2]).toEqual(inOrder[0]);
      }),
      { numRuns: 40 },
    );
  });
});
