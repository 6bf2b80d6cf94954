import { Worker } from 'node:worker_threads';
import type { RunHooks, SyncOutcome } from '../app/house.ts';
import { fail, type Result } from '../core/failure.ts';
import type { RunCommand, RunMessage, RunSpec } from './run-message.ts';
import { threadFile } from './thread-file.ts';

/** Records live for one batch: a small young generation throws them away early and keeps memory low. */
export const THREAD_LIMITS = { maxYoungGenerationSizeMb: 16 } as const;

/** A run under way: its outcome is told before its last housekeeping (the search index) has ended. */
export interface RunningRun {
  readonly outcome: Promise<Result<SyncOutcome>>;
  readonly ended: Promise<void>;
}

/**
 * Runs a sync on a thread of its own, so that neither window nor command line ever waits for it.
 * Cancelling is heard within a second: by message while the run waits, by a shared flag while it computes.
 */
export function startRun(spec: Omit<RunSpec, 'cancelFlag'>, hooks: RunHooks): RunningRun {
  const cancelFlag = new SharedArrayBuffer(4);
  const worker = new Worker(threadFile('worker'), {
    workerData: { ...spec, cancelFlag } satisfies RunSpec,
    name: 'muster-run',
    resourceLimits: THREAD_LIMITS,
  });
  const cancel = () => {
    Atomics.store(new Int32Array(cancelFlag), 0, 1);
    worker.postMessage({ kind: 'cancel' } satisfies RunCommand);
  };
  if (hooks.signal.aborted) cancel();
  hooks.signal.addEventListener('abort', cancel, { once: true });

  const outcome = Promise.withResolvers<Result<SyncOutcome>>();
  const ended = Promise.withResolvers<void>();
  worker.on('message', (message: RunMessage) => {
    if (message.kind === 'progress') hooks.onProgress(message.progress);
    else outcome.resolve(message.outcome);
  });
  worker.on('error', (error) => {
    outcome.resolve(
      fail({
        code: 'unexpected',
        sentence: 'Muster met a fault of its own and ended the sync.',
        next: 'Look into the log and report it. A live sync can be resumed: muster run list',
        inWindow: 'Look into the log and report it. A live sync can be resumed under History.',
        cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
  });
  worker.on('exit', () => {
    hooks.signal.removeEventListener('abort', cancel);
    outcome.resolve(
      fail({
        code: 'unexpected',
        sentence: 'The sync ended without telling how.',
        next: 'See how far it came with: muster run list',
        inWindow: 'See how far it came under History.',
      }),
    );
    ended.resolve();
  });
  return { outcome: outcome.promise, ended: ended.promise };
}
