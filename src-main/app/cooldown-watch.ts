import { type CountdownView, tellCountdown, viewCountdown } from '../core/countdown.ts';
import type { Clock } from './ports/clock.ts';

const LOOK_EACH_MS = 1_000;

export interface CooldownWatch {
  /** What the console said just now (a claim, a skip), or `undefined` where a sync may start. */
  tell(endsAtMs: number | undefined): void;
  view(): CountdownView;
}

export interface CooldownWatchOptions {
  readonly clock: Clock;
  /** No countdown is longer than the tenant's limit (design §6). */
  readonly limitMs: number;
  /** The best knowledge of now; asked at the start and when the clocks went apart: after sleep, or set by somebody. */
  readonly ask: () => number | undefined;
  /** Told at each look, once a second while there is something to count. */
  readonly onView: (view: CountdownView) => void;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/**
 * Keeps the countdown on *Force Sync Now* (ux §6): the best local knowledge, corrected by every answer of the console,
 * and right after sleep and a changed clock.
 */
export function watchCooldown(options: CooldownWatchOptions): CooldownWatch {
  const { clock, limitMs, ask, onView, signal } = options;
  const look = () => ({ nowMs: clock.now(), monotonicMs: clock.monotonic() });
  let countdown = tellCountdown(ask(), look());
  let shown: number | undefined;

  const tellView = () => {
    if (viewCountdown(countdown, look(), limitMs).doubtful) countdown = tellCountdown(ask(), look());
    const view = viewCountdown(countdown, look(), limitMs);
    const second = view.remainingMs === undefined ? undefined : Math.ceil(view.remainingMs / 1000);
    if (second === shown) return;
    shown = second;
    onView(view);
  };
  const watch = async () => {
    while (!signal.aborted) {
      tellView();
      await clock.sleep(LOOK_EACH_MS, signal);
    }
  };
  // `sleep` never rejects and `tellView` only counts, so this ends with the signal.
  void watch();

  return {
    tell(endsAtMs) {
      countdown = tellCountdown(endsAtMs, look());
      tellView();
    },
    view: () => viewCountdown(countdown, look(), limitMs),
  };
}
