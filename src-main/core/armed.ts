import type { ReadyLine, ReadyList } from './ready-list.ts';

/** What is armed for the end of the limit: a test sync, or the apply of one approved plan (ux §6). */
export type ArmedTask =
  | { readonly kind: 'test' }
  | { readonly kind: 'apply'; readonly reportId: string; readonly planHash: string };

/** A look at both clocks at once: the wall clock may jump, the monotonic one may stand still in sleep. */
export interface ClockLook {
  readonly nowMs: number;
  readonly monotonicMs: number;
}

/** Why an armed task came to nothing (ux §11, `armed.failed`). */
export type ArmedFailure =
  | { readonly cause: 'not-ready'; readonly line: ReadyLine }
  /** The plan of the report is another one than was armed. */
  | { readonly cause: 'other-plan' }
  /** Skipped by the console after it was armed again once, or for another cause than the limit. */
  | { readonly cause: 'skipped' }
  /** What the ready list asks could not be asked, or the sync failed before it began. */
  | { readonly cause: 'failed'; readonly sentence: string };

export type Armed =
  | { readonly state: 'disarmed'; readonly failure?: ArmedFailure & { readonly dueAtMs: number } }
  | {
      readonly state: 'armed';
      readonly task: ArmedTask;
      /** When it is due, by the wall clock; what the countdown shows. */
      readonly dueAtMs: number;
      /** The same moment by the monotonic clock, so that a clock set back does not put it off. */
      readonly dueMonotonicMs: number;
      /** It was armed again after the limit turned out to go on; that happens once. */
      readonly again: boolean;
    }
  /** The ready list is being asked; nothing is sent before it says that all is met. */
  | {
      readonly state: 'checking';
      readonly task: ArmedTask;
      readonly dueAtMs: number;
      readonly again: boolean;
    }
  /** The time passed in sleep, so a live apply asks. */
  | { readonly state: 'asking'; readonly task: ArmedTask; readonly dueAtMs: number; readonly again: boolean }
  | {
      readonly state: 'running';
      readonly task: ArmedTask;
      readonly dueAtMs: number;
      readonly again: boolean;
    };

export type ArmedEvent =
  | { readonly kind: 'arm'; readonly task: ArmedTask; readonly dueAtMs: number }
  | { readonly kind: 'disarm' }
  /** Looked at the clocks: at least once a second, and right after sleep. */
  | { readonly kind: 'look' }
  /** The console told another time for the next sync. */
  | { readonly kind: 'corrected'; readonly dueAtMs: number }
  | { readonly kind: 'checked'; readonly list: ReadyList }
  | { readonly kind: 'answered'; readonly answer: 'go' | 'leave' }
  | { readonly kind: 'skipped'; readonly nextAllowedAtMs: number | undefined }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'ended' };

/** What the shell has to do after an event; `undefined` = nothing. */
export type ArmedEffect = 'check' | 'run' | 'ask';

export interface ArmedStep {
  readonly armed: Armed;
  readonly effect?: ArmedEffect;
}

/** Later than this is not "at the time" any more: the computer slept, or its clock was set (ux §6). */
export const LATE_AFTER_MS = 2 * 60 * 1000;

export const DISARMED: Armed = { state: 'disarmed' };

/** One step of the armed timer (ux §6). An event that does not fit the state changes nothing. */
export function nextArmed(armed: Armed, event: ArmedEvent, look: ClockLook): ArmedStep {
  switch (event.kind) {
    case 'arm':
      return isArmable(armed) ? { armed: armedFor(event.task, event.dueAtMs, look, 'first') } : { armed };
    case 'disarm':
      // What runs is cancelled, not disarmed.
      return armed.state === 'running' ? { armed } : { armed: DISARMED };
    case 'look':
      return armed.state === 'armed' ? lookedAt(armed, look) : { armed };
    case 'corrected':
      if (armed.state !== 'armed') return { armed };
      return { armed: armedFor(armed.task, event.dueAtMs, look, armed.again ? 'again' : 'first') };
    case 'checked':
      return armed.state === 'checking' ? checked(armed, event.list, look) : { armed };
    case 'answered':
      if (armed.state !== 'asking') return { armed };
      return event.answer === 'go'
        ? { armed: { ...armed, state: 'checking' }, effect: 'check' }
        : { armed: DISARMED };
    case 'skipped':
      return armed.state === 'running' ? limitGoesOn(armed, event.nextAllowedAtMs, look) : { armed };
    case 'failed':
      if (armed.state !== 'running' && armed.state !== 'checking') return { armed };
      return { armed: failedFor(armed, { cause: 'failed', sentence: event.sentence }) };
    case 'ended':
      return armed.state === 'running' ? { armed: DISARMED } : { armed };
    default:
      return event satisfies never;
  }
}

/** Time left until it is due, as the countdown shows it. */
export function armedRemainingMs(armed: Armed, look: ClockLook): number | undefined {
  if (armed.state !== 'armed') return undefined;
  return Math.max(0, Math.min(armed.dueAtMs - look.nowMs, armed.dueMonotonicMs - look.monotonicMs));
}

function isArmable({ state }: Armed): boolean {
  return state === 'disarmed' || state === 'armed' || state === 'asking';
}

function armedFor(task: ArmedTask, dueAtMs: number, look: ClockLook, time: 'first' | 'again'): Armed {
  const waitMs = Math.max(0, dueAtMs - look.nowMs);
  return {
    state: 'armed',
    task,
    dueAtMs,
    dueMonotonicMs: look.monotonicMs + waitMs,
    again: time === 'again',
  };
}

/** Due by either clock: sleep stops the one, somebody may set the other back. */
function lookedAt(armed: Extract<Armed, { state: 'armed' }>, look: ClockLook): ArmedStep {
  const lateMs = Math.max(look.nowMs - armed.dueAtMs, look.monotonicMs - armed.dueMonotonicMs);
  if (lateMs < 0) return { armed };
  const { task, dueAtMs, again } = armed;
  if (task.kind === 'test') return { armed: { state: 'running', task, dueAtMs, again }, effect: 'run' };
  if (lateMs > LATE_AFTER_MS) return { armed: { state: 'asking', task, dueAtMs, again }, effect: 'ask' };
  return { armed: { state: 'checking', task, dueAtMs, again }, effect: 'check' };
}

function checked(armed: Extract<Armed, { state: 'checking' }>, list: ReadyList, look: ClockLook): ArmedStep {
  if (armed.task.kind === 'apply' && armed.task.planHash !== list.planHash) {
    return { armed: failedFor(armed, { cause: 'other-plan' }) };
  }
  if (list.ready) return { armed: { ...armed, state: 'running' }, effect: 'run' };
  const limit = list.lines.find(({ code }) => code === 'limit');
  if (list.readyWhenLimitEnds && limit?.code === 'limit') return limitGoesOn(armed, limit.endsAtMs, look);
  const line = list.lines.find(({ state }) => state === 'unmet') ?? list.firstUnmet;
  return { armed: failedFor(armed, line ? { cause: 'not-ready', line } : { cause: 'skipped' }) };
}

/** Skipped by the limit, or told beforehand that it goes on: armed again once, then given up (ux §6). */
function limitGoesOn(
  armed: Extract<Armed, { state: 'checking' | 'running' }>,
  endsAtMs: number | undefined,
  look: ClockLook,
): ArmedStep {
  if (armed.again || endsAtMs === undefined) return { armed: failedFor(armed, { cause: 'skipped' }) };
  return { armed: armedFor(armed.task, endsAtMs, look, 'again') };
}

function failedFor({ dueAtMs }: { readonly dueAtMs: number }, failure: ArmedFailure): Armed {
  return { state: 'disarmed', failure: { ...failure, dueAtMs } };
}
