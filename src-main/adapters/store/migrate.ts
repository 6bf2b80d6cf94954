import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { makePrivateFile } from './database.ts';
import { StoreError } from './store-error.ts';

/** One step of the schema. Never edited once shipped: a later step corrects an earlier one. */
export interface Migration {
  /** The `user_version` after this step; steps count 1, 2, 3 … */
  readonly version: number;
  readonly sql: string;
  /** Rows that SQL alone cannot make; in the same transaction. */
  readonly fill?: (db: Database.Database, nowMs: number) => void;
}

/** How many backups stay beside the database. */
export const BACKUPS_KEPT = 3;

/**
 * Brings a database to the newest step, each step in one transaction (design §10). A database that holds
 * something is backed up first. Throws a StoreError for a database of a newer Muster.
 */
export function migrate(
  db: Database.Database,
  file: string,
  migrations: readonly Migration[],
  nowMs: number,
): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = versionOf(db);
  if (found > newest) throw newerDatabase(file, found, newest);
  if (found === newest) return;
  if (found > 0) backUp(db, file, found, nowMs);
  for (const step of migrations) {
    const take = db.transaction(() => {
      // Asked again inside the transaction: another process may have taken this step meanwhile.
      if (versionOf(db) >= step.version) return;
      db.exec(step.sql);
      step.fill?.(db, nowMs);
      db.pragma(`user_version = ${step.version}`);
    });
    take.immediate();
  }
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function backUp(db: Database.Database, file: string, version: number, nowMs: number): void {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const backup = `${file}.${stamp}-v${version}.backup`;
  // Two starts within one second: the first one's backup is of the same state.
  if (existsSync(backup)) return;
  makePrivateFile(backup);
  db.prepare('VACUUM INTO ?').run(backup);
  dropOldBackups(file, BACKUPS_KEPT);
}

/** Removes the oldest copies, so many that `kept` stay. */
export function dropOldBackups(file: string, kept: number): void {
  const prefix = `${basename(file)}.`;
  const backups = readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix) && name.endsWith('.backup'))
    .sort();
  for (const name of backups.slice(0, Math.max(0, backups.length - kept))) rmSync(join(dirname(file), name));
}

function newerDatabase(file: string, found: number, newest: number): StoreError {
  return new StoreError({
    code: 'store-unavailable',
    sentence: `${file} was written by a newer version of Muster (step ${found}; this version knows ${newest}). Nothing was changed.`,
    next: 'Install the newer version again, or start this one with another data folder (MUSTER_HOME).',
    where: { file },
  });
}
