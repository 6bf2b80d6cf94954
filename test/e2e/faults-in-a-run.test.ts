import { describe, expect, it } from 'vitest';
import { expectedPeople, peopleOn, staffOf } from './expected-state.ts';
import { need, openWorld, quietHooks, reportOf, rowsOf, sync } from './open-world.ts';

const everybody = staffOf(40);
const before = everybody.slice(0, 30);

describe('faults on the way to the console (R7, R17)', () => {
  it('a create whose answer was lost, was cut off or met a passing 500 is settled, and happens once', async () => {
    const world = await openWorld({ directory: everybody, console: before });
    const times = new Map<string, number>();
    world.wire.meddle(({ method, body }) => {
      const who = /person\.3\d/.exec(body)?.[0];
      if (method !== 'POST' || who === undefined) return 'pass';
      const nth = (times.get(who) ?? 0) + 1;
      times.set(who, nth);
      if (nth > 1) return 'pass';
      if (who === 'person.31') return 'lose-answer';
      if (who === 'person.32') return 'cut';
      if (who === 'person.33') return { status: 500, body: { detail: 'try again' } };
      return 'pass';
    });
    const live = need(await sync(world.house, { live: true }));
    expect(live.status).toBe('Completed');
    expect(live.report?.applied?.failed).toBe(0);
    expect(await peopleOn(world.console.tenantUrl, world.token)).toEqual(expectedPeople(everybody));
    expect(world.wire.writes().filter(({ method }) => method === 'POST')).toHaveLength(10);
  });

  it('a row on which the console breaks each time fails alone, with the console’s words', async () => {
    const world = await openWorld({ directory: everybody, console: before });
    world.wire.meddle(({ method, body }) =>
      method === 'POST' && body.includes('person.35@')
        ? { status: 500, body: { detail: 'cannot hold this one' } }
        : 'pass',
    );
    const live = need(await sync(world.house, { live: true }));
    expect(live.status).toBe('Completed');
    const refused = rowsOf(world.house, reportOf(live).reportId).filter(
      ({ result }) => result?.status === 'refused',
    );
    const [person] = refused.filter(({ object }) => object === 'user');
    expect(person?.address).toBe('person.35@contoso.example');
    expect(person?.result).toMatchObject({ words: expect.stringContaining('cannot hold this one') });
    // What hangs on it is named too, and everything else is made.
    expect(refused.filter(({ object }) => object === 'membership')).toHaveLength(3);
    expect(await peopleOn(world.console.tenantUrl, world.token)).toEqual(
      expectedPeople(everybody.filter((_, i) => i !== 35)),
    );
  });

  it('a console that breaks on whatever it is told stops the run, which can be resumed', async () => {
    const world = await openWorld({ directory: everybody, console: before });
    world.wire.meddle(({ method, path }) =>
      method === 'POST' && path.startsWith('/scim/') ? { status: 500, body: { detail: 'down' } } : 'pass',
    );
    const live = need(await sync(world.house, { live: true }));
    expect(live.status).toBe('Interrupted');
    expect(live.failure?.code).toBe('console-error');
    world.wire.meddle(() => 'pass');
    const resumed = need(await world.house.resumeRun(live.runId ?? '', quietHooks()));
    expect(resumed.status).toBe('Completed');
    const people = await peopleOn(world.console.tenantUrl, world.token);
    // Those that broke before the run stopped have failed, and the next sync makes them.
    expect(people.length).toBeGreaterThanOrEqual(40 - 4);
    need(await sync(world.house, { live: true }));
    expect(await peopleOn(world.console.tenantUrl, world.token)).toEqual(expectedPeople(everybody));
  });

  it('a console that asks for a pause gets it, and everything is applied', async () => {
    const world = await openWorld({ directory: everybody, console: before });
    let busy = 0;
    world.wire.meddle(({ nthWrite }) =>
      nthWrite > 3 && busy++ < 3 ? { status: 429, headers: { 'retry-after': '1' }, body: {} } : 'pass',
    );
    const waits: number[] = [];
    const live = need(
      await sync(
        world.house,
        { live: true },
        { onProgress: ({ waitMs }) => (waitMs === undefined ? undefined : waits.push(waitMs)) },
      ),
    );
    expect(live.report?.applied?.failed).toBe(0);
    expect(waits).toContain(1000);
    expect(await peopleOn(world.console.tenantUrl, world.token)).toEqual(expectedPeople(everybody));
  });
});
