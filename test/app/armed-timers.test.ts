import { afterEach, describe, expect, it } from 'vitest';
import { armedTimers } from '../../src-main/app/armed-timers.ts';
import type { SyncOutcome } from '../../src-main/app/house.ts';
import type { Armed } from '../../src-main/core/armed.ts';
import { fail, type Result, succeed } from '../../src-main/core/failure.ts';
import type { ReadyList } from '../../src-main/core/ready-list.ts';
import { fakeClock } from '../fakes/fake-clock.ts';

const LIMIT_MS = 900_000;
const PLAN = { kind: 'apply', reportId: 'r1', planHash: 'plan-a' } as const;
const READY: ReadyList = { planHash: 'plan-a', lines: [], ready: true, readyWhenLimitEnds: true };
const completed: SyncOutcome = {
  status: 'Completed',
  runId: 'run-1',
  report: undefined,
  nextAllowedAtMs: undefined,
  received: false,
};

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** Timers over answers that a test gives; all promises are settled by `pass`. */
function desk(answers: {
  readonly list?: Result<ReadyList>;
  readonly outcomes?: readonly Result<SyncOutcome>[];
}) {
  const clock = fakeClock();
  const stop = new AbortController();
  stops.push(stop);
  const outcomes = [...(answers.outcomes ?? [])];
  const ran: string[] = [];
  const told: Armed[] = [];
  const timers = armedTimers({
    clock,
    check: async () => answers.list ?? succeed(READY),
    run: async (tenantId, { kind }) => {
      ran.push(`${tenantId} ${kind}`);
      return outcomes.shift() ?? succeed(completed);
    },
    onChange: (_tenantId, armed) => told.push(armed),
    onFault: (error) => {
      throw error;
    },
    signal: stop.signal,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    clock.pass(ms);
    await settle();
  };
  return { clock, timers, ran, told, pass, settle };
}

describe('what is armed while Muster runs (ux §6)', () => {
  it('applies the plan at the time, once, after all lines were checked again', async () => {
    const { clock, timers, ran, told, pass } = desk({});
    timers.arm('t1', PLAN, clock.now() + LIMIT_MS);
    await pass(LIMIT_MS - 1_000);
    expect(ran).toEqual([]);
    expect(timers.armedTenants()).toEqual(['t1']);
    await pass(1_000);
    expect(told.map(({ state }) => state)).toEqual(['armed', 'checking', 'running', 'disarmed']);
    await pass(LIMIT_MS);
    expect(ran).toEqual(['t1 apply']);
  });

  it('sends nothing where the ready list cannot be asked, and says why', async () => {
    const offline = fail({ code: 'network', sentence: 'No connection to console.example.', next: 'Wait.' });
    const { clock, timers, ran, pass } = desk({ list: offline });
    timers.arm('t1', PLAN, clock.now() + 1_000);
    await pass(1_000);
    expect(ran).toEqual([]);
    expect(timers.of('t1')).toMatchObject({
      state: 'disarmed',
      failure: { cause: 'failed', sentence: 'No connection to console.example.' },
    });
  });

  it('is armed again by one skip, and gives up at the second', async () => {
    const clockStart = fakeClock().now();
    const skipped = (nextAllowedAtMs: number): Result<SyncOutcome> =>
      succeed({
        ...completed,
        status: 'Skipped',
        skip: { cause: 'limit', sentence: 'Skipped.' },
        nextAllowedAtMs,
      });
    const outcomes = [skipped(clockStart + LIMIT_MS), skipped(clockStart + 2 * LIMIT_MS)];
    const { clock, timers, ran, pass } = desk({ outcomes });
    timers.arm('t1', { kind: 'test' }, clock.now() + 1_000);
    await pass(1_000);
    expect(timers.of('t1')).toMatchObject({ state: 'armed', again: true, dueAtMs: clockStart + LIMIT_MS });
    await pass(LIMIT_MS);
    expect(ran).toEqual(['t1 test', 't1 test']);
    expect(timers.of('t1')).toMatchObject({ state: 'disarmed', failure: { cause: 'skipped' } });
  });

  it('asks after sleep before it applies, and applies when told to go on', async () => {
    const { clock, timers, ran, settle } = desk({});
    timers.arm('t1', PLAN, clock.now() + LIMIT_MS);
    clock.set(clock.now() + 8 * 3_600_000);
    timers.look();
    await settle();
    expect(timers.of('t1').state).toBe('asking');
    expect(ran).toEqual([]);
    timers.answer('t1', 'go');
    await settle();
    expect(ran).toEqual(['t1 apply']);
  });

  it('does nothing once it is disarmed, and leaves the other tenant armed', async () => {
    const { clock, timers, ran, pass } = desk({});
    timers.arm('t1', PLAN, clock.now() + 5_000);
    timers.arm('t2', { kind: 'test' }, clock.now() + 5_000);
    timers.disarm('t1');
    await pass(5_000);
    expect(ran).toEqual(['t2 test']);
  });
});
