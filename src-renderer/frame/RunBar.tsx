import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { RunningRun } from '../../src-preload/contract/runs.ts';
import { ask } from '../muster/bridge.ts';
import { useStore } from '../state/store.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { RunDetails } from './RunDetails.tsx';
import { isLive, progressSentence } from './run-words.ts';
import { useRunTold } from './use-run-told.ts';

const useStyles = makeStyles({
  footer: {
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    minHeight: '44px',
    padding: `0 ${tokens.spacingHorizontalL}`,
  },
  words: { flex: '1 1 240px', minWidth: 0, fontVariantNumeric: 'tabular-nums' },
  progress: { flex: '0 1 160px' },
  name: { fontWeight: tokens.fontWeightSemibold },
});

/** The runs that live, at the foot of the window whatever screen is shown; each names its tenant (ux §1). */
export function RunBar() {
  const styles = useStyles();
  const runs = useStore((s) => s.running);
  useRunTold();
  const list = Object.values(runs);
  if (list.length === 0) return null;
  return (
    <section className={styles.footer} aria-label="Syncs going on">
      {list.map((run) => (
        <OneRun key={run.runKey} run={run} />
      ))}
    </section>
  );
}

function OneRun({ run }: { readonly run: RunningRun }) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const [asksCancel, setAsksCancel] = useState(false);
  const cancel = async () => {
    setAsksCancel(false);
    const stopped = await ask('cancelRun', { runKey: run.runKey });
    if (!stopped.ok) useStore.getState().showFailure(stopped.failure);
  };
  const { total, done } = run;
  return (
    <>
      {isOpen && <RunDetails run={run} />}
      <div className={styles.bar}>
        <span className={styles.words}>
          <span className={styles.name}>{run.tenantName}</span> {isLive(run) ? 'live' : 'Test Mode'} ·{' '}
          {progressSentence(run)}
        </span>
        <ProgressBar
          className={styles.progress}
          aria-label={`Progress of the sync of ${run.tenantName}`}
          {...(total !== undefined && total > 0 ? { value: Math.min(1, done / total) } : {})}
        />
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'}
        </Button>
        <Button
          size="small"
          disabledFocusable={run.stopping}
          onClick={() => (run.cancelLeaves === 'nothing' ? void cancel() : setAsksCancel(true))}
        >
          {run.stopping ? 'Stopping' : 'Cancel'}
        </Button>
      </div>
      {asksCancel && (
        <CancelDialog run={run} onStop={() => void cancel()} onGoOn={() => setAsksCancel(false)} />
      )}
    </>
  );
}
