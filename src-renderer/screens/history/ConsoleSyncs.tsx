import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { formatDuration } from '../../design/formats.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { consoleOutcome } from './history-words.ts';

const useStyles = makeStyles({
  table: { maxWidth: '1080px', flexShrink: 0 },
  cell: { overflowWrap: 'anywhere', verticalAlign: 'top', paddingBlock: tokens.spacingVerticalSNudge },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Syncs as the console's own list has them, of one service or all, whoever began them (ux §9). */
export function ConsoleSyncs({
  tenant,
  service,
}: {
  readonly tenant: TenantView;
  readonly service: 'scim' | 'adi' | 'all';
}) {
  const styles = useStyles();
  const { value, failure, reload } = useAnswer(
    'readConsoleSyncs',
    { tenantId: tenant.id },
    { topics: ['runs'], tenantId: tenant.id },
  );
  if (failure) return <FailureBar failure={failure} onRetry={reload} />;
  if (value === undefined) return <Waiting words="Asking the console for its syncs" />;
  if (value === null)
    return (
      <EmptyState sentence="This console does not tell Muster about syncs that others start. This computer’s own syncs stand under Runs." />
    );
  const syncs = value.filter((sync) => service === 'all' || sync.service === service);
  if (syncs.length === 0)
    return (
      <EmptyState
        sentence={`The console has no ${service === 'all' ? '' : `${service.toUpperCase()} `}sync in its list.`}
      />
    );
  return (
    <Table size="small" className={styles.table} aria-label="Syncs of the console">
      <TableHeader>
        <TableRow>
          <TableHeaderCell>When</TableHeaderCell>
          <TableHeaderCell>Service</TableHeaderCell>
          <TableHeaderCell>Mode</TableHeaderCell>
          <TableHeaderCell>Outcome</TableHeaderCell>
          <TableHeaderCell>Who</TableHeaderCell>
          <TableHeaderCell>Took</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {syncs.map((sync) => (
          <TableRow key={sync.id}>
            <TableCell className={styles.cell}>
              <TimeText ms={sync.atMs} />
            </TableCell>
            <TableCell className={styles.cell}>{sync.service.toUpperCase()}</TableCell>
            <TableCell className={styles.cell}>{sync.testMode ? 'Test Mode' : 'Live'}</TableCell>
            <TableCell className={mergeClasses(styles.cell, sync.status === 'Skipped' && styles.quiet)}>
              {consoleOutcome(sync)}
            </TableCell>
            <TableCell className={styles.cell}>
              <bdi>{sync.by}</bdi>
              {sync.runId !== undefined && ' · this computer'}
            </TableCell>
            <TableCell className={styles.cell}>
              {sync.durationMs === undefined ? '' : formatDuration(sync.durationMs)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
