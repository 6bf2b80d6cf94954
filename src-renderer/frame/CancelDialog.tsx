import type { RunningRun } from '../../src-preload/contract/runs.ts';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { formatNumber } from '../design/formats.ts';

/** Stopping a live sync leaves part of it done, so it asks (ux §11, `cancel.live` and `cancel.first`). */
export function CancelDialog({
  run,
  onStop,
  onGoOn,
}: {
  readonly run: RunningRun;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
}) {
  const { done, total } = run;
  const isApplying = run.phase.startsWith('apply-') || run.phase === 'confirm';
  return (
    <ConfirmDialog title="Stop now?" confirm="Stop" cancel="Go on" onConfirm={onStop} onCancel={onGoOn}>
      {isApplying ? (
        <p>
          {total === undefined
            ? `${formatNumber(done)} changes are made and stay.`
            : `${formatNumber(done)} of ${formatNumber(total)} changes of this step are made and stay.`}{' '}
          The others are not sent; the next test sync shows them again.
        </p>
      ) : (
        <p>Nothing has been changed yet. The next test sync shows the changes again.</p>
      )}
      {run.cancelLeaves === 'half-told' && (
        <p>
          This is the first live sync, and this console may archive everybody it was not told about. Stopping
          leaves it half told: <strong>keep Test Mode on in the console</strong> and resume before anything
          else.
        </p>
      )}
    </ConfirmDialog>
  );
}
