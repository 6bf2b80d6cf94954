import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { ReportEdit, StoredRow } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import type { Operation } from '../../../core/report.ts';
import { blankBriefs, unreadBriefs } from './erase-plain.ts';
import { PLAIN_RANK } from './file-schema.ts';
import { rowInserter } from './insert-row.ts';
import type { PlainRows } from './read-plain.ts';
import { type NewOrder, type ReadingOrder, readingOrder, writeOrder } from './reading-order.ts';
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
import { plainConcerning, plainText, storedRows } from './stored-rows.ts';
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
    const words = new StoredWords(db);
    const { plain } = storedRows(db, words, file);
    const found = rowsToErase(db, plain, words, file, edit);
    const rows = found.gone.length + found.changed.length;
    const newHead = edit.head(head, rows);
    const changes = rows > 0 || newHead !== head;
    if (!changes && found.unread.length === 0 && !isUnwiped(db)) return 'same';
    // First, so that no index of erased people outlives their rows.
    rmSync(paths.search, { force: true });
    db.pragma('secure_delete = ON');
    if (changes || found.unread.length > 0) {
      const take = db.transaction(() => {
        for (const seq of found.gone) removeRow(db, seq);
        for (const row of found.changed) {
          if (plain.has(row.seq)) putRow(db, words, row);
          else writeRow(db, row);
        }
        blankBriefs(db, plain, [...found.gone, ...found.changed.map(({ seq }) => seq), ...found.unread]);
        if (found.gone.length > 0) writeOrder(db, orderWithout(readingOrder(db), new Set(found.gone)));
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
  /** Briefs of rows that stand in the table. */
  readonly unread: readonly number[];
}

function rowsToErase(
  db: Database.Database,
  plain: PlainRows,
  words: StoredWords,
  file: string,
  edit: ReportEdit,
): Found {
  const every = db.prepare<[], RowRecord>(`SELECT ${ROW_COLUMNS} FROM row r ${ROW_JOINS}`);
  const gone: number[] = [];
  const changed: StoredRow[] = [];
  const look = (row: StoredRow): void => {
    const edited = edit.row(row);
    if (edited === 'gone') gone.push(row.seq);
    else if (edited !== row) changed.push(edited);
  };
  for (const record of every.iterate()) {
    if (edit.mayConcern(storedTextOf(record))) look(rowOf(record, words, file));
  }
  const { rows } = storedRows(db, words, file);
  for (const row of rows(plainConcerning(db, plain, edit.mayConcern))) {
    if (edit.mayConcern(plainText(row))) look(row);
  }
  return { gone, changed, unread: unreadBriefs(plain, edit) };
}

function removeRow(db: Database.Database, seq: number): void {
  for (const table of ['row', 'operation', 'result', 'mark'])
    db.prepare(`DELETE FROM ${table} WHERE seq = ?`).run(seq);
}

/** Every text of a row; verdict, reason and the kinds of its warnings stay, and with them its place. */
function writeRow(db: Database.Database, row: StoredRow): void {
  const sortName = fold(row.name);
  const externalId = row.facts.externalId;
  db.prepare(`UPDATE row SET key = ?, name = ?, sort_name = ?, address = ?, external_id = ?, facts = ?, changes = ?,
    warnings = ?, department = ?, also = ? WHERE seq = ?`).run(
    row.key,
    row.name,
    sortName === row.name ? null : sortName,
    row.address,
    typeof externalId === 'string' ? externalId : null,
    factsText(row),
    changesText(row.changes),
    warningsText(row.warnings),
    row.department ?? null,
    alsoText(row.also),
    row.seq,
  );
  if (row.operation) writeOperation(db, row.seq, row.operation);
  writeResult(db, row);
}

function writeResult(db: Database.Database, { seq, result }: StoredRow): void {
  if (result) db.prepare('UPDATE result SET result = ? WHERE seq = ?').run(JSON.stringify(result), seq);
}

/** A plain row whose texts were changed becomes a row of the table, where any text can stand. */
function putRow(db: Database.Database, words: StoredWords, row: StoredRow): void {
  const insert = rowInserter(db, (word) => words.idOf(word) ?? addWord(db, word));
  insert(row.seq, PLAIN_RANK, fold(row.name), row);
  writeResult(db, row);
}

function addWord(db: Database.Database, word: string): number {
  const known = db.prepare<[string], number>('SELECT id FROM word WHERE text = ?').pluck().get(word);
  if (known !== undefined) return known;
  return Number(db.prepare('INSERT INTO word (text) VALUES (?)').run(word).lastInsertRowid);
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

/** Places follow each other without a gap, so they are given anew; the order of those who are left stays. */
function orderWithout(order: ReadingOrder, gone: ReadonlySet<number>): NewOrder {
  const before = order.everySeq();
  const newPlaces = new Int32Array(before.length + 1);
  let place = 0;
  for (let at = 0; at < before.length; at++) {
    newPlaces[at + 1] = gone.has(before[at] ?? 0) ? 0 : ++place;
  }
  let from = 0;
  const segments = order.segments.flatMap(({ rank, object, first, last }) => {
    const start = from;
    for (let old = first; old <= last; old++) from = newPlaces[old] || from;
    return from === start ? [] : [{ rank, object, first: start + 1, last: from }];
  });
  const codes = new Set(order.warnedCounts.map(({ code }) => code));
  const warned = [...codes].map((code): [number, Int32Array] => [
    code,
    order
      .warnedPlaces(code)
      .map((old) => newPlaces[old] ?? 0)
      .filter((now) => now > 0),
  ]);
  return { seqs: before.filter((seq) => !gone.has(seq)), segments, warned: new Map(warned) };
}
