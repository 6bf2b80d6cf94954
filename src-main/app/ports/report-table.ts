import type { ChangedField } from '../../core/attributes.ts';
import type { Result } from '../../core/failure.ts';
import type { ReasonCode, WarningCode } from '../../core/reason-codes.ts';
import type { ReportHead, ReportObject, RowResult, Verdict } from '../../core/report.ts';
import type { ReportReader, StoredRow } from './report-store.ts';

/** Reports as the report's screen reads them: any line at once, every filter and sort, marks. */
export interface ReportTables {
  openTable(reportId: string): Result<ReportTable>;
  has(reportId: string): boolean;
  /** Newest first, without drafts and look-ups. */
  list(tenantId?: string): readonly ReportHead[];
}

/** A report that stays open while somebody looks at it. Its questions may take a second, so it has its own thread. */
export interface ReportTable extends ReportReader {
  /**
   * What filters, sorts and counts of a whole report need, read in one pass and kept; results and marks are read
   * again after anybody wrote to the report.
   */
  columns(checkCancelled: () => void): RowColumns;
  /** Another one after rows were erased (R24): whoever keeps a reader open then opens the report anew. */
  stamp(): string;
  /** Places (from 0) of the rows whose name, or address, comes first, in its order. */
  placesBy(order: 'name' | 'address'): Int32Array;
  /** One byte for each place: 1 where the text stands in the row, in any case. */
  placesWith(text: string, checkCancelled: () => void): Uint8Array;
  /** Numbers of people whose folded name, a word of it, or address begins with the folded text, by name. */
  peopleBeginning(folded: string, limit: number): readonly number[];
  /** These rows, in this order; numbers of no row are left out. */
  rows(seqs: Iterable<number>): readonly StoredRow[];
  /** Marks rows as reviewed (ux §5), or takes the marks back; those marked already stay as they are. */
  mark(seqs: Iterable<number>, mark: ReviewMark): void;
  unmark(seqs: Iterable<number>): void;
  markOf(seq: number): ReviewMark | undefined;
  /**
   * Takes over the marks of an earlier report for rows that are equal to the letter: object, key, verdict, reason,
   * changes, warnings and operation. Done once for a report: `marksState` then says `own`.
   */
  inheritMarks(fromReportId: string | undefined): Result<void>;
  marksState(): 'own' | 'none-yet';
}

export interface ReviewMark {
  readonly by: string;
  readonly atMs: number;
}

/**
 * A report as columns of small numbers, one entry for each row in the order in which people read (ux §5): a million
 * rows are filtered, sorted and counted in these without a look at the file. A place is an index into them.
 */
export interface RowColumns {
  readonly size: number;
  /** The row's number. */
  readonly seq: Int32Array;
  /** Place by row number; -1 where there is no such row. */
  readonly placeOf: Int32Array;
  readonly object: Uint8Array;
  readonly objects: readonly ReportObject[];
  /** In the order in which people read. */
  readonly verdict: Uint8Array;
  readonly verdicts: readonly Verdict[];
  /** 1 = bears a heavy warning. */
  readonly heavy: Uint8Array;
  readonly reason: Uint16Array;
  readonly reasons: readonly ReasonCode[];
  /** A bit for each warning, by its index in `warningCodes`. */
  readonly warnings: Uint32Array;
  readonly warningCodes: readonly WarningCode[];
  /** A bit for each changed field, by its index in `fieldNames`. */
  readonly fields: Uint32Array;
  readonly fieldNames: readonly ChangedField[];
  /** Index in `departments`; 0 = none. */
  readonly department: Int32Array;
  readonly departments: readonly string[];
  /** The group of equal changes: the number of its first row; 0 for rows that are equal to no other. */
  readonly equal: Int32Array;
  /** Index in `results`; 0 = none. */
  readonly result: Uint8Array;
  readonly results: readonly ('' | RowResult['status'])[];
  /** 1 = marked as reviewed. */
  readonly marked: Uint8Array;
}
