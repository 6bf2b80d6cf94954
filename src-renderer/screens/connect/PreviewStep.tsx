import { Button, Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { LockClosedRegular, WarningRegular } from '@fluentui/react-icons';
import { useEffect, useId, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import type { ConnectDraft, ConnectStep } from '../../state/connect-draft.ts';
import { useStore } from '../../state/store.ts';
import { addressesIn, problemsOf } from './check-steps.ts';
import { sendConnect } from './send-connect.ts';

const STEP_NAMES: Readonly<Record<ConnectStep, string>> = {
  console: 'Console',
  directory: 'Directory',
  protect: 'Protect',
  preview: 'Preview',
};

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, auto) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  testMode: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    ...typographyStyles.body1Strong,
  },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  problems: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  problem: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  warn: { color: tokens.colorPaletteMarigoldForeground2, flexShrink: 0 },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** Step 4: what was chosen, Test Mode on and not a choice, and the first test-mode sync (ux §2). */
export function PreviewStep() {
  const styles = useStyles();
  const whyId = useId();
  const draft = useStore((s) => s.connect);
  const openStep = useStore((s) => s.openConnectStep);
  const takeForceSync = useStore((s) => s.takeForceSync);
  // Force Sync Now is never twice in a document (ux §1): here it is the new tenant's.
  useEffect(() => {
    takeForceSync('next-step');
    return () => takeForceSync('header');
  }, [takeForceSync]);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const problems = problemsBefore(draft);
  const needsToken = !draft.secrets.token && draft.tenantId === undefined;
  const canAdd = problems.every(({ step }) => step === 'directory');
  const why = whyNoSync(problems.length > 0, needsToken);

  const send = async (start: 'test-sync' | 'nothing') => {
    if (isBusy) return;
    setBusy(true);
    setFailure(undefined);
    setFailure(await sendConnect(start));
    setBusy(false);
  };

  return (
    <>
      <dl className={styles.facts}>
        <dt className={styles.term}>Console</dt>
        <dd className={styles.value}>
          <bdi>{draft.name.trim() || '(no name)'}</bdi>
          {draft.tenantUrl.trim() !== '' && (
            <>
              {' · '}
              <bdi>{draft.tenantUrl.trim()}</bdi>
            </>
          )}
        </dd>
        <dt className={styles.term}>Directory</dt>
        <dd className={styles.value}>
          <bdi>{directoryWords(draft)}</bdi>
        </dd>
        <dt className={styles.term}>Protected</dt>
        <dd className={styles.value}>{protectedWords(draft)}</dd>
        <dt className={styles.term}>Provisioning</dt>
        <dd className={styles.value}>
          {draft.consoleApiUrl.trim() === '' ? 'Turned on for this tenant' : 'As the console has it'}
        </dd>
        <dt className={styles.term}>Test Mode</dt>
        <dd className={styles.value}>
          <span className={styles.testMode}>
            <LockClosedRegular fontSize={16} aria-hidden="true" />
            On
          </span>
        </dd>
      </dl>
      <p className={styles.quiet}>
        Test Mode is on. A sync ends with a report; nothing on the console is changed. Keep it on until a test
        sync shows what you expect.
      </p>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map(({ step, sentence }) => (
            <li key={`${step} ${sentence}`} className={styles.problem}>
              <WarningRegular className={styles.warn} fontSize={16} aria-hidden="true" />
              {sentence}
              <Link as="button" onClick={() => openStep(step)}>
                Go to {STEP_NAMES[step]}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {failure && <FailureBar failure={failure} />}
      <div className={styles.acts}>
        <Button
          appearance="primary"
          disabledFocusable={why !== undefined || isBusy}
          {...(why !== undefined && { 'aria-describedby': whyId })}
          onClick={() => {
            if (why === undefined) void send('test-sync');
          }}
        >
          Force Sync Now
        </Button>
        {why !== undefined && canAdd && (
          <Button disabledFocusable={isBusy} onClick={() => void send('nothing')}>
            Add without a sync
          </Button>
        )}
        {why !== undefined && (
          <span className={styles.quiet} id={whyId}>
            {why}
          </span>
        )}
      </div>
    </>
  );
}

function whyNoSync(hasProblems: boolean, needsToken: boolean): string | undefined {
  if (hasProblems) return 'A sync needs what is missing above.';
  return needsToken
    ? 'A sync needs the SCIM token. With the admin key you can generate one under Provisioning.'
    : undefined;
}

function problemsBefore(
  draft: ConnectDraft,
): readonly { readonly step: ConnectStep; readonly sentence: string }[] {
  return (['console', 'directory', 'protect'] as const).flatMap((step) =>
    Object.values(problemsOf(step, draft)).map((sentence) => ({ step, sentence })),
  );
}

function directoryWords({ directoryKind, directory, directoryUrl }: ConnectDraft): string {
  if (directoryKind === 'scim') return directoryUrl.trim() || '(none)';
  if (!directory) return '(none)';
  const { seen, more } = directory.rows;
  return `${directory.name} · ${more ? 'more than ' : ''}${countOf(seen, 'person', 'people')}`;
}

function protectedWords({ addresses, protectFile }: ConnectDraft): string {
  const typed = addressesIn(addresses).length;
  const parts = [
    ...(typed > 0 ? [countOf(typed, 'address', 'addresses')] : []),
    ...(protectFile ? [`${countOf(protectFile.protects, 'person', 'people')} of ${protectFile.name}`] : []),
  ];
  return parts.length === 0 ? 'Nobody' : parts.join(' and ');
}
