import type { ClockLook } from './armed.ts';

/** When the next sync may start, as last told, with both clocks as they stood then (design §6). */
export interface Countdown {
  readonly endsAtMs: number | undefined;
  readonly told: ClockLook;
}

export interface CountdownView {
  /** `undefined` = a sync may start now. */
  readonly remainingMs: number | undefined;
  /** The clocks went apart since it was told: sleep, or somebody set the clock. Ask again. */
  readonly doubtful: boolean;
}

/** Clocks drift a little; further apart than this is sleep or a setting hand. */
const APART_MS = 5_000;

export function tellCountdown(endsAtMs: number | undefined, told: ClockLook): Countdown {
  return { endsAtMs, told };
}

/**
 * The time left. A clock that was set back must not make it longer, and sleep, in which the monotonic clock may stand
 * still, must not either: the shorter of the two counts, never more than the limit. The console decides anyway, so
 * showing too short a time costs one skipped request, too long a time costs the admin's.
 */
export function viewCountdown(
  { endsAtMs, told }: Countdown,
  look: ClockLook,
  limitMs: number,
): CountdownView {
  const byWall = look.nowMs - told.nowMs;
  const byMonotonic = look.monotonicMs - told.monotonicMs;
  const doubtful = Math.abs(byWall - byMonotonic) > APART_MS;
  if (endsAtMs === undefined) return { remainingMs: undefined, doubtful };
  const whole = Math.min(endsAtMs - told.nowMs, limitMs);
  const remainingMs = whole - Math.max(byWall, byMonotonic);
  return { remainingMs: remainingMs > 0 ? remainingMs : undefined, doubtful };
}
