import { Worker } from 'node:worker_threads';
import type { TrailEnd } from '../core/audit-trail.ts';
import { type Failure, fail } from '../core/failure.ts';
import type { KeepAnswers, KeepMessage, KeepSpec, KeepTask } from './keep-message.ts';
import { threadFile } from './thread-file.ts';

type Setting = Omit<KeepSpec, 'task' | 'cancelFlag'>;

/** Erases a person on a thread, so that the window goes on meanwhile (R24). */
export function eraseOnThread(
  setting: Setting,
  request: Extract<KeepTask, { kind: 'erase' }>['request'],
  signal: AbortSignal,
): Promise<KeepAnswers['erase']> {
  const answer = Promise.withResolvers<KeepAnswers['erase']>();
  work(setting, { kind: 'erase', request }, signal, answer.reject, (message) => {
    if (message.kind === 'erase') answer.resolve(message.answer);
  });
  return answer.promise.catch((error: unknown) => fail(broken(error)));
}

/** Removes a tenant's reports, listings and rows on a thread (R24). */
export function forgetTenantOnThread(
  setting: Setting,
  tenantId: string,
): Promise<KeepAnswers['forget-tenant']> {
  const answer = Promise.withResolvers<KeepAnswers['forget-tenant']>();
  work(setting, { kind: 'forget-tenant', tenantId }, undefined, answer.reject, (message) => {
    if (message.kind === 'forget-tenant') answer.resolve(message.answer);
  });
  return answer.promise.catch((error: unknown) => fail(broken(error)));
}

/** Erases on a thread what was kept long enough (R24). */
export function sweepOnThread(setting: Setting): Promise<KeepAnswers['sweep']> {
  const answer = Promise.withResolvers<KeepAnswers['sweep']>();
  work(setting, { kind: 'sweep' }, undefined, answer.reject, (message) => {
    if (message.kind === 'sweep') answer.resolve(message.answer);
  });
  return answer.promise.catch((error: unknown) => fail(broken(error)));
}

/** Follows the audit trail on a thread: it may be long. */
export function checkTrailOnThread(
  setting: Setting,
  known: readonly TrailEnd[],
): Promise<KeepAnswers['check-trail']> {
  const answer = Promise.withResolvers<KeepAnswers['check-trail']>();
  work(setting, { kind: 'check-trail', known }, undefined, answer.reject, (message) => {
    if (message.kind === 'check-trail') answer.resolve(message.answer);
  });
  return answer.promise.catch((error: unknown) => fail(broken(error)));
}

function work(
  setting: Setting,
  task: KeepTask,
  signal: AbortSignal | undefined,
  reject: (error: unknown) => void,
  onMessage: (message: KeepMessage) => void,
): void {
  const cancelFlag = new SharedArrayBuffer(4);
  const worker = new Worker(threadFile('keep-worker'), {
    workerData: { ...setting, task, cancelFlag } satisfies KeepSpec,
    name: `muster-${task.kind}`,
  });
  const cancel = () => Atomics.store(new Int32Array(cancelFlag), 0, 1);
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  worker.on('message', onMessage);
  worker.on('error', reject);
  worker.on('exit', () => {
    signal?.removeEventListener('abort', cancel);
    reject(new Error('the thread ended without an answer'));
  });
}

function broken(error: unknown): Failure {
  return {
    code: 'unexpected',
    sentence: 'Muster met a fault of its own while it worked on what is kept on this computer.',
    next: 'Try the same again: what is done already stays done. If it happens again, look into the log and report it.',
    cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
