import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { failureOf } from '../adapters/store/store-error.ts';
import { listAndIndexDirectory } from '../app/list-and-index.ts';
import { cancelled, RunStopped } from '../app/run-stopped.ts';
import { openDirectory, openSnapshots } from '../compose/sources.ts';
import { memberBuffersOf } from '../core/group-index.ts';
import { buffersOf } from '../core/person-index.ts';
import { PROFILES } from '../core/profile.ts';
import { pacedProgress } from './progress-pace.ts';
import type { RunCommand, SideMessage, SideSpec } from './run-message.ts';

/** The directory's thread: lists it into a snapshot and indexes it. */
const port = parentPort;
if (!port) throw new Error('the directory’s thread is started by side-reader.ts');

const spec = workerData as SideSpec;
const stop = new AbortController();
port.on('message', (command: RunCommand) => {
  if (command.kind === 'cancel') stop.abort();
});
const flag = new Int32Array(spec.cancelFlag);
const checkCancelled = () => {
  if (Atomics.load(flag, 0) === 1) throw cancelled();
};
const tell = (message: SideMessage) => port.postMessage(message);
const onProgress = pacedProgress(systemClock, ({ done, total, waitMs }) =>
  tell({ kind: 'progress', done, total, ...(waitMs === undefined ? {} : { waitMs }) }),
);

async function read(): Promise<void> {
  const directory = await openDirectory(spec.directory, spec.token, spec.env, stop.signal);
  if (!directory.ok) throw new RunStopped(directory.failure);
  try {
    const { snapshot, people, groups } = await listAndIndexDirectory(
      directory.value.source,
      openSnapshots(spec.home),
      spec.snapshotId,
      PROFILES[spec.profile],
      systemClock,
      {
        signal: stop.signal,
        checkCancelled,
        onCarried: (carried) => tell({ kind: 'carried', carried }),
        onProgress: (done, total) => onProgress({ phase: 'read-directory', done, total }),
        onWait: (waitMs) => onProgress({ phase: 'read-directory', done: 0, total: undefined, waitMs }),
      },
    );
    snapshot.close();
    port!.postMessage({ kind: 'indexed', people, groups } satisfies SideMessage, [
      ...buffersOf(people),
      ...memberBuffersOf(groups),
    ] as ArrayBuffer[]);
  } finally {
    await directory.value.close();
  }
}

read()
  .catch((error: unknown) => {
    tell({ kind: 'failed', failure: error instanceof RunStopped ? error.failure : failureOf(error) });
  })
  .finally(() => port.close());
