import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedOf } from '../../worlds/world.ts';
import type { Desk } from '../desk.ts';
import { reportOf } from '../outcome.ts';
import { type Death, MortalProcess } from './mortal-process.ts';
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
});
