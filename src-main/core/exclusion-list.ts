import { checkAddress } from './email-address.ts';
import { fold } from './fold.ts';
import { nearest } from './near-text.ts';
import { countOf } from './number-words.ts';

/** One line of an exclusion file as it was read; the cells are as they stand. */
export interface ExclusionRow {
  readonly line: number;
  readonly address: string;
  readonly managed: string;
  /** Cells to the right of the heading's, which nobody can place. */
  readonly tooManyCells?: boolean;
}

export interface ExclusionEntry {
  readonly address: string;
  readonly folded: string;
  /** `false` protects (R5). Anything that is not plainly `true` was taken as false. */
  readonly managed: boolean;
  readonly line: number;
}

export type ExclusionProblemKind =
  | 'bad-email'
  | 'bad-value'
  | 'duplicate'
  | 'conflict'
  | 'too-many-cells'
  | 'unknown-person';

export interface ExclusionProblem {
  readonly kind: ExclusionProblemKind;
  readonly line: number;
  readonly column: 'Email' | 'Provisioning Managed';
  /** What is wrong and what Muster makes of it; it stands by itself, without line and column. */
  readonly sentence: string;
}

export interface ExclusionList {
  readonly entries: readonly ExclusionEntry[];
  /** In order of lines. */
  readonly problems: readonly ExclusionProblem[];
}

/**
 * Makes an exclusion list of the lines of a file (R5, design §9). A faulty line never makes the list
 * useless, and in doubt it protects: a mistyped `false` must not expose anybody to a sync.
 */
export function exclusionList(rows: Iterable<ExclusionRow>): ExclusionList {
  const entries: ExclusionEntry[] = [];
  const problems: ExclusionProblem[] = [];
  const firstOf = new Map<string, ExclusionEntry>();

  for (const row of rows) {
    const problem = (kind: ExclusionProblemKind, column: ExclusionProblem['column'], sentence: string) =>
      problems.push({ kind, line: row.line, column, sentence });
    if (row.tooManyCells) {
      problem(
        'too-many-cells',
        'Provisioning Managed',
        'More cells than the heading has; the further ones are ignored.',
      );
    }

    const address = row.address.trim();
    const check = checkAddress(address);
    if (!check.ok) problem('bad-email', 'Email', badEmailSentence(check.why, address));
    const managed = managedBy(row.managed);
    if (managed === undefined) problem('bad-value', 'Provisioning Managed', badValueSentence(row.managed));
    if (address === '') continue;

    const entry: ExclusionEntry = {
      address,
      folded: fold(address),
      managed: managed ?? false,
      line: row.line,
    };
    entries.push(entry);
    const first = firstOf.get(entry.folded);
    if (first === undefined) firstOf.set(entry.folded, entry);
    else if (first.managed === entry.managed) {
      problem('duplicate', 'Email', `${address} already stands in line ${first.line}.`);
    } else {
      problem(
        'conflict',
        'Provisioning Managed',
        `${address} is ${entry.managed} here and ${first.managed} in line ${first.line}; false wins, so this person is protected.`,
      );
    }
  }
  return { entries, problems };
}

const PROBLEMS_NAMED = 3;

/** What a report says of the lines that protect nobody or were read as `false`: the first of them, and how many more. */
export function exclusionNotes(source: string, list: ExclusionList): readonly string[] {
  const told = list.problems.filter(({ kind }) => kind === 'bad-email' || kind === 'bad-value');
  const notes = told
    .slice(0, PROBLEMS_NAMED)
    .map(({ line, sentence }) => `${source} line ${line}: ${sentence}`);
  const more = told.length - notes.length;
  if (more > 0) notes.push(`${source}: ${countOf(more, 'more line', 'more lines')} with such a problem.`);
  return notes;
}

/** The protected addresses, folded, each with the first line that protects it. `true` lifts nothing (R5). */
export function excludedAddresses(list: ExclusionList): ReadonlyMap<string, number> {
  const excluded = new Map<string, number>();
  for (const entry of list.entries) {
    if (!entry.managed && !excluded.has(entry.folded)) excluded.set(entry.folded, entry.line);
  }
  return excluded;
}

/**
 * Names each entry whose person stands neither in the directory nor on the console: mostly a typing
 * error, and then the one meant is not protected. `candidates` gives folded addresses that may be meant,
 * e.g. those of the same domain; at most a thousand of them are looked at for each entry.
 */
export function checkAgainst(
  list: ExclusionList,
  isKnown: (folded: string) => boolean,
  candidates: (folded: string) => Iterable<string>,
): readonly ExclusionProblem[] {
  const problems: ExclusionProblem[] = [];
  const seen = new Set<string>();
  for (const { address, folded, line } of list.entries) {
    if (seen.has(folded) || !checkAddress(address).ok) continue;
    seen.add(folded);
    if (isKnown(folded)) continue;
    const meant = nearest(folded, candidates(folded));
    problems.push({
      kind: 'unknown-person',
      line,
      column: 'Email',
      sentence: `Nobody in the directory or on the console has the address ${address}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    });
  }
  return problems;
}

function managedBy(cell: string): boolean | undefined {
  const word = cell.trim().toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

/** What is wrong with an address that no line should have. */
export function badEmailSentence(why: 'noEmail' | 'badEmail' | 'tooLong', address: string): string {
  if (why === 'noEmail') return 'No e-mail address, so this line protects nobody.';
  const shown = address.length > 80 ? `${address.slice(0, 80)}…` : address;
  return why === 'tooLong'
    ? `“${shown}” is too long for an e-mail address.`
    : `“${shown}” is no e-mail address.`;
}

/** What is wrong with a value that is neither true nor false. */
export function badValueSentence(cell: string): string {
  const word = cell.trim().slice(0, 80);
  return word === ''
    ? 'The cell is empty. It was read as false, so this person is protected.'
    : `“${word}” is neither true nor false. It was read as false, so this person is protected.`;
}
