import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { ReportEdit, StoredRow } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import type { Operation } from '../../../core/report.ts';
import { openReportFile, readHead } from './report-file.ts';
import type { ReportPaths } from './report-writer.ts';
import {
  alsoText,
  changesText,
  factsText,
  ROW_COLUMNS,
  ROW_JOINS,
  type RowRecord,
  rowOf,
  storedTextOf,
  warningsText,
} from './row-codec.ts';
import { buildSearchIndex } from './search-index.ts';
import { storedHash } from './stored-hash.ts';
import { StoredWords } from './words.ts';

/** Stands in `about` from the moment when rows are gone until their bytes are gone, too. */
const UNWIPED = 'unwiped';

/**
 * Erases rows of a report in place (R24), since on Windows an open file cannot be replaced. One transaction takes the
 * rows out; then the file is made anew without them. After a power cut in between, the next call goes on there.
 */
export function eraseRows(paths: ReportPaths, edit: ReportEdit): 'changed' | 'same' {
  const file = paths.report;
  const db = openReportFile(file);
  try {
    const head = readHead(db, file);
    const found = rowsToErase(db, file, edit);
    const rows = found.gone.length + found.changed.length;
    const newHead = edit.head(head, rows);
    const changes = rows > 0 || newHead !== head;
    if (!changes && !isUnwiped(db)) return 'same';
    // First, so that no index of erased people outlives their rows.
    rmSync(paths.search, { force: true });
    db.pragma('secure_delete = ON');
    if (changes) {
      const take = db.transaction(() => {
        for (const seq of found.gone) removeRow(db, seq);
        for (const row of found.changed) writeRow(db, row);
        if (found.gone.length > 0) rebuildReadingTables(db);
        db.prepare("UPDATE about SET value = ? WHERE name = 'head'").run(JSON.stringify(newHead));
        db.prepare("UPDATE about SET value = ? WHERE name = 'stamp'").run(randomUUID());
        db.prepare('INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)').run(UNWIPED, '1');
      });
      take.immediate();
    }
    // Free pages and gaps inside pages may still hold what stood there.
    db.exec('VACUUM');
    buildSearchIndex(file, paths.search);
    db.prepare('DELETE FROM about WHERE name = ?').run(UNWIPED);
    return changes ? 'changed' : 'same';
  } finally {
    db.close();
  }
}

function isUnwiped(db: Database.Database): boolean {
  return db.prepare('SELECT 1 FROM about WHERE name = ?').get(UNWIPED) !== undefined;
}

interface Found {
  readonly gone: readonly number[];
  readonly changed: readonly StoredRow[];
}

function rowsToErase(db: Database.Database, file: string, edit: ReportEdit): Found {
  const words = new StoredWords(db);
  const every = db.prepare<[], RowRecord>(`SELECT ${ROW_COLUMNS} FROM row r ${ROW_JOINS}`);
  const gone: number[] = [];
  const changed: StoredRow[] = [];
  for (const record of every.iterate()) {
    if (!edit.mayConcern(storedTextOf(record))) continue;
    const row = rowOf(record, words, file);
    const edited = edit.row(row);
    if (edited === 'gone') gone.push(row.seq);
    else if (edited !== row) changed.push(edited);
  }
  return { gone, changed };
}

function removeRow(db: Database.Database, seq: number): void {
  for (const table of ['row', 'operation', 'result', 'mark'])
    db.prepare(`DELETE FROM ${table} WHERE seq = ?`).run(seq);
}

/** Every text of a row; verdict, reason and the kinds of its warnings stay, and with them its place. */
function writeRow(db: Database.Database, row: StoredRow): void {
  const sortName = fold(row.name);
  db.prepare(`UPDATE row SET key = ?, name = ?, sort_name = ?, address = ?, facts = ?, changes = ?, warnings = ?,
    department = ?, also = ? WHERE seq = ?`).run(
    row.key,
    row.name,
    sortName === row.name ? null : sortName,
    row.address,
    factsText(row),
    changesText(row.changes),
    warningsText(row.warnings),
    row.department ?? null,
    alsoText(row.also),
    row.seq,
  );
  if (row.operation) writeOperation(db, row.seq, row.operation);
  if (row.result) {
    db.prepare('UPDATE result SET result = ? WHERE seq = ?').run(JSON.stringify(row.result), row.seq);
  }
}

function writeOperation(db: Database.Database, seq: number, { canonical, act, manager }: Operation): void {
  db.prepare(
    'UPDATE operation SET canonical = ?, canonical_hash = ?, act = ?, manager = ? WHERE seq = ?',
  ).run(
    canonical,
    storedHash(canonical),
    JSON.stringify(act),
    manager === undefined ? null : JSON.stringify(manager),
    seq,
  );
}

/** Places follow each other without a gap, so they are given anew; which rows bear which warning is known by place. */
function rebuildReadingTables(db: Database.Database): void {
  db.exec(`
    CREATE TEMP TABLE bears AS
      SELECT w.code, p.seq FROM warned w JOIN place p ON p.place = w.place JOIN row r ON r.seq = p.seq;
    DELETE FROM place;
    INSERT INTO place (seq) SELECT seq FROM row ORDER BY rank, object, coalesce(sort_name, name), seq;
    DELETE FROM segment;
    INSERT INTO segment (rank, object, first, last)
      SELECT r.rank, r.object, min(p.place), max(p.place) FROM place p JOIN row r ON r.seq = p.seq
      GROUP BY r.rank, r.object;
    DELETE FROM warned;
    INSERT INTO warned SELECT b.code, p.place FROM temp.bears b JOIN place p ON p.seq = b.seq ORDER BY 1, 2;
    DELETE FROM warned_count;
    INSERT INTO warned_count (code, rank, object, rows)
      SELECT b.code, r.rank, r.object, count(*) FROM temp.bears b JOIN row r ON r.seq = b.seq
      GROUP BY b.code, r.rank, r.object;
    DROP TABLE temp.bears;
  `);
}
