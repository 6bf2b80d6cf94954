import fc from 'fast-check';
import { closeInterrupted } from '../../../src-main/app/resume-run.ts';
import type { ReportHead } from '../../../src-main/core/report.ts';
import { arbitraryGroupWorld } from '../../worlds/arbitrary-world.ts';
import type { World } from '../../worlds/world.ts';
import type { Desk } from '../desk.ts';
import { reportOf } from '../outcome.ts';
import { type Death, MortalProcess } from './mortal-process.ts';
import { WatchedWriter } from './watched-writer.ts';
import { completeWorld, delays, liveRun, profileName } from './whole-runs.ts';

export const ENDS = [
  'complete',
  'refused in part',
  'away',
  'cancelled',
  'dead',
  'dead and resumed',
  'dead and deaf',
] as const;

/** A live run that ends in one of many ways at one of many points. */
export interface Ending {
  readonly world: World;
  readonly profile: 'generic' | 'demo' | 'ksat';
  readonly end: (typeof ENDS)[number];
  readonly nth: number;
  readonly when: Death['when'];
  readonly pace: readonly number[];
}

export const ending: fc.Arbitrary<Ending> = fc.record({
  world: fc.oneof({ weight: 3, arbitrary: completeWorld }, { weight: 1, arbitrary: arbitraryGroupWorld }),
  profile: profileName,
  end: fc.constantFrom(...ENDS),
  nth: fc.nat({ max: 7 }),
  when: fc.constantFrom('before', 'after'),
  pace: delays,
});

/** Lets that run happen, and closes it where it is undecided; its id. */
export async function runOf(desk: Desk, { end, nth, when, pace }: Ending): Promise<string> {
  const { planHash } = reportOf(await desk.testSync());
  desk.clock.pass(desk.tenant.syncLimitMs);
  const order = { planHash, overrideGuard: planHash };
  const run = () => desk.store.runsOf(desk.tenant.id)[0]!;
  if (end === 'refused in part') {
    await liveRun(desk, order, { delays: pace, refuses: (at) => at === nth || at === nth + 2 });
    return run().id;
  }
  if (end === 'away') {
    const first = when === 'after' ? 'carried out' : 'lost on the way';
    await liveRun(desk, order, { delays: pace, away: { from: nth, first } });
    if (run().status === 'Interrupted') await desk.closeInterrupted(run().id);
    return run().id;
  }
  if (end === 'cancelled') {
    let requests = 0;
    const onSend = async (_sent: unknown, act: () => Promise<void>) => {
      if (requests++ === nth) desk.cancel.abort();
      await act();
    };
    await liveRun(desk, order, { delays: pace, onSend });
    desk.cancel = new AbortController();
    return run().id;
  }
  const death: Death | undefined = end === 'complete' ? undefined : { at: 'request', nth, when };
  if ((await new MortalProcess(desk, death, pace).liveSync(order)) !== 'died') return run().id;
  desk.store.processDied(run().id);
  if (end === 'dead and resumed') await desk.resume(run().id);
  else if (end === 'dead') await desk.closeInterrupted(run().id);
  else {
    // What became of the last requests cannot be asked, and the run is closed all the same.
    const { writer } = new WatchedWriter(desk.console, { away: { from: 0, first: 'lost on the way' } });
    await closeInterrupted(run().id, { ...desk.liveParts(), writer });
  }
  return run().id;
}

export const death: fc.Arbitrary<Death> = fc.record({
  at: fc.constantFrom('request', 'request', 'journal'),
  nth: fc.nat({ max: 9 }),
  when: fc.constantFrom('before', 'after'),
});
export const deaths: fc.Arbitrary<readonly Death[]> = fc.array(death, { minLength: 1, maxLength: 3 });

/** Applies a plan in processes that die one after the other, each taken over by the next, until one lives to the end. */
export async function runThroughDeaths(
  desk: Desk,
  all: readonly Death[],
  pace: readonly number[],
  shown?: ReportHead,
) {
  const { planHash } = shown ?? reportOf(await desk.testSync());
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
