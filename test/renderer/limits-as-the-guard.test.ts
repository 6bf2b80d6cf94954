import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GuardFacts, guardPlan } from '../../src-main/core/guard.ts';
import { DEFAULT_GUARD_LIMITS, type GuardLimits } from '../../src-main/core/settings.ts';
import type { LastReport } from '../../src-preload/contract/provisioning.ts';
import { LIMIT_ROWS, wouldHalt } from '../../src-renderer/screens/provisioning/limit-words.ts';
import { exampleHead } from '../fakes/example-report.ts';
import { propertyRuns } from '../long/cases.ts';

const head = exampleHead();

/** The last report as the window gets it, of what the guard was asked. */
function reportOf({
  counts,
  activeBefore,
  emptyConsole,
  managedMemberships,
  ...facts
}: GuardFacts): LastReport {
  const { lastGoodRows, directoryRows } = facts;
  return {
    reportId: head.reportId,
    startedAtMs: head.startedAtMs,
    counts,
    isFresh: true,
    ...{ activeBefore, directoryRows, managedMemberships, firstSync: emptyConsole },
    ...(lastGoodRows === undefined ? {} : { lastGoodRows }),
    aliases: head.aliases,
  };
}

const few = fc.integer({ min: 0, max: 120 });
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const limits: fc.Arbitrary<GuardLimits> = fc.record({
  archivedShare: share,
  archivedFloor: few,
  archivedCeiling: few,
  createdShare: share,
  createdFloor: few,
  changedShare: share,
  changedFloor: few,
  membershipsRemovedShare: share,
  membershipsRemovedFloor: few,
  blockedShare: share,
  blockedFloor: few,
  directoryShrunkShare: share,
});
const facts: fc.Arbitrary<GuardFacts> = fc
  .record({
    users: fc.record({ created: few, changed: few, archived: few, restored: few, blocked: few }),
    removed: few,
    activeBefore: few,
    managedMemberships: few,
    directoryRows: few,
    lastGoodRows: fc.option(few, { nil: undefined }),
    emptyConsole: fc.boolean(),
    limits,
  })
  .map(({ users, removed, ...rest }) => ({
    ...rest,
    counts: {
      ...head.counts,
      users: { ...head.counts.users, ...users },
      memberships: { ...head.counts.memberships, archived: removed },
    },
  }));

describe('the limits as they are edited', () => {
  it('R4 say that a live sync would halt exactly where the guard halts it', () => {
    fc.assert(
      fc.property(facts, (asked) => {
        expect(wouldHalt(reportOf(asked), asked.limits)).toBe(guardPlan(asked).halted);
      }),
      propertyRuns,
    );
  });

  it('name each figure of the last report beside its limit', () => {
    const users = { ...head.counts.users, archived: 37, created: 12, restored: 1, changed: 40, blocked: 3 };
    const counts = { ...head.counts, users, memberships: { ...head.counts.memberships, archived: 4 } };
    const asked = { activeBefore: 406, managedMemberships: 500, directoryRows: 350, lastGoodRows: 406 };
    const report = reportOf({ ...asked, counts, emptyConsole: false, limits: DEFAULT_GUARD_LIMITS });
    const words = (of: LastReport) =>
      LIMIT_ROWS.map(({ inReport }) => inReport(of, DEFAULT_GUARD_LIMITS).text);
    expect(words(report)).toEqual([
      '37: over the limit of 20',
      '13, limit 81',
      '40, limit 121',
      '4, limit 100',
      '3, limit 20',
      '350 rows: under the limit of 366',
    ]);
    const { lastGoodRows: _none, managedMemberships: _unknown, ...older } = report;
    expect(words({ ...older, firstSync: true }).slice(1)).toEqual([
      '13, no limit on creates in a first sync',
      '40, limit 121',
      '4 removed',
      '3, limit 20',
      '350 rows, no live sync before it',
    ]);
  });
});
