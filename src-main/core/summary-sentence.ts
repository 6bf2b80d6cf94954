import { countOf, formatCount, formatShare, joinWithAnd, pluralOf } from './number-words.ts';
import type { Counts, ReportHead } from './report.ts';

type HeadForSummary = Pick<
  ReportHead,
  'counts' | 'testMode' | 'status' | 'guard' | 'partial' | 'applied' | 'only' | 'directory' | 'undoes'
>;

/**
 * The sentence that stands first on a report, by the grammar of ux §5: create, change, archive, restore,
 * zero parts left out, the share of active people behind archives only, because it is what the guard measures.
 */
export function summarySentence(head: HeadForSummary, show: (value: string) => string = (v) => v): string {
  return summarySentences(head, show).join(' ');
}

/** The same, sentence by sentence: the first is the report's heading in the window (ux §5). */
export function summarySentences(
  head: HeadForSummary,
  show: (value: string) => string = (v) => v,
): readonly [string, ...string[]] {
  const tense = tenseOf(head);
  const acts = userActs(head);
  const others = groupActs(head.counts, tense);
  const asides = asideClauses(head);
  const subject = subjectOf(head, tense, show);
  const sentences: string[] = [];
  if (acts.length > 0) sentences.push(`${subject} ${inTense(acts, tense)}.`);
  if (others !== '') {
    const nobody = tense === 'did' ? 'no person changed' : 'no person would change';
    sentences.push(acts.length > 0 ? `${pronounOf(tense)} ${others}.` : `${subject} ${others}; ${nobody}.`);
  }
  if (sentences.length === 0) sentences.push(nothingToDo(head));
  sentences.push(...notTakenBack(head, tense));
  if (asides !== '') sentences.push(asides);
  if (head.counts.users.adopted > 0) sentences.push(adoptedClause(head.counts.users.adopted, tense));
  const outcome = outcomeClause(head);
  if (outcome !== '') sentences.push(outcome);
  const [first = '', ...rest] = sentences;
  return [first, ...rest];
}

/**
 * `did` only where every change was made: of a sync that failed in part nobody should read "archived 3"
 * when two were refused.
 */
type Tense = 'would' | 'did' | 'was to';

function tenseOf(head: HeadForSummary): Tense {
  if (head.testMode || head.applied === null) return 'would';
  const { failed, movedSincePreview } = head.applied;
  return head.status === 'Completed' && failed + movedSincePreview === 0 ? 'did' : 'was to';
}

function subjectOf({ only, undoes }: HeadForSummary, tense: Tense, show: (value: string) => string): string {
  const act = undoes === undefined ? 'sync' : 'undo';
  const sync = only.length === 0 ? `This ${act}` : `For ${joinWithAnd(only.map(show))}, this ${act}`;
  return tense === 'did' ? sync : `${sync} ${tense}`;
}

function pronounOf(tense: Tense): string {
  return tense === 'did' ? 'It' : `It ${tense}`;
}

interface PartOfPlan {
  readonly verb: 'create' | 'change' | 'archive' | 'restore';
  readonly count: number;
  readonly behind: string;
}

function userActs({ counts, guard }: HeadForSummary): readonly PartOfPlan[] {
  const { created, changed, archived, restored } = counts.users;
  const ofActive = ` (${formatShare(archived, guard.activeBefore)} of ${formatCount(guard.activeBefore)} active)`;
  const parts: PartOfPlan[] = [
    { verb: 'create', count: created, behind: '' },
    { verb: 'change', count: changed, behind: '' },
    { verb: 'archive', count: archived, behind: guard.activeBefore > 0 ? ofActive : '' },
    { verb: 'restore', count: restored, behind: '' },
  ];
  return parts.filter((part) => part.count > 0);
}

function inTense(parts: readonly PartOfPlan[], tense: Tense): string {
  return joinWithAnd(
    parts.map(({ verb, count, behind }) => {
      const word = tense === 'did' ? `${verb}${verb.endsWith('e') ? 'd' : 'ed'}` : verb;
      return `${word} ${formatCount(count)}${behind}`;
    }),
  );
}

function groupActs({ groups, memberships }: Counts, tense: Tense): string {
  const [make, rename, empty, refill, change] =
    tense === 'did'
      ? ['made', 'changed', 'archived', 'restored', 'changed']
      : ['make', 'change', 'archive', 'restore', 'change'];
  const parts: string[] = [];
  const add = (verb: string | undefined, count: number) => {
    if (count > 0) parts.push(`${verb} ${countOf(count, 'group', 'groups')}`);
  };
  add(make, groups.created);
  add(rename, groups.changed);
  add(empty, groups.archived);
  add(refill, groups.restored);
  const moved = memberships.created + memberships.archived;
  if (moved > 0) {
    const detail = [
      memberships.created > 0 ? `${formatCount(memberships.created)} added` : '',
      memberships.archived > 0 ? `${formatCount(memberships.archived)} removed` : '',
    ].filter((text) => text !== '');
    parts.push(`${change} ${countOf(moved, 'membership', 'memberships')} (${detail.join(', ')})`);
  }
  return joinWithAnd(parts);
}

/** Of a partial undo nobody knows yet what can be taken back. */
function isWholeUndo({ undoes, partial }: HeadForSummary): boolean {
  return undoes !== undefined && !partial;
}

/** What an undo has to leave stands before whom it leaves alone on purpose (ux §9, R23). */
function notTakenBack(head: HeadForSummary, tense: Tense): readonly string[] {
  const { users, groups, memberships } = head.counts;
  const rows = users.blocked + groups.blocked + memberships.blocked;
  if (rows === 0 || !isWholeUndo(head)) return [];
  return [`${countOf(rows, 'row', 'rows')} ${tense === 'did' ? 'could not' : 'cannot'} be taken back.`];
}

function asideClauses(head: HeadForSummary): string {
  const { excluded } = head.counts.users;
  const blocked = isWholeUndo(head) ? 0 : head.counts.users.blocked;
  const parts: string[] = [];
  if (excluded > 0) parts.push(countOf(excluded, 'is excluded', 'are excluded'));
  if (blocked > 0) {
    parts.push(
      excluded > 0 ? `${formatCount(blocked)} blocked` : countOf(blocked, 'is blocked', 'are blocked'),
    );
  }
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

function adoptedClause(adopted: number, tense: Tense): string {
  const people = countOf(adopted, 'unchanged person', 'unchanged people');
  if (tense === 'did') return `${people} ${pluralOf(adopted, 'was', 'were')} linked.`;
  return `${people} would be linked.`;
}

function outcomeClause({ applied, status, testMode }: HeadForSummary): string {
  if (testMode || applied === null) return '';
  const { succeeded, failed, movedSincePreview } = applied;
  if (status === 'Completed' && failed + movedSincePreview === 0) return '';
  const parts = [`${countOf(succeeded, 'change', 'changes')} ${pluralOf(succeeded, 'was', 'were')} made`];
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (movedSincePreview > 0) parts.push(`${formatCount(movedSincePreview)} had changed since the preview`);
  return `${joinWithAnd(parts)}.`;
}

function nothingToDo({ counts, partial, only, directory, undoes }: HeadForSummary): string {
  if (partial) return 'Nothing can be decided from this report.';
  if (undoes !== undefined) return 'Nothing to undo.';
  if (only.length > 0) return 'Nothing to do for the people asked for.';
  if (directory.rows === 0) return 'Nothing to do.';
  const { unchanged, blocked, excluded } = counts.users;
  // "Agree" would be a lie while somebody is Blocked: nobody knows about them.
  if (blocked + excluded > 0) return 'Nothing to do.';
  return `Nothing to do. Directory and console agree on ${countOf(unchanged, 'person', 'people')}.`;
}

/** R1: what a partial report says before anything else (ux §11, `partial.lead`, `empty.listing`). */
export function partialLead(head: Pick<ReportHead, 'directory' | 'console'>): readonly string[] {
  const lines: string[] = [];
  for (const [word, listing] of [
    ['directory', head.directory],
    ['console', head.console],
  ] as const) {
    if (!listing.complete) {
      const cause = listing.why?.sentence ?? 'it could not be shown to be complete';
      lines.push(
        `The ${word} listing stopped after ${countOf(listing.rows, 'person', 'people')}: ${cause.replace(/\.$/, '')}.`,
      );
    } else if (word === 'directory' && listing.rows === 0) {
      lines.push(
        'The directory returned no people. Muster takes that as a failed listing, not as everybody having left.',
      );
    }
  }
  if (lines.length === 0) return [];
  const unlisted = (side: 'directory' | 'console') =>
    !head[side].complete || (side === 'directory' && head.directory.rows === 0);
  return [
    'This report is partial.',
    ...lines,
    ...(unlisted('directory') ? ['People not listed by the directory are Blocked.'] : []),
    ...(unlisted('console') ? ['People not listed by the console may stand here as Created.'] : []),
    'Nobody would be archived, no membership removed. It cannot be applied.',
  ];
}
