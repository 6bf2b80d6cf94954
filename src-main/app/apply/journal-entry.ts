import type { Operation, RowResult } from '../../core/report.ts';
import type { JournalAnswer, JournalEntry, JournalStep } from '../ports/main-store.ts';
import type { StoredRow } from '../ports/report-store.ts';
import { createdIdKey } from './send-person.ts';

export function entryOf(
  runId: string,
  row: StoredRow,
  operation: Operation,
  step: JournalStep,
): JournalEntry {
  return { runId, seq: row.seq, step, object: row.object, key: row.key, operation };
}

/** Where a create's id is kept for rows that name the new one by its key. */
export function rememberCreated(created: Map<string, string>, row: StoredRow, id: string): void {
  if (row.object !== 'membership') created.set(createdIdKey(row.object, row.key), id);
}

export function answerOf(
  runId: string,
  seq: number,
  step: JournalStep,
  result: RowResult,
  createdId?: string,
): JournalAnswer {
  return { runId, seq, step, result, ...(createdId === undefined ? {} : { createdId }) };
}
