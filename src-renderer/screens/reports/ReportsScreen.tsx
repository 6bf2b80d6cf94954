import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { Page } from '../../design/Page.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { Report } from './Report.tsx';
import { ReportList } from './ReportList.tsx';

const useStyles = makeStyles({
  // As near to the title as the report's own line above it, so that the title stays where it is.
  above: {
    marginTop: `calc(-1 * ${tokens.spacingVerticalS})`,
    marginBottom: `calc(-1 * ${tokens.spacingVerticalS})`,
  },
});

/** Reports: the list, or one of them (ux §5). */
export function ReportsScreen() {
  const tenantId = useStore((s) => s.tenantId);
  const reportId = useStore((s) => (s.route.place === 'reports' ? s.route.reportId : undefined));
  if (reportId !== undefined) return <OpenReport key={reportId} reportId={reportId} />;
  if (tenantId !== undefined) return <ReportList tenantId={tenantId} />;
  return (
    <Page title="Reports">
      <EmptyState sentence="No tenant yet. Add one, and its first sync makes a report." />
    </Page>
  );
}

function OpenReport({ reportId }: { readonly reportId: string }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const { value, failure, reload } = useAnswer(
    'openReport',
    { reportId },
    { topics: ['reports', 'exclusions', 'settings', 'history'] },
  );
  if (value) return <Report view={value} />;
  return (
    <Page
      title="Report"
      above={
        <div className={styles.above}>
          <Button onClick={() => go({ place: 'reports' })}>All reports</Button>
        </div>
      }
    >
      {failure ? (
        <FailureBar failure={failure} onRetry={reload} />
      ) : (
        <Waiting words="Opening the report" lines={8} />
      )}
    </Page>
  );
}
