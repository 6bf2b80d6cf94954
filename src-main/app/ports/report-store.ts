import type { Result } from '../../core/failure.ts';
import type { Phase, ReportHead, ReportObject, ReportRow, RowResult, Verdict } from '../../core/report.ts';

/**
 * Reports, one file each. Rows are written in bulk once and read in pages by key, never whole;
 * a report is a plan as people read it, and its rows with operations are the plan (R3).
 */
export interface ReportStore {
  /** Starts a report file; it is invisible to `list` until `finish`. */
  create(reportId: string): ReportWriter;
  open(reportId: string): Result<ReportReader>;
  /** Newest first, of one tenant or all; without drafts and look-ups, which are nobody's plan (ux §7, §8). */
  list(tenantId?: string): readonly ReportHead[];
  /** With drafts and look-ups: for whoever erases or removes (R24). */
  listAll(tenantId?: string): readonly ReportHead[];
  /** Files of reports that `list` cannot read: damaged, or of a newer Muster. */
  unreadable(): readonly string[];
  /** The newest report with this plan hash. */
  findByPlanHash(tenantId: string, planHash: string): ReportHead | undefined;
  /** Builds the substring index of a finished report, which can be read and searched slowly without it. */
  buildSearch(reportId: string): Result<void>;
  remove(reportId: string): void;
  /**
   * Takes rows out of a finished report or changes them, so that the bytes are gone from the disk when it returns
   * (R24). Row numbers stay. May be asked again after a power cut: it then finishes what it had begun.
   */
  erase(reportId: string, edit: ReportEdit): Result<'changed' | 'same'>;
  removeOfTenant(tenantId: string): void;
  /** Drops files of reports that were never finished. */
  sweepUnfinished(): void;
}

/** Rows and head come back as the very same object where nothing is to change. */
export interface ReportEdit {
  /** Asked first, with all stored texts of a row: `false` spares reading it. */
  readonly mayConcern: (storedText: string) => boolean;
  readonly row: (row: StoredRow) => StoredRow | 'gone';
  /** `rows` = how many were taken out or changed. */
  readonly head: (head: ReportHead, rows: number) => ReportHead;
}

export interface ReportWriter {
  /** Adds rows in the order of their numbers (from 1). Buffered; bulk. */
  add(row: ReportRow): void;
  /** Leaves the next number to a plain row. */
  skip(): void;
  /** Adds all plain rows at once, after the others: each stands under the number that was left to it. */
  addPlain(plain: PlainPeople): void;
  /**
   * Calls `onText` with the canonical text of each operation in canonical order (object, key, text),
   * streaming. For the plan hash.
   */
  eachCanonical(onText: (canonical: string) => void): void;
  /** Writes the head and makes the report readable; safe on disk when it returns. */
  finish(head: ReportHead): void;
  close(): void;
  /** Removes the file. */
  discard(): void;
}

/**
 * Unchanged people about whom there is nothing else to say, by their row in the directory's listing, from 0; row r has
 * the number r + 1. Each reads back as a row of a user: Unchanged, `unchanged.same`, without changes, warnings and
 * operation; its key is the console id.
 */
export interface PlainPeople {
  readonly briefs: BlocksOfBriefs;
  /** For each row: 0 = not plain, else 1 + the index in externalId, userName, email (R9). */
  readonly matchedBy: Uint8Array;
  /** '' = the folded address of the brief. */
  readonly consoleRef: (row: number) => string;
  /** How many rows are plain. */
  readonly count: number;
}

/** The briefs of a listing, packed (core/brief-block.ts). A block is only valid until the next is asked for. */
export interface BlocksOfBriefs {
  readonly count: number;
  readonly blocks: number;
  block(index: number): Uint8Array;
  /** The beginnings of the folded names (core/sort-keys.ts). */
  readonly sortKeys: Uint32Array;
  /** All rows in the order of their names, then of their numbers, where that was kept. */
  readonly order?: Int32Array | undefined;
  /** Keeps that order for the next report of the same listing. */
  keepOrder?(order: Int32Array): void;
}

export interface StoredRow extends ReportRow {
  readonly seq: number;
  readonly result?: RowResult;
}

export interface RowFilter {
  readonly object?: ReportObject;
  readonly verdicts?: readonly Verdict[];
  readonly warning?: string;
  /** Substring, without regard to case, in name, address, ids, values old and new. */
  readonly text?: string;
}

export interface ReportReader {
  head(): ReportHead;
  /** Heavy warnings first, then Archived, Blocked, Restored, Created, Changed, Excluded, Unchanged, then name (ux §5). */
  page(
    filter: RowFilter,
    page: { readonly limit: number; readonly after?: string },
  ): { readonly rows: readonly StoredRow[]; readonly next?: string };
  count(filter: RowFilter): number;
  row(seq: number): StoredRow | undefined;
  /** All rows of one person by address, key, external id or console id (folded); also unchanged ones. */
  rowsOf(addressOrKey: string, limit: number): readonly StoredRow[];
  /** Every row whose stored texts pass, in no order; nothing else may be asked of the reader meanwhile. */
  concerning(mayConcern: (storedText: string) => boolean): Iterable<StoredRow>;
  /** How many rows bear each warning. */
  warningCounts(): readonly { readonly code: string; readonly rows: number }[];
  /**
   * Operations of one phase and level, in order of seq, by page. For phase `manager` (level 0): every row whose
   * operation has a `manager`, whatever its own phase is.
   */
  operations(phase: Phase, level: number, afterSeq: number, limit: number): readonly StoredRow[];
  /** The highest level in a phase (0 where there is one level or none). */
  highestLevel(phase: Phase): number;
  operationCount(): number;
  /**
   * Compares with an approved report (R3): streams the numbers of this report's operations that stand in
   * `approved` word for word, and the approved operations that do not stand here.
   */
  intersect(approvedReportId: string): Result<PlanIntersection>;
  /** Rows that a live run left with one of these results, by seq; some have no operation of their own. */
  withResult(statuses: readonly RowResult['status'][], afterSeq: number, limit: number): readonly StoredRow[];
  /** How many rows `withResult` goes through. */
  countResults(statuses: readonly RowResult['status'][]): number;
  setHead(head: ReportHead): void;
  setResults(results: readonly { readonly seq: number; readonly result: RowResult }[]): void;
  close(): void;
}

export interface PlanIntersection {
  /** Operations of the fresh plan that are identical: only these are applied. */
  readonly identicalCount: number;
  isIdentical(seq: number): boolean;
  /** Approved rows that came out otherwise, with how that row stands now where it stands at all. */
  moved(
    afterSeq: number,
    limit: number,
  ): readonly { readonly approved: StoredRow; readonly now?: StoredRow }[];
  readonly movedCount: number;
}
