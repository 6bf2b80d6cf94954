import { Worker } from 'node:worker_threads';
import type { IndexedSnapshot } from '../app/index-snapshot.ts';
import type { RunProgress } from '../app/run-progress.ts';
import { RunStopped } from '../app/run-stopped.ts';
import type { ReadDirectory } from '../app/sync-parts.ts';
import type { Carried } from '../core/records.ts';
import { THREAD_LIMITS } from './run-handle.ts';
import type { RunCommand, SideMessage, SideSpec } from './run-message.ts';
import { threadFile } from './thread-file.ts';

/** Reads the directory on a thread of its own while the run's thread reads the console. */
export function readDirectoryAside(
  spec: Omit<SideSpec, 'snapshotId'>,
  signal: AbortSignal,
  onProgress: (progress: RunProgress) => void,
): ReadDirectory {
  return (snapshotId) => {
    const worker = new Worker(threadFile('side-worker'), {
      workerData: { ...spec, snapshotId } satisfies SideSpec,
      name: 'muster-directory',
      resourceLimits: THREAD_LIMITS,
    });
    const cancel = () => worker.postMessage({ kind: 'cancel' } satisfies RunCommand);
    signal.addEventListener('abort', cancel, { once: true });
    const carried = Promise.withResolvers<Carried>();
    const indexed = Promise.withResolvers<IndexedSnapshot>();
    const stop = (error: Error) => {
      carried.reject(error);
      indexed.reject(error);
    };
    // Whoever awaits only one of the two must not leave the other unhandled.
    carried.promise.catch(() => undefined);
    indexed.promise.catch(() => undefined);
    worker.on('message', (message: SideMessage) => {
      if (message.kind === 'progress') {
        const { done, total, waitMs } = message;
        onProgress({ phase: 'read-directory', done, total, ...(waitMs === undefined ? {} : { waitMs }) });
      } else if (message.kind === 'carried') carried.resolve(message.carried);
      else if (message.kind === 'indexed')
        indexed.resolve({ people: message.people, groups: message.groups });
      else stop(new RunStopped(message.failure));
    });
    worker.on('error', stop);
    worker.on('exit', () => {
      signal.removeEventListener('abort', cancel);
      stop(new Error('the thread that reads the directory ended without an answer'));
    });
    return { carried: carried.promise, indexed: indexed.promise };
  };
}
