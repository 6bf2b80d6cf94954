import { labelOf } from './attributes.ts';
import { formatCount, joinWithAnd } from './number-words.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { RowWithReason } from './reasons.ts';
import type { FieldChange } from './report.ts';

type UndoReason = Extract<ReasonCode, `undo.${string}`>;

/** Why a row of an undo goes back, or stays (R23). "That sync" is the one that is undone. */
export function undoSentence(row: RowWithReason, reason: UndoReason): string {
  switch (reason) {
    case 'undo.created':
      return 'Was created by that sync; archived, since nothing is deleted.';
    case 'undo.changed':
      return `Goes back to what stood there before that sync: ${labelsOf(row.changes)}.`;
    case 'undo.archived':
      return `Was archived by that sync.${valuesToo(row)}`;
    case 'undo.restored':
      return `Was restored by that sync.${valuesToo(row)}`;
    case 'undo.same':
      return 'Already as it was before that sync.';
    case 'undo.stays':
      return 'What that sync wrote cannot be taken back, so it stays.';
    case 'undo.moved':
      return 'Changed on the console since that sync; left alone.';
    case 'undo.gone':
      return `${row.object === 'membership' ? 'The person or group is' : 'Is'} no longer on the console; left alone.`;
    case 'undo.unknown':
      return 'The answer to that sync was lost, so nobody knows what became of this row; left alone.';
    case 'undo.listing':
      return 'A listing is incomplete, so nobody knows how this stands now.';
    case 'undo.groupMade':
      return 'Was made by that sync: the members that came with it leave, the group stays, since nothing is deleted.';
    case 'undo.groupStays':
      return 'Was made by that sync, and stays, since nothing is deleted.';
    case 'undo.groupEmptied':
      return 'Was archived by that sync; its members come back.';
    case 'undo.groupFilled':
      return 'Was restored by that sync; the members that came with it leave.';
    case 'undo.added':
      return 'Was added by that sync.';
    case 'undo.removed':
      return 'Was removed by that sync.';
    default:
      return reason satisfies never;
  }
}

function valuesToo({ changes }: RowWithReason): string {
  const n = changes.filter(({ field }) => field !== 'active').length;
  if (n === 0) return '';
  return n === 1 ? ' One value goes back too.' : ` ${formatCount(n)} values go back too.`;
}

function labelsOf(changes: readonly FieldChange[]): string {
  const labels = changes.map(({ field }) => labelOf(field));
  return labels.length > 3
    ? `${labels.slice(0, 2).join(', ')} and ${formatCount(labels.length - 2)} more`
    : joinWithAnd(labels);
}
