import type { Failure } from '../../core/failure.ts';

/** What the head of a CSV tells of the whole (ux §2, step 2). */
export interface GuessedColumns {
  /** The file's name without its folder. */
  readonly name: string;
  readonly encoding: string;
  readonly separator: string;
  readonly columns: readonly GuessedColumn[];
  /** The first five people: each cell as it stands, in the order of `columns`; of an ignored column, empty. */
  readonly people: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** People seen in the head of the file; `more` = the file goes on, so say "more than". */
  readonly rows: { readonly seen: number; readonly more: boolean };
  readonly problems: readonly Failure[];
}

export interface GuessedColumn {
  readonly heading: string;
  /** The console's label of the field, or `undefined` where the column is ignored. */
  readonly means: string | undefined;
}
