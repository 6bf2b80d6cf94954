import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { countOf } from '../../design/formats.ts';
import type { AskedFirst } from './use-report-acts.ts';

/** Marks and Exclude on a whole group or filter ask with its number (ux §5). */
export function GroupQuestion({
  asked: { act, meant },
  onAnswer,
}: {
  readonly asked: AskedFirst;
  readonly onAnswer: (answer: 'yes' | 'no') => void;
}) {
  const rows = countOf(meant.rows, 'row', 'rows');
  return act === 'exclude' ? (
    <ConfirmDialog
      title={`Exclude the people of ${rows}?`}
      confirm={`Exclude ${rows}`}
      onConfirm={() => onAnswer('yes')}
      onCancel={() => onAnswer('no')}
    >
      <p>
        Their e-mail addresses are added to the exclusions that are being edited. Nothing is saved yet, and it
        can be undone.
      </p>
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      title={`Mark ${rows} as reviewed?`}
      confirm={`Mark ${rows}`}
      onConfirm={() => onAnswer('yes')}
      onCancel={() => onAnswer('no')}
    >
      <p>The marks say that somebody has looked at each of these rows.</p>
    </ConfirmDialog>
  );
}
