// The pace that the console decides, on a console that says when it is busy (R17).
import { expect, it } from 'vitest';
import type { ConsoleLoad } from '../../src-main/app/run-progress.ts';
import { peopleOn, staffOf } from './expected-state.ts';
import { need, openWorld, sync, TENANT } from './open-world.ts';

it('a console that answers 429 halves the requests at a time, none is lost, and the cap is never passed', async () => {
  const directory = staffOf(45).map((row) => ({ ...row, 'Manager Email': '' }));
  const world = await openWorld({ directory, console: [], requestsPerSecond: 20 });
  expect(world.house.limitRequests(TENANT, 17)).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
  need(world.house.limitRequests(TENANT, 6));
  let peak = 0;
  world.wire.meddle(() => {
    peak = Math.max(peak, world.wire.started('/scim/') - countOf('/scim/'));
    return 'pass';
  });
  const countOf = (part: string) => world.wire.requests.filter(({ path }) => path.includes(part)).length;
  const loads: ConsoleLoad[] = [];
  const live = need(
    await sync(
      world.house,
      { live: true },
      { onProgress: ({ load }) => (load === undefined ? undefined : loads.push(load)) },
    ),
  );
  expect(live.report?.applied).toMatchObject({ failed: 0 });
  expect(world.wire.requests.some(({ status }) => status === 429)).toBe(true);
  expect(live.load?.slowed).toBeGreaterThan(0);
  expect(loads.length).toBeGreaterThan(0);
  for (const { limit, most } of loads) {
    expect(most).toBe(6);
    expect(limit).toBeLessThanOrEqual(6);
  }
  expect(peak).toBeLessThanOrEqual(6);
  expect(await peopleOn(world.console.tenantUrl, world.token)).toHaveLength(45);
});
