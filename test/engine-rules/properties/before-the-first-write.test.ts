import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardReason } from '../../../src-main/core/report.ts';
import { DEFAULT_GUARD_LIMITS, type GuardLimits } from '../../../src-main/core/settings.ts';
import { arbitraryWorld } from '../../worlds/arbitrary-world.ts';
import { crowd } from '../../worlds/crowd.ts';
import type { OracleAnswer } from '../../worlds/oracle.ts';
import { CUT_SHORT, listedOf, type World } from '../../worlds/world.ts';
import { outcomeOf, reportOf } from '../outcome.ts';
import { completeWorld, deskOf, liveRun, oracleOf, profileName, stateOf, wholeRuns } from './whole-runs.ts';

const halfListed = fc.constantFrom('directory', 'console', 'both', 'nobody');

describe('R1 a listing that is not proven complete, or a directory without people', () => {
  it('R1 archives nobody, removes no membership, and ends a live run before its first write', async () => {
    const property = fc.asyncProperty(
      completeWorld,
      halfListed,
      profileName,
      async (world, half, profile) => {
        const listed = listedOf(world);
        const desk = deskOf(world, profile);
        const before = stateOf(desk, listed);
        const { planHash: whole } = reportOf(await desk.testSync());
        if (half === 'nobody') desk.directory = [];
        if (half === 'directory' || half === 'both')
          desk.directoryEnd = { status: 'partial', why: CUT_SHORT };
        if (half === 'console' || half === 'both') desk.consoleEnd = { status: 'partial', why: CUT_SHORT };

        const shown = reportOf(await desk.testSync());
        expect(shown.partial).toBe(true);
        for (const { verdict, operation } of desk.rows(shown.reportId)) {
          expect(verdict).not.toBe('Archived');
          expect([operation?.phase, operation?.act.kind]).not.toContain('archive');
          expect(operation?.act.kind).not.toBe('remove-member');
        }
        for (const planHash of [undefined, whole]) {
          const { result, watched } = await liveRun(desk, { planHash, overrideGuard: planHash });
          expect(outcomeOf(result)).toMatchObject({
            status: 'Failed',
            failure: { code: 'listing-incomplete' },
            report: { applied: null },
          });
          expect(watched.sent).toEqual([]);
        }
        expect(stateOf(desk, listed)).toEqual(before);
        expect(desk.store.runs.newestSlot(desk.tenant.id)).toBeUndefined();
      },
    );
    await fc.assert(property, wholeRuns);
  });
});

describe('R2 test mode', () => {
  it('R2 is handed no writer and leaves any console as it was', async () => {
    const property = fc.asyncProperty(arbitraryWorld, profileName, async (world, profile) => {
      const listed = listedOf(world);
      const desk = deskOf(world, profile);
      const before = [desk.console.people(), desk.console.groups()];
      expect(Object.keys(desk.syncParts())).not.toContain('writer');
      const outcome = outcomeOf(await desk.testSync());
      expect(outcome).toMatchObject({ status: 'Completed', report: { testMode: true, applied: null } });
      expect(desk.console.calls).toEqual([]);
      expect([desk.console.people(), desk.console.groups()]).toEqual(before);
      expect(stateOf(desk, listed).people.size).toBe(world.console.length);
    });
    await fc.assert(property, wholeRuns);
  });
});

const share = fc.constantFrom(0, 0.05, 0.2, 0.29, 0.5, 1);
const floor = fc.constantFrom(0, 1, 2, 5);
const limits: fc.Arbitrary<GuardLimits> = fc.record({
  archivedShare: share,
  archivedFloor: floor,
  archivedCeiling: fc.constantFrom(1, 3, 500),
  createdShare: share,
  createdFloor: floor,
  changedShare: share,
  changedFloor: floor,
  // What the share of memberships is of is asked in tests of its own.
  membershipsRemovedShare: fc.constant(1),
  membershipsRemovedFloor: fc.constant(DEFAULT_GUARD_LIMITS.membershipsRemovedFloor),
  blockedShare: share,
  blockedFloor: floor,
  directoryShrunkShare: share,
});

/** R4 once more, from its sentence and with whole numbers. */
function brokenLimits(
  world: World,
  oracle: OracleAnswer,
  limits: GuardLimits,
  lastGoodRows: number,
): readonly GuardReason['limit'][] {
  const verdicts = [...oracle.rows, ...oracle.alone.values()];
  const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
  const listed = listedOf(world);
  const active = listed.console.filter(({ status }) => status === 'active');
  const base = active.filter(({ ref }) => !oracle.excludedUsers.has(ref)).length;
  const percentOf = (part: number, of: number) => Math.floor((Math.round(part * 100) * of) / 100);
  const allowed = (part: number, least: number) => Math.max(least, percentOf(part, base));
  const arriving = (active.length === 0 ? 0 : count('Created')) + count('Restored');
  const archivesAllowed = Math.min(
    limits.archivedCeiling,
    allowed(limits.archivedShare, limits.archivedFloor),
  );
  const shrunkTo = lastGoodRows - percentOf(limits.directoryShrunkShare, lastGoodRows);
  const broken: (readonly [GuardReason['limit'], boolean])[] = [
    ['archived', count('Archived') > archivesAllowed],
    ['half', count('Archived') > 0 && 2 * count('Archived') >= base],
    ['created', arriving > allowed(limits.createdShare, limits.createdFloor)],
    ['changed', count('Changed') > allowed(limits.changedShare, limits.changedFloor)],
    ['blocked', count('Blocked') > allowed(limits.blockedShare, limits.blockedFloor)],
    ['shrunk', world.directory.length < shrunkTo],
  ];
  return broken.filter(([, is]) => is).map(([limit]) => limit);
}

describe('R4 the guard', () => {
  it('R4 halts a live run before its first write exactly where a limit is broken, and one plan passes by its hash', async () => {
    const property = fc.asyncProperty(
      completeWorld,
      limits,
      fc.nat({ max: 3 }),
      async (world, guardLimits, gone) => {
        const listed = listedOf(world);
        const desk = deskOf({ ...world, guardLimits });
        const before = stateOf(desk, listed);
        desk.directory = [...world.directory, ...crowd(gone, { groups: [] }, 'gone')];
        await desk.testSync();
        desk.directory = world.directory;

        const broken = brokenLimits(
          world,
          oracleOf(world, listed),
          guardLimits,
          world.directory.length + gone,
        );
        const { result, watched } = await liveRun(desk, { overrideGuard: 'sha256:00000000' });
        const outcome = outcomeOf(result);
        expect(outcome.report?.guard.reasons.map(({ limit }) => limit)).toEqual(broken);
        expect(outcome.status).toBe(broken.length > 0 ? 'Halted' : 'Completed');
        if (broken.length === 0) return;
        expect(watched.sent).toEqual([]);
        expect(stateOf(desk, listed)).toEqual(before);
        expect(desk.store.runs.newestSlot(desk.tenant.id)).toBeUndefined();

        const overrideGuard = reportOf(result).planHash;
        const second = await liveRun(desk, { overrideGuard });
        expect(outcomeOf(second.result).status).toBe('Completed');
        expect(
          desk.store.historyOf(desk.tenant.id).map(({ what, planHash }) => [what, planHash]),
        ).toContainEqual(['guard-overridden', overrideGuard]);
      },
    );
    await fc.assert(property, wholeRuns);
  });
});
