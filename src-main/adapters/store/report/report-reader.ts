import type Database from 'better-sqlite3';
import type { PlanIntersection, StoredRow } from '../../../app/ports/report-store.ts';
import type { ReportTable } from '../../../app/ports/report-table.ts';
import { fail, type Result, succeed } from '../../../core/failure.ts';
import { fold } from '../../../core/fold.ts';
import { diskFailureOf, guardedByDisk } from '../store-error.ts';
import { placesWithText } from './places-with-text.ts';
import { intersectPlans } from './plan-intersection.ts';
import { byWeight, openReportFile, readHead } from './report-file.ts';
import type { ReportPaths } from './report-writer.ts';
import { reviewMarks } from './review-marks.ts';
import { ROW_COLUMNS, ROW_JOINS, type RowRecord, rowOf, storedTextOf } from './row-codec.ts';
import { keptColumns, peopleBeginning, placesBy } from './row-columns.ts';
import { rowPages } from './row-pages.ts';
import { attachSearchIndex, namesOf, stampOf } from './search-index.ts';
import { storedHash } from './stored-hash.ts';
import { StoredWords } from './words.ts';

/** Opens one finished report. Throws a StoreError for a damaged file; `pathsOf` finds the file of another report. */
export function reportReader(
  paths: ReportPaths,
  pathsOf: (reportId: string) => Result<ReportPaths>,
): ReportTable {
  const file = paths.report;
  const db = openReportFile(file);
  try {
    return guardedByDisk(file, readerOf(db, paths, pathsOf));
  } catch (error) {
    db.close();
    throw error;
  }
}

function readerOf(
  db: Database.Database,
  paths: ReportPaths,
  pathsOf: (reportId: string) => Result<ReportPaths>,
): ReportTable {
  const file = paths.report;
  const words = new StoredWords(db);
  let attached: 'ready' | 'missing' = 'missing';
  const searchState = (): 'ready' | 'missing' => {
    // The index may be made while the report is open; from then on it is used.
    if (attached === 'missing') attached = attachSearchIndex(db, paths.search);
    return attached;
  };
  const pages = rowPages({ db, words, file, searchState });
  const marks = reviewMarks(db);
  const columns = keptColumns(db, words, file);

  const bySeq = db.prepare<[number], RowRecord>(
    `SELECT ${ROW_COLUMNS} FROM row r ${ROW_JOINS} WHERE r.seq = ?`,
  );
  const everyRow = db.prepare<[], RowRecord>(`SELECT ${ROW_COLUMNS} FROM row r ${ROW_JOINS}`);
  const operations = db.prepare<[number, number, number, number], RowRecord>(`
    SELECT ${ROW_COLUMNS} FROM operation o CROSS JOIN row r ON r.seq = o.seq LEFT JOIN result x ON x.seq = o.seq
    WHERE o.phase = ? AND o.level = ? AND o.seq > ? ORDER BY o.seq LIMIT ?`);
  const managerLinks = db.prepare<[number, number], RowRecord>(`
    SELECT ${ROW_COLUMNS} FROM operation o CROSS JOIN row r ON r.seq = o.seq LEFT JOIN result x ON x.seq = o.seq
    WHERE o.manager IS NOT NULL AND o.seq > ? ORDER BY o.seq LIMIT ?`);
  const highestLevel = db
    .prepare<[number], number | null>('SELECT max(level) FROM operation WHERE phase = ?')
    .pluck();
  const withResult = db.prepare<[{ statuses: string; after: number; limit: number }], RowRecord>(`
    SELECT ${ROW_COLUMNS} FROM result x CROSS JOIN row r ON r.seq = x.seq LEFT JOIN operation o ON o.seq = x.seq
    WHERE x.seq > @after AND x.result ->> 'status' IN (SELECT value FROM json_each(@statuses))
    ORDER BY x.seq LIMIT @limit`);
  const countResults = db
    .prepare<[string], number>(
      `SELECT count(*) FROM result x WHERE x.result ->> 'status' IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const operationCount = db.prepare<[], number>('SELECT count(*) FROM operation').pluck();
  const writeHead = db.prepare<[string]>("UPDATE about SET value = ? WHERE name = 'head'");
  const writeResult = db.prepare<[number, string]>(
    'INSERT OR REPLACE INTO result (seq, result) VALUES (?, ?)',
  );
  const toRow = (record: RowRecord): StoredRow => rowOf(record, words, file);
  // A phase that no operation has is no word of this file.
  const phaseId = (phase: string): number => words.idOf(phase) ?? 0;

  const candidates = (name: string): Iterable<RowRecord> => {
    if (searchState() === 'missing') return everyRow.iterate();
    const numbers = db
      .prepare<[number], number>('SELECT seq FROM search.lookup WHERE hash = ? ORDER BY seq')
      .pluck();
    return numbers.all(storedHash(name)).flatMap((seq) => bySeq.get(seq) ?? []);
  };

  return {
    head: () => readHead(db, file),
    page: pages.page,
    count: pages.count,
    row(seq) {
      const record = bySeq.get(seq);
      return record === undefined ? undefined : toRow(record);
    },
    rowsOf(addressOrKey, limit) {
      const name = fold(addressOrKey);
      const found: RowRecord[] = [];
      for (const record of candidates(name)) {
        if (!namesOf(record).has(name)) continue;
        found.push(record);
      }
      // The person before the memberships, however many there are.
      found.sort((a, b) => a.object - b.object || a.seq - b.seq);
      return found.slice(0, limit).map(toRow);
    },
    *concerning(mayConcern) {
      for (const record of everyRow.iterate()) if (mayConcern(storedTextOf(record))) yield toRow(record);
    },
    warningCounts: () => byWeight(pages.warningCounts()),
    operations(phase, level, afterSeq, limit) {
      // The second pass is over every row with a manager link, whatever its first pass was (R8).
      if (phase === 'manager') return level === 0 ? managerLinks.all(afterSeq, limit).map(toRow) : [];
      return operations.all(phaseId(phase), level, afterSeq, limit).map(toRow);
    },
    highestLevel: (phase) => (phase === 'manager' ? 0 : (highestLevel.get(phaseId(phase)) ?? 0)),
    operationCount: () => operationCount.get() ?? 0,
    intersect: (approvedReportId) => intersect(db, file, words, pathsOf(approvedReportId)),
    withResult: (statuses, after, limit) =>
      withResult.all({ statuses: JSON.stringify(statuses), after, limit }).map(toRow),
    countResults: (statuses) => countResults.get(JSON.stringify(statuses)) ?? 0,
    columns: columns.read,
    stamp: () => stampOf(db),
    placesBy: (order) => placesBy(db, order),
    peopleBeginning: (folded, limit) => peopleBeginning(db, folded, limit),
    placesWith: placesWithText({ db, file, searchState }),
    rows: (seqs) => [...seqs].flatMap((seq) => bySeq.get(seq) ?? []).map(toRow),
    mark(seqs, mark) {
      marks.mark(seqs, mark);
      columns.written();
    },
    unmark(seqs) {
      marks.unmark(seqs);
      columns.written();
    },
    markOf: marks.markOf,
    marksState: marks.marksState,
    inheritMarks(fromReportId) {
      const earlier = fromReportId === undefined ? undefined : pathsOf(fromReportId);
      if (earlier && !earlier.ok) return earlier;
      if (earlier) openReportFile(earlier.value.report).close();
      marks.inherit(earlier?.value.report);
      columns.written();
      return succeed(undefined);
    },
    setHead: (head) => {
      writeHead.run(JSON.stringify(head));
    },
    setResults(results) {
      const write = db.transaction(() => {
        for (const { seq, result } of results) writeResult.run(seq, JSON.stringify(result));
      });
      write.immediate();
      columns.written();
    },
    close: () => {
      db.close();
    },
  };
}

function intersect(
  db: Database.Database,
  fresh: string,
  words: StoredWords,
  approved: Result<ReportPaths>,
): Result<PlanIntersection> {
  if (!approved.ok) return approved;
  const file = approved.value.report;
  try {
    openReportFile(file).close();
    const intersection = intersectPlans(db, { fresh, approved: file }, words);
    return succeed(guardedByDisk(file, intersection));
  } catch (error) {
    const failure = diskFailureOf(error, file);
    if (failure === undefined) throw error;
    return fail(failure);
  }
}
