import { makeStyles } from '@fluentui/react-components';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { LINK_WORDS } from '../../design/LinkMark.tsx';
import { Page } from '../../design/Page.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { modeWords } from '../../frame/tenant-words.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { selectTenant } from '../../state/tenant-slice.ts';
import { AttentionCard } from './AttentionCard.tsx';
import { LastRunCard } from './LastRunCard.tsx';
import { LastRuns } from './LastRuns.tsx';
import { NextStepCard } from './NextStepCard.tsx';
import { NextSyncCard } from './NextSyncCard.tsx';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    gap: '16px',
    alignItems: 'stretch',
  },
});

/** The tenant at a glance: its state, the one next step, what needs attention, what was done (ux §3). */
export function OverviewScreen() {
  const styles = useStyles();
  const tenant = useStore(selectTenant);
  const { value, failure, reload } = useAnswer(
    'readOverview',
    { tenantId: tenant?.id ?? '' },
    { topics: ['tenants', 'settings', 'reports', 'runs', 'history'], when: tenant !== undefined },
  );
  if (!tenant) return <EmptyState sentence="No tenant yet." />;
  const state = [LINK_WORDS[tenant.link], modeWords(tenant)].join(' · ');
  return (
    <Page title={tenant.name} sentence={state}>
      {failure && <FailureBar failure={failure} onRetry={reload} />}
      {!value && !failure && <Waiting words="Reading what is known of this tenant" />}
      {value && (
        <>
          <NextStepCard step={value.nextStep} />
          <div className={styles.cards}>
            <AttentionCard attention={value.attention} />
            <LastRunCard run={value.lastRuns[0]} />
            <NextSyncCard tenant={tenant} />
          </div>
          <LastRuns runs={value.lastRuns} />
        </>
      )}
    </Page>
  );
}
