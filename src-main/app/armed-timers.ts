import {
  type Armed,
  type ArmedEffect,
  type ArmedEvent,
  type ArmedTask,
  DISARMED,
  nextArmed,
} from '../core/armed.ts';
import type { Result } from '../core/failure.ts';
import type { ReadyList } from '../core/ready-list.ts';
import type { SyncOutcome } from './house.ts';
import type { Clock } from './ports/clock.ts';

const LOOK_EACH_MS = 1_000;

/** What is armed for each tenant while Muster runs; nothing of it survives the process (ux §6). */
export interface ArmedTimers {
  of(tenantId: string): Armed;
  /** Tenants with something armed, for `quit.armed` (ux §11). */
  armedTenants(): readonly string[];
  arm(tenantId: string, task: ArmedTask, dueAtMs: number): void;
  disarm(tenantId: string): void;
  /** The admin's answer where the time passed in sleep. */
  answer(tenantId: string, answer: 'go' | 'leave'): void;
  /** The console told another time for the next sync. */
  correct(tenantId: string, dueAtMs: number): void;
  /** Looks at the clocks now: after sleep, where the next second may be long in coming. */
  look(): void;
}

export interface ArmedTimersOptions {
  readonly clock: Clock;
  /** Asks the ready list of what is to be applied (WindowHouse.readyList). */
  readonly check: (
    tenantId: string,
    task: Extract<ArmedTask, { kind: 'apply' }>,
  ) => Promise<Result<ReadyList>>;
  /** Runs the test sync, or the live sync of exactly the armed plan. */
  readonly run: (tenantId: string, task: ArmedTask) => Promise<Result<SyncOutcome>>;
  /** Told at each change of state, `asking` and a failure among them. */
  readonly onChange: (tenantId: string, armed: Armed) => void;
  /** A bug of ours in one of the two above, for the log; the timer is disarmed as failed. */
  readonly onFault: (error: unknown) => void;
  /** Ends all timers. What runs goes on. */
  readonly signal: AbortSignal;
}

/** Drives the state machine of core/armed.ts: looks each second, asks, runs, and tells what became of it. */
export function armedTimers(options: ArmedTimersOptions): ArmedTimers {
  const { clock, check, run, onChange, onFault, signal } = options;
  const states = new Map<string, Armed>();
  let isLooking = false;
  const of = (tenantId: string): Armed => states.get(tenantId) ?? DISARMED;

  const happen = (tenantId: string, event: ArmedEvent): void => {
    const before = of(tenantId);
    const look = { nowMs: clock.now(), monotonicMs: clock.monotonic() };
    const { armed, effect } = nextArmed(before, event, look);
    states.set(tenantId, armed);
    if (armed !== before) onChange(tenantId, armed);
    if (effect !== undefined && armed.state !== 'disarmed') void act(tenantId, effect, armed.task);
    if (armed.state !== 'armed' || isLooking) return;
    isLooking = true;
    void lookEachSecond();
  };

  const act = async (tenantId: string, effect: ArmedEffect, task: ArmedTask): Promise<void> => {
    // `ask` is answered by somebody; `onChange` has just told that it is asked.
    if (effect === 'ask') return;
    try {
      if (effect === 'run') happen(tenantId, endOf(await run(tenantId, task)));
      else if (task.kind === 'apply') {
        const list = await check(tenantId, task);
        happen(
          tenantId,
          list.ok
            ? { kind: 'checked', list: list.value }
            : { kind: 'failed', sentence: list.failure.sentence },
        );
      }
    } catch (error) {
      onFault(error);
      happen(tenantId, { kind: 'failed', sentence: 'Muster met a fault of its own.' });
    }
  };

  const look = () => {
    for (const tenantId of states.keys()) happen(tenantId, { kind: 'look' });
  };
  /** Only while something is armed, so that an idle window does not wake the computer each second. */
  const lookEachSecond = async (): Promise<void> => {
    while (!signal.aborted && [...states.values()].some(({ state }) => state === 'armed')) {
      await clock.sleep(LOOK_EACH_MS, signal);
      if (!signal.aborted) look();
    }
    isLooking = false;
  };

  return {
    of,
    armedTenants: () =>
      [...states].flatMap(([id, { state }]) => (state === 'armed' || state === 'asking' ? [id] : [])),
    arm: (tenantId, task, dueAtMs) => happen(tenantId, { kind: 'arm', task, dueAtMs }),
    disarm: (tenantId) => happen(tenantId, { kind: 'disarm' }),
    answer: (tenantId, answer) => happen(tenantId, { kind: 'answered', answer }),
    correct: (tenantId, dueAtMs) => happen(tenantId, { kind: 'corrected', dueAtMs }),
    look,
  };
}

function endOf(outcome: Result<SyncOutcome>): ArmedEvent {
  if (!outcome.ok) return { kind: 'failed', sentence: outcome.failure.sentence };
  const { status, skip, nextAllowedAtMs } = outcome.value;
  if (status !== 'Skipped') return { kind: 'ended' };
  return { kind: 'skipped', nextAllowedAtMs: skip?.cause === 'limit' ? nextAllowedAtMs : undefined };
}
