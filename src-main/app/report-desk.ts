import type { ChangedField } from '../core/attributes.ts';
import type { Result } from '../core/failure.ts';
import type { ReasonCode, WarningCode } from '../core/reason-codes.ts';
import type { ReportHead, ReportObject, RowResult, Verdict } from '../core/report.ts';
import type { ValuePiece } from '../core/value-pieces.ts';
import type { PersonPath } from './person-path.ts';

/**
 * Everything the report's screen and the people's search ask (ux §5, §8). All of it is read on a thread of its own,
 * so that no question stops the window; every answer is plain data that can be sent between processes.
 *
 * A question with a signal can be given up: its answer is then a Failure with the code `cancelled`.
 */
export interface ReportDesk {
  /** Reports of one tenant, or all, newest first. */
  list(tenantId?: string): Promise<Result<readonly ReportHead[]>>;
  /** The report as a whole; also makes the first `linesAt` of it quick. */
  open(reportId: string, signal?: AbortSignal): Promise<Result<ReportOverview>>;
  /** Numbers for chips and charts under a filter. */
  facets(reportId: string, filter: ReportFilter, signal?: AbortSignal): Promise<Result<ReportFacets>>;
  /**
   * The lines of the table from `offset` on, wherever it is scrolled to: the list of a query is made once,
   * and any part of it is read by number from then on. `limit` is at most `MOST_LINES`.
   */
  linesAt(query: LineQuery, offset: number, limit: number, signal?: AbortSignal): Promise<Result<LinesPage>>;
  /** At which line a row stands, so that a selection stays when filter or sort change; -1 where it is in no line. */
  lineOf(query: LineQuery, seq: number, signal?: AbortSignal): Promise<Result<number>>;
  /** Rows of a group of equal changes under the query's filter, in its order, by number (ux §5: 200, then by page). */
  groupMembers(
    query: LineQuery,
    group: number,
    offset: number,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Result<RowsPage>>;
  /** All that the detail pane shows of one row. */
  detail(reportId: string, seq: number): Promise<Result<RowDetail>>;
  /** Whom a selection means, each address once: what "Exclude" adds to the list. */
  peopleOf(
    reportId: string,
    selection: RowSelection,
    signal?: AbortSignal,
  ): Promise<Result<readonly NamedPerson[]>>;
  /** Everyone who is in a group, as the report's listings have it, each once (ux §7). */
  peopleOfGroup(
    reportId: string,
    group: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly NamedPerson[]>>;
  /** Marks rows as reviewed, or takes the marks back. The marks stay on equal rows of the tenant's later reports. */
  mark(reportId: string, selection: RowSelection, as: ReviewState): Promise<Result<MarkedRows>>;
  /** "5 of 5": rows with a heavy warning, and how many of them are marked as reviewed. */
  heavyReviewed(reportId: string): Promise<Result<ReviewedCount>>;
  /** "Why this user?" (ux §5): everything one report says about somebody, also where that is nothing. */
  why(reportId: string, who: string, signal?: AbortSignal): Promise<Result<WhyAnswer>>;
  /**
   * Why a person's row has its verdict, step by step: source row → mapping → match → rule → verdict (design §1,
   * journey 4). Read from the report and the listings behind it; of a million people it takes a second or two.
   */
  path(reportId: string, seq: number, signal?: AbortSignal): Promise<Result<PersonPath>>;
  /**
   * Rows of those whom the listings behind a report call so by employee number, external id or alias, also where the
   * report's rows hold none of these; at most 20.
   */
  calledSo(reportId: string, name: string, signal?: AbortSignal): Promise<Result<readonly number[]>>;
  /**
   * People of the newest whole report of a tenant, unchanged ones too, by name, e-mail, alias, employee number or
   * external id (ux §8); those whose name or address begins with the text come first.
   */
  searchPeople(
    tenantId: string,
    text: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Result<PeopleFound>>;
  /** What earlier reports of the tenant said of a person, newest first. */
  pastVerdicts(
    tenantId: string,
    person: PersonKeys,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Result<readonly PastVerdict[]>>;
  /** Writes a report as a file, whole or not at all. An existing file is replaced. */
  exportReport(request: ExportRequest, signal?: AbortSignal): Promise<Result<ExportedReport>>;
  /** Closes the report files that are open here, so that they can be erased or removed; the next question opens them again. */
  release(): Promise<Result<void>>;
  /** Ends the thread. Whatever is under way is answered as cancelled. */
  close(): Promise<void>;
}

/** One answer of `linesAt` or `groupMembers` holds so many lines at most. */
export const MOST_LINES = 500;

/** Heavy warnings come first everywhere and are never folded away (ux §12). */
export type WarningWeight = 'heavy' | 'light';
export type ReviewState = 'reviewed' | 'open';

/** Only rows that pass everything that is given. A list that is given means: one of these. */
export interface ReportFilter {
  readonly object?: ReportObject;
  readonly verdicts?: readonly Verdict[];
  readonly reasons?: readonly ReasonCode[];
  readonly warnings?: readonly WarningCode[];
  /** `any`: with any warning. */
  readonly weight?: WarningWeight | 'any';
  /** Rows that change one of these fields. */
  readonly fields?: readonly ChangedField[];
  /** Rows with the same verdict and the same change of the same values as the row with this number. */
  readonly equalTo?: number;
  /** Departments as they are called in `facets`; '' = people without one. */
  readonly departments?: readonly string[];
  readonly results?: readonly RowResult['status'][];
  readonly review?: ReviewState;
  /** Substring in any value, in any case: name, address, ids, aliases, values old and new. */
  readonly text?: string;
}

/** `harm` is the order in which people read (ux §5): heavy warnings, Archived, Blocked, … then name. */
export type SortKey = 'harm' | 'name' | 'verdict' | 'address' | 'reason' | 'warning';

export interface ReportSort {
  readonly by: SortKey;
  readonly direction: 'ascending' | 'descending';
}

export interface OpenedGroup {
  /** `GroupLine.group`. */
  readonly group: number;
  /** So many of its rows stand under it; 200 when it is opened, more with each further page. */
  readonly shown: number;
}

export interface LineQuery {
  readonly reportId: string;
  readonly filter: ReportFilter;
  readonly sort: ReportSort;
  /** "Group equal changes" (ux §5). */
  readonly fold: 'equal-changes' | 'nothing';
  readonly opened: readonly OpenedGroup[];
}

export interface LinesPage {
  readonly lines: readonly ReportLine[];
  /** Where the first of `lines` stands. */
  readonly offset: number;
  /** Lines of the whole table, opened groups included: its height. */
  readonly total: number;
  /** "Showing 40 of 65": rows that pass the filter, folded or not, and rows of the report or of the filter's object. */
  readonly rows: number;
  readonly of: number;
}

export type ReportLine = RowLine | GroupLine | MoreLine;

export interface RowLine {
  readonly kind: 'row';
  readonly row: RowBrief;
  /** Set where it stands under its opened group. */
  readonly group?: number;
}

/** "Department: Sales → Vertrieb · 14 people". */
export interface GroupLine {
  readonly kind: 'group';
  /** The number of the group's first row of all; it stays the same whatever is filtered or sorted. */
  readonly group: number;
  readonly object: ReportObject;
  readonly verdict: Verdict;
  readonly changes: readonly ChangeText[];
  /** Rows of the group that pass the filter. */
  readonly rows: number;
  readonly reviewed: number;
  readonly state: 'open' | 'closed';
}

/** The last line of an opened group of which more rows can be shown. */
export interface MoreLine {
  readonly kind: 'more';
  readonly group: number;
  readonly shown: number;
  readonly rows: number;
}

export interface RowsPage {
  readonly rows: readonly RowBrief[];
  readonly total: number;
}

/** One changed value, exactly; '' = empty. */
export interface ChangeText {
  readonly field: ChangedField;
  /** The console's own name of the field. */
  readonly label: string;
  readonly old: string;
  readonly new: string;
}

export interface WarningText {
  readonly code: WarningCode;
  readonly weight: WarningWeight;
  readonly sentence: string;
}

/** A row as the table shows it. */
export interface RowBrief {
  readonly seq: number;
  readonly object: ReportObject;
  readonly verdict: Verdict;
  readonly name: string;
  /** The person's e-mail; '' for a group. */
  readonly address: string;
  /** A membership's group, a group's own name, '' for a person. */
  readonly groupName: string;
  readonly department: string;
  readonly reason: ReasonCode;
  readonly reasonSentence: string;
  /** At most four, without those that repeat the verdict; `changeCount` says how many there are. */
  readonly changes: readonly ChangeText[];
  readonly changeCount: number;
  readonly warnings: readonly WarningText[];
  readonly review: ReviewState;
  readonly result?: ResultText;
}

export interface ResultText {
  readonly status: RowResult['status'];
  readonly sentence: string;
}

export interface ChangeDetail extends ChangeText {
  /** Empty where the value is empty. */
  readonly oldPieces: readonly ValuePiece[];
  readonly newPieces: readonly ValuePiece[];
}

export interface RowDetail extends RowBrief {
  readonly reportId: string;
  readonly key: string;
  readonly externalId: string;
  /** Aliases and employee number, where a listing had them. */
  readonly also: readonly string[];
  readonly allChanges: readonly ChangeDetail[];
  /** "Matched by external ID.", where the two sides were matched and the report says how. */
  readonly matchedBy: string | undefined;
  readonly directoryRef: string | undefined;
  readonly consoleRef: string | undefined;
  readonly adopted: boolean;
  /** Whether a sync of this report would do something for this row. */
  readonly acts: 'operation' | 'nothing';
  readonly marked: { readonly by: string; readonly atMs: number } | undefined;
  /** Other rows of the same person: memberships, at most 200. */
  readonly others: readonly RowBrief[];
}

/** A number of rows in one bucket of a chart or chip. */
export interface FacetCount<T extends string = string> {
  readonly value: T;
  readonly rows: number;
}

/** Each list counts the rows that pass the rest of the filter, without its own part of it. */
export interface ReportFacets {
  /** Rows that pass the whole filter. */
  readonly rows: number;
  readonly objects: readonly FacetCount<ReportObject>[];
  /** For the chips: of every object, whatever object is filtered. */
  readonly verdicts: readonly (FacetCount<Verdict> & { readonly object: ReportObject })[];
  /** Heavy ones first, then the most frequent. */
  readonly warnings: readonly (FacetCount<WarningCode> & {
    readonly weight: WarningWeight;
    /** "3 managers leave". */
    readonly headline: string;
  })[];
  readonly reasons: readonly FacetCount<ReasonCode>[];
  readonly fields: readonly (FacetCount<ChangedField> & { readonly label: string })[];
  readonly departments: TopCounts;
  readonly results: readonly FacetCount<RowResult['status']>[];
  readonly reviewed: number;
}

/** The most frequent twelve, and the rest as one number. */
export interface TopCounts {
  readonly top: readonly FacetCount[];
  readonly otherValues: number;
  readonly otherRows: number;
}

export interface ReportOverview {
  readonly head: ReportHead;
  /** Under no filter. */
  readonly facets: ReportFacets;
  readonly heavy: ReviewedCount;
  readonly rows: number;
}

export interface ReviewedCount {
  readonly reviewed: number;
  readonly rows: number;
}

/** Some rows by number, a whole group of equal changes, or all that pass a filter. */
export type RowSelection =
  | { readonly seqs: readonly number[] }
  | { readonly group: number; readonly filter: ReportFilter }
  | { readonly filter: ReportFilter };

export interface NamedPerson {
  readonly address: string;
  readonly name: string;
}

export interface MarkedRows {
  /** Rows whose mark changed. */
  readonly rows: number;
  readonly heavy: ReviewedCount;
}

export interface WhyAnswer {
  readonly head: ReportHead;
  /** The person asked for, when exactly one is meant. */
  readonly person: RowDetail | undefined;
  /** Several are meant and none is guessed: to choose from, at most 20. */
  readonly several: readonly RowBrief[];
  /** The answer as a sentence: the reason, or that nobody is found and what that means (ux §8). */
  readonly sentence: string;
}

export interface PeopleFound {
  /** The report they stand in; `undefined` where the tenant has no whole report yet. */
  readonly head: ReportHead | undefined;
  readonly people: readonly RowBrief[];
  readonly more: 'more' | 'all';
  /** Where nobody was found: said as a sentence. */
  readonly sentence: string | undefined;
}

/** By what a person is found in other reports. */
export interface PersonKeys {
  readonly address: string;
  readonly key?: string;
}

export interface PastVerdict {
  readonly reportId: string;
  readonly startedAtMs: number;
  readonly testMode: boolean;
  /** The report is of an undo: its verdict is no wish of the directory. */
  readonly isUndo?: true;
  readonly seq: number;
  readonly verdict: Verdict;
  readonly reasonSentence: string;
  readonly result?: ResultText;
}

export type ExportFormat = 'csv' | 'html' | 'json';

export interface ExportRequest {
  readonly reportId: string;
  readonly format: ExportFormat;
  /** An absolute path. */
  readonly file: string;
  readonly filter?: ReportFilter;
}

export interface ExportedReport {
  readonly file: string;
  readonly format: ExportFormat;
  readonly rows: number;
}
