import { Badge, Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { ConnectionStepView } from '../../../src-preload/contract/connect.ts';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { accentColour } from '../../design/accents.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { LinkMark } from '../../design/LinkMark.tsx';
import { DEMO_LIMIT, lastRunWords, modeWords } from '../../frame/tenant-words.ts';
import { ask, muster } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { ConnectionSteps, stepNames } from '../connect/ConnectionSteps.tsx';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: '6px minmax(0, 1fr)',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    minWidth: 0,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: 'anywhere' },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
  },
  url: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere', ...typographyStyles.caption1 },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
  },
  steps: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

interface Test {
  readonly isOver: boolean;
  readonly steps: readonly ConnectionStepView[];
  readonly failure?: FailureView;
}

/** One tenant: name with its stripe, link, last run, and what can be done with it (ux §9). */
export function TenantCard({
  tenant,
  onEdit,
  onRemove,
}: {
  readonly tenant: TenantView;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const styles = useStyles();
  const id = useId();
  const isShown = useStore((s) => s.tenantId === tenant.id);
  const switchTenant = useStore((s) => s.switchTenant);
  const [test, setTest] = useState<Test>();
  const isTesting = test?.isOver === false;

  const tryLink = async () => {
    const trialId = crypto.randomUUID();
    setTest({ isOver: false, steps: [] });
    const stop = muster.on('connectionStep', (told) => {
      if (told.trialId !== trialId) return;
      setTest((before) => ({ isOver: false, steps: [...(before?.steps ?? []), told.step] }));
    });
    const tested = await ask('testTenant', { tenantId: tenant.id, trialId });
    stop();
    setTest(
      tested.ok
        ? { isOver: true, steps: tested.value }
        : { isOver: true, steps: [], failure: tested.failure },
    );
  };

  return (
    <li className={styles.card} aria-labelledby={id}>
      <span style={{ backgroundColor: accentColour(tenant.accent) }} aria-hidden="true" />
      <div className={styles.body}>
        <div className={styles.head}>
          <h2 className={styles.name} id={id}>
            <bdi>{tenant.name}</bdi>
          </h2>
          {tenant.isDemo && (
            <Badge appearance="tint" color="informative">
              Demo
            </Badge>
          )}
          {isShown && <Badge appearance="outline">Shown now</Badge>}
        </div>
        <bdi className={styles.url}>{tenant.tenantUrl}</bdi>
        <div className={styles.facts}>
          <LinkMark link={tenant.link} />
          <span>{modeWords(tenant)}</span>
          <span>{lastRunWords(tenant)}</span>
        </div>
        {tenant.isDemo && <span className={styles.facts}>{DEMO_LIMIT}</span>}
        {test && (
          <div className={styles.steps}>
            {test.failure ? (
              <FailureBar failure={test.failure} />
            ) : (
              <ConnectionSteps
                steps={test.steps}
                names={stepNames({ consoleApiUrl: tenant.consoleApiUrl, hasAdminKey: false })}
                isOver={test.isOver}
              />
            )}
          </div>
        )}
        <div className={styles.acts}>
          {!isShown && (
            <Button aria-describedby={id} onClick={() => switchTenant(tenant.id)}>
              Switch to it
            </Button>
          )}
          <Button aria-describedby={id} disabledFocusable={isTesting} onClick={() => void tryLink()}>
            {isTesting ? 'Testing' : 'Test connection'}
          </Button>
          <Button aria-describedby={id} onClick={onEdit}>
            Edit
          </Button>
          <Button aria-describedby={id} appearance="subtle" onClick={onRemove}>
            Remove…
          </Button>
        </div>
      </div>
    </li>
  );
}
