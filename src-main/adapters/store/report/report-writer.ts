import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { ReportWriter } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import { HEAVY_WARNINGS } from '../../../core/reason-codes.ts';
import type { Operation, ReportHead, ReportRow } from '../../../core/report.ts';
import { makePrivateFile } from '../database.ts';
import { onDisk } from '../store-error.ts';
import {
  OBJECTS,
  objectIndex,
  RANKS,
  READING_TABLES,
  REPORT_APPLICATION_ID,
  REPORT_FORMAT,
  REPORT_TABLES,
  rankOf,
} from './file-schema.ts';
import { alsoText, changesText, factsText, warningsText } from './row-codec.ts';
import { storedHash } from './stored-hash.ts';
import { NewWords } from './words.ts';

export interface ReportPaths {
  readonly report: string;
  readonly unfinished: string;
  readonly search: string;
}

const SEGMENTS = RANKS * OBJECTS.length;

/**
 * Writes one report file in a single transaction under a name that `list` does not see; `finish` puts it on
 * the disk and then renames it, so a power cut leaves a whole report or none.
 */
export function reportWriter(paths: ReportPaths, stamp: string): ReportWriter {
  const db = onDisk(paths.unfinished, () => openUnfinished(paths.unfinished));
  const words = new NewWords();
  const rowsOfSegment = new Uint32Array(SEGMENTS);
  const warnedRows = new Map<number, Uint32Array>();
  let seq = 0;

  const insertRow = db.prepare(`INSERT INTO row (seq, rank, object, reason, key, name, sort_name, address,
    external_id, console_ref, directory_ref, adopted, facts, changes, warnings, department, also, matched_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertOperation = db.prepare(`INSERT INTO operation
    (seq, phase, level, canonical, canonical_hash, seen_version, act, manager) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertWarning = db.prepare('INSERT OR IGNORE INTO warning (seq, code) VALUES (?, ?)');
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

  const addWarnings = (row: ReportRow, segment: number): void => {
    for (const code of new Set(row.warnings.map((warning) => words.idOf(warning.code)))) {
      insertWarning.run(seq, code);
      const counts = warnedRows.get(code) ?? new Uint32Array(SEGMENTS);
      counts[segment] = (counts[segment] ?? 0) + 1;
      warnedRows.set(code, counts);
    }
  };

  const addRow = (row: ReportRow): void => {
    seq++;
    const heavy = row.warnings.some((warning) => HEAVY_WARNINGS.has(warning.code));
    const rank = rankOf(row.verdict, heavy ? 'heavy' : 'light');
    const object = objectIndex(row.object);
    const segment = rank * OBJECTS.length + object;
    rowsOfSegment[segment] = (rowsOfSegment[segment] ?? 0) + 1;
    const sortName = fold(row.name);
    const externalId = row.facts.externalId;
    insertRow.run(
      seq,
      rank,
      object,
      words.idOf(row.reason),
      row.key,
      row.name,
      sortName === row.name ? null : sortName,
      row.address,
      typeof externalId === 'string' ? externalId : null,
      row.consoleRef ?? null,
      row.directoryRef ?? null,
      row.adopted === undefined ? null : Number(row.adopted),
      factsText(row),
      changesText(row.changes),
      warningsText(row.warnings),
      row.department ?? null,
      alsoText(row.also),
      row.matchedBy === undefined ? null : words.idOf(row.matchedBy),
    );
    if (row.warnings.length > 0) addWarnings(row, segment);
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
    eachCanonical(onText) {
      for (const text of canonicalTexts.iterate()) onText(text);
    },
    finish(head) {
      onDisk(paths.unfinished, () => {
        writeReadingTables(db, rowsOfSegment, warnedRows);
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
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -65536');
  // Sorting a million names must not need a second disk.
  db.pragma('temp_store = FILE');
  db.pragma(`application_id = ${REPORT_APPLICATION_ID}`);
  db.pragma(`user_version = ${REPORT_FORMAT}`);
  // Held until `finish`: by this lock a sweep sees that the file has a living writer.
  db.exec('BEGIN IMMEDIATE');
  db.exec(REPORT_TABLES);
  return db;
}

function writeReadingTables(
  db: Database.Database,
  rowsOfSegment: Uint32Array,
  warnedRows: ReadonlyMap<number, Uint32Array>,
): void {
  db.exec(READING_TABLES);
  db.exec(`INSERT INTO place (seq) SELECT seq FROM row
    ORDER BY rank, object, coalesce(sort_name, name), seq`);
  db.exec('CREATE INDEX operation_in_order ON operation(phase, level)');
  db.exec('CREATE INDEX operation_with_manager ON operation(seq) WHERE manager IS NOT NULL');
  db.exec('CREATE INDEX operation_by_text ON operation(canonical_hash)');
  const insertSegment = db.prepare('INSERT INTO segment (rank, object, first, last) VALUES (?, ?, ?, ?)');
  let before = 0;
  rowsOfSegment.forEach((rows, segment) => {
    if (rows > 0) insertSegment.run(...rankAndObject(segment), before + 1, before + rows);
    before += rows;
  });
  if (warnedRows.size > 0) {
    db.exec(
      'INSERT INTO warned SELECT w.code, p.place FROM place p JOIN warning w ON w.seq = p.seq ORDER BY 1, 2',
    );
  }
  db.exec('DROP TABLE warning');
  const insertCount = db.prepare('INSERT INTO warned_count (code, rank, object, rows) VALUES (?, ?, ?, ?)');
  for (const [code, counts] of warnedRows) {
    counts.forEach((rows, segment) => {
      if (rows > 0) insertCount.run(code, ...rankAndObject(segment), rows);
    });
  }
}

function rankAndObject(segment: number): [rank: number, object: number] {
  return [Math.floor(segment / OBJECTS.length), segment % OBJECTS.length];
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
