import type Database from 'better-sqlite3';
import type { ReviewMark } from '../../../app/ports/report-table.ts';
import type { StoredRows } from './stored-rows.ts';
import { takeOverMarks } from './take-over-marks.ts';

/** Stands in `about` once a report has marks of its own, or took over those of an earlier one. */
const OWN = 'marks';

/** Which rows of a report somebody reviewed (ux §5); they lie with the report, so they are kept and erased with it. */
export function reviewMarks(db: Database.Database, rows: StoredRows) {
  const put = db.prepare<[number, number, string]>(
    'INSERT OR IGNORE INTO mark (seq, marked_ms, marked_by) VALUES (?, ?, ?)',
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
        // Only rows that are there.
        for (const seq of seqs) if (rows.has(seq)) put.run(seq, atMs, by);
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
          takeOverMarks(db, rows.plain, earlier);
          becomeOwn();
        });
        write.immediate();
      } finally {
        db.exec('DETACH earlier');
      }
    },
  };
}
