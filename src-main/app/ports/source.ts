import type { Failure } from '../../core/failure.ts';
import type { SourceColumn } from '../../core/path-step.ts';
import type { Carried, SourceRecord } from '../../core/records.ts';
import type { RowBatch, RowsBegin } from '../../core/row-batch.ts';

/**
 * Anything that can be listed: a directory or a console (design §3, "listing").
 * Records come in batches so that nobody holds a whole listing (at most about 1,000 a batch).
 */
export interface Source {
  readonly kind: 'csv' | 'scim';
  /** For people: a file name or a host; never a secret, never a full machine path in a report. */
  readonly name: string;
  /** Never rejects for what the outside did: that ends the listing as partial, with the failure (R1). */
  list(options: ListingOptions): AsyncGenerator<readonly SourceRecord[], ListingEnd, void>;
  /**
   * Reads it as rows of bytes, once, where it is a plain CSV: the end is the one that `list` gives. `undefined` where
   * it is not, at whatever row that turns out, or was cancelled: nothing is said about it, `list` tells.
   */
  readonly scan?: (options: ScanOptions) => Promise<ListingEnd | undefined>;
}

export interface ScanOptions extends Pick<ListingOptions, 'signal' | 'onProgress'> {
  /** Called at most once, when the heading is read; what it gives takes the rows. */
  readonly begin: (begin: RowsBegin) => (batch: RowBatch) => void;
}

export interface ListingOptions {
  readonly signal: AbortSignal;
  /** People read so far, and how many there will be where the source tells. */
  readonly onProgress?: (read: number, total: number | undefined) => void;
  /** Said while the other side makes us wait (429, 503). */
  readonly onWait?: (waitMs: number) => void;
}

/** How a listing ended. `complete` only where it is proven (R1). */
export interface ListingEnd {
  readonly completeness: Completeness;
  readonly carried: Carried;
  /** Columns of a CSV that were not understood (design §14). */
  readonly ignoredColumns: readonly string[];
  /** Which column feeds which field, in the file's order; absent where a source has no columns of its own. */
  readonly columns?: readonly SourceColumn[];
  /** Things to know that are no failure, as sentences, e.g. the encoding that was assumed. */
  readonly notes: readonly string[];
}

export type Completeness =
  | { readonly status: 'complete' }
  | { readonly status: 'partial'; readonly why: Failure };
