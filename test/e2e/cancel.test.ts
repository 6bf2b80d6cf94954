import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RunPhase } from '../../src-main/app/run-progress.ts';
import type { Fate } from './console-between.ts';
import { staffOf } from './expected-state.ts';
import { failureOf, need, openWorld, preview, sync, TENANT, type World } from './open-world.ts';

const staff = staffOf(60);
const promoted = staff.map((row, i) => (i < 18 ? { ...row, 'Job Title': 'Promoted' } : row));

/** The promise is a second; a busy build machine gets some more, and a run that is not heard takes far longer. */
const PROMPT_MS = 2_500;

async function newestOnConsole(world: World): Promise<string> {
  const { syncs } = (await world.askApi('GET', '/syncs')) as { syncs: readonly { status: string }[] };
  return syncs[0]?.status ?? '';
}

/** Cancels as soon as the run says this phase, and tells how long it then took to end. */
async function cancelIn(
  world: World,
  phase: RunPhase,
  request: { readonly live: boolean; readonly planHash?: string },
) {
  const stop = new AbortController();
  let askedAt = 0;
  const outcome = await sync(world.house, request, {
    signal: stop.signal,
    onProgress: (progress) => {
      if (progress.phase !== phase || stop.signal.aborted) return;
      askedAt = performance.now();
      stop.abort();
    },
  });
  expect(stop.signal.aborted).toBe(true);
  expect(performance.now() - askedAt).toBeLessThan(PROMPT_MS);
  return outcome;
}

describe('a run can be cancelled within a second', () => {
  it('while it waits for a slow console: a test run keeps its slot, a live run that wrote nothing gives it back', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    world.wire.meddle(async ({ path }): Promise<Fate> => {
      if (path.includes('/Users?')) await new Promise((resolve) => setTimeout(resolve, 20_000).unref());
      return 'pass';
    });
    const listing = (live: boolean) => {
      const stop = new AbortController();
      const outcome = sync(world.house, { live }, { signal: stop.signal });
      return { stop, outcome };
    };
    for (const live of [false, true]) {
      const { stop, outcome } = listing(live);
      const before = world.wire.started('/Users?');
      while (world.wire.started('/Users?') === before)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const askedAt = performance.now();
      stop.abort();
      expect(failureOf(await outcome).code).toBe('cancelled');
      expect(performance.now() - askedAt).toBeLessThan(PROMPT_MS);
      expect(await newestOnConsole(world)).toBe(live ? 'Released' : 'Cancelled');
      expect(need(world.house.listRuns(TENANT, 1))[0]?.status).toBe('Cancelled');
    }
    expect(world.wire.writes()).toEqual([]);
  });

  it('while it reads and compares 200,000 rows', async () => {
    const world = await openWorld({ directory: staff, console: staff });
    const file = createWriteStream(world.directoryFile);
    file.write('Email,First Name,Last Name,Department,External ID\r\n');
    for (let i = 0; i < 200_000; i++) {
      if (!file.write(`someone.${i}@contoso.example,Ana,Nr ${i},Finance,id-${i}\r\n`))
        await once(file, 'drain');
    }
    file.end();
    await once(file, 'finish');
    for (const phase of ['read-directory', 'compare'] as const) {
      expect(failureOf(await cancelIn(world, phase, { live: false })).code).toBe('cancelled');
    }
    // No half report is left behind.
    expect(world.house.reports.list()).toEqual([]);
  });

  it('while it applies: what was made stays and is told, the rest is not sent, and the slot is used', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    const { planHash } = await preview(world.house);
    const stop = new AbortController();
    let askedAt = 0;
    world.wire.meddle(async ({ nthWrite }): Promise<Fate> => {
      if (nthWrite >= 6) {
        if (!stop.signal.aborted) {
          askedAt = performance.now();
          stop.abort();
        }
        // Those under way are answered late, or never.
        await new Promise((resolve) => setTimeout(resolve, 20_000).unref());
      }
      return 'pass';
    });
    const cancelled = need(await sync(world.house, { live: true, planHash }, { signal: stop.signal }));
    expect(performance.now() - askedAt).toBeLessThan(PROMPT_MS);
    expect(cancelled.status).toBe('Cancelled');
    expect(cancelled.report?.applied?.succeeded).toBe(5);
    expect(await newestOnConsole(world)).toBe('Cancelled');
    world.wire.meddle(() => 'pass');
    const look = await preview(world.house);
    expect(look.counts.users.changed).toBe(18 - world.wire.writes().length);
  });
});
