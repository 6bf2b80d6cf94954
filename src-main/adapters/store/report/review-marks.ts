import type Database from 'better-sqlite3';
import type { ReviewMark } from '../../../app/ports/report-table.ts';

/** Stands in `about` once a report has marks of its own, or took over those of an earlier one. */
const OWN = 'marks';

/** Which rows of a report somebody reviewed (ux §5); they lie with the report, so they are kept and erased with it. */
export function reviewMarks(db: Database.Database) {
  // Only rows that are there.
  const put = db.prepare<[number, string, number]>(
    'INSERT OR IGNORE INTO mark (seq, marked_ms, marked_by) SELECT seq, ?, ? FROM row WHERE seq = ?',
  );
  const drop = db.prepare<[number]>('DELETE FROM mark WHERE seq = ?');
  const find = db.prepare<[number], { marked_ms: number; marked_by: string }>(
    'SELECT marked_ms, marked_by FROM mark WHERE seq = ?',
  );
  const state = db.prepare<[string]>('SELECT 1 FROM about WHERE name = ?');
  const becomeOwn = () => db.prepare("INSERT OR REPLACE INTO about (name, value) VALUES (?, '1')").run(OWN);

  return {
    mark(seqs: Iterable<number>, { by, atMs }: ReviewMark): void {
      const write = db.transaction(() => {
        becomeOwn();
        for (const seq of seqs) put.run(atMs, by, seq);
      });
      write.immediate();
    },
    unmark(seqs: Iterable<number>): void {
      const write = db.transaction(() => {
        becomeOwn();
        for (const seq of seqs) drop.run(seq);
      });
      write.immediate();
    },
    markOf(seq: number): ReviewMark | undefined {
      const found = find.get(seq);
      return found && { by: found.marked_by, atMs: found.marked_ms };
    },
    marksState: (): 'own' | 'none-yet' => (state.get(OWN) === undefined ? 'none-yet' : 'own'),
    /** From the report file `earlier`; `undefined`: there is none to take marks from. */
    inherit(earlier: string | undefined): void {
      if (earlier === undefined) {
        becomeOwn();
        return;
      }
      db.prepare('ATTACH ? AS earlier').run(earlier);
      try {
        const write = db.transaction(() => {
          db.exec(TAKE_OVER);
          becomeOwn();
        });
        write.immediate();
      } finally {
        db.exec('DETACH earlier');
      }
    },
  };
}

/**
 * Equal to the letter. The ids of words differ from file to file, so the words are compared. The marked rows are few;
 * one pass over this report's rows finds them by key.
 */
const TAKE_OVER = `
  CREATE TEMP TABLE reviewed AS
    SELECT r.key, r.object, r.rank, w.text AS reason, r.name, r.facts, r.changes, r.warnings, o.canonical,
      m.marked_ms, m.marked_by
    FROM earlier.mark m JOIN earlier.row r ON r.seq = m.seq JOIN earlier.word w ON w.id = r.reason
    LEFT JOIN earlier.operation o ON o.seq = r.seq;
  CREATE INDEX temp.reviewed_by_key ON reviewed (key, object, rank);
  INSERT OR IGNORE INTO main.mark (seq, marked_ms, marked_by)
    SELECT r.seq, e.marked_ms, e.marked_by FROM main.row r
    JOIN temp.reviewed e ON e.key = r.key AND e.object = r.object AND e.rank = r.rank
    JOIN main.word w ON w.id = r.reason AND w.text = e.reason
    LEFT JOIN main.operation o ON o.seq = r.seq
    WHERE r.name = e.name AND r.facts IS e.facts AND r.changes IS e.changes AND r.warnings IS e.warnings
      AND o.canonical IS e.canonical;
  DROP TABLE temp.reviewed;
`;
