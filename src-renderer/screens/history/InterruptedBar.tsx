import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { InterruptedView } from '../../../src-preload/contract/history.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { formatNumber, formatTime } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { selectRunOfTenant } from '../../state/run-slice.ts';
import { useStore } from '../../state/store.ts';
import { interruptedSentence, isAre } from './history-words.ts';

const useStyles = makeStyles({
  bars: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0`,
  },
});

/** On every screen of the tenant until it is decided: what of an interrupted sync is proven, and the two ways on (ux §10, `interrupted`). */
export function InterruptedBar() {
  const styles = useStyles();
  const tenantId = useStore((s) => s.tenantId);
  const isAlive = useStore((s) => selectRunOfTenant(s) !== undefined);
  const { value } = useAnswer(
    'listInterrupted',
    { tenantId: tenantId ?? ' ' },
    {
      topics: ['runs', 'history'],
      when: tenantId !== undefined,
      ...(tenantId === undefined ? {} : { tenantId }),
    },
  );
  // While it is being resumed or closed, the run bar tells.
  if (tenantId === undefined || isAlive || !value || value.length === 0) return null;
  return (
    <div className={styles.bars}>
      {value.map((run) => (
        <OneInterrupted key={run.runId} run={run} tenantId={tenantId} />
      ))}
    </div>
  );
}

function OneInterrupted({ run, tenantId }: { readonly run: InterruptedView; readonly tenantId: string }) {
  const [asksClose, setAsksClose] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const decide = async (act: 'resumeRun' | 'closeRun') => {
    setAsksClose(false);
    setBusy(true);
    const started = await ask(act, { tenantId, runId: run.runId });
    setBusy(false);
    if (!started.ok) useStore.getState().showFailure(started.failure);
  };
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Interrupted, {formatTime(run.atMs)}.</MessageBarTitle> {interruptedSentence(run)}
        {run.isFirstLive && (
          <>
            {' '}
            This console may archive everybody it was not told about:{' '}
            <strong>keep Test Mode on in the console</strong> and resume before anything else.
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void decide('resumeRun')}>
          Resume
        </Button>
        <Button disabledFocusable={isBusy} onClick={() => setAsksClose(true)}>
          Close as Interrupted
        </Button>
      </MessageBarActions>
      {asksClose && (
        <ConfirmDialog
          title="Close this sync as Interrupted?"
          confirm="Close as Interrupted"
          onConfirm={() => void decide('closeRun')}
          onCancel={() => setAsksClose(false)}
        >
          <p>
            {formatNumber(run.proven)} {isAre(run.proven, 'change is', 'changes are')} made and{' '}
            {isAre(run.proven, 'stays', 'stay')}. The others are not sent; the next test sync shows them
            again. A closed sync cannot be resumed.
          </p>
          {run.isFirstLive && (
            <p>
              This was the first live sync, and this console may archive everybody it was not told about.
              Closing leaves it half told: <strong>keep Test Mode on in the console</strong>.
            </p>
          )}
        </ConfirmDialog>
      )}
    </MessageBar>
  );
}
