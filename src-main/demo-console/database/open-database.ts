import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations.ts';

export type ConsoleDatabase = Database.Database;

/**
 * Opens the console's own SQLite file and takes the missing steps, each in one transaction (design §10).
 * Throws a sentence where the file was written by a newer version: it is then left untouched.
 */
export function openDatabase(file: string): ConsoleDatabase {
  const database = new Database(file);
  try {
    // With WAL, NORMAL loses nothing when the process dies; only a power cut may take the last writes.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function migrate(database: ConsoleDatabase): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length)
    throw new Error(
      'The demo console data was written by a newer version of Muster. Use another data folder.',
    );
  for (const [index, step] of MIGRATIONS.slice(version).entries()) {
    database.transaction(() => {
      database.exec(step);
      database.pragma(`user_version = ${version + index + 1}`);
    })();
  }
}
