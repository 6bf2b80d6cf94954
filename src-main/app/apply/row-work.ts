import type { Failure, FailureCode, Result } from '../../core/failure.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import type { Operation, RowResult } from '../../core/report.ts';
import type { ConsoleWriter, WrittenRef } from '../ports/console-writer.ts';
import type { JournalStep } from '../ports/main-store.ts';
import type { StoredRow } from '../ports/report-store.ts';
import { answerOf, entryOf, rememberCreated } from './journal-entry.ts';
import type { Work, WorkEnd } from './journal-window.ts';
import { type CreatedIds, mainChanges, sendManagerLink, sendUser, targetId } from './send-person.ts';
import {
  onlyTells,
  type Settled,
  settleCreateUser,
  settleGroup,
  settleManagerLink,
  settleUpdateUser,
} from './settle.ts';

export interface SendContext {
  readonly runId: string;
  readonly writer: ConsoleWriter;
  readonly signal: AbortSignal;
  readonly created: CreatedIds;
  /** What a 2xx of this console means (R21). */
  readonly success: RowResult;
  readonly managerReference: ConsoleProfile['managerReference'];
  /** Sent before a crash and never answered: look before sending again (R7). */
  readonly isUnanswered: (seq: number, step: JournalStep) => boolean;
  /** False while an interrupted run is closed: what is proven unsent stays unsent. */
  readonly sends: boolean;
  /** Waits longer after each attempt. */
  readonly pause: (attempt: number) => Promise<void>;
  /** How many rows broke the console, one after the other. */
  readonly strain: { brokenInARow: number };
}

/** How often an operation is sent whose answers were lost, each time proven not to have been carried out (R7). */
export const PROVEN_ATTEMPTS = 3;
const MOST_BROKEN_IN_A_ROW = 5;

/** After these the answer may have been lost on its way: the console is asked what became of it. */
const ANSWER_LOST: ReadonlySet<FailureCode> = new Set(['network', 'console-error', 'console-busy']);
/** After these nothing more is sent (R17). */
const STOPS: ReadonlySet<FailureCode> = new Set([
  'token-refused',
  'token-missing',
  'forbidden',
  'cancelled',
  'redirect-refused',
  'insecure-url',
]);

export function personWork(row: StoredRow, operation: Operation, context: SendContext): Work {
  const { act } = operation;
  return work(row, operation, 'main', context, {
    // A row that changes the manager only has nothing to send in its main pass.
    send: () =>
      act.kind === 'update-user' && mainChanges(row.changes).length === 0
        ? Promise.resolve({ ok: true, value: { id: act.id } })
        : sendUser(row, withoutUsedVersion(row, operation, context), context.writer, context.signal),
    settle: () =>
      act.kind === 'update-user'
        ? settleUpdateUser(act.id, row.changes, context.writer, context.signal)
        : settleCreateUser(row, context.writer, context.signal),
  });
}

/**
 * What is told a second time (R22), because a crash took the first answer, may have used up the version that was
 * listed; and as nothing is changed by it, nobody's edit can be lost.
 */
function withoutUsedVersion(row: StoredRow, operation: Operation, context: SendContext): Operation {
  if (!context.isUnanswered(row.seq, 'main') || !onlyTells(row.changes)) return operation;
  const { seenVersion: _used, ...unversioned } = operation;
  return unversioned;
}

export function groupWork(row: StoredRow, operation: Operation, context: SendContext): Work {
  const { act } = operation;
  const { writer, signal } = context;
  return work(row, operation, 'main', context, {
    send: () => {
      if (act.kind === 'create-group') {
        return writer.createGroup({ displayName: act.displayName, externalId: act.externalId }, signal);
      }
      if (act.kind !== 'update-group') throw new Error(`a group row cannot ${act.kind}`);
      const { displayName, externalId } = act;
      return writer.updateGroup(
        act.id,
        {
          ...(displayName === undefined ? {} : { displayName }),
          ...(externalId === undefined ? {} : { externalId }),
        },
        operation.seenVersion,
        signal,
      );
    },
    settle: () => settleGroup(row, writer, signal),
  });
}

export function managerWork(row: StoredRow, operation: Operation, context: SendContext): Work {
  const { created, writer, signal } = context;
  const idOf = () =>
    operation.act.kind === 'update-user'
      ? operation.act.id
      : targetId({ createdKey: row.key }, 'user', created);
  const managerOf = () => {
    if (operation.manager === 'none' || operation.manager === undefined) return 'none';
    if (context.managerReference === 'email')
      return row.changes.find((change) => change.field === 'manager')?.new;
    return targetId(operation.manager, 'user', created);
  };
  // The version was used up where the row had a main pass of its own.
  const version = operation.phase === 'manager' ? operation.seenVersion : undefined;
  return work(row, operation, 'manager', context, {
    send: async () => {
      const id = idOf();
      const manager = managerOf();
      if (id === undefined || manager === undefined) return notMade();
      return sendManagerLink(id, manager, version, writer, signal);
    },
    settle: async () => {
      const id = idOf();
      const manager = managerOf();
      return id === undefined || manager === undefined
        ? { status: 'not-applied' }
        : settleManagerLink(id, manager, writer, signal);
    },
  });
}

interface Hands {
  readonly send: () => Promise<Result<WrittenRef>>;
  readonly settle: () => Promise<Settled>;
}

function work(
  row: StoredRow,
  operation: Operation,
  step: JournalStep,
  context: SendContext,
  hands: Hands,
): Work {
  const answer = (result: RowResult, createdId?: string): WorkEnd => {
    if (createdId !== undefined) rememberCreated(context.created, row, createdId);
    return { answers: [answerOf(context.runId, row.seq, step, result, createdId)] };
  };
  const creates = operation.act.kind === 'create-user' || operation.act.kind === 'create-group';
  const settled = (state: Settled): WorkEnd | 'send' => {
    if (state.status === 'not-applied') return 'send';
    if (state.status === 'applied') return answer(context.success, state.createdId);
    if (state.status === 'moved') return answer({ status: 'moved', where: 'console', now: state.now });
    if (state.status === 'unknown') return answer({ status: 'unknown' });
    return { answers: [], stop: state.failure };
  };
  return {
    intents: [entryOf(context.runId, row, operation, step)],
    send: async () => {
      if (context.isUnanswered(row.seq, step)) {
        const end = settled(await hands.settle());
        if (end !== 'send') return end;
      }
      if (!context.sends) return answer({ status: 'not-reached' });
      for (let attempt = 1; ; attempt++) {
        const sent = await hands.send();
        if (sent.ok) {
          context.strain.brokenInARow = 0;
          return answer(context.success, creates && step === 'main' ? sent.value.id : undefined);
        }
        if (!ANSWER_LOST.has(sent.failure.code)) return refused(sent.failure, creates, answer);
        const end = settled(await hands.settle());
        if (end !== 'send') return end;
        // Proven not carried out. What the client did not repeat by itself, only this proof allows to repeat.
        if ((creates || sent.failure.sentOnce) && attempt < PROVEN_ATTEMPTS) await context.pause(attempt);
        else return stillBroken(sent.failure, context, answer);
      }
    },
  };
}

/**
 * A row on which an otherwise living console breaks each time fails alone; a console that breaks on one row after
 * the other, or cannot be reached, stops the run, which may be resumed.
 */
function stillBroken(
  failure: Failure,
  { strain }: SendContext,
  answer: (result: RowResult) => WorkEnd,
): WorkEnd {
  if (failure.code !== 'console-error' || ++strain.brokenInARow >= MOST_BROKEN_IN_A_ROW) {
    return { answers: [], stop: failure };
  }
  return answer({ status: 'refused', words: failure.cause ?? failure.sentence });
}

function refused(failure: Failure, creates: boolean, answer: (result: RowResult) => WorkEnd): WorkEnd {
  if (turnedAway(failure)) return { ...answer({ status: 'not-reached' }), stop: failure };
  if (STOPS.has(failure.code)) return { answers: [], stop: failure };
  const words = failure.cause ?? failure.sentence;
  // What is to be created cannot have changed before.
  if (creates) return answer({ status: 'refused', words });
  if (failure.code === 'row-moved') return answer({ status: 'moved', where: 'console' });
  if (failure.code === 'row-missing') {
    return answer({ status: 'moved', where: 'console', now: 'no longer on the console' });
  }
  return answer({ status: 'refused', words });
}

/** The run stops, and the console said, or was never asked, so that this was not carried out. */
export function turnedAway({ code, neverSent }: Failure): boolean {
  return STOPS.has(code) && (code !== 'cancelled' || neverSent === true);
}

export function stopsRun(failure: Failure): boolean {
  return STOPS.has(failure.code) || ANSWER_LOST.has(failure.code);
}

function notMade(): Result<WrittenRef> {
  return {
    ok: false,
    failure: {
      code: 'row-refused',
      sentence: 'The person or the manager was not created, so there is nothing to link.',
      next: 'The next test-mode sync shows this row again.',
      cause: 'not created in this run',
    },
  };
}
