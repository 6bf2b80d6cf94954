import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DraftDocument } from '../../../src-main/app/draft-document.ts';
import { readDraftPeople } from '../../../src-main/app/draft-people.ts';
import type { SnapshotFacts } from '../../../src-main/app/ports/snapshot-store.ts';
import { snapshotsOf } from '../../../src-main/app/snapshots-of-report.ts';
import { succeed } from '../../../src-main/core/failure.ts';
import type { PersonRecord } from '../../../src-main/core/records.ts';
import type { ReportRow } from '../../../src-main/core/report.ts';
import { memoryReports } from '../../fakes/memory-reports.ts';
import { memorySnapshot } from '../../fakes/memory-snapshots.ts';
import { propertyRuns } from '../../long/cases.ts';
import { arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { type Listed, listedOf, reportOf } from '../../worlds/world.ts';

const FACTS: SnapshotFacts = {
  kind: 'csv',
  name: 'listing',
  readAtMs: 0,
  end: {
    completeness: { status: 'complete' },
    carried: { attributes: [], manager: false, groups: false },
    ignoredColumns: [],
    notes: [],
  },
};

/** The listings behind the report, as the editor's thread opens them. */
function snapshotsFor({ directory, console }: Listed) {
  const people: Readonly<Record<string, readonly PersonRecord[]>> = Object.fromEntries(
    snapshotsOf('report-1').map(({ id, role }) => [id, role === 'directory' ? directory : console]),
  );
  return {
    has: (id: string) => id in people,
    open: (id: string) => succeed(memorySnapshot(FACTS, people[id] ?? [], [])),
  };
}

const place = (row: ReportRow) => `${row.directoryRef ?? ''}|${row.consoleRef ?? ''}`;
const users = (rows: readonly ReportRow[]) => rows.filter((row) => row.object === 'user');
const address = fc.constantFrom('ana', 'ben', 'dan', 'eve', 'fay').map((name) => `${name}@x.example`);
const list = fc.uniqueArray(address, { maxLength: 3 });

describe('the effect of a draft (ux §7)', () => {
  it('is what the rules make of the same listings with the draft’s list (R5)', async () => {
    let compared = 0;
    const property = fc.asyncProperty(arbitraryWorld, list, list, async (drawn, before, after) => {
      const world = { ...drawn, excluded: before };
      const listed = listedOf(world);
      const reports = memoryReports();
      const was = users(reportOf(world, listed, { reports, reportId: 'report-1' }).rows);
      const becomes = new Map(
        users(reportOf({ ...world, excluded: after }, listed).rows).map((row) => [place(row), row]),
      );
      const people = await readDraftPeople('report-1', {
        reports,
        snapshots: snapshotsFor(listed),
        pause: async () => undefined,
        isWanted: () => true,
      });
      if (people === 'not wanted' || !people.ok) throw new Error('the report is there');

      const base = {
        lines: before.map((email, i) => ({ id: i + 1, email, managed: 'false' })),
        mark: '',
        readAtMs: 0,
        notes: [],
      };
      const draft = new DraftDocument(base, base.lines, []);
      draft.measureBy(people.value, { addresses: [], flags: 'follow' });
      const flagged = was.some((row) => row.reason === 'excluded.flag');
      if (!flagged) expect(draft.effectState()).toMatchObject({ sentence: '', lost: '' });
      draft.do([
        { op: 'replace', lines: after.map((email, i) => ({ id: 100 + i, email, managed: 'false' })) },
      ]);
      const effect = draft.effectState();

      // Whom a Blocked row means is known to the engine alone; and who may take an address of somebody else depends
      // on whether that one is protected (R10).
      const rows = [...was, ...becomes.values()];
      if (rows.some((row) => row.verdict === 'Blocked' || row.wouldBe?.verdict === 'Blocked')) return;
      // A flag stands by its own where the console is no list: that is the next test's.
      if (rows.some((row) => row.reason === 'excluded.flag')) return;
      compared++;
      const fewer: Record<string, number> = {};
      const more: Record<string, number> = {};
      for (const row of was) {
        const now = becomes.get(place(row));
        if (now === undefined || now.verdict === row.verdict) continue;
        if (now.verdict === 'Excluded') fewer[row.verdict] = (fewer[row.verdict] ?? 0) + 1;
        else if (row.verdict === 'Excluded') more[now.verdict] = (more[now.verdict] ?? 0) + 1;
      }
      expect(effect).toMatchObject({ fewer, more });
    });
    await fc.assert(property, propertyRuns);
    expect(compared).toBeGreaterThan(10);
  });
});
