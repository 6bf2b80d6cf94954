import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { EndedRun } from '../../../src-preload/contract/runs.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { progressSentence } from '../../frame/run-words.ts';
import type { DemoStart } from '../../state/first-run-slice.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '640px' },
  words: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** From "Try it" to the report: what goes on meanwhile, and a failure in words (ux §2). */
export function DemoProgress({ demoStart }: { readonly demoStart: DemoStart }) {
  const styles = useStyles();
  const endFirstRun = useStore((s) => s.endFirstRun);
  const tryDemo = useStore((s) => s.tryDemo);
  const go = useStore((s) => s.go);
  const runKey = demoStart.step === 'syncing' ? demoStart.runKey : undefined;
  const run = useStore((s) => (runKey === undefined ? undefined : s.running[runKey]));
  const ended = useStore((s) => (demoStart.step === 'syncing' ? s.ended[demoStart.tenantId] : undefined));
  const end = ended?.runKey === runKey ? ended : undefined;

  useEffect(() => {
    if (end?.reportId === undefined) return;
    endFirstRun();
    go({ place: 'reports', reportId: end.reportId });
  }, [end, endFirstRun, go]);

  if (demoStart.step === 'failed') {
    return (
      <div className={styles.progress}>
        <FailureBar failure={demoStart.failure} onRetry={() => void tryDemo()} />
        <div className={styles.acts}>
          <Button onClick={endFirstRun}>Choose again</Button>
        </div>
      </div>
    );
  }
  if (end && end.reportId === undefined) return <NoReport end={end} />;
  return (
    <div className={styles.progress} role="status">
      <ProgressBar aria-label="Progress to the first report" />
      <p className={styles.words}>
        {demoStart.step === 'starting' && 'Starting the demo console on this computer'}
        {demoStart.step === 'syncing' && (run ? progressSentence(run) : 'Opening the report')}
      </p>
      <p className={styles.quiet}>
        Test Mode is on: this sync ends with a report, and nothing on the console is changed.
      </p>
    </div>
  );
}

/** The sync ended without a report: skipped, cancelled or failed, each in its own words. */
function NoReport({ end }: { readonly end: EndedRun }) {
  const styles = useStyles();
  const endFirstRun = useStore((s) => s.endFirstRun);
  const tryDemo = useStore((s) => s.tryDemo);
  const failure = end.failure ?? {
    code: end.status === 'Skipped' ? 'sync-skipped' : 'cancelled',
    sentence: end.sentence,
    next: end.status === 'Skipped' ? 'Demo: the sync limit is one minute instead of 15.' : '',
  };
  return (
    <div className={styles.progress}>
      <FailureBar failure={failure} onRetry={() => void tryDemo()} />
      <div className={styles.acts}>
        <Button onClick={endFirstRun}>Go to Overview</Button>
      </div>
    </div>
  );
}
