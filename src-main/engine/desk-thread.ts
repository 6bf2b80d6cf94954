import { Worker } from 'node:worker_threads';
import { fail } from '../core/failure.ts';
import type { DeskCallName, DeskCalls, DeskMessage, DeskQuestion, DeskSpec } from './desk-message.ts';
import { threadFile } from './thread-file.ts';

/** The main process's end of the exclusions editor's thread. */
export interface DeskThread {
  ask<Name extends DeskCallName>(
    name: Name,
    input: DeskCalls[Name]['input'],
  ): Promise<DeskCalls[Name]['answer']>;
  /** Puts on the disk what is not there yet and ends the thread. */
  close(): Promise<void>;
}

type Answered = (answer: DeskCalls[DeskCallName]['answer']) => void;

/** Started with the first question: whoever never opens the editor has no thread for it. */
export function deskThread(spec: DeskSpec, onChanged: (tenantId: string) => void): DeskThread {
  let worker: Worker | undefined;
  let ended = Promise.resolve();
  let nextId = 1;
  const waiting = new Map<number, Answered>();

  const start = (): Worker => {
    const started = new Worker(threadFile('desk-worker'), {
      workerData: spec satisfies DeskSpec,
      name: 'muster-desk',
    });
    let cause = 'the thread ended';
    started.on('message', (message: DeskMessage) => {
      if (message.kind === 'changed') onChanged(message.tenantId);
      else {
        const answered = waiting.get(message.id);
        waiting.delete(message.id);
        answered?.(message.answer as DeskCalls[DeskCallName]['answer']);
      }
    });
    started.on('error', (error) => {
      cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
    ended = new Promise((resolve) => {
      started.on('exit', () => {
        if (worker === started) worker = undefined;
        // The edits are on disk: the next `open` brings them back.
        for (const answered of waiting.values()) answered(broken(cause));
        waiting.clear();
        resolve();
      });
    });
    // An idle editor keeps no program from ending.
    started.unref();
    return started;
  };

  const ask: DeskThread['ask'] = (name, input) =>
    new Promise((resolve) => {
      worker ??= start();
      const id = nextId++;
      waiting.set(id, resolve as Answered);
      worker.ref();
      worker.postMessage({ id, name, input } as DeskQuestion);
    });

  return {
    async ask(name, input) {
      const answer = await ask(name, input);
      if (waiting.size === 0) worker?.unref();
      return answer;
    },
    async close() {
      if (!worker) return;
      await ask('close', undefined);
      await ended;
    },
  };
}

function broken(cause: string) {
  return fail({
    code: 'unexpected',
    sentence: 'Muster met a fault of its own in the exclusions editor. Your edits are kept.',
    next: 'Open the exclusions again; look into the log and report it.',
    cause,
  });
}
