import type { Result } from '../core/failure.ts';
import type { FieldChange, Verdict } from '../core/report.ts';

/**
 * The exclusions editor's working documents, one a tenant, kept in the main process's own thread (design §9,
 * ux §7). A draft is the list in force with the edits that are not saved yet. Each edit is on disk within 200 ms
 * and survives a crash; the window reads pages and sends commands, and never holds the whole list.
 *
 * The document is the console's list where the tenant has the Console API, else the tenant's exclusion file, else
 * a new file of the tenant on this computer. `tenant` is a name or an id.
 */
export interface ExclusionDesk {
  /**
   * Reads the list in force and lays unsaved edits over it. Repeated, it looks whether the list in force has
   * changed meanwhile (call it when the screen opens, and `look` when the window comes to the front).
   * Offline, a draft that is kept here opens all the same, with `DraftState.offline`.
   */
  open(tenant: string, signal: AbortSignal): Promise<Result<DraftState>>;
  /** The draft as it stands; fails with `not-found` where it was not opened. Touches neither disk nor network. */
  state(tenant: string): Promise<Result<DraftState>>;
  /** How many edits are not saved, also of a draft that was not opened since the start; asks no console. */
  unsavedEdits(tenant: string): Promise<Result<number>>;
  lines(tenant: string, query: LineQuery): Promise<Result<LinePage>>;
  /** One act of the admin; undone as one. */
  edit(tenant: string, command: DraftCommand): Promise<Result<EditDone>>;
  /** Adds the lines of a CSV with any separator, encoding and order of columns, as one act. */
  importCsv(tenant: string, file: string): Promise<Result<EditDone>>;
  undo(tenant: string): Promise<Result<EditDone>>;
  redo(tenant: string): Promise<Result<EditDone>>;
  /**
   * The report that effects and people are taken from; `undefined` for the tenant's newest full one. Reading it may take a
   * second at 100,000 people; the draft can be edited meanwhile, and `onChanged` tells when effects are there.
   */
  measureBy(tenant: string, reportId: string | undefined): Promise<Result<DraftState>>;
  /**
   * Saves every line that can be saved and tells how many stay behind. To the console with If-Match, to a file
   * atomically and only as it was read; fails with `conflict`, changing nothing, where somebody else was there
   * first (`DraftState.theirs` is set then).
   */
  save(tenant: string, signal: AbortSignal): Promise<Result<SavedDraft>>;
  /** Looks whether the list in force was changed by somebody else. */
  look(tenant: string, signal: AbortSignal): Promise<Result<DraftState>>;
  /** Mine and theirs, line by line, only what differs. Fails with `not-found` where `DraftState.theirs` is not set. */
  differences(
    tenant: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Result<DifferencePage>>;
  /** Their version becomes the base; my document stays as it is and can be saved over theirs. */
  keepMine(tenant: string): Promise<Result<DraftState>>;
  /** Their version becomes the document. One act; undo brings mine back. */
  takeTheirs(tenant: string): Promise<Result<DraftState>>;
  /** Gives up all unsaved edits. One act; undo brings them back until the draft is closed. */
  discard(tenant: string): Promise<Result<DraftState>>;
  /**
   * The document as CSV with only the two columns, UTF-8, without the lines that cannot be saved.
   * This is what is uploaded to a console without the Console API (`exclusions.upload`).
   */
  exportCsv(
    tenant: string,
  ): Promise<Result<{ readonly csv: string; readonly lines: number; readonly leftOut: number }>>;
  /** Told of each draft whose state changed by itself: the file changed on disk, effects came in. Gives the way to stop. */
  onChanged(listener: (tenantId: string) => void): () => void;
}

export interface DraftState {
  readonly tenantId: string;
  readonly where: 'console' | 'file';
  /** The file's path where `where` is `file`; it need not exist yet. */
  readonly file?: string;
  readonly lines: number;
  /** People (addresses) that the document protects. */
  readonly protects: number;
  /** Lines that are new, changed or gone against the list in force; 0 = nothing to save. */
  readonly unsavedEdits: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Lines with a problem, by kind; a line may have two. */
  readonly problems: {
    readonly lines: number;
    readonly byKind: Readonly<Partial<Record<LineProblemKind, number>>>;
  };
  /** Unsaved edits of an earlier start were found and are back (`draft.back`); told until the next edit, save or discard. */
  readonly back?: { readonly edits: number; readonly atMs: number };
  /** The list in force was changed by somebody else since it was read (`file.changed`). */
  readonly theirs?: { readonly seenAtMs: number; readonly lines: number; readonly differs: number };
  /** The list in force could not be read; the draft is of `readAtMs`. */
  readonly offline?: { readonly sentence: string; readonly next: string };
  readonly readAtMs: number;
  /** Sentences about how the list in force was read (encoding, empty cells read as false). */
  readonly notes: readonly string[];
  /** No report yet: "Effect appears after the first test-mode sync." */
  readonly effect: DraftEffect | 'no report' | 'being read';
}

/** What the unsaved edits would change in the report's outcome; only people whose protection changes count. */
export interface DraftEffect {
  readonly reportId: string;
  /** How many rows fewer bear this verdict, because their people are protected now. */
  readonly fewer: Readonly<Partial<Record<Verdict, number>>>;
  /** How many rows would bear this verdict, because their people are protected no longer. */
  readonly more: Readonly<Partial<Record<Verdict, number>>>;
  readonly membershipsFewer: number;
  /** "2 archives fewer, 1 change fewer"; '' where nothing changes. */
  readonly sentence: string;
  /** "1 person would be archived", red; '' where no protection is lost. */
  readonly lost: string;
  /** People whose protection is lost although another source still protects them (a column, the other list). */
  readonly stillProtected: number;
}

export type LineProblemKind = 'bad-email' | 'bad-value' | 'duplicate' | 'conflict' | 'unknown-person';

export interface LineProblem {
  readonly kind: LineProblemKind;
  readonly column: 'Email' | 'Provisioning Managed';
  readonly sentence: string;
  /** An address that is nearly the same and exists: "did you mean …? [Use]". */
  readonly suggestion?: string;
  /** Lines with such a problem stay in the draft when it is saved. */
  readonly staysBehind: boolean;
}

export interface DraftLine {
  /** Stable while the draft lives; never used twice. */
  readonly id: number;
  readonly email: string;
  /** The cell as typed: `false`, `true`, empty or anything. */
  readonly managed: string;
  /** `false` protects; `true` and empty do not (ux §7). A value that is none of these is a problem and protects, in doubt. */
  readonly protects: boolean;
  readonly state: 'saved' | 'new' | 'changed';
  readonly problems: readonly LineProblem[];
  /** Whom the address names in the report's listings; `undefined` = nobody, or no report is there yet. */
  readonly person?: { readonly name: string; readonly address: string; readonly department: string };
  /** Against the report: "was Archived → Excluded". `undefined` where nothing is known of the person. */
  readonly effect?: LineEffect;
}

export interface LineEffect {
  /** The verdict in the report. */
  readonly was: Verdict;
  /** What it is with this draft. */
  readonly becomes: Verdict;
  readonly protection: 'gained' | 'lost' | 'same';
  /** What would be done to the person without the exclusion. */
  readonly changes: readonly FieldChange[];
}

export interface LineQuery {
  readonly offset: number;
  readonly limit: number;
  readonly show?: 'all' | 'problems' | 'edited';
  /** Substring of e-mail, value or the person's name, without regard to case. */
  readonly find?: string;
  /** Absent: the document's own order. */
  readonly sort?: {
    readonly by: 'email' | 'managed' | 'person' | 'effect';
    readonly order: 'ascending' | 'descending';
  };
}

export interface LinePage {
  readonly lines: readonly DraftLine[];
  /** Of the lines that the query finds. */
  readonly total: number;
  readonly offset: number;
}

export type DraftCommand =
  | { readonly kind: 'set'; readonly cells: readonly DraftCell[] }
  /** New lines, `false` where no value is given. Those already there are left out and counted. `after` = behind this line; absent = at the end. */
  | {
      readonly kind: 'add';
      readonly lines: readonly { readonly email: string; readonly managed?: string }[];
      readonly after?: number;
    }
  /** A column or block from a spreadsheet, as the clipboard has it (tabs and line ends). Fills down from a cell, else adds at the end. */
  | {
      readonly kind: 'paste';
      readonly text: string;
      readonly at?: { readonly id: number; readonly column: DraftColumn };
    }
  | { readonly kind: 'delete'; readonly ids: readonly number[] };

export type DraftColumn = 'email' | 'managed';

export interface DraftCell {
  readonly id: number;
  readonly column: DraftColumn;
  readonly text: string;
}

/** "128 pasted: 121 added, 4 already there, 3 with problems" (ux §7). */
export interface EditDone {
  readonly state: DraftState;
  readonly given: number;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly alreadyThere: number;
  /** Of the added and changed lines. */
  readonly withProblems: number;
  /** Ids of added and changed lines, the first 1,000. */
  readonly ids: readonly number[];
}

export interface SavedDraft {
  readonly state: DraftState;
  readonly where: 'console' | 'file';
  readonly saved: number;
  /** Lines with problems that stay in the draft. */
  readonly stayed: number;
  readonly protects: number;
  /** On a console without the Console API: "upload this CSV there" (`exclusions.upload`); take it from `exportCsv`. */
  readonly upload: boolean;
}

export interface Difference {
  readonly email: string;
  /** The cell's text, `undefined` where the address does not stand there. */
  readonly mine: string | undefined;
  readonly theirs: string | undefined;
}

export interface DifferencePage {
  readonly lines: readonly Difference[];
  readonly total: number;
}
