import { Button, makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { HistoryLine } from '../../../src-preload/contract/history.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { useCommand } from '../../muster/use-command.ts';
import { useStore } from '../../state/store.ts';
import { selectTenant } from '../../state/tenant-slice.ts';
import { ConsoleSyncs } from './ConsoleSyncs.tsx';
import { HistoryTable } from './HistoryTable.tsx';
import { TOPIC_FILTERS, topicsOf } from './history-words.ts';
import { TrailState } from './TrailState.tsx';
import { UndoDialog } from './UndoDialog.tsx';
import { useHistory } from './use-history.ts';

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalL}`,
    flexShrink: 0,
  },
  more: { alignSelf: 'flex-start', flexShrink: 0 },
});

const SERVICES = [
  { key: 'scim', label: 'SCIM' },
  { key: 'adi', label: 'ADI' },
  { key: 'all', label: 'All services' },
] as const;

/** All runs and all acts of a tenant: who, when, what (ux §9). */
export function HistoryScreen() {
  const tenant = useStore(selectTenant);
  return tenant ? <History tenant={tenant} /> : <EmptyState sentence="No tenant yet." />;
}

function History({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  const kept = useStore((s) => s.kept['history filter']);
  const keep = useStore((s) => s.keep);
  const filter = typeof kept === 'string' ? kept : 'all';
  const isOfConsole = filter === 'console';
  const [service, setService] = useState<'scim' | 'adi' | 'all'>('all');
  const save = useExport(tenant, filter);
  useCommand('export', save);
  return (
    <Page
      title="History"
      sentence={`Who did what to ${tenant.name}, and when. A run opens its report.`}
      actions={
        <Button icon={<ArrowDownloadRegular />} onClick={save}>
          Export CSV
        </Button>
      }
    >
      <TrailState />
      <div className={styles.filters}>
        <TabList
          size="small"
          aria-label="What is shown"
          selectedValue={filter}
          onTabSelect={(_event, { value }) => keep('history filter', value)}
        >
          {TOPIC_FILTERS.map(({ key, label }) => (
            <Tab key={key} value={key}>
              {label}
            </Tab>
          ))}
          <Tab value="console">The console’s syncs</Tab>
        </TabList>
        {isOfConsole && (
          <TabList
            size="small"
            appearance="subtle"
            aria-label="Service"
            selectedValue={service}
            onTabSelect={(_event, { value }) =>
              setService(value === 'scim' || value === 'adi' ? value : 'all')
            }
          >
            {SERVICES.map(({ key, label }) => (
              <Tab key={key} value={key}>
                {label}
              </Tab>
            ))}
          </TabList>
        )}
      </div>
      {isOfConsole ? (
        <ConsoleSyncs tenant={tenant} service={service} />
      ) : (
        <OurHistory key={filter} tenant={tenant} filter={filter} />
      )}
    </Page>
  );
}

function OurHistory({ tenant, filter }: { readonly tenant: TenantView; readonly filter: string }) {
  const styles = useStyles();
  const { lines, failure, isReading, hasMore, more, retry } = useHistory(tenant.id, filter);
  const [undoes, setUndoes] = useState<Extract<HistoryLine, { kind: 'run' }>>();
  const [undoKey, setUndoKey] = useState<string>();
  const ended = useStore((s) => s.ended[tenant.id]);
  const go = useStore((s) => s.go);
  useEffect(() => {
    if (undoKey === undefined || ended?.runKey !== undoKey) return;
    setUndoKey(undefined);
    if (ended.reportId !== undefined) go({ place: 'reports', reportId: ended.reportId });
  }, [undoKey, ended, go]);
  if (failure) return <FailureBar failure={failure} onRetry={retry} />;
  if (!lines) return <Waiting words="Reading the history" />;
  if (lines.length === 0)
    return <EmptyState sentence={filter === 'all' || filter === 'runs' ? 'No run yet.' : 'Nothing yet.'} />;
  return (
    <>
      <HistoryTable lines={lines} onUndo={setUndoes} />
      {hasMore && (
        <Button className={styles.more} disabledFocusable={isReading} onClick={more}>
          Show more
        </Button>
      )}
      {undoes && (
        <UndoDialog
          line={undoes}
          tenant={tenant}
          onStarted={setUndoKey}
          onClose={() => setUndoes(undefined)}
        />
      )}
    </>
  );
}

function useExport(tenant: TenantView, filter: string): () => void {
  const save = async () => {
    const topics = topicsOf(filter);
    const saved = await ask('exportHistory', {
      tenantId: tenant.id,
      ...(topics === undefined ? {} : { topics: [...topics] }),
    });
    const { showFailure, say } = useStore.getState();
    if (!saved.ok) showFailure(saved.failure);
    else if (saved.value)
      say(`${countOf(saved.value.rows, 'line is', 'lines are')} saved to ${saved.value.file}.`);
  };
  return () => void save();
}
