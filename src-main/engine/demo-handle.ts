import { Worker } from 'node:worker_threads';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { DemoCommand, DemoMessage, DemoSpec, ServedDemo } from './demo-message.ts';
import { threadFile } from './thread-file.ts';

export interface RunningDemo extends ServedDemo {
  /** Resolves when the thread is gone, asked to or not. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Serves the demo console on a thread of its own until it is closed. */
export function serveDemoOnThread(spec: DemoSpec): Promise<Result<RunningDemo>> {
  const worker = new Worker(threadFile('demo-console'), { workerData: spec, name: 'muster-demo-console' });
  const served = Promise.withResolvers<Result<RunningDemo>>();
  const ended = Promise.withResolvers<void>();
  worker.on('message', (message: DemoMessage) => {
    if (message.kind === 'failed') {
      served.resolve(fail(message.failure));
      return;
    }
    const { kind: _served, ...facts } = message;
    const close = () => {
      worker.postMessage({ kind: 'close' } satisfies DemoCommand);
      return ended.promise;
    };
    served.resolve(succeed({ ...facts, ended: ended.promise, close }));
  });
  worker.on('error', (error) => served.resolve(fail(broken(String(error)))));
  worker.on('exit', () => {
    served.resolve(fail(broken('the thread ended without an answer')));
    ended.resolve();
  });
  return served.promise;
}

function broken(cause: string): Failure {
  return {
    code: 'unexpected',
    sentence: 'The demo console met a fault of its own and is not served.',
    next: 'Try again; if it happens again, look into the log and report it.',
    cause,
  };
}
