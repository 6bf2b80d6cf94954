import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composition } from '../../src-main/compose.ts';
import { callMuster } from '../cli/call-muster.ts';
import { FakeHouse } from '../fakes/fake-house.ts';
import { fractions, SEED } from '../long/cases.ts';
import { type Copy, copyOf } from './copied-company.ts';
import { type KillStage, killAt, newestRun, setKillStage } from './kill-a-sync.ts';
import { failureOf, need, quietHooks, reportOf, rowsOf, sync } from './open-world.ts';

let stage: KillStage;
beforeAll(async () => {
  stage = await setKillStage(40);
});
afterAll(() => stage.remove());

type State = Awaited<ReturnType<Copy['state']>>;

/** Whoever that sync made is archived, and a group that it made is empty; all else must be as it was (R6, R23). */
function expectBack(now: State, before: State): void {
  const known = new Set(before.people.map(({ address }) => address));
  const names = new Set(before.groups.map(([name]) => name));
  expect(now.people.filter(({ address }) => known.has(address))).toEqual(before.people);
  expect(now.people.filter(({ address, active }) => !known.has(address) && active)).toEqual([]);
  expect(now.groups.filter(([name]) => names.has(name))).toEqual(before.groups);
  expect(now.groups.filter(([name, members]) => !names.has(name) && members.length > 0)).toEqual([]);
}

const random = fractions(SEED);
const points = (['is heard', 'is lost'] as const).map((request) => {
  const fraction = random();
  return { name: `${Math.round(fraction * 100)} % of the way`, request, fraction };
});

describe(`R23 a live sync that was cut short (MUSTER_TEST_SEED=${SEED})`, () => {
  it.each(points)(
    'R7 R23 by a kill $name, whose request $request, is closed and undone: the console is as before',
    async ({ fraction, request }) => {
      const copy = await copyOf(stage.template);
      const before = await copy.state();
      const isIt = ({ nthWrite }: { nthWrite: number }) => nthWrite > fraction * (stage.twin.writes - 1);
      await killAt(copy, stage, { isIt, request });
      const house = await copy.openHouse();
      const { id } = newestRun(house);
      // Whether it goes on is decided first: an undo beside a run that may be resumed would fight with it.
      expect(failureOf(await house.undoRun(id, quietHooks())).next).toContain(`run close ${id}`);
      need(await house.closeRun(id));

      const shown = reportOf(need(await house.undoRun(id, quietHooks())));
      const { planHash } = shown;
      const undone = need(await sync(house, { live: true, planHash, overrideGuard: planHash }));
      expect(undone.status).toBe('Completed');
      expect(reportOf(undone).applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
      expectBack(await copy.state(), before);

      const again = reportOf(need(await house.undoRun(id, quietHooks())));
      expect(rowsOf(house, again.reportId).filter(({ operation }) => operation)).toEqual([]);
    },
  );

  it('R7 R23 is closed and undone on the command line, by the sentences that it prints', async () => {
    const copy = await copyOf(stage.template);
    const before = await copy.state();
    const isIt = ({ nthWrite }: { nthWrite: number }) => nthWrite > stage.twin.writes / 2;
    await killAt(copy, stage, { isIt, request: 'is heard' });

    const { token, adminKey } = stage.template;
    const muster = (...args: readonly string[]) =>
      callMuster(new FakeHouse(), args, {
        composition: {
          openHouse: () => composition.openHouse({ home: copy.home, env: process.env, token, adminKey }),
        },
      });
    const listed = await muster('run', 'list', '--json');
    const { interrupted } = listed.json();
    const [id = ''] = Array.isArray(interrupted) ? interrupted.map(String) : [];
    expect(id).not.toBe('');

    const refused = await muster('run', 'undo', id);
    expect(refused.exit).not.toBe(0);
    expect(refused.err).toContain(`run close ${id}`);
    expect((await muster('run', 'close', id)).exit).toBe(0);

    const shown = await muster('run', 'undo', id, '--json');
    expect(shown.json()).toMatchObject({ undoes: id, testMode: true, applied: null });
    const { planHash } = shown.json();
    const halted = await muster('sync', '--live', '--plan', String(planHash), '--json');
    expect(halted.json()).toMatchObject({ status: 'Halted', planHash });
    const live = ['sync', '--live', '--plan', String(planHash), '--override-guard', String(planHash)];
    const undone = await muster(...live, '--json');
    expect(undone.json()).toMatchObject({
      status: 'Completed',
      applied: { failed: 0, movedSincePreview: 0 },
    });
    expectBack(await copy.state(), before);
  });
});
