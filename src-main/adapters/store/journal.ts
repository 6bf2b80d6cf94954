import type Database from 'better-sqlite3';
import type {
  JournalAnswer,
  JournalEdit,
  JournalEntry,
  JournaledEntry,
  JournalStore,
} from '../../app/ports/main-store.ts';
import { operationSchema, rowResultSchema } from './operation-json.ts';
import { oneOf, readJson } from './stored-json.ts';

interface JournalRow {
  run_id: string;
  seq: number;
  step: string;
  object: string;
  row_key: string;
  operation: string;
  /** NULL: sent, or about to be, and not answered (R7). */
  result: string | null;
  created_id: string | null;
}

const STEPS = ['main', 'manager'] as const;
const OBJECTS = ['user', 'group', 'membership'] as const;

/** What live runs were about to do and what came back, written before and after each request (R7). */
export function journalStore(db: Database.Database, file: string): JournalStore {
  const intend = db.prepare<[Omit<JournalRow, 'result' | 'created_id'>]>(`
    INSERT INTO journal (run_id, seq, step, object, row_key, operation)
    VALUES (@run_id, @seq, @step, @object, @row_key, @operation)
    ON CONFLICT DO UPDATE SET result = NULL WHERE result ->> 'status' = 'not-reached'`);
  const answer = db.prepare<[string, string | null, string, number, string]>(
    'UPDATE journal SET result = ?, created_id = coalesce(?, created_id) WHERE run_id = ? AND seq = ? AND step = ?',
  );
  const unanswered = db.prepare<[string], JournalRow>(
    'SELECT * FROM journal WHERE run_id = ? AND result IS NULL ORDER BY seq, step',
  );
  const findEntry = db.prepare<[string, number, string], JournalRow>(
    'SELECT * FROM journal WHERE run_id = ? AND seq = ? AND step = ?',
  );
  const created = db.prepare<[string], { object: string; row_key: string; created_id: string }>(
    'SELECT object, row_key, created_id FROM journal WHERE run_id = ? AND created_id IS NOT NULL',
  );
  const counts = db.prepare<[string], { intended: number; answered: number }>(
    'SELECT count(*) AS intended, count(result) AS answered FROM journal WHERE run_id = ?',
  );
  const answered = db.prepare<[{ run: string; after: number; limit: number }], JournalRow>(`
    SELECT * FROM journal WHERE run_id = @run AND result IS NOT NULL AND seq IN (
      SELECT DISTINCT seq FROM journal WHERE run_id = @run AND seq > @after AND result IS NOT NULL
      ORDER BY seq LIMIT @limit)
    ORDER BY seq, step`);
  const ofRun = db.prepare<[string], JournalRow>('SELECT * FROM journal WHERE run_id = ? ORDER BY seq, step');
  const remove = db.prepare<[string, number, string]>(
    'DELETE FROM journal WHERE run_id = ? AND seq = ? AND step = ?',
  );
  const overwrite = db.prepare<[string, string, string | null, string, number, string]>(
    'UPDATE journal SET row_key = ?, operation = ?, result = ? WHERE run_id = ? AND seq = ? AND step = ?',
  );
  const forget = db.prepare<[string]>('DELETE FROM journal WHERE run_id = ?');
  const entryOf = (row: JournalRow): JournaledEntry => journaledEntryOf(row, file);

  const write = db.transaction(
    (answers: readonly JournalAnswer[], intents: readonly JournalEntry[]): void => {
      for (const each of answers) {
        answer.run(JSON.stringify(each.result), each.createdId ?? null, each.runId, each.seq, each.step);
      }
      for (const each of intents) {
        intend.run({
          run_id: each.runId,
          seq: each.seq,
          step: each.step,
          object: each.object,
          row_key: each.key,
          operation: JSON.stringify(each.operation),
        });
      }
    },
  );

  const erase = db.transaction((runId: string, edit: JournalEdit): 'changed' | 'same' => {
    const edited: { readonly was: JournaledEntry; readonly is: JournaledEntry | 'gone' }[] = [];
    for (const row of ofRun.iterate(runId)) {
      const text = [row.row_key, row.operation, row.result ?? '', row.created_id ?? ''].join('\n');
      if (!edit.mayConcern(text)) continue;
      const was = entryOf(row);
      const is = edit.entry(was);
      if (is !== was) edited.push({ was, is });
    }
    for (const { was, is } of edited) {
      if (is === 'gone') remove.run(runId, was.seq, was.step);
      else {
        const result = is.result === undefined ? null : JSON.stringify(is.result);
        overwrite.run(is.key, JSON.stringify(is.operation), result, runId, was.seq, was.step);
      }
    }
    return edited.length > 0 ? 'changed' : 'same';
  });

  return {
    write: (answers, intents) => write.immediate(answers, intents),
    unanswered: (runId) => unanswered.all(runId).map(entryOf),
    find(runId, seq, step) {
      const row = findEntry.get(runId, seq, step);
      return row === undefined ? undefined : entryOf(row);
    },
    createdIds: (runId) =>
      new Map(created.all(runId).map((row) => [`${row.object}\n${row.row_key}`, row.created_id])),
    counts: (runId) => counts.get(runId) ?? { intended: 0, answered: 0 },
    answered: (runId, afterSeq, limit) => answered.all({ run: runId, after: afterSeq, limit }).map(entryOf),
    forget: (runId) => {
      forget.run(runId);
    },
    erase: (runId, edit) => erase.immediate(runId, edit),
  };
}

function journaledEntryOf(row: JournalRow, file: string): JournaledEntry {
  return {
    runId: row.run_id,
    seq: row.seq,
    step: oneOf(STEPS, row.step, file),
    object: oneOf(OBJECTS, row.object, file),
    key: row.row_key,
    operation: readJson(operationSchema, row.operation, file),
    state: row.result === null ? 'intended' : 'answered',
    ...(row.result !== null && { result: readJson(rowResultSchema, row.result, file) }),
    ...(row.created_id !== null && { createdId: row.created_id }),
  };
}
