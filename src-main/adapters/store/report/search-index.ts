import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makePrivateFile } from '../database.ts';
import { eachSearchText } from './each-search-text.ts';
import { BETWEEN } from './search-text.ts';
import { storedHash } from './stored-hash.ts';

/**
 * The search index is a file of its own beside the report. It is made from the report and can be made again, so the
 * report stays small and unchanged, its readers never wait, and a half-made index is never seen.
 *
 * `text` holds, for each place, which runs of three characters its row has; what it finds are candidates, and
 * the reader compares them with the whole needle. `trigram` says how common each is, so that a search
 * walks the rare ones only. `lookup` finds rows by the hash of a folded address, key or id.
 */
const SEARCH_TABLES = `
  CREATE VIRTUAL TABLE text USING
    fts5(content_text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1');
  CREATE VIRTUAL TABLE text_terms USING fts5vocab(text, row);
  CREATE TABLE trigram (term TEXT PRIMARY KEY, places INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE lookup (hash INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (hash, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const FTS_MEMORY_BYTES = 64 * 1024 * 1024;

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
    // Rows are read in order of reading, which is all over the file.
    report.pragma('mmap_size = 1073741824');
    index.exec('BEGIN IMMEDIATE');
    // Before the rows: an index of rows that were erased meanwhile must not pass for one of those that are left (R24).
    const stamp = stampOf(report);
    index.exec(SEARCH_TABLES);
    // As a literal: a bound JavaScript number is a REAL, which FTS5 refuses here.
    index.exec(`INSERT INTO text (text, rank) VALUES ('hashsize', ${FTS_MEMORY_BYTES})`);
    fillIndex(report, index, reportFile);
    index.prepare("INSERT INTO text (text) VALUES ('optimize')").run();
    index.exec('INSERT INTO trigram SELECT term, doc FROM text_terms');
    index.prepare("INSERT INTO about VALUES ('stamp', ?)").run(stamp);
    index.exec('COMMIT');
  } finally {
    index.close();
    report.close();
  }
  renameSync(unfinished, searchFile);
}

function fillIndex(report: Database.Database, index: Database.Database, file: string): void {
  // Sorted at the end: inserted as they come, hashes would touch pages all over the tree.
  index.exec('CREATE TEMP TABLE unsorted (hash INTEGER NOT NULL, seq INTEGER NOT NULL)');
  const insertText = index.prepare<[number, string]>('INSERT INTO text (rowid, content_text) VALUES (?, ?)');
  const insertLookup = index.prepare<[number, number]>('INSERT INTO unsorted (hash, seq) VALUES (?, ?)');
  for (const row of eachSearchText(report, file)) {
    // Closed by a mark, so that the last two characters of a value begin a run of three as well.
    insertText.run(row.place, row.text + BETWEEN);
    for (const name of row.names) insertLookup.run(storedHash(name), row.seq);
  }
  index.exec('INSERT OR IGNORE INTO lookup SELECT hash, seq FROM unsorted ORDER BY hash, seq');
  index.exec('DROP TABLE unsorted');
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
  const stamp = db.prepare<[], string>("SELECT value FROM search.about WHERE name = 'stamp'").pluck().get();
  if (stamp !== undefined && stamp === stampOf(db)) return 'ready';
  db.exec('DETACH search');
  return 'missing';
}
