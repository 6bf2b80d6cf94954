import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Armed,
  type ArmedEvent,
  armedRemainingMs,
  type ClockLook,
  DISARMED,
  LATE_AFTER_MS,
  nextArmed,
} from '../../../src-main/core/armed.ts';
import { tellCountdown, viewCountdown } from '../../../src-main/core/countdown.ts';
import type { ReadyLine, ReadyList } from '../../../src-main/core/ready-list.ts';
import { propertyRuns } from '../../long/cases.ts';

const LIMIT_MS = 900_000;
const START: ClockLook = { nowMs: 1_700_000_000_000, monotonicMs: 5_000 };

const testModeOn: ReadyLine = { code: 'test-mode', state: 'unmet', on: true };
const limit = (endsAtMs: number): ReadyLine => ({ code: 'limit', state: 'waiting', endsAtMs, local: false });

function listOf(planHash: string, ...open: readonly ReadyLine[]): ReadyList {
  return {
    planHash,
    lines: open,
    ready: open.length === 0,
    readyWhenLimitEnds: open.every(({ state }) => state === 'waiting'),
    ...(open[0] ? { firstUnmet: open[0] } : {}),
  };
}

const task = fc.constantFrom(
  { kind: 'test' as const },
  { kind: 'apply' as const, reportId: 'r1', planHash: 'plan-a' },
);
const time = fc.integer({ min: 0, max: 2 * LIMIT_MS }).map((ms) => START.nowMs + ms);
const event: fc.Arbitrary<ArmedEvent> = fc.oneof(
  fc.record({ kind: fc.constant('arm' as const), task, dueAtMs: time }),
  fc.constantFrom<ArmedEvent>(
    { kind: 'disarm' },
    { kind: 'look' },
    { kind: 'ended' },
    { kind: 'answered', answer: 'go' },
    { kind: 'answered', answer: 'leave' },
    { kind: 'failed', sentence: 'No connection.' },
    { kind: 'skipped', nextAllowedAtMs: undefined },
  ),
  fc.record({ kind: fc.constant('corrected' as const), dueAtMs: time }),
  fc.record({ kind: fc.constant('skipped' as const), nextAllowedAtMs: time }),
  fc
    .constantFrom(
      listOf('plan-a'),
      listOf('plan-b'),
      listOf('plan-a', testModeOn),
      listOf('plan-a', limit(START.nowMs + LIMIT_MS)),
    )
    .map((list): ArmedEvent => ({ kind: 'checked', list })),
);
/** Time goes by, perhaps in sleep (the wall clock only), perhaps with a clock that somebody sets. */
const passing = fc.record({
  awakeMs: fc.integer({ min: 0, max: 60_000 }),
  asleepMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_600_000 })),
  setMs: fc.oneof(fc.constant(0), fc.integer({ min: -3_600_000, max: 3_600_000 })),
});
const story = fc.array(fc.tuple(passing, event), { maxLength: 60 });

interface Told {
  readonly before: Armed;
  readonly event: ArmedEvent;
  readonly after: Armed;
  readonly effect: string | undefined;
  readonly look: ClockLook;
}

function tell(
  parts: readonly (readonly [{ awakeMs: number; asleepMs: number; setMs: number }, ArmedEvent])[],
): Told[] {
  let armed: Armed = DISARMED;
  let look = START;
  return parts.map(([{ awakeMs, asleepMs, setMs }, happened]) => {
    look = { nowMs: look.nowMs + awakeMs + asleepMs + setMs, monotonicMs: look.monotonicMs + awakeMs };
    const step = nextArmed(armed, happened, look);
    const told = { before: armed, event: happened, after: step.armed, effect: step.effect, look };
    armed = step.armed;
    return told;
  });
}

const kindOf = (armed: Armed) => (armed.state === 'disarmed' ? undefined : armed.task.kind);

describe('the armed timer (ux §6)', () => {
  it('applies only right after a ready list of the very plan that was armed said that all is met', () => {
    fc.assert(
      fc.property(story, (parts) => {
        for (const { before, event: happened, after, effect } of tell(parts)) {
          if (effect !== 'run' || kindOf(after) !== 'apply') continue;
          expect(before.state).toBe('checking');
          expect(happened).toMatchObject({ kind: 'checked', list: { ready: true, planHash: 'plan-a' } });
        }
      }),
      propertyRuns,
    );
  });

  it('asks before a live apply whose time passed by more than two minutes, and never asks for a test', () => {
    fc.assert(
      fc.property(story, (parts) => {
        for (const { before, after, effect, look } of tell(parts)) {
          if (effect === 'ask') expect(kindOf(after)).toBe('apply');
          if (before.state !== 'armed' || effect === undefined) continue;
          const late =
            look.nowMs - before.dueAtMs > LATE_AFTER_MS ||
            look.monotonicMs - before.dueMonotonicMs > LATE_AFTER_MS;
          expect(effect).toBe(before.task.kind === 'test' ? 'run' : late ? 'ask' : 'check');
        }
      }),
      propertyRuns,
    );
  });

  it('is armed again by a skip once at most', () => {
    fc.assert(
      fc.property(story, (parts) => {
        let again = 0;
        for (const { event: happened, before, after } of tell(parts)) {
          if (happened.kind === 'arm' && after !== before) again = 0;
          const wasAtWork = before.state === 'checking' || before.state === 'running';
          if (wasAtWork && after.state === 'armed') again++;
          expect(again).toBeLessThanOrEqual(1);
        }
      }),
      propertyRuns,
    );
  });

  it('after it was disarmed does nothing until it is armed again', () => {
    fc.assert(
      fc.property(story, (parts) => {
        for (const { before, event: happened, after, effect } of tell(parts)) {
          if (before.state !== 'disarmed' || happened.kind === 'arm') continue;
          expect(effect).toBeUndefined();
          expect(after.state).toBe('disarmed');
        }
      }),
      propertyRuns,
    );
  });

  it('names the first unmet line, and the time at which nothing was sent', () => {
    const dueAtMs = START.nowMs + 60_000;
    const armed = nextArmed(
      DISARMED,
      { kind: 'arm', task: { kind: 'apply', reportId: 'r1', planHash: 'plan-a' }, dueAtMs },
      START,
    ).armed;
    const due = { nowMs: dueAtMs, monotonicMs: START.monotonicMs + 60_000 };
    const checking = nextArmed(armed, { kind: 'look' }, due);
    expect(checking.effect).toBe('check');
    const list = listOf('plan-a', testModeOn, limit(dueAtMs));
    expect(nextArmed(checking.armed, { kind: 'checked', list }, due).armed).toEqual({
      state: 'disarmed',
      failure: { cause: 'not-ready', line: testModeOn, dueAtMs },
    });
  });

  it('is not put off by a clock that is set back', () => {
    const dueAtMs = START.nowMs + 60_000;
    const { armed } = nextArmed(DISARMED, { kind: 'arm', task: { kind: 'test' }, dueAtMs }, START);
    const later = { nowMs: START.nowMs - 3_600_000, monotonicMs: START.monotonicMs + 60_000 };
    expect(armedRemainingMs(armed, later)).toBe(0);
    expect(nextArmed(armed, { kind: 'look' }, later).effect).toBe('run');
  });
});

describe('the countdown (design §6)', () => {
  const endsIn = fc.integer({ min: -LIMIT_MS, max: 2 * LIMIT_MS });

  it('is never longer than the limit, nor than what was told, whatever the clocks do', () => {
    fc.assert(
      fc.property(endsIn, passing, (ms, { awakeMs, asleepMs, setMs }) => {
        const look = {
          nowMs: START.nowMs + awakeMs + asleepMs + setMs,
          monotonicMs: START.monotonicMs + awakeMs,
        };
        const { remainingMs = 0 } = viewCountdown(tellCountdown(START.nowMs + ms, START), look, LIMIT_MS);
        expect(remainingMs).toBeLessThanOrEqual(Math.max(0, Math.min(ms, LIMIT_MS) - awakeMs));
        expect(remainingMs).toBeGreaterThanOrEqual(0);
      }),
      propertyRuns,
    );
  });

  it('counts down exactly while nobody sleeps or sets a clock, and doubts nothing then', () => {
    fc.assert(
      fc.property(endsIn, fc.integer({ min: 0, max: LIMIT_MS }), (ms, awakeMs) => {
        const look = { nowMs: START.nowMs + awakeMs, monotonicMs: START.monotonicMs + awakeMs };
        const left = Math.min(ms, LIMIT_MS) - awakeMs;
        expect(viewCountdown(tellCountdown(START.nowMs + ms, START), look, LIMIT_MS)).toEqual({
          remainingMs: left > 0 ? left : undefined,
          doubtful: false,
        });
      }),
      propertyRuns,
    );
  });

  it('is doubted after sleep and after somebody set the clock', () => {
    const told = tellCountdown(START.nowMs + LIMIT_MS, START);
    for (const jumpMs of [3_600_000, -3_600_000]) {
      const look = { nowMs: START.nowMs + jumpMs, monotonicMs: START.monotonicMs + 10 };
      expect(viewCountdown(told, look, LIMIT_MS).doubtful).toBe(true);
    }
  });
});
