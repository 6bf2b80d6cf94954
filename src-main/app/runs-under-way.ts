import { fail, type Result, succeed } from '../core/failure.ts';
import type { RunHooks, SyncOutcome } from './house.ts';
import type { Clock } from './ports/clock.ts';
import type { Run } from './ports/main-store.ts';
import { type Pace, runPace } from './run-pace.ts';
import type { RunProgress } from './run-progress.ts';

/** A run that lives in this process. */
export interface RunUnderWay {
  readonly runKey: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly kind: Run['kind'];
  readonly startedAtMs: number;
  readonly progress: RunProgress;
  readonly pace: Pace;
  readonly stopping: boolean;
  /** What stopping it would leave behind: `half-told` = a console that archives the untold, before its first live sync is done (R22). */
  readonly cancelLeaves: 'nothing' | 'part-applied' | 'half-told';
}

export type RunStart = Pick<RunUnderWay, 'tenantId' | 'tenantName' | 'kind'>;

export interface RunsListener {
  /** A run has begun: what says that none is alive is out of date. */
  readonly onStarted?: (run: RunUnderWay) => void;
  readonly onProgress: (run: RunUnderWay) => void;
  readonly onEnded: (run: RunUnderWay, outcome: Result<SyncOutcome>) => void;
}

export interface RunsUnderWay {
  list(): readonly RunUnderWay[];
  /** Begins a run and answers at once; how it goes and ends is told to the listener. One a tenant. */
  start(run: RunStart, act: (hooks: RunHooks) => Promise<Result<SyncOutcome>>): Result<string>;
  /** Asks the run to stop; it ends with its counts when the requests under way have ended (ux §6). */
  cancel(runKey: string): Result<void>;
  /** When all runs have ended. */
  ended(): Promise<void>;
}

/** Keeps the runs of this process, so that they go on while other screens and tenants are shown (ux §6). */
export function runsUnderWay(
  {
    clock,
    nextKey,
    isFirstLive,
  }: {
    readonly clock: Pick<Clock, 'now' | 'monotonic'>;
    readonly nextKey: () => string;
    /** Whether the tenant's console archives the untold and no full live sync is done yet (R22). */
    readonly isFirstLive: (tenantId: string) => boolean;
  },
  listener: RunsListener,
): RunsUnderWay {
  const alive = new Map<string, { run: RunUnderWay; readonly stop: AbortController; ended: Promise<void> }>();
  return {
    list: () => [...alive.values()].map(({ run }) => run),
    start(given, act) {
      if ([...alive.values()].some(({ run }) => run.tenantId === given.tenantId)) return fail(alreadyAlive);
      const runKey = nextKey();
      const stop = new AbortController();
      const first: RunUnderWay = {
        ...given,
        runKey,
        startedAtMs: clock.now(),
        progress: { phase: 'claim', done: 0, total: undefined },
        pace: { perSecond: undefined, timeLeftMs: undefined },
        stopping: false,
        cancelLeaves: leftByCancel(given, isFirstLive),
      };
      const pace = runPace();
      const entry = {
        run: first,
        stop,
        ended: Promise.resolve(),
      };
      alive.set(runKey, entry);
      listener.onStarted?.(entry.run);
      listener.onProgress(entry.run);
      const hooks: RunHooks = {
        signal: stop.signal,
        onProgress(progress) {
          if (!alive.has(runKey)) return;
          entry.run = { ...entry.run, progress, pace: pace.measure(progress, clock.monotonic()) };
          listener.onProgress(entry.run);
        },
      };
      entry.ended = act(hooks)
        .catch((error: unknown): Result<SyncOutcome> => fail(fault(error)))
        .then((outcome) => {
          alive.delete(runKey);
          listener.onEnded(entry.run, outcome);
        });
      return succeed(runKey);
    },
    cancel(runKey) {
      const entry = alive.get(runKey);
      if (!entry) return fail(alreadyOver);
      entry.run = { ...entry.run, stopping: true };
      entry.stop.abort();
      listener.onProgress(entry.run);
      return succeed(undefined);
    },
    async ended() {
      await Promise.all([...alive.values()].map(({ ended }) => ended));
    },
  };
}

function leftByCancel(
  { kind, tenantId }: RunStart,
  isFirstLive: (tenantId: string) => boolean,
): RunUnderWay['cancelLeaves'] {
  if (!kind.endsWith('live')) return 'nothing';
  return isFirstLive(tenantId) ? 'half-told' : 'part-applied';
}

const alreadyAlive = {
  code: 'run-alive',
  sentence: 'A sync of this tenant is going on already.',
  next: 'Wait for its end, or cancel it.',
} as const;

const alreadyOver = {
  code: 'not-found',
  sentence: 'This sync has ended already.',
  next: 'See how it ended under History.',
} as const;

function fault(error: unknown) {
  return {
    code: 'unexpected',
    sentence: 'Muster met a fault of its own and ended the sync.',
    next: 'Look into the log and report it. A live sync can be resumed from History.',
    cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
  } as const;
}
