import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resumeRun } from '../../../src-main/app/resume-run.ts';
import { arbitraryGroupWorld } from '../../worlds/arbitrary-world.ts';
import { listedOf } from '../../worlds/world.ts';
import { outcomeOf, reportOf } from '../outcome.ts';
import { EDITED, editByHand, edits } from './edits-by-hand.ts';
import { MortalProcess } from './mortal-process.ts';
import { death, deaths, ending, runOf, runThroughDeaths } from './run-endings.ts';
import { WatchedWriter } from './watched-writer.ts';
import {
  approvedRun,
  bears,
  completeWorld,
  delays,
  deskOf,
  liveRun,
  plain,
  profileName,
  stateOf,
  wholeRuns,
} from './whole-runs.ts';

describe('R7 a live run whose process dies anywhere, again and again', () => {
  it('R7 brings the console where an undisturbed run would have brought it, once resumed', async () => {
    const anyWorld = fc.oneof(
      { weight: 4, arbitrary: completeWorld },
      { weight: 1, arbitrary: arbitraryGroupWorld },
    );
    const property = fc.asyncProperty(
      anyWorld,
      profileName,
      bears,
      deaths,
      delays,
      async (world, profile, most, all, pace) => {
        const listed = listedOf(world);
        const calm = deskOf(world, profile, most);
        await approvedRun(calm);
        const desk = deskOf(world, profile, most);
        const { end, watched } = await runThroughDeaths(desk, all, pace);
        expect(end).toMatchObject({ ok: true, value: { status: 'Completed' } });
        expect(plain(stateOf(desk, listed))).toEqual(plain(stateOf(calm, listed)));
        // Nothing is sent that the console has done already, nor what it would refuse; only who is told of what the
        // console holds (R22) may be told again.
        const idle = watched.flatMap((each) => each.idle);
        expect(idle.filter(({ effect }) => effect === 'refused' || profile !== 'ksat')).toEqual([]);
        expect(desk.store.journaled().filter(({ state }) => state === 'intended')).toEqual([]);
      },
    );
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

  it('R7 makes nothing twice and loses nothing where answers are lost here and there', async () => {
    const breaks = fc.array(
      fc.option(
        fc.record({
          code: fc.constantFrom('network' as const, 'console-error' as const, 'console-busy' as const),
          request: fc.constantFrom('carried out' as const, 'lost on the way' as const),
        }),
        { nil: undefined },
      ),
      { minLength: 1, maxLength: 8 },
    );
    const property = fc.asyncProperty(
      completeWorld,
      bears,
      breaks,
      delays,
      async (world, most, all, pace) => {
        const listed = listedOf(world);
        const calm = deskOf(world, 'generic', most);
        await approvedRun(calm);
        const desk = deskOf(world, 'generic', most);
        const { planHash } = reportOf(await desk.testSync());
        let requests = 0;
        const watch = { delays: pace, breaks: () => all[requests++] };
        const { result, watched } = await liveRun(desk, { planHash, overrideGuard: planHash }, watch);
        const run = desk.store.runsOf(desk.tenant.id)[0]!;
        const hands = [watched];
        // The run waits for a decision each time that the console could not be heard; there are ever fewer breaks left.
        for (let end = outcomeOf(result); end.status === 'Interrupted'; ) {
          const again = new WatchedWriter(desk.console, watch);
          hands.push(again);
          end = outcomeOf(await resumeRun(run.id, { ...desk.liveParts(), writer: again.writer }));
        }
        // A row that broke an otherwise living console is left for the next run.
        await approvedRun(desk);
        expect(plain(stateOf(desk, listed))).toEqual(plain(stateOf(calm, listed)));
        const twice = hands.flatMap((each) => each.idle).filter(({ effect }) => effect === 'none');
        expect(twice).toEqual([]);
      },
    );
    await fc.assert(property, wholeRuns);
  });

  it('R3 R7 resumed, leaves alone what somebody edited meanwhile, and names it', async () => {
    const property = fc.asyncProperty(completeWorld, death, edits, delays, async (world, dies, by, pace) => {
      const desk = deskOf(world);
      const { planHash, reportId } = reportOf(await desk.testSync());
      desk.clock.pass(desk.tenant.syncLimitMs);
      const first = new MortalProcess(desk, dies, pace);
      if ((await first.liveSync({ planHash, overrideGuard: planHash })) !== 'died') return;
      const run = desk.store.runsOf(desk.tenant.id)[0]!;
      desk.store.processDied(run.id);
      await editByHand(desk, by);
      const between = new Map(desk.console.people().map((person) => [person.ref, person]));
      const journaled = new Set(desk.store.journaled().map(({ seq, step }) => `${seq} ${step}`));
      const calls = desk.console.calls.length;
      const end = outcomeOf(await desk.resume(run.id));
      const written = new Set(desk.console.calls.slice(calls));
      // Whoever waits for the address of somebody who was left alone is refused by the console.
      expect(end.status).toBe('Completed');

      const edited = [...between.values()].filter(({ values }) =>
        EDITED.some((field) => values[field] === 'By hand'),
      );
      const after = new Map(desk.console.people().map((person) => [person.ref, person]));
      for (const { ref, values } of edited)
        for (const field of EDITED)
          if (values[field] === 'By hand')
            expect([ref, after.get(ref)?.values[field]]).toEqual([ref, 'By hand']);
      // A row of such a person that had not been sent is told as moved, or was done by hand and is not sent either.
      for (const { seq, object, consoleRef, operation, result } of desk.rows(run.reportId ?? reportId)) {
        if (object !== 'user' || operation?.act.kind !== 'update-user' || journaled.has(`${seq} main`))
          continue;
        if (operation.phase === 'manager' || !edited.some(({ ref }) => ref === consoleRef)) continue;
        if (result?.status === 'applied') expect(written).not.toContain(`updateUser ${consoleRef}`);
        else expect([consoleRef, result?.status]).toEqual([consoleRef, 'moved']);
      }
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
