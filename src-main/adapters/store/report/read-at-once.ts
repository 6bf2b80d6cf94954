import type Database from 'better-sqlite3';

/** Makes many small reads one: SQLite would lock the file and look for a journal at each, which takes longer than the read. */
export function readingAtOnce(db: Database.Database): <T>(read: () => T) => T {
  const begin = db.prepare('BEGIN');
  const end = db.prepare('COMMIT');
  return (read) => {
    if (db.inTransaction) return read();
    begin.run();
    try {
      return read();
    } finally {
      // SQLite has ended it by itself where the file turned out to be damaged.
      if (db.inTransaction) end.run();
    }
  };
}
