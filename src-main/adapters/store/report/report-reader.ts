import type Database from 'better-sqlite3';
import type { PlanIntersection, StoredRow } from '../../../app/ports/report-store.ts';
import type { ReportTable } from '../../../app/ports/report-table.ts';
import { fail, type Result, succeed } from '../../../core/failure.ts';
import { fold } from '../../../core/fold.ts';
import { diskFailureOf, guardedByDisk } from '../store-error.ts';
import { objectIndex } from './file-schema.ts';
import { peopleBeginning, placesBy } from './name-order.ts';
import { placesWithText } from './places-with-text.ts';
import { intersectPlans } from './plan-intersection.ts';
import { readingOrder } from './reading-order.ts';
import { byWeight, openReportFile, readHead } from './report-file.ts';
import type { ReportPaths } from './report-writer.ts';
import { reviewMarks } from './review-marks.ts';
import { ROW_COLUMNS, type RowRecord, rowOf } from './row-codec.ts';
import { keptColumns } from './row-columns.ts';
import { rowPages } from './row-pages.ts';
import { attachSearchIndex, stampOf } from './search-index.ts';
import { namesOfRow, seqsOfName } from './search-names.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';
import { textMatches } from './text-matches.ts';
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
  const rows = storedRows(db, words, file);
  const order = readingOrder(db);
  const indexed = textMatches(db);
  const matchOf = (needle: string) =>
    attached === 'missing' ? ('unknown' as const) : indexed.matchOf(needle);
  const pages = rowPages({ rows, order, words, matchOf });
  const marks = reviewMarks(db, rows);
  const parts = { db, words, file, rows, order };
  const columns = keptColumns(parts);
  const operations = db.prepare<[number, number, number, number], RowRecord>(`
    SELECT ${ROW_COLUMNS} FROM operation o CROSS JOIN row r ON r.seq = o.seq LEFT JOIN result x ON x.seq = o.seq
    WHERE o.phase = ? AND o.level = ? AND o.seq > ? ORDER BY o.seq LIMIT ?`);
  const managerLinks = db.prepare<[number, number], RowRecord>(`
    SELECT ${ROW_COLUMNS} FROM operation o CROSS JOIN row r ON r.seq = o.seq LEFT JOIN result x ON x.seq = o.seq
    WHERE o.manager IS NOT NULL AND o.seq > ? ORDER BY o.seq LIMIT ?`);
  const highestLevel = db
    .prepare<[number], number | null>('SELECT max(level) FROM operation WHERE phase = ?')
    .pluck();
  const withResult = db
    .prepare<[{ statuses: string; after: number; limit: number }], number>(
      `SELECT x.seq FROM result x
      WHERE x.seq > @after AND x.result ->> 'status' IN (SELECT value FROM json_each(@statuses))
      ORDER BY x.seq LIMIT @limit`,
    )
    .pluck();
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

  /** All rows of a person, by folded name: through the search index, or through the whole file without it. */
  const seqsNamed = (name: string): readonly number[] => {
    if (name === '') return [];
    if (searchState() === 'missing') return seqsOfName(db, rows.plain, name);
    return rows.atOnce(() => {
      const places = indexed.matchOfWhole(name).places(0, order.size, Number.POSITIVE_INFINITY);
      return Array.from(places, (place) => order.seqAt(place));
    });
  };

  return {
    head: () => readHead(db, file),
    page(filter, page) {
      // Before: nothing is attached amid a read.
      if (filter.text !== undefined) searchState();
      return pages.page(filter, page);
    },
    count(filter) {
      if (filter.text !== undefined) searchState();
      return pages.count(filter);
    },
    row: rows.row,
    rowsOf(addressOrKey, limit) {
      const name = fold(addressOrKey);
      const found = rows.rows(seqsNamed(name)).filter((row) => namesOfRow(row).has(name));
      // The person before the memberships, however many there are.
      found.sort((a, b) => objectIndex(a.object) - objectIndex(b.object) || a.seq - b.seq);
      return found.slice(0, limit);
    },
    concerning: rows.concerning,
    warningCounts: () => byWeight(pages.warningCounts()),
    operations(phase, level, afterSeq, limit) {
      // The second pass is over every row with a manager link, whatever its first pass was (R8).
      if (phase === 'manager') return level === 0 ? managerLinks.all(afterSeq, limit).map(toRow) : [];
      return operations.all(phaseId(phase), level, afterSeq, limit).map(toRow);
    },
    highestLevel: (phase) => (phase === 'manager' ? 0 : (highestLevel.get(phaseId(phase)) ?? 0)),
    operationCount: () => operationCount.get() ?? 0,
    intersect: (approvedReportId) => intersect(db, file, rows, pathsOf(approvedReportId)),
    withResult: (statuses, after, limit) =>
      rows.rows(withResult.all({ statuses: JSON.stringify(statuses), after, limit })),
    countResults: (statuses) => countResults.get(JSON.stringify(statuses)) ?? 0,
    columns: columns.read,
    stamp: () => stampOf(db),
    placesBy: (by) => placesBy(parts, by),
    peopleBeginning: (folded, limit) => peopleBeginning(parts, folded, limit),
    placesWith: placesWithText({ db, file, rows, order, searchState }),
    rows: rows.rows,
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
  rows: StoredRows,
  approved: Result<ReportPaths>,
): Result<PlanIntersection> {
  if (!approved.ok) return approved;
  const file = approved.value.report;
  try {
    openReportFile(file).close();
    const intersection = intersectPlans(db, { fresh, approved: file }, rows);
    return succeed(guardedByDisk(file, intersection));
  } catch (error) {
    const failure = diskFailureOf(error, file);
    if (failure === undefined) throw error;
    return fail(failure);
  }
}
