import type { DraftOperation, EditedLine } from '../../core/draft-lines.ts';

/** The list in force as it was read: what a draft is an edit of. */
export interface ListInForce {
  readonly lines: readonly EditedLine[];
  /** The console's ETag or the file's hash; '' for a file that does not exist yet. */
  readonly mark: string;
  readonly readAtMs: number;
  readonly notes: readonly string[];
}

/** A draft as it stood when its log began. */
export interface DraftStart {
  readonly where: 'console' | 'file';
  readonly file: string | undefined;
  readonly base: ListInForce;
  readonly lines: readonly EditedLine[];
}

/** One act of the log; an undo is an act as well, so that a log can be read without what was before it. */
export interface DraftEntry {
  readonly kind: 'do' | 'undo' | 'redo';
  readonly operations: readonly DraftOperation[];
}

export interface StoredDraft extends DraftStart {
  readonly entries: readonly DraftEntry[];
  /** When the last edit was kept. */
  readonly atMs: number;
}

/**
 * Unsaved edits, one log a tenant (ux §7, U11): what `append` was told is in the file when it returns and safe from a
 * power cut 200 ms later; a line that a crash tore is left out.
 */
export interface DraftStore {
  open(tenantId: string): StoredDraft | undefined;
  /** Starts the tenant's log anew, in one step: before it the old log stands, after it the new one. */
  begin(tenantId: string, start: DraftStart): void;
  append(tenantId: string, entry: DraftEntry): void;
  remove(tenantId: string): void;
  /** Puts on the disk what is not there yet. */
  close(): void;
}
