import { Button, Card, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useLayoutEffect, useState } from 'react';
import type { NextStepView } from '../../../src-preload/contract/overview.ts';
import { ForceSyncNow } from '../../frame/ForceSyncNow.tsx';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalXL,
    borderInlineStartWidth: '4px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorCompoundBrandBackground,
    flexShrink: 0,
  },
  words: { flex: '1 1 280px', minWidth: 0 },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  sentence: { ...typographyStyles.body2, margin: `${tokens.spacingVerticalXS} 0 0` },
});

/** Exactly one primary button, first that fits (ux §3). */
export function NextStepCard({ step }: { readonly step: NextStepView }) {
  const styles = useStyles();
  const isSync = step.kind === 'force-sync';
  const takeForceSync = useStore((s) => s.takeForceSync);
  useLayoutEffect(() => {
    if (!isSync) return undefined;
    takeForceSync('next-step');
    return () => takeForceSync('header');
  }, [isSync, takeForceSync]);
  return (
    <Card className={styles.card} role="group" aria-label="Next step">
      <div className={styles.words}>
        <h2 className={styles.title}>{step.kind === 'nothing' ? 'All done' : 'Next step'}</h2>
        <p className={styles.sentence}>{step.sentence}</p>
      </div>
      {isSync ? <ForceSyncNow /> : <StepButton step={step} />}
    </Card>
  );
}

function StepButton({ step }: { readonly step: NextStepView }) {
  const go = useStore((s) => s.go);
  if (step.kind === 'evaluate-anew') return <EvaluateAnew reportId={step.reportId} />;
  const act = actOf(step);
  if (!act) return null;
  return (
    <Button appearance="primary" onClick={() => go(act.route)}>
      {act.label}
    </Button>
  );
}

/** Makes the new report at once and opens it: no sync, no waiting (ux §5). */
function EvaluateAnew({ reportId }: { readonly reportId: string }) {
  const [isBusy, setBusy] = useState(false);
  const evaluate = async () => {
    const { go, showFailure, say } = useStore.getState();
    setBusy(true);
    say('Evaluating the same listings anew.');
    const made = await ask('reEvaluateReport', { reportId });
    setBusy(false);
    if (made.ok) go({ place: 'reports', reportId: made.value });
    else showFailure(made.failure);
  };
  return (
    <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void evaluate()}>
      {isBusy ? 'Evaluating anew…' : 'Evaluate anew'}
    </Button>
  );
}

type RouteTo = Parameters<ReturnType<typeof useStore.getState>['go']>[0];

function actOf(step: NextStepView): { readonly label: string; readonly route: RouteTo } | undefined {
  switch (step.kind) {
    case 'set-up-directory':
      return { label: 'Set up directory', route: { place: 'provisioning', show: 'sources' } };
    case 'enter-token':
      return { label: 'Enter SCIM Token', route: { place: 'provisioning', show: 'settings' } };
    case 'resume':
      return { label: 'Resume', route: { place: 'history' } };
    case 'review-report':
      return { label: 'Review report', route: { place: 'reports', reportId: step.reportId } };
    case 'turn-test-mode-off':
      return { label: 'Turn Test Mode off', route: { place: 'provisioning', show: 'settings' } };
    case 'apply':
      return { label: 'Apply', route: { place: 'reports', reportId: step.reportId, ask: 'approve' } };
    default:
      // The run bar shows the progress; where nothing is to do, there is no button.
      return undefined;
  }
}
