import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { failureOf } from '../adapters/store/store-error.ts';
import type { SyncOutcome } from '../app/house.ts';
import { lookUp } from '../app/look-up.ts';
import { runFilePreview } from '../app/preview-files.ts';
import { reEvaluate } from '../app/re-evaluate.ts';
import { closeInterrupted, resumeRun } from '../app/resume-run.ts';
import { runLiveSync } from '../app/run-live-sync.ts';
import { cancelled } from '../app/run-stopped.ts';
import { runTestSync, runTestUndo } from '../app/run-test-sync.ts';
import { openLog, openReports, openRunParts, type RunParts } from '../compose/run-parts.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { pacedProgress } from './progress-pace.ts';
import type { RunCommand, RunMessage, RunSpec } from './run-message.ts';

/** The thread of a run: builds its own adapters, runs one task, tells how it ended. */
const port = parentPort;
if (!port) throw new Error('the run’s thread is started by run-handle.ts');

const spec = workerData as RunSpec;
const stop = new AbortController();
const flag = new Int32Array(spec.cancelFlag);
port.on('message', (command: RunCommand) => {
  if (command.kind === 'cancel') stop.abort();
});

const tell = (message: RunMessage) => port.postMessage(message);
const hooks = {
  signal: stop.signal,
  checkCancelled: () => {
    if (Atomics.load(flag, 0) === 1) throw cancelled();
  },
  onProgress: pacedProgress(systemClock, (progress) => tell({ kind: 'progress', progress })),
};

async function run(): Promise<Result<SyncOutcome>> {
  const opened = await openRunParts(spec, hooks);
  if (!opened.ok) return opened;
  const parts = opened.value;
  try {
    const outcome = await runTask(parts);
    const load = parts.load?.();
    return outcome.ok && load ? succeed({ ...outcome.value, load }) : outcome;
  } finally {
    await parts.close();
  }
}

async function runTask(parts: RunParts): Promise<Result<SyncOutcome>> {
  switch (parts.kind) {
    case 'preview':
      return await runFilePreview(parts.request, parts.reading);
    case 'test':
      return await runTestSync(parts.oneOff, parts.sync);
    case 'undo':
      return await runTestUndo(parts.runId, parts.sync);
    case 're-evaluate':
      return await reEvaluate(parts.evaluation, parts.evaluating);
    case 'look-up':
      return await lookUp(parts.addresses, parts.looking);
    case 'live':
      return await runLiveSync(parts.order, parts.live);
    case 'resume':
      return await resumeRun(parts.runId, parts.live);
    case 'close':
      return await closeInterrupted(parts.runId, parts.live);
  }
}

/** After the outcome is told: the admin reads the first page while everything becomes searchable. */
function makeSearchable(outcome: Result<SyncOutcome>): void {
  const reportId = outcome.ok ? outcome.value.report?.reportId : undefined;
  if (reportId === undefined) return;
  const built = openReports(spec.home).buildSearch(reportId);
  if (!built.ok) throw new Error(built.failure.sentence);
}

run()
  .catch((error: unknown) => fail(failureOf(error)))
  .then((outcome) => {
    tell({ kind: 'end', outcome });
    makeSearchable(outcome);
  })
  .catch((error: unknown) => {
    // The report stands and is readable; only looking for text in it is slower.
    openLog(spec.home, spec.logLevel).warn('the search index was not built', {
      cause: failureOf(error).cause,
    });
  })
  .finally(() => port.close());
