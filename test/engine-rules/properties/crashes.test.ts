import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedOf } from '../../worlds/world.ts';
import type { Desk } from '../desk.ts';
import { reportOf } from '../outcome.ts';
import { type Death, MortalProcess } from './mortal-process.ts';
import { ending, runOf } from './run-endings.ts';
import type { WatchedWriter } from './watched-writer.ts';
import { approvedRun, completeWorld, delays, deskOf, plain, stateOf, wholeRuns } from './whole-runs.ts';

const death: fc.Arbitrary<Death> = fc.record({
  at: fc.constantFrom('request', 'request', 'journal'),
  nth: fc.nat({ max: 9 }),
  when: fc.constantFrom('before', 'after'),
});
const deaths = fc.array(death, { minLength: 1, maxLength: 3 });

/** A live run whose processes die one after the other, each taken over by the next, until one lives to the end. */
async function runThroughDeaths(desk: Desk, all: readonly Death[], pace: readonly number[]) {
  const { planHash } = reportOf(await desk.testSync());
  desk.clock.pass(desk.tenant.syncLimitMs);
  const watched: WatchedWriter[] = [];
  const processOf = (death: Death | undefined) => {
    const process = new MortalProcess(desk, death, pace);
    watched.push(process.watched);
    return process;
  };
  const [first, ...later] = [...all, undefined];
  let end = await processOf(first).liveSync({ planHash, overrideGuard: planHash });
  for (const next of later) {
    if (end !== 'died') break;
    const run = desk.store.runsOf(desk.tenant.id)[0]!;
    // Dead after its end was written down: there is nothing left to take over.
    if (run.status !== 'Processing') break;
    desk.store.processDied(run.id);
    end = await processOf(next).resume(run.id);
  }
  return { end, watched };
}

describe('R7 a live run whose process dies anywhere, again and again', () => {
  it('R7 brings the console where an undisturbed run would have brought it, once resumed', async () => {
    const property = fc.asyncProperty(completeWorld, deaths, delays, async (world, all, pace) => {
      const listed = listedOf(world);
      const calm = deskOf(world);
      await approvedRun(calm);
      const desk = deskOf(world);
      const { end, watched } = await runThroughDeaths(desk, all, pace);
      expect(end).toMatchObject({ ok: true, value: { status: 'Completed' } });
      expect(plain(stateOf(desk, listed))).toEqual(plain(stateOf(calm, listed)));
      // Nothing is sent that the console has done already, nor what it would refuse.
      expect(watched.flatMap((each) => each.idle)).toEqual([]);
      expect(desk.store.journaled().filter(({ state }) => state === 'intended')).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R7 R12 and a run that ended in any way loses nothing: the next one brings the console where it was to be', async () => {
    const property = fc.asyncProperty(ending, async (one) => {
      const listed = listedOf(one.world);
      const calm = deskOf(one.world, one.profile);
      await approvedRun(calm);
      const desk = deskOf(one.world, one.profile);
      await runOf(desk, one);
      const { outcome } = await approvedRun(desk);
      expect(outcome).toMatchObject({ status: 'Completed', report: { applied: { failed: 0 } } });
      expect(plain(stateOf(desk, listed))).toEqual(plain(stateOf(calm, listed)));
    });
    await fc.assert(property, wholeRuns);
  });

  it('R3 leaves a row that the console refuses alone as a whole: no manager link follows it', async () => {
    const property = fc.asyncProperty(completeWorld, fc.nat({ max: 5 }), delays, async (world, nth, pace) => {
      const desk = deskOf(world);
      const { watched, report } = await approvedRun(desk, { delays: pace, refuses: (at) => at === nth });
      const refused = watched.sent[nth];
      if (refused === undefined) return;
      const first = refused.call === 'updateUser' ? refused.names[0] : undefined;
      const links = watched.sent.filter(
        ({ changes, names }, at) =>
          at > nth && names[0] === first && changes.every(({ field }) => field === 'manager'),
      );
      const hadMainPart = refused.changes.some(({ field }) => field !== 'manager');
      if (first !== undefined && hadMainPart) expect(links).toEqual([]);
      expect(report.applied?.failed).toBeGreaterThan(0);
      expect(watched.idle.filter(({ effect }) => effect === 'none')).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });
});
