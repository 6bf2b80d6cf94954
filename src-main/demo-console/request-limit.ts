/**
 * At most so many requests a second, as a bucket that refills. Counted on a clock that only goes forward:
 * a changed wall clock must neither open nor shut the door.
 */
export function requestLimit(perSecond: number, forwardMs: () => number): () => 'pass' | 'wait' {
  let left = perSecond;
  let lastMs = forwardMs();
  return () => {
    const nowMs = forwardMs();
    left = Math.min(perSecond, left + ((nowMs - lastMs) / 1000) * perSecond);
    lastMs = nowMs;
    if (left < 1) return 'wait';
    left -= 1;
    return 'pass';
  };
}
