import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../app/ports/clock.ts';
import type { ReportStore } from '../../app/ports/report-store.ts';
import type { ReportTable, ReportTables } from '../../app/ports/report-table.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import type { ReportHead } from '../../core/report.ts';
import { BUSY_TIMEOUT_MS, makePrivateFolder } from './database.ts';
import { withoutDamagedIndex } from './left-out-index.ts';
import { eraseRows } from './report/erase-rows.ts';
import { openReportFile, readHead } from './report/report-file.ts';
import { reportReader } from './report/report-reader.ts';
import { type ReportPaths, reportWriter } from './report/report-writer.ts';
import { buildSearchIndex, unfinishedIndex } from './report/search-index.ts';
import { diskFailureOf, guardedByDisk, onDisk, StoreError } from './store-error.ts';

export interface ReportStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Told of each report file that `list` cannot read, so that it is not passed over in silence. */
  readonly onDamaged?: (failure: Failure) => void;
}

const REPORT = '.report';
const SEARCH = '.report-search';
const UNFINISHED = '.unfinished';
/** A file this young may have a writer that has not taken its lock yet. */
const SWEEP_AFTER_MS = 60_000;
/** Becomes a file name: nothing in it may point out of the folder. */
const REPORT_ID = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * The reports of this installation: `ID.report`, and beside it `ID.report-search`, which can be made again.
 * Throws a StoreError where the disk does not do its part; a missing or damaged report is a Failure of `open`.
 */
export function openReportStore({
  folder,
  clock,
  onDamaged,
}: ReportStoreOptions): ReportStore & ReportTables {
  const heads = new Map<string, { readonly seen: string; readonly head: ReportHead }>();
  const pathsOf = (reportId: string): ReportPaths => ({
    report: join(folder, reportId + REPORT),
    unfinished: join(folder, reportId + REPORT + UNFINISHED),
    search: join(folder, reportId + SEARCH),
  });
  const existing = (reportId: string): Result<ReportPaths> => {
    if (!REPORT_ID.test(reportId)) return fail(noSuchReport(reportId));
    const paths = pathsOf(reportId);
    return existsSync(paths.report) ? succeed(paths) : fail(noSuchReport(reportId));
  };
  const names = (ending: string): readonly string[] =>
    existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];

  /** The head of a file; kept, since a list of hundreds is asked for often and files seldom change. */
  const headOf = (name: string): ReportHead | undefined => {
    const file = join(folder, name);
    try {
      const { mtimeNs, size, ino } = statSync(file, { bigint: true });
      const seen = `${mtimeNs}/${size}/${ino}`;
      const known = heads.get(name);
      if (known?.seen === seen) return known.head;
      const head = readHeadOf(file);
      heads.set(name, { seen, head });
      return head;
    } catch (error) {
      const failure = diskFailureOf(error, file);
      if (failure === undefined) throw error;
      onDamaged?.(failure);
      return undefined;
    }
  };

  const listAll = (tenantId?: string): readonly ReportHead[] =>
    names(REPORT)
      .flatMap((name) => headOf(name) ?? [])
      .filter((head) => tenantId === undefined || head.tenantId === tenantId)
      .sort((a, b) => b.startedAtMs - a.startedAtMs || (a.reportId < b.reportId ? 1 : -1));

  const list = (tenantId?: string) =>
    listAll(tenantId).filter((head) => head.draft === undefined && head.lookUp === undefined);

  const remove = (reportId: string): void => {
    if (!REPORT_ID.test(reportId)) return;
    const paths = pathsOf(reportId);
    // With the journal of results that a crash cut short, which holds rows too (R24).
    for (const file of [...Object.values(paths), `${paths.report}-journal`]) rmSync(file, { force: true });
    heads.delete(reportId + REPORT);
  };

  const openTable = (reportId: string): Result<ReportTable> => {
    const paths = existing(reportId);
    if (!paths.ok) return paths;
    try {
      return succeed(withoutDamagedIndex(() => reportReader(paths.value, existing), paths.value.search));
    } catch (error) {
      const failure = diskFailureOf(error, paths.value.report);
      if (failure === undefined) throw error;
      return fail(failure);
    }
  };

  return guardedByDisk<ReportStore & ReportTables>(folder, {
    create(reportId) {
      if (!REPORT_ID.test(reportId)) throw new StoreError(badReportId(reportId));
      const paths = pathsOf(reportId);
      makePrivateFolder(folder);
      if (existsSync(paths.report) || existsSync(paths.unfinished))
        throw new StoreError(reportIdTaken(reportId));
      return reportWriter(paths, randomUUID());
    },
    has: (reportId) => existing(reportId).ok,
    open: openTable,
    openTable,
    buildSearch(reportId) {
      const paths = existing(reportId);
      if (!paths.ok) return paths;
      const { report, search } = paths.value;
      onDisk(search, () => buildSearchIndex(report, search));
      return succeed(undefined);
    },
    erase(reportId, edit) {
      const paths = existing(reportId);
      if (!paths.ok) return paths;
      const { report, search } = paths.value;
      const making = unfinishedIndex(search);
      // One that is just being made knows the rows as they were, and would come after them.
      if (existsSync(making) && hasLivingWriter(making, BUSY_TIMEOUT_MS)) return fail(justMade(report));
      return succeed(onDisk(report, () => eraseRows(paths.value, edit)));
    },
    list,
    listAll,
    unreadable: () => names(REPORT).filter((name) => headOf(name) === undefined),
    findByPlanHash: (tenantId, planHash) => list(tenantId).find((head) => head.planHash === planHash),
    remove,
    removeOfTenant(tenantId) {
      for (const head of listAll(tenantId)) remove(head.reportId);
    },
    sweepUnfinished() {
      for (const name of names(UNFINISHED)) {
        const file = join(folder, name);
        const age = clock.now() - statSync(file).mtimeMs;
        if (age >= 0 && age < SWEEP_AFTER_MS) continue;
        if (!hasLivingWriter(file, 0)) rmSync(file, { force: true });
      }
    },
  });
}

function readHeadOf(file: string): ReportHead {
  return onDisk(file, () => {
    const db = openReportFile(file);
    try {
      return readHead(db, file);
    } finally {
      db.close();
    }
  });
}

/** A writer holds its file's lock until it finishes, and the operating system takes the lock from the dead. */
function hasLivingWriter(file: string, waitMs: number): boolean {
  const db = new Database(file, { timeout: waitMs });
  try {
    db.exec('BEGIN IMMEDIATE');
    db.exec('ROLLBACK');
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    // Half-written by a process that died: no database at all, so nobody writes it.
    if (error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) return false;
    throw error;
  } finally {
    db.close();
  }
}

function noSuchReport(reportId: string): Failure {
  return {
    code: 'not-found',
    sentence: `There is no report ${reportId} on this computer.`,
    next: 'List the reports and take the id from there; reports are kept for a set time and then erased.',
  };
}

function justMade(file: string): Failure {
  return {
    code: 'store-unavailable',
    sentence: `${file} was made just now, and Muster is still making it searchable. It was left as it is.`,
    next: 'Run the same command again in a minute.',
    where: { file },
  };
}

function badReportId(reportId: string): Failure {
  return {
    code: 'bad-input',
    sentence: `"${reportId}" cannot be the id of a report.`,
    next: 'Use letters, digits, "-" and "_" only.',
  };
}

function reportIdTaken(reportId: string): Failure {
  return {
    code: 'conflict',
    sentence: `There is a report ${reportId} already; it was left as it is.`,
    next: 'Start again; each report gets an id of its own.',
  };
}
