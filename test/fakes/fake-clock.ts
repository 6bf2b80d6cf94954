import type { Clock } from '../../src-main/app/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Time goes by on both clocks, and whoever sleeps that long wakes up. */
  pass(ms: number): void;
  /** Somebody sets the wall clock; the monotonic one does not notice. */
  set(nowMs: number): void;
}

/** A clock that moves only when told. */
export function fakeClock(startMs = Date.UTC(2026, 10, 24, 14, 0)): FakeClock {
  let wall = startMs;
  let monotonic = 0;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => wall,
    monotonic: () => monotonic,
    sleep(ms, signal) {
      if (signal?.aborted === true || ms <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { until: monotonic + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
      });
    },
    pass(ms) {
      wall += ms;
      monotonic += ms;
      for (const sleeper of sleepers) {
        if (sleeper.until > monotonic) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    set(nowMs) {
      wall = nowMs;
    },
  };
}
