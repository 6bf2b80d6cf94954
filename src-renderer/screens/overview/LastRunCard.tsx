import { Link } from '@fluentui/react-components';
import type { PastRun } from '../../../src-preload/contract/overview.ts';
import { FactCard } from '../../design/FactCard.tsx';
import { countOf, formatDuration } from '../../design/formats.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { useStore } from '../../state/store.ts';

/** How the newest run ended. */
export function LastRunCard({ run }: { readonly run: PastRun | undefined }) {
  const go = useStore((s) => s.go);
  const reportId = run?.reportId;
  if (!run) return <FactCard title="Last run">No run yet.</FactCard>;
  const facts = [
    run.durationMs === undefined ? undefined : formatDuration(run.durationMs),
    run.changes === undefined
      ? undefined
      : `${countOf(run.changes, 'person', 'people')} ${run.testMode ? 'would change' : 'changed'}`,
  ].filter((fact) => fact !== undefined);
  return (
    <FactCard title="Last run">
      <span>
        {run.outcome} · {run.testMode ? 'Test Mode' : 'live'}
      </span>
      <TimeText ms={run.atMs} age="beside" />
      {facts.length > 0 && <span>{facts.join(' · ')}</span>}
      {reportId !== undefined && (
        <Link as="button" onClick={() => go({ place: 'reports', reportId })}>
          Open its report
        </Link>
      )}
    </FactCard>
  );
}
