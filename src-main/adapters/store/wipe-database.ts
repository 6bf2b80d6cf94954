import type Database from 'better-sqlite3';
import { dropOldBackups } from './migrate.ts';
import { StoreError } from './store-error.ts';

/** Makes the main database anew, with its write-ahead log, so that nothing of what was erased is left in a file (R24). */
export function wipeDatabase(db: Database.Database, file: string): void {
  dropOldBackups(file, 0);
  db.exec('VACUUM');
  // The log still holds pages as they stood before; cut to nothing, it holds none.
  const [checkpoint] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
  if (checkpoint?.busy === 0) return;
  throw new StoreError({
    code: 'store-unavailable',
    sentence: `${file} is in use by another copy of Muster, so what was erased may still stand in its log.`,
    next: 'Close other copies of Muster; the log is emptied when the last of them has ended.',
    where: { file },
  });
}
