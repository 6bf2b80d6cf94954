import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { HEAVY_WARNINGS } from '../../../core/reason-codes.ts';
import type { ReportHead } from '../../../core/report.ts';
import { BUSY_TIMEOUT_MS } from '../database.ts';
import { StoreError } from '../store-error.ts';
import { damaged, readJson } from '../stored-json.ts';
import { LATER_PARTS, REPORT_APPLICATION_ID, REPORT_FORMAT } from './file-schema.ts';
import { reportHeadSchema } from './head-schema.ts';

/**
 * Opens a finished report file; throws a StoreError that names the file when it is damaged, cut short or newer.
 * The file is not opened past SQLite, since closing it would drop the locks that SQLite holds on it.
 */
export function openReportFile(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    if (numberOf(db, 'application_id') !== REPORT_APPLICATION_ID) {
      throw damaged(file, 'it is not a report', undefined);
    }
    if (numberOf(db, 'user_version') > REPORT_FORMAT) throw newerReport(file);
    // SQLite finds a lost page, but reads the lost part of a page as zeros.
    const promised = numberOf(db, 'page_size') * numberOf(db, 'page_count');
    if (statSync(file).size < promised) throw damaged(file, 'its end is missing', undefined);
    // A report is read in pages of a few hundred rows from anywhere in the file.
    db.pragma('cache_size = -32768');
    // Read at once, so that a damaged file is refused when it is opened and not in the middle of a review.
    readHead(db, file);
    addLaterParts(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Files of Muster's first days lack a few columns. They are added once; no row is touched by it. */
function addLaterParts(db: Database.Database): void {
  const hasMarks = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'mark'");
  if (hasMarks.get() !== undefined) return;
  const add = db.transaction(() => {
    // Asked again inside: another process may have added them meanwhile.
    if (hasMarks.get() === undefined) db.exec(LATER_PARTS);
  });
  add.immediate();
}

function numberOf(db: Database.Database, pragma: string): number {
  return Number(db.pragma(pragma, { simple: true }));
}

export function readHead(db: Database.Database, file: string): ReportHead {
  const text = db.prepare<[], string>("SELECT value FROM about WHERE name = 'head'").pluck().get();
  if (text === undefined) throw damaged(file, 'it has no head', undefined);
  return readJson(reportHeadSchema, text, file);
}

/** Warnings of weight first, then the most frequent (ux §5). */
export function byWeight(
  counts: readonly { readonly code: string; readonly rows: number }[],
): readonly { readonly code: string; readonly rows: number }[] {
  const heavy: ReadonlySet<string> = HEAVY_WARNINGS;
  return [...counts].sort((a, b) => Number(heavy.has(b.code)) - Number(heavy.has(a.code)) || b.rows - a.rows);
}

function newerReport(file: string): StoreError {
  return new StoreError({
    code: 'store-unavailable',
    sentence: `${file} was written by a newer version of Muster, which this one cannot read.`,
    next: 'Open it with the newer version.',
    where: { file },
  });
}
