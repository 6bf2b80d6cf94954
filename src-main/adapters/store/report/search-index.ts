import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makePrivateFile } from '../database.ts';
import { SEARCH_FORM, SEARCH_TABLES } from './search-form.ts';
import { eachSearchText } from './search-gather.ts';
import { SearchPartWriter } from './search-part.ts';

/**
 * The search index is a file of its own beside the report. It is made from the report and can be made again, so the
 * report stays small and unchanged, its readers never wait, and a half-made index is never seen. It tells in which few
 * rows three bytes may stand, and holds the folded texts of the rows to look which of them hold the whole needle: of a
 * million rows a search reads some hundred pieces. Its form: search-form.ts.
 */

/** What an index is called while it is made; its maker holds its lock until then. */
export function unfinishedIndex(searchFile: string): string {
  return `${searchFile}.unfinished`;
}

/** Makes the search index of a finished report, beside it; in one pass, streaming. */
export function buildSearchIndex(reportFile: string, searchFile: string): void {
  const unfinished = unfinishedIndex(searchFile);
  rmSync(unfinished, { force: true });
  makePrivateFile(unfinished);
  const report = new Database(reportFile, { readonly: true, fileMustExist: true });
  const index = new Database(unfinished);
  try {
    index.pragma('page_size = 8192');
    // Derived data: after a power cut it is missing or, at worst, refused by its stamp and made again.
    index.pragma('journal_mode = OFF');
    index.pragma('synchronous = OFF');
    index.pragma('temp_store = FILE');
    index.exec('BEGIN IMMEDIATE');
    // Before the rows: an index of rows that were erased meanwhile must not pass for one of those that are left (R24).
    const stamp = stampOf(report);
    index.exec(SEARCH_TABLES);
    const writer = new SearchPartWriter(index);
    eachSearchText(report, reportFile, (bytes, start, end) => writer.add(bytes, start, end));
    writer.finish();
    const about = index.prepare<[string, string]>('INSERT INTO about (name, value) VALUES (?, ?)');
    about.run('form', SEARCH_FORM);
    about.run('stamp', stamp);
    index.exec('COMMIT');
  } finally {
    index.close();
    report.close();
  }
  renameSync(unfinished, searchFile);
}

/** Tells a report's rows from those before somebody was erased. */
export function stampOf(db: Database.Database): string {
  const stamp = db.prepare<[], string>("SELECT value FROM about WHERE name = 'stamp'").pluck().get();
  return stamp ?? '';
}

/** Attaches a report's search index as `search`, once it is there and belongs to this report. */
export function attachSearchIndex(db: Database.Database, searchFile: string): 'ready' | 'missing' {
  if (!existsSync(searchFile)) return 'missing';
  db.prepare('ATTACH ? AS search').run(searchFile);
  // Kilobytes: what common texts need of a report of a million rows, so that the next search finds most of it read.
  db.pragma('search.cache_size = -8000');
  const about = db.prepare<[string], string>('SELECT value FROM search.about WHERE name = ?').pluck();
  if (about.get('form') === SEARCH_FORM && about.get('stamp') === stampOf(db)) return 'ready';
  db.exec('DETACH search');
  return 'missing';
}
