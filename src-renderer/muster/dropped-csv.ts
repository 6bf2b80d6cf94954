import type { FailureView } from '../../src-preload/contract/failure.ts';

/** One thing of a drop; what comes out of another program (a mail, a browser) has no path on this computer. */
export interface DroppedThing {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly path: string;
}

export type DroppedCsv =
  | { readonly ok: true; readonly file: string }
  | { readonly ok: false; readonly failure: FailureView };

/**
 * The one CSV of a drop, or in words why it is none. One at a time: each import is told, and taken back, by itself. By
 * the ending: what is in it is checked where it is read.
 */
export function csvOfDrop(things: readonly DroppedThing[]): DroppedCsv {
  const [thing] = things;
  if (things.length > 1) {
    return refused(
      `${things.length} files were dropped at once, so none of them was read.`,
      'Drop one CSV at a time.',
    );
  }
  if (thing?.kind === 'folder') {
    return refused(`“${thing.name}” is a folder, so it was not read.`, 'Drop the CSV that is in it.');
  }
  if (!thing || thing.path === '') {
    return refused(
      'What was dropped is no file of this computer, so it was not read.',
      'Save it as a file first, then drop or choose that.',
    );
  }
  if (!/\.(csv|tsv|txt)$/i.test(thing.name)) {
    return refused(
      `“${thing.name}” is no CSV file, so it was not read.`,
      'Drop a file that ends in .csv, .tsv or .txt.',
    );
  }
  return { ok: true, file: thing.path };
}

function refused(sentence: string, next: string): DroppedCsv {
  return { ok: false, failure: { code: 'bad-input', sentence, next } };
}
