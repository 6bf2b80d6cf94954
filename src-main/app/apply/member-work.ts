import { type Result, succeed } from '../../core/failure.ts';
import type { Act, RowResult } from '../../core/report.ts';
import type { JournalAnswer } from '../ports/main-store.ts';
import type { StoredRow } from '../ports/report-store.ts';
import { answerOf, entryOf } from './journal-entry.ts';
import type { Work, WorkEnd } from './journal-window.ts';
import { PROVEN_ATTEMPTS, type SendContext, stopsRun, turnedAway } from './row-work.ts';
import { targetId } from './send-person.ts';

type MemberAct = Extract<Act, { kind: 'add-member' | 'remove-member' }>;

/** So many rows of one group are sent before the group is read back once. */
const ROWS_PER_READ_BACK = 1_000;

/**
 * Membership rows of one group go together, at most `membersPerRequest` ids a request, each named by its id;
 * then the group is read back, since some consoles answer 200 and ignore (R20).
 */
export function* memberWork(
  rows: Iterable<StoredRow>,
  context: SendContext,
  membersPerRequest: number,
): Generator<Work> {
  let together: StoredRow[] = [];
  for (const row of rows) {
    const first = together[0];
    if (first && (groupKey(first) !== groupKey(row) || together.length >= ROWS_PER_READ_BACK)) {
      yield workOf(together, context, membersPerRequest);
      together = [];
    }
    together.push(row);
  }
  if (together.length > 0) yield workOf(together, context, membersPerRequest);
}

function workOf(rows: readonly StoredRow[], context: SendContext, membersPerRequest: number): Work {
  return {
    intents: rows.map((row) => entryOf(context.runId, row, row.operation!, 'main')),
    send: () => sendMembers(rows, context, membersPerRequest),
  };
}

async function sendMembers(
  rows: readonly StoredRow[],
  context: SendContext,
  membersPerRequest: number,
): Promise<WorkEnd> {
  const { writer, signal, created } = context;
  const act = memberAct(rows[0]!);
  const groupId = targetId(act.group, 'group', created);
  const answers: JournalAnswer[] = [];
  const answer = (row: StoredRow, result: RowResult) =>
    answers.push(answerOf(context.runId, row.seq, 'main', result));
  if (groupId === undefined) {
    for (const row of rows) answer(row, { status: 'refused', words: 'the group was not created' });
    return { answers };
  }

  const named = new Map<StoredRow, string>();
  for (const row of rows) {
    const id = targetId(memberAct(row).user, 'user', created);
    if (id === undefined) answer(row, { status: 'refused', words: 'the person was not created' });
    else named.set(row, id);
  }
  const refusedWords = new Map<StoredRow, string>();
  const done = await alreadyDone(rows, groupId, named, context);
  if (!done.ok) return { answers, stop: done.failure };
  if (!context.sends) {
    for (const row of named.keys())
      answer(row, done.value.has(row) ? context.success : { status: 'not-reached' });
    return { answers };
  }
  const sent = [...named].filter(([row]) => !done.value.has(row));
  for (let at = 0; at < sent.length; at += membersPerRequest) {
    const part = sent.slice(at, at + membersPerRequest);
    const ids = part.map(([, id]) => id);
    const result = await changeMembers(act.kind, groupId, ids, context);
    if (result.ok) continue;
    // Whatever was made of it is read back below; only what ends the run is told at once.
    if (stopsRun(result.failure)) {
      if (turnedAway(result.failure))
        for (const [row] of sent.slice(at)) answer(row, { status: 'not-reached' });
      return { answers, stop: result.failure };
    }
    for (const [row] of part) refusedWords.set(row, result.failure.cause ?? result.failure.sentence);
  }

  const read = await writer.readGroup(groupId, signal);
  if (!read.ok) return { answers, stop: read.failure };
  const members = new Set(read.value?.members ?? []);
  for (const [row, id] of named) {
    const stands = members.has(id) === (act.kind === 'add-member');
    if (stands) answer(row, context.success);
    else if (context.success.status === 'received' && !refusedWords.has(row)) answer(row, context.success);
    else
      answer(row, {
        status: 'refused',
        words: refusedWords.get(row) ?? 'answered with success and did not do it',
      });
  }
  return { answers };
}

/**
 * Sends a part of a group's changes. Where the answer is lost the group is read, and only what it proves missing is
 * sent again (R7).
 */
async function changeMembers(
  kind: MemberAct['kind'],
  groupId: string,
  ids: readonly string[],
  { writer, signal, pause }: SendContext,
): Promise<Result<void>> {
  let left = ids;
  for (let attempt = 1; ; attempt++) {
    const sent =
      kind === 'add-member'
        ? await writer.addMembers(groupId, left, signal)
        : await writer.removeMembers(groupId, left, signal);
    if (sent.ok || !sent.failure.sentOnce || attempt === PROVEN_ATTEMPTS) return sent;
    const read = await writer.readGroup(groupId, signal);
    if (!read.ok) return read;
    const members = new Set(read.value?.members ?? []);
    left = left.filter((id) => members.has(id) !== (kind === 'add-member'));
    if (left.length === 0) return succeed(undefined);
    await pause(attempt);
  }
}

/** Of rows that a crash left in doubt, those that the console has already: they are not sent again (R7). */
async function alreadyDone(
  rows: readonly StoredRow[],
  groupId: string,
  named: ReadonlyMap<StoredRow, string>,
  { writer, signal, isUnanswered }: SendContext,
): Promise<Result<ReadonlySet<StoredRow>>> {
  const inDoubt = rows.filter((row) => isUnanswered(row.seq, 'main'));
  if (inDoubt.length === 0) return succeed(new Set());
  const read = await writer.readGroup(groupId, signal);
  if (!read.ok) return read;
  const members = new Set(read.value?.members ?? []);
  return succeed(
    new Set(
      inDoubt.filter((row) => members.has(named.get(row) ?? '') === (memberAct(row).kind === 'add-member')),
    ),
  );
}

function memberAct(row: StoredRow): MemberAct {
  const act = row.operation?.act;
  if (act?.kind !== 'add-member' && act?.kind !== 'remove-member')
    throw new Error('a membership row adds or removes');
  return act;
}

/** Told by what is sent and not by the row's key: a group's name may hold anything, a line break too. */
function groupKey(row: StoredRow): string {
  const { group } = memberAct(row);
  return 'id' in group ? `id ${group.id}` : `new ${group.createdKey}`;
}
