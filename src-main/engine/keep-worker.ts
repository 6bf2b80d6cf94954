import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../adapters/store/store-error.ts';
import { checkTrail } from '../app/check-trail.ts';
import { erasePerson } from '../app/erase-person.ts';
import { forgetOldReports } from '../app/forget-old-reports.ts';
import { forgetTenant } from '../app/remove-tenant.ts';
import { type KeptParts, openKeptParts } from '../compose/kept-parts.ts';
import { fail, succeed } from '../core/failure.ts';
import type { KeepMessage, KeepSpec } from './keep-message.ts';

/** The thread that works through everything kept on this computer (R24): opens it anew, does one task, tells its end. */
const port = parentPort;
if (!port) throw new Error('this thread is started by keep-handle.ts');

const spec = workerData as KeepSpec;
const flag = new Int32Array(spec.cancelFlag);
const stop = {
  get aborted() {
    return Atomics.load(flag, 0) === 1;
  },
};

function answerOf(): KeepMessage {
  const opened = openKeptParts(spec);
  if (!opened.ok) return { kind: spec.task.kind, answer: opened };
  const kept = opened.value;
  try {
    return done(kept);
  } catch (error) {
    return { kind: spec.task.kind, answer: fail(failureOf(error)) };
  } finally {
    kept.close();
  }
}

function done(kept: KeptParts): KeepMessage {
  const { task } = spec;
  switch (task.kind) {
    case 'erase':
      return { kind: 'erase', answer: erasePerson(task.request, kept.parts, stop) };
    case 'forget-tenant':
      return { kind: 'forget-tenant', answer: succeed(forgetTenant(task.tenantId, kept.parts)) };
    case 'sweep':
      forgetOldReports(kept.parts, (error) =>
        kept.log.warn('old data could not be erased', { code: failureOf(error).code }),
      );
      return { kind: 'sweep', answer: succeed(undefined) };
    case 'check-trail':
      return {
        kind: 'check-trail',
        answer: succeed(checkTrail(kept.parts.store.audit, kept.sha256, task.known)),
      };
  }
}

port.postMessage(answerOf());
