import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { HEAVY_WARNINGS } from '../../../core/reason-codes.ts';
import type { ReportHead } from '../../../core/report.ts';
import { BUSY_TIMEOUT_MS } from '../database.ts';
import { StoreError } from '../store-error.ts';
import { damaged, readJson } from '../stored-json.ts';
import { REPORT_APPLICATION_ID, REPORT_FORMAT } from './file-schema.ts';
import { reportHeadSchema } from './head-schema.ts';

const SQLITE_HEADER_BYTES = 100;

/** Opens a finished report file; throws a StoreError that names the file when it is damaged, cut short or newer. */
export function openReportFile(file: string): Database.Database {
  checkHeader(file);
  const db = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  // A report is read in pages of a few hundred rows from anywhere in the file.
  db.pragma('cache_size = -32768');
  return db;
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

/**
 * Looks at the file's first 100 bytes (sqlite.org/fileformat2.html §1.3): a file that is cut short still opens, and
 * would fail only when somebody reaches the lost part.
 */
function checkHeader(file: string): void {
  const header = Buffer.alloc(SQLITE_HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, SQLITE_HEADER_BYTES, 0);
  } finally {
    closeSync(handle);
  }
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3')
    throw damaged(file, 'it is not a report', undefined);
  if (header.readUInt32BE(68) !== REPORT_APPLICATION_ID) throw damaged(file, 'it is not a report', undefined);
  if (header.readUInt32BE(60) > REPORT_FORMAT) throw newerReport(file);
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const expected = pageSize * header.readUInt32BE(28);
  if (statSync(file).size < expected) throw damaged(file, 'its end is missing', undefined);
}

function newerReport(file: string): StoreError {
  return new StoreError({
    code: 'store-unavailable',
    sentence: `${file} was written by a newer version of Muster, which this one cannot read.`,
    next: 'Open it with the newer version.',
    where: { file },
  });
}
