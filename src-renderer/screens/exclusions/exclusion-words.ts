import type {
  ExclusionColumn,
  ExclusionDraft,
  ExclusionEditDone,
  ExclusionLine,
  SavedExclusions,
} from '../../../src-preload/contract/exclusions.ts';
import { countOf, formatNumber, formatTime, plural } from '../../design/formats.ts';

// The sentences of the exclusions screen (ux §7, §11).

/** "6 people are excluded · not saved: 2 edits" */
export function titleOf({
  protects,
  unsavedEdits,
}: Pick<ExclusionDraft, 'protects' | 'unsavedEdits'>): string {
  const people =
    protects === 0 ? 'Nobody is excluded' : `${countOf(protects, 'person is', 'people are')} excluded`;
  return unsavedEdits === 0 ? people : `${people} · not saved: ${countOf(unsavedEdits, 'edit', 'edits')}`;
}

/** What the unsaved edits do, as one sentence; '' where they do nothing. `lost` is said apart, in red. */
export function effectOf({ effect }: Pick<ExclusionDraft, 'effect'>): {
  readonly sentence: string;
  readonly lost: string;
} {
  if (effect === 'no report') {
    return { sentence: 'Effect appears after the first test-mode sync.', lost: '' };
  }
  if (effect === 'being read') return { sentence: 'Reading the last report for the effect.', lost: '' };
  const still =
    effect.stillProtected === 0
      ? ''
      : `${countOf(effect.stillProtected, 'person stays', 'people stay')} protected by another source`;
  return { sentence: [effect.sentence, still].filter(Boolean).join(' · '), lost: effect.lost };
}

/** Where the document lives, how long it is, and that leaving loses nothing. */
export function placeOf({ where, file, lines }: Pick<ExclusionDraft, 'where' | 'file' | 'lines'>): string {
  const list =
    where === 'console' ? 'The list of the console' : file === undefined ? 'A list of Muster' : file;
  return `${list}, ${countOf(lines, 'line', 'lines')}. Edits stay here until you save, also when you leave. Other sources may exclude more people; each report counts all.`;
}

/** "128 pasted: 121 added, 4 already there, 3 with problems" */
export function doneSentence(act: 'pasted' | 'imported' | 'given', done: ExclusionEditDone): string {
  const parts = [
    done.added > 0 ? `${formatNumber(done.added)} added` : '',
    done.changed > 0 ? `${formatNumber(done.changed)} changed` : '',
    done.alreadyThere > 0 ? `${formatNumber(done.alreadyThere)} already there` : '',
    done.withProblems > 0
      ? `${formatNumber(done.withProblems)} with ${plural(done.withProblems, 'a problem', 'problems')}`
      : '',
  ].filter(Boolean);
  if (act === 'given' && done.added === done.given && done.withProblems === 0) {
    return `${countOf(done.added, 'person', 'people')} added`;
  }
  const head =
    act === 'given' ? countOf(done.given, 'person', 'people') : `${formatNumber(done.given)} ${act}`;
  return `${head}: ${parts.length === 0 ? 'nothing changed' : parts.join(', ')}`;
}

/** "Saved. 6 people are excluded. 3 lines with problems stay in the draft." */
export function savedSentence({ protects, stayed }: Pick<SavedExclusions, 'protects' | 'stayed'>): string {
  const stays =
    stayed === 0
      ? ''
      : ` ${countOf(stayed, 'line with a problem stays', 'lines with problems stay')} in the draft.`;
  return `Saved. ${titleOf({ protects, unsavedEdits: 0 })}.${stays}`;
}

/** `file.changed`; the console's list has no file and no program. */
export function changedSentence(
  { where, file }: Pick<ExclusionDraft, 'where' | 'file'>,
  seenAtMs: number,
): string {
  return where === 'file' && file !== undefined
    ? `${file} was changed by another program at ${formatTime(seenAtMs)}. Your edits are safe.`
    : `The list on the console was changed by somebody else before ${formatTime(seenAtMs)}. Your edits are safe.`;
}

/** `draft.back` */
export function backSentence({ edits, atMs }: NonNullable<ExclusionDraft['back']>): string {
  return `Your ${countOf(edits, 'unsaved edit', 'unsaved edits')} from ${formatTime(atMs)} ${plural(edits, 'is', 'are')} back.`;
}

/** Why Save exclusions does nothing now, in words (U2); `undefined` = it saves. */
export function whyNoSave(draft: ExclusionDraft | undefined, now: 'saving' | 'idle'): string | undefined {
  if (!draft) return 'The list is not read yet.';
  if (now === 'saving') return 'It is being saved.';
  if (draft.theirs) return 'Keep yours or take theirs first.';
  if (draft.unsavedEdits === 0) return 'There is nothing to save.';
  if (draft.offline && draft.where === 'console') return 'Saving needs a connection.';
  return undefined;
}

/** The problems of a line as one text, and the cell's text that may be meant ("did you mean …? [Use]"). */
export function problemsOf({ problems }: Pick<ExclusionLine, 'problems'>): {
  readonly text: string;
  readonly suggested: { readonly column: ExclusionColumn; readonly text: string } | undefined;
} {
  const text = problems.map(({ sentence }) => sentence).join(' ');
  for (const { column, suggestion } of problems) {
    if (suggestion === undefined) continue;
    return { text, suggested: { column: column === 'Email' ? 'email' : 'managed', text: suggestion } };
  }
  return { text, suggested: undefined };
}

/** A line as a screen reader hears it; the grid's rows stand far apart, so the row says its number (ux §14). */
export function lineLabel(line: ExclusionLine, index: number, total: number): string {
  const { effect } = line;
  const said = [
    `Line ${formatNumber(index + 1)} of ${formatNumber(total)}`,
    line.email || 'no e-mail',
    line.protects ? 'protected' : 'not protected',
    line.person?.name,
    effect && (effect.was === effect.becomes ? effect.becomes : `was ${effect.was}, now ${effect.becomes}`),
    line.state === 'saved' ? undefined : 'not saved',
    ...line.problems.map(({ sentence }) => sentence),
  ];
  return said.filter(Boolean).join(', ');
}
