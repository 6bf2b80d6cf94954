import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { BlocksOfBriefs, PlainPeople, ReportWriter } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import { HEAVY_WARNINGS } from '../../../core/reason-codes.ts';
import type { Operation, ReportHead, ReportRow } from '../../../core/report.ts';
import { sortByKeys, type TextOfRow } from '../../../core/sort-keys.ts';
import { makePrivateFile } from '../database.ts';
import { onDisk } from '../store-error.ts';
import {
  objectIndex,
  PLAIN_RANK,
  PLAIN_REASON,
  READING_TABLES,
  REPORT_APPLICATION_ID,
  REPORT_FORMAT,
  REPORT_TABLES,
  rankOf,
} from './file-schema.ts';
import { rowInserter } from './insert-row.ts';
import { RowsInOrder, segmentOf } from './new-order.ts';
import { PackedNames } from './packed-names.ts';
import { writeOrder } from './reading-order.ts';
import { storedHash } from './stored-hash.ts';
import { NewWords } from './words.ts';
import { plainNames, writePlain } from './write-plain.ts';

export interface ReportPaths {
  readonly report: string;
  readonly unfinished: string;
  readonly search: string;
}

/**
 * Writes one report file in a single transaction under a name that `list` does not see; `finish` puts it on
 * the disk and then renames it, so a power cut leaves a whole report or none.
 */
export function reportWriter(paths: ReportPaths, stamp: string): ReportWriter {
  const db = onDisk(paths.unfinished, () => openUnfinished(paths.unfinished));
  const words = new NewWords();
  const order = new RowsInOrder();
  let plain: Ordered | undefined;
  let seq = 0;

  const insertRow = rowInserter(db, (word) => words.idOf(word));
  const insertOperation = db.prepare(`INSERT INTO operation
    (seq, phase, level, canonical, canonical_hash, seen_version, act, manager) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const canonicalTexts = db
    .prepare<[], string>(`SELECT o.canonical FROM operation o JOIN row r ON r.seq = o.seq
      ORDER BY r.object, r.key, o.canonical`)
    .pluck();

  const addOperation = (operation: Operation): void => {
    insertOperation.run(
      seq,
      words.idOf(operation.phase),
      operation.level,
      operation.canonical,
      storedHash(operation.canonical),
      operation.seenVersion ?? null,
      JSON.stringify(operation.act),
      operation.manager === undefined ? null : JSON.stringify(operation.manager),
    );
  };

  const addRow = (row: ReportRow): void => {
    seq++;
    const heavy = row.warnings.some((warning) => HEAVY_WARNINGS.has(warning.code));
    const rank = rankOf(row.verdict, heavy ? 'heavy' : 'light');
    const object = objectIndex(row.object);
    const sortName = fold(row.name);
    order.add(seq, segmentOf(rank, object), sortName);
    insertRow(seq, rank, sortName, row);
    for (const code of new Set(row.warnings.map((warning) => warning.code))) {
      order.addWarning(seq, words.idOf(code));
    }
    if (row.operation !== undefined) addOperation(row.operation);
  };

  const close = (): void => {
    if (db.open) db.close();
  };

  return {
    add(row) {
      // Not `onDisk`: a closure for each of a million rows would cost more than the row.
      try {
        addRow(row);
      } catch (error) {
        onDisk(paths.unfinished, () => {
          throw error;
        });
      }
    },
    skip() {
      seq++;
    },
    addPlain(people) {
      onDisk(paths.unfinished, () => writePlain(db, people));
      // Without what the refs are read from, which is most of what a comparison holds.
      if (people.count > 0)
        plain = { briefs: people.briefs, matchedBy: people.matchedBy, count: people.count };
    },
    eachCanonical(onText) {
      for (const text of canonicalTexts.iterate()) onText(text);
    },
    finish(head) {
      onDisk(paths.unfinished, () => {
        writeReadingTables(db, order, plain);
        // As a word, so that it stands in the file although no row of a table says it.
        if (plain) words.idOf(PLAIN_REASON);
        words.writeTo(db);
        writeAbout(db, head, stamp);
        db.exec('COMMIT');
        db.close();
        putInPlace(paths);
      });
    },
    close() {
      close();
      // Given up before `finish`: nobody can read it, so it is not left behind.
      rmSync(paths.unfinished, { force: true });
    },
    discard() {
      close();
      for (const file of [paths.unfinished, paths.search, paths.report]) rmSync(file, { force: true });
    },
  };
}

function openUnfinished(file: string): Database.Database {
  makePrivateFile(file);
  const db = new Database(file);
  // The file is thrown away if the machine fails before `finish`, which syncs it; so no journal and no sync.
  // Rows are read from all over the file, so small pages are the fastest; and blocks of briefs fill them to the end.
  db.pragma('page_size = 4096');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  // Rows come in the order of their table, so little of it is needed again.
  db.pragma('cache_size = -16384');
  // Sorting a million names must not need a second disk.
  db.pragma('temp_store = FILE');
  db.pragma(`application_id = ${REPORT_APPLICATION_ID}`);
  db.pragma(`user_version = ${REPORT_FORMAT}`);
  // Held until `finish`: by this lock a sweep sees that the file has a living writer.
  db.exec('BEGIN IMMEDIATE');
  db.exec(REPORT_TABLES);
  return db;
}

/** What is needed of plain people until the report is in order. */
type Ordered = Omit<PlainPeople, 'consoleRef'>;

function writeReadingTables(db: Database.Database, rows: RowsInOrder, plain: Ordered | undefined): void {
  db.exec(READING_TABLES);
  db.exec('CREATE INDEX operation_in_order ON operation(phase, level)');
  db.exec('CREATE INDEX operation_with_manager ON operation(seq) WHERE manager IS NOT NULL');
  db.exec('CREATE INDEX operation_by_text ON operation(canonical_hash)');
  const ordered = plain && {
    ...inOrder(plain.briefs),
    matchedBy: plain.matchedBy,
    segment: segmentOf(PLAIN_RANK, objectIndex('user')),
    count: plain.count,
  };
  writeOrder(
    db,
    rows.placed(ordered, (seqs) => namesOfTied(db, plain, seqs)),
  );
}

/** All rows of the directory by name: found once for a listing, whose next report takes it as it is. */
function inOrder(briefs: BlocksOfBriefs): { readonly sortKeys: Uint32Array; readonly order: Int32Array } {
  const { sortKeys, order: kept } = briefs;
  if (kept !== undefined) return { sortKeys, order: kept };
  const order = sortByKeys(sortKeys, briefs.count, (rows) => {
    const names = new PackedNames(rows.map((row) => row + 1));
    const put = plainNames(briefs, names);
    for (const row of rows) put(row + 1);
    return (row) => names.textOf(row + 1);
  });
  briefs.keepOrder?.(order);
  return { sortKeys, order };
}

/** The whole names of rows that their first letters do not tell apart. */
function namesOfTied(db: Database.Database, plain: Ordered | undefined, seqs: Int32Array): TextOfRow {
  const nameOf = db
    .prepare<[number], string>('SELECT coalesce(sort_name, name) FROM row WHERE seq = ?')
    .pluck();
  const names = new PackedNames(seqs);
  const putPlain = plain && plainNames(plain.briefs, names);
  for (const seq of seqs) {
    const isPlain = (plain?.matchedBy[seq - 1] ?? 0) !== 0;
    if (isPlain) putPlain?.(seq);
    else names.put(seq, nameOf.get(seq) ?? '');
  }
  return names.textOf;
}

function writeAbout(db: Database.Database, head: ReportHead, stamp: string): void {
  const insert = db.prepare<[string, string]>('INSERT INTO about (name, value) VALUES (?, ?)');
  insert.run('head', JSON.stringify(head));
  // Ties a search index to the very file that it was made from.
  insert.run('stamp', stamp);
}

/** Bytes first, name second, folder third: the order that survives a power cut. */
function putInPlace(paths: ReportPaths): void {
  syncFile(paths.unfinished);
  renameSync(paths.unfinished, paths.report);
  // Windows has no sync of a folder; NTFS journals the rename itself.
  if (process.platform !== 'win32') syncFile(dirname(paths.report));
}

function syncFile(file: string): void {
  const handle = openSync(file, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
