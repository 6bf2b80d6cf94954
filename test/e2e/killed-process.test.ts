import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fractions, SEED } from '../long/cases.ts';
import { copyOf } from './copied-company.ts';
import {
  decideAndCheck,
  ended,
  type KillStage,
  killAt,
  newestRun,
  type Point,
  setKillStage,
  startSync,
} from './kill-a-sync.ts';
import { failureOf, need, preview, quietHooks, sync } from './open-world.ts';

const RANDOM_POINTS = 10;

let stage: KillStage;
beforeAll(async () => {
  stage = await setKillStage();
});
afterAll(() => stage.remove());

const random = fractions(SEED);
const both = ['is heard', 'is lost'] as const;
const firstOf = (name: string, isIt: Point['isIt']) =>
  both.map((request): Point => ({ name, isIt: (one) => one.nthWrite > 0 && isIt(one), request }));
const along = (fraction: number, request: Point['request']): Point => ({
  name: `${Math.round(fraction * 100)} % of the way`,
  isIt: ({ nthWrite }) => nthWrite > fraction * (stage.twin.writes - 1),
  request,
});

const points: readonly Point[] = [
  ...firstOf('the first write', ({ nthWrite }) => nthWrite === 1),
  ...firstOf('the first group', ({ method, path }) => method === 'POST' && path.endsWith('/Groups')),
  ...firstOf(
    'the first membership',
    ({ path, body }) => path.includes('/Groups/') && body.includes('members'),
  ),
  ...firstOf('the first manager link', ({ method, body }) => method === 'PATCH' && body.includes(':manager')),
  ...firstOf('the last write', ({ nthWrite }) => nthWrite === stage.twin.writes),
  ...Array.from({ length: RANDOM_POINTS }, (_, i) => along(random(), both[i % 2] ?? 'is heard')),
];

describe(`a live sync that is killed in the middle (R7; MUSTER_TEST_SEED=${SEED})`, () => {
  it.each(points)(
    'is resumed to the plan’s very outcome, nothing twice: killed at $name, which $request',
    async (point) => {
      const copy = await copyOf(stage.template);
      await killAt(copy, stage, point);
      await decideAndCheck(copy, stage, 'resume');
    },
  );

  it('is closed instead: what was made stays and is told, the rest is not sent, and a new sync does it', async () => {
    const copy = await copyOf(stage.template);
    await killAt(copy, stage, along(0.5, 'is heard'));
    const sent = copy.wire.writes().length;

    const house = await copy.openHouse();
    const killed = need(house.openReport(newestRun(house).reportId ?? ''));
    expect(killed.head()).toMatchObject({ status: 'Interrupted', applied: { failed: 0 } });
    expect(killed.head().applied?.succeeded).toBeGreaterThan(0);
    killed.close();
    const closed = need(await house.closeRun(newestRun(house).id));
    expect(closed).toMatchObject({ status: 'Failed', applied: { failed: 0 } });
    expect(closed.applied?.succeeded).toBeGreaterThan(0);
    expect(closed.applied?.succeeded).toBeLessThan(stage.twin.applied);
    expect(copy.wire.writes()).toHaveLength(sent);
    expect(copy.openEntries()).toBe(0);
    expect((await copy.syncs())[0]).toMatchObject({ status: 'Failed', cause: 'interrupted' });
    expect(failureOf(await house.resumeRun(closed.id, quietHooks())).code).toBe('conflict');

    const { planHash } = await preview(house);
    const rest = need(await sync(house, { live: true, planHash, overrideGuard: planHash }));
    expect(rest.status).toBe('Completed');
    expect(await copy.state()).toEqual(stage.twin.state);
  });

  it('is closed when it had not written yet: its slot is given back, on the console too', async () => {
    const copy = await copyOf(stage.template);
    const child = startSync(copy, stage.template);
    const gone = ended(child);
    copy.wire.meddle(async ({ path }) => {
      if (!path.startsWith('/scim/v2/Groups')) return 'pass';
      child.kill('SIGKILL');
      await gone;
      return 'cut';
    });
    expect(await gone).toBe('SIGKILL');
    copy.wire.meddle(() => 'pass');

    const house = await copy.openHouse();
    const run = newestRun(house);
    expect(run.status).toBe('Interrupted');
    expect(run.slotClaimedAtMs).toBeDefined();
    const closed = need(await house.closeRun(run.id));
    expect(closed).toMatchObject({ status: 'Failed' });
    expect(closed.slotClaimedAtMs).toBeUndefined();
    expect((await copy.syncs())[0]).toMatchObject({ status: 'Released' });
    expect(copy.wire.writes()).toEqual([]);
    expect(need(await sync(house, copy.request)).status).toBe('Completed');
  });
});
