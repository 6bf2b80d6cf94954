import type Database from 'better-sqlite3';
import { PLAIN_RANK, PLAIN_REASON } from './file-schema.ts';
import { eachPlainKey } from './plain-keys.ts';
import { type PlainRows, plainRows } from './read-plain.ts';

interface ReviewedPlain {
  readonly key: string;
  readonly name: string;
  readonly marked_ms: number;
  readonly marked_by: string;
}

/**
 * Takes over the marks of the report that is attached as `earlier`, for rows that are equal to the letter. The marked
 * rows are few; one pass over this report's rows finds them by key.
 */
export function takeOverMarks(db: Database.Database, plain: PlainRows, earlierFile: string): void {
  db.exec(REVIEWED);
  addReviewedPlain(db, plainRows(db, earlierFile, 'earlier'));
  db.exec(TAKE_OVER);
  takeOverPlain(db, plain);
  db.exec('DROP TABLE temp.reviewed');
}

/** The ids of words differ from file to file, so the words are compared. */
const REVIEWED = `
  CREATE TEMP TABLE reviewed AS
    SELECT r.key, r.object, r.rank, w.text AS reason, r.name, r.facts, r.changes, r.warnings, o.canonical,
      m.marked_ms, m.marked_by
    FROM earlier.mark m JOIN earlier.row r ON r.seq = m.seq JOIN earlier.word w ON w.id = r.reason
    LEFT JOIN earlier.operation o ON o.seq = r.seq;
  CREATE INDEX temp.reviewed_by_key ON reviewed (key, object, rank);
`;

const TAKE_OVER = `
  INSERT OR IGNORE INTO main.mark (seq, marked_ms, marked_by)
    SELECT r.seq, e.marked_ms, e.marked_by FROM main.row r
    JOIN temp.reviewed e ON e.key = r.key AND e.object = r.object AND e.rank = r.rank
    JOIN main.word w ON w.id = r.reason AND w.text = e.reason
    LEFT JOIN main.operation o ON o.seq = r.seq
    WHERE r.name = e.name AND r.facts IS e.facts AND r.changes IS e.changes AND r.warnings IS e.warnings
      AND o.canonical IS e.canonical;
`;

function addReviewedPlain(db: Database.Database, earlier: PlainRows): void {
  const insert = db.prepare(`INSERT INTO temp.reviewed (key, object, rank, reason, name, marked_ms, marked_by)
    VALUES (?, 0, ${PLAIN_RANK}, '${PLAIN_REASON}', ?, ?, ?)`);
  const marks = db.prepare<[], { seq: number; marked_ms: number; marked_by: string }>(
    'SELECT seq, marked_ms, marked_by FROM earlier.mark',
  );
  for (const { seq, marked_ms, marked_by } of marks.all()) {
    const row = earlier.row(seq);
    if (row !== undefined) insert.run(row.key, row.name, marked_ms, marked_by);
  }
}

function takeOverPlain(db: Database.Database, plain: PlainRows): void {
  const reviewed = db.prepare<[], ReviewedPlain>(`SELECT key, name, marked_ms, marked_by FROM temp.reviewed
    WHERE object = 0 AND rank = ${PLAIN_RANK} AND reason = '${PLAIN_REASON}' AND facts IS NULL AND changes IS NULL
      AND warnings IS NULL AND canonical IS NULL`);
  const byKey = Map.groupBy(reviewed.all(), ({ key }) => key);
  if (byKey.size === 0) return;
  const put = db.prepare('INSERT OR IGNORE INTO main.mark (seq, marked_ms, marked_by) VALUES (?, ?, ?)');
  eachPlainKey(plain, (seq, key) => {
    const found = byKey.get(key);
    if (found === undefined) return;
    const name = plain.row(seq)?.name;
    const same = found.find((each) => each.name === name);
    if (same !== undefined) put.run(seq, same.marked_ms, same.marked_by);
  });
}
