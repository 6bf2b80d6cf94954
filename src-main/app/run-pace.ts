/** How quick a phase goes, over its last seconds, and how long it may still take (ux §6). */
export interface Pace {
  /** People or rows a second. */
  readonly perSecond: number | undefined;
  /** Rounded, and only after 10 s of the phase. */
  readonly timeLeftMs: number | undefined;
}

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

const WINDOW_MS = 5_000;
const LEAST_MS = 1_000;
const TELL_AFTER_MS = 10_000;

/** Measures one run; times are monotonic milliseconds. */
export function runPace() {
  let phase = '';
  let beganMs = 0;
  let samples: Sample[] = [];
  return {
    measure(
      progress: { readonly phase: string; readonly done: number; readonly total: number | undefined },
      nowMs: number,
    ): Pace {
      if (progress.phase !== phase) {
        phase = progress.phase;
        beganMs = nowMs;
        samples = [];
      }
      samples.push({ atMs: nowMs, done: progress.done });
      samples = samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
      const first = samples[0];
      const elapsed = first ? nowMs - first.atMs : 0;
      const gained = first ? progress.done - first.done : 0;
      if (elapsed < LEAST_MS || gained <= 0) return { perSecond: undefined, timeLeftMs: undefined };
      const perSecond = (gained / elapsed) * 1000;
      const left = progress.total === undefined ? undefined : progress.total - progress.done;
      const isEarly = nowMs - beganMs < TELL_AFTER_MS;
      return {
        perSecond: perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond),
        timeLeftMs: left === undefined || isEarly ? undefined : rounded((left / perSecond) * 1000),
      };
    },
  };
}

/** To 5 s under a minute, to half a minute under ten, to minutes above: it is a guess, and looks like one. */
function rounded(ms: number): number {
  const step = ms < 60_000 ? 5_000 : ms < 600_000 ? 30_000 : 60_000;
  return Math.max(step, Math.round(ms / step) * step);
}
