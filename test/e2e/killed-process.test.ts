import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../src-main/app/house.ts';
import type { Run } from '../../src-main/app/ports/main-store.ts';
import { builtProgram } from '../built/built-program.ts';
import type { DoneRequest, PassingRequest } from './console-between.ts';
import { type Copy, copyOf, makeTemplate, type Template } from './copied-company.ts';
import { staffAfterAQuarter, staffOf } from './expected-state.ts';
import { failureOf, need, preview, quietHooks, rowsOf, sync, TENANT } from './open-world.ts';

// 600 people on the console, 480 of them still in the directory and 12 new ones: some 600 operations of every kind.
const before = staffOf(600);
const after = staffAfterAQuarter(before);

const SEED = Number(process.env.MUSTER_TEST_SEED ?? Date.now() % 1_000_000);
const RANDOM_POINTS = 10;

let template: Template;
beforeAll(async () => {
  template = await makeTemplate(before, after);
});
afterAll(() => rmSync(template.folder, { recursive: true, force: true }));

function startSync({ home, request }: Copy): ChildProcess {
  const { token, adminKey } = template;
  const script = builtProgram('sync-process');
  return spawn(process.execPath, [script, JSON.stringify({ home, token, adminKey, request })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

interface Twin {
  readonly state: Awaited<ReturnType<Copy['state']>>;
  readonly writes: number;
  readonly creates: number;
  readonly applied: number;
}
let twin: Twin;

/** The same plan applied without a pause, in a process that nobody kills. */
beforeAll(async () => {
  const tidy: (() => Promise<void> | void)[] = [];
  const copy = await copyOf(template, (act) => tidy.unshift(act));
  expect(await ended(startSync(copy))).toBeNull();
  const house = await copy.openHouse();
  const run = newestRun(house);
  expect(run.status).toBe('Completed');
  expect(run.applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
  twin = {
    state: await copy.state(),
    writes: copy.wire.writes().length,
    creates: copy.wire.writes().filter(isCreate).length,
    applied: run.applied?.succeeded ?? 0,
  };
  expect(twin.applied).toBeGreaterThan(500);
  for (const act of tidy) await act();
});

interface Point {
  readonly name: string;
  /** Whether this write is the one at which the process dies. */
  readonly isIt: (write: PassingRequest) => boolean;
  /** Whether the console still hears of that write. */
  readonly write: 'is heard' | 'is lost';
}

/** Kills the sync with SIGKILL as it sends one of its writes. */
async function killAt(copy: Copy, { isIt, write }: Omit<Point, 'name'>): Promise<void> {
  const child = startSync(copy);
  const gone = ended(child);
  let struck = false;
  copy.wire.meddle(async (request) => {
    if (!struck && !(request.nthWrite > 0 && isIt(request))) return 'pass';
    struck = true;
    child.kill('SIGKILL');
    await gone;
    return write === 'is heard' ? 'pass' : 'cut';
  });
  expect(await gone).toBe('SIGKILL');
  // What was on the wire arrives.
  await copy.wire.quiet();
  copy.wire.meddle(() => 'pass');
}

const random = fractions(SEED);
const both = ['is heard', 'is lost'] as const;
const firstOf = (name: string, isIt: Point['isIt']) => both.map((write) => ({ name, isIt, write }));
const along = (fraction: number, write: Point['write']): Point => ({
  name: `${Math.round(fraction * 100)} % of the way`,
  isIt: ({ nthWrite }) => nthWrite > fraction * (twin.writes - 1),
  write,
});

const points: readonly Point[] = [
  ...firstOf('the first write', ({ nthWrite }) => nthWrite === 1),
  ...firstOf('the first group', ({ method, path }) => method === 'POST' && path.endsWith('/Groups')),
  ...firstOf(
    'the first membership',
    ({ path, body }) => path.includes('/Groups/') && body.includes('members'),
  ),
  ...firstOf('the first manager link', ({ method, body }) => method === 'PATCH' && body.includes(':manager')),
  ...firstOf('the last write', ({ nthWrite }) => nthWrite === twin.writes),
  ...Array.from({ length: RANDOM_POINTS }, (_, i) => along(random(), both[i % 2] ?? 'is heard')),
];

describe(`a live sync that is killed in the middle (R7; MUSTER_TEST_SEED=${SEED})`, () => {
  it.each(points)(
    'is resumed to the plan’s very outcome, nothing twice: killed at $name, which $write',
    async (point) => {
      const copy = await copyOf(template);
      await killAt(copy, point);

      const house = await copy.openHouse();
      const killed = newestRun(house);
      expect(killed.status).toBe('Interrupted');
      for (const live of [false, true]) {
        const refused = failureOf(await sync(house, { live }));
        expect(refused.code).toBe('run-undecided');
        expect(refused.sentence).toContain(killed.id);
      }

      const resumed = need(await house.resumeRun(killed.id, quietHooks()));
      expect(resumed.status).toBe('Completed');
      expect(resumed.report?.applied).toEqual({ succeeded: twin.applied, failed: 0, movedSincePreview: 0 });
      expect(await copy.state()).toEqual(twin.state);
      expect(copy.openEntries()).toBe(0);

      const writes = copy.wire.writes();
      expect(writes.filter(isCreate)).toHaveLength(twin.creates);
      expect(twice(writes.flatMap(effectsOf))).toEqual([]);
      expect((await copy.syncs())[0]).toMatchObject({ status: 'Completed' });
      const look = await preview(house);
      expect(rowsOf(house, look.reportId).filter(({ operation }) => operation)).toEqual([]);
    },
  );

  it('is closed instead: what was made stays and is told, the rest is not sent, and a new sync does it', async () => {
    const copy = await copyOf(template);
    await killAt(copy, along(0.5, 'is heard'));
    const sent = copy.wire.writes().length;

    const house = await copy.openHouse();
    const killed = need(house.openReport(newestRun(house).reportId ?? ''));
    expect(killed.head()).toMatchObject({ status: 'Interrupted', applied: { failed: 0 } });
    expect(killed.head().applied?.succeeded).toBeGreaterThan(0);
    killed.close();
    const closed = need(await house.closeRun(newestRun(house).id));
    expect(closed).toMatchObject({ status: 'Failed', applied: { failed: 0 } });
    expect(closed.applied?.succeeded).toBeGreaterThan(0);
    expect(closed.applied?.succeeded).toBeLessThan(twin.applied);
    expect(copy.wire.writes()).toHaveLength(sent);
    expect(copy.openEntries()).toBe(0);
    expect((await copy.syncs())[0]).toMatchObject({ status: 'Failed', cause: 'interrupted' });
    expect(failureOf(await house.resumeRun(closed.id, quietHooks())).code).toBe('conflict');

    const { planHash } = await preview(house);
    const rest = need(await sync(house, { live: true, planHash, overrideGuard: planHash }));
    expect(rest.status).toBe('Completed');
    expect(await copy.state()).toEqual(twin.state);
  });

  it('is closed when it had not written yet: its slot is given back, on the console too', async () => {
    const copy = await copyOf(template);
    const child = startSync(copy);
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

function newestRun(house: House): Run {
  const run = need(house.listRuns(TENANT, 1))[0];
  if (!run) throw new Error('no run');
  return run;
}

function isCreate({ method }: DoneRequest): boolean {
  return method === 'POST';
}

/** What a write does, piece by piece; each piece may happen once, whatever else stands in its request. */
function effectsOf({ method, path, body }: DoneRequest): readonly string[] {
  if (method === 'POST') return [`create ${body}`];
  const { Operations } = JSON.parse(body) as {
    Operations: readonly { op: string; path: string; value?: unknown }[];
  };
  return Operations.flatMap(({ op, path: at, value }) =>
    at === 'members' && Array.isArray(value)
      ? value.map((member: { value: string }) => `${path} ${op} ${member.value}`)
      : [`${path} ${op} ${at} ${JSON.stringify(value)}`],
  );
}

function twice(effects: readonly string[]): readonly string[] {
  return effects.filter((effect, i) => effects.indexOf(effect) !== i);
}

/** Numbers between 0 and 1 that a seed repeats (mulberry32). */
function fractions(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
