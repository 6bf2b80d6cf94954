import { Worker } from 'node:worker_threads';
import type { ReportDesk } from '../app/report-desk.ts';
import { type Failure, fail, succeed } from '../core/failure.ts';
import type {
  DeskAnswer,
  DeskArguments,
  DeskMethod,
  DeskReply,
  ReportReaderSpec,
} from './report-reader-message.ts';
import { threadFile } from './thread-file.ts';

/** A thread that nobody asks anything gives its memory and its open files back. */
const IDLE_MS = 5 * 60_000;

/**
 * The desk of reports on a lasting thread of its own, so that neither window nor main process ever waits for a
 * report of a million rows. Started with the first question; ends when nobody asks for five minutes.
 */
export function reportDeskOnThread(spec: ReportReaderSpec): ReportDesk {
  const thread = readerThread(spec);
  const { ask } = thread;
  return {
    list: (...args) => ask('list', args),
    open: (reportId, signal) => ask('open', [reportId], signal),
    facets: (reportId, filter, signal) => ask('facets', [reportId, filter], signal),
    linesAt: (query, offset, limit, signal) => ask('linesAt', [query, offset, limit], signal),
    lineOf: (query, seq, signal) => ask('lineOf', [query, seq], signal),
    groupMembers: (query, group, offset, limit, signal) =>
      ask('groupMembers', [query, group, offset, limit], signal),
    detail: (...args) => ask('detail', args),
    peopleOf: (reportId, selection, signal) => ask('peopleOf', [reportId, selection], signal),
    peopleOfGroup: (reportId, group, signal) => ask('peopleOfGroup', [reportId, group], signal),
    mark: (...args) => ask('mark', args),
    heavyReviewed: (...args) => ask('heavyReviewed', args),
    why: (reportId, who, signal) => ask('why', [reportId, who], signal),
    path: (reportId, seq, signal) => ask('path', [reportId, seq], signal),
    calledSo: (reportId, name, signal) => ask('calledSo', [reportId, name], signal),
    searchPeople: (tenantId, text, limit, signal) => ask('searchPeople', [tenantId, text, limit], signal),
    pastVerdicts: (tenantId, person, limit, signal) => ask('pastVerdicts', [tenantId, person, limit], signal),
    exportReport: (request, signal) => ask('exportReport', [request], signal),
    // Nothing is open where no thread runs.
    release: async () => (thread.runs() ? ask('release', []) : succeed(undefined)),
    close: thread.close,
  };
}

/** One question that waits: what to do with its reply. */
type Waiting = (reply: DeskReply) => void;

function readerThread(spec: ReportReaderSpec) {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  const end = async (failure: Failure): Promise<void> => {
    clearTimeout(idle);
    const ended = worker?.terminate();
    worker = undefined;
    for (const [id, settle] of [...waiting]) settle({ id, kind: 'failure', failure });
    await ended;
  };

  const start = (): Worker => {
    const started = new Worker(threadFile('report-reader-thread'), {
      workerData: spec,
      name: 'muster-reports',
    });
    started.on('message', (reply: DeskReply) => waiting.get(reply.id)?.(reply));
    // What waits is answered as failed; the next question starts another thread.
    started.on('error', (error) => {
      if (worker === started) void end(broken(error));
    });
    started.on('exit', () => {
      if (worker === started) void end(broken('the thread ended by itself'));
    });
    return started;
  };

  /** A thread that has nothing to do keeps no process alive, and ends after a while. */
  const rest = (): void => {
    if (waiting.size > 0) return;
    worker?.unref();
    idle = setTimeout(() => void end(CLOSED), IDLE_MS);
    idle.unref();
  };

  function ask<M extends DeskMethod>(
    method: M,
    args: DeskArguments<M>,
    signal?: AbortSignal,
  ): Promise<DeskAnswer<M>> {
    const answer = Promise.withResolvers<DeskAnswer<M>>();
    // Every answer of the desk is a Result of its own, so that a failure is an answer of each.
    const failed = (failure: Failure) => answer.resolve(fail(failure) as DeskAnswer<M>);
    if (closed || signal?.aborted) {
      failed(CLOSED);
      return answer.promise;
    }
    clearTimeout(idle);
    worker ??= start();
    worker.ref();
    const id = ++lastId;
    const cancelFlag = new SharedArrayBuffer(4);
    const cancel = () => Atomics.store(new Int32Array(cancelFlag), 0, 1);
    signal?.addEventListener('abort', cancel, { once: true });
    waiting.set(id, (reply) => {
      waiting.delete(id);
      signal?.removeEventListener('abort', cancel);
      if (reply.kind === 'failure') failed(reply.failure);
      // The thread answers each method by the same interface (report-reader-thread.ts).
      else answer.resolve(reply.answer as DeskAnswer<M>);
      rest();
    });
    worker.postMessage({ id, method, args, cancelFlag });
    return answer.promise;
  }

  return {
    ask,
    runs: () => worker !== undefined,
    async close(): Promise<void> {
      closed = true;
      await end(CLOSED);
    },
  };
}

const CLOSED: Failure = {
  code: 'cancelled',
  sentence: 'This was stopped before it was done.',
  next: 'Ask again when you need it.',
};

function broken(error: unknown): Failure {
  return {
    code: 'unexpected',
    sentence: 'Muster met a fault of its own while it read a report. Nothing was changed.',
    next: 'Try the same again. If it happens again, look into the log and report it.',
    cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
