import type { Clock } from '../app/ports/clock.ts';
import type { RunProgress } from '../app/run-progress.ts';

const LEAST_MS = 100;

/** Passes progress on at most ten times a second (design §11); a new phase and a wait are told at once. */
export function pacedProgress(
  clock: Clock,
  tell: (progress: RunProgress) => void,
): (progress: RunProgress) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastPhase: RunProgress['phase'] | undefined;
  return (progress) => {
    const now = clock.monotonic();
    const isNew = progress.phase !== lastPhase || progress.waitMs !== undefined;
    if (!isNew && now - lastAt < LEAST_MS) return;
    lastAt = now;
    lastPhase = progress.phase;
    tell(progress);
  };
}
