import { Button } from '@fluentui/react-components';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { Page } from '../../design/Page.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { Report } from './Report.tsx';
import { ReportList } from './ReportList.tsx';

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
  const go = useStore((s) => s.go);
  const { value, failure, reload } = useAnswer(
    'openReport',
    { reportId },
    { topics: ['reports', 'exclusions', 'settings', 'history'] },
  );
  if (value) return <Report view={value} />;
  return (
    <Page title="Report" above={<Button onClick={() => go({ place: 'reports' })}>All reports</Button>}>
      {failure ? (
        <FailureBar failure={failure} onRetry={reload} />
      ) : (
        <Waiting words="Opening the report" lines={8} />
      )}
    </Page>
  );
}
