import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useId } from 'react';
import { FailureBar } from '../../design/FailureBar.tsx';
import { ask, muster } from '../../muster/bridge.ts';
import type { ConnectDraft } from '../../state/connect-draft.ts';
import { useStore } from '../../state/store.ts';
import { ConnectionSteps, stepNames } from './ConnectionSteps.tsx';
import { problemsOf } from './check-steps.ts';
import { consoleFormOf, trialKey } from './console-form.ts';

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  why: { color: tokens.colorNeutralForeground2 },
});

/** Test connection of what is typed; it reads only (ux §2). */
export function TestConnection() {
  const styles = useStyles();
  const whyId = useId();
  const draft = useStore((s) => s.connect);
  const change = useStore((s) => s.changeConnect);
  const key = trialKey(draft);
  const trial = draft.trial?.of === key ? draft.trial : undefined;
  const isTrying = trial !== undefined && !trial.isOver;
  const { tenantUrl, consoleApiUrl } = problemsOf('console', draft);
  const why = tenantUrl ?? consoleApiUrl ?? missingSecret(draft);

  const test = async () => {
    const trialId = crypto.randomUUID();
    change({ trial: { of: key, isOver: false, steps: [] } });
    const stop = muster.on('connectionStep', (told) => {
      const now = useStore.getState().connect.trial;
      if (told.trialId !== trialId || now?.of !== key) return;
      change({ trial: { ...now, steps: [...now.steps, told.step] } });
    });
    const tried = await ask('tryConnection', {
      trialId,
      draftId: draft.draftId,
      // A test needs no name yet.
      console: { ...consoleFormOf(draft), name: draft.name.trim() || 'New console' },
    });
    stop();
    if (useStore.getState().connect.trial?.of !== key) return;
    change({
      trial: tried.ok
        ? { of: key, isOver: true, steps: tried.value }
        : { of: key, isOver: true, steps: [], failure: tried.failure },
    });
  };

  useEffect(() => {
    // A trial of an earlier life of this page has nobody who hears its end.
    const { connect, changeConnect } = useStore.getState();
    if (connect.trial?.isOver === false) changeConnect({ trial: undefined });
  }, []);

  return (
    <div className={styles.part}>
      <div className={styles.row}>
        <Button
          disabledFocusable={why !== undefined || isTrying}
          {...(why !== undefined && { 'aria-describedby': whyId })}
          onClick={() => {
            if (why === undefined && !isTrying) void test();
          }}
        >
          Test connection
        </Button>
        {why !== undefined && (
          <span className={styles.why} id={whyId}>
            {why}
          </span>
        )}
      </div>
      {trial?.failure ? (
        <FailureBar failure={trial.failure} />
      ) : (
        <ConnectionSteps
          steps={trial?.steps ?? []}
          names={stepNames({ consoleApiUrl: draft.consoleApiUrl, hasAdminKey: draft.secrets.adminKey })}
          isOver={trial === undefined || trial.isOver}
        />
      )}
    </div>
  );
}

/** A key alone opens the Console API, where there is one. */
function missingSecret({ secrets, consoleApiUrl }: ConnectDraft): string | undefined {
  if (secrets.token) return undefined;
  if (!secrets.adminKey) return 'The SCIM token is missing.';
  return consoleApiUrl.trim() === ''
    ? 'The SCIM token is missing, or the Console API URL that the admin key is for.'
    : undefined;
}
