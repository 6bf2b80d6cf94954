import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/** How long a statement waits for another process's write before it gives up. */
export const BUSY_TIMEOUT_MS = 5_000;

/** Makes a folder that only this user may enter: what Muster keeps is personal data (R24). */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Also for a folder that was there before, or under a wide umask.
  chmodSync(folder, 0o700);
}

/**
 * Makes the file, if it is missing, so that only this user may read it; SQLite would take the umask's word.
 * A file that is there is not opened: closing it would drop the locks that SQLite holds on it anywhere in this process
 * (sqlite.org/howtocorrupt.html §2.2).
 */
export function makePrivateFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Opens the main database for reading and writing, safe against power loss (design §10). */
export function openMainDatabase(file: string, timeout: number): Database.Database {
  makePrivateFolder(dirname(file));
  makePrivateFile(file);
  const db = new Database(file, { timeout });
  try {
    db.pragma('journal_mode = WAL');
    // The journal must be on the disk before a request leaves (R7); NORMAL would lose the last writes.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Erased people and tenants leave no remains in free pages (R24).
    db.pragma('secure_delete = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
