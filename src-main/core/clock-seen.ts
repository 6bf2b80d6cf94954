/** What earlier looks at the wall clock say about the one of now; kept from start to start. */
export interface ClockSeen {
  readonly lastMs: number;
  /** The time up to which it is believed that time has gone by; what is older than it allows is forgotten. */
  readonly trustedMs: number;
  /** Since when the clock shows a time that nobody saw coming; absent where it is believed. */
  readonly doubtedSinceMs?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A clock that moved on by more than this between two looks was perhaps set. */
const UNSEEN_AT_MOST_MS = 7 * DAY_MS;
/** So long must a clock go on from where it jumped to before it is believed. */
const BELIEVED_AFTER_MS = 7 * DAY_MS;

/**
 * Looks at the wall clock with a memory (R24). A clock that was set far forward by mistake would make everything
 * look old and have it erased at once, for good. So a jump is doubted for a week: as long as that lasts, nothing
 * is older than it was before the jump. A computer that was merely off for long keeps what it has for a week
 * more; a clock that is set back is believed at once, since it erases less.
 */
export function lookAtClock(seen: ClockSeen | undefined, nowMs: number): ClockSeen {
  if (seen === undefined) return { lastMs: nowMs, trustedMs: nowMs };
  if (nowMs < seen.lastMs) return { lastMs: nowMs, trustedMs: Math.min(seen.trustedMs, nowMs) };
  const { doubtedSinceMs } = seen;
  if (nowMs - seen.lastMs > UNSEEN_AT_MOST_MS) {
    // Whoever starts Muster once a month must not be doubted for ever: two looks without a step back bear the first out.
    return {
      lastMs: nowMs,
      trustedMs: doubtedSinceMs === undefined ? seen.trustedMs : doubtedSinceMs,
      doubtedSinceMs: nowMs,
    };
  }
  if (doubtedSinceMs !== undefined && nowMs - doubtedSinceMs < BELIEVED_AFTER_MS) {
    return { ...seen, lastMs: nowMs };
  }
  return { lastMs: nowMs, trustedMs: nowMs };
}
