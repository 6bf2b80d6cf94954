import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReportEntry } from '../../../src-preload/contract/reports.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { formatNumber } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { TimeText } from '../../design/TimeText.tsx';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { KIND_WORDS, outcomeWords } from './report-kind.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(130px, 170px) minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  when: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  what: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  sentence: { margin: 0, overflowWrap: 'anywhere' },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
  },
  count: { display: 'inline-flex', gap: tokens.spacingHorizontalXS },
});

/** The reports of the tenant, newest first; those that wait for approval bear a badge (ux §1). */
export function ReportList({ tenantId }: { readonly tenantId: string }) {
  const styles = useStyles();
  const { value, failure, reload } = useAnswer(
    'listReports',
    { tenantId },
    { topics: ['reports'], tenantId },
  );
  return (
    <Page title="Reports" sentence="What each sync would do or did, newest first.">
      {failure && <FailureBar failure={failure} onRetry={reload} />}
      {!value && !failure && <Waiting words="Reading the reports" lines={6} />}
      {value?.length === 0 && (
        <EmptyState sentence="No report yet. A test-mode sync changes nothing; press Force Sync Now." />
      )}
      {value && value.length > 0 && (
        <ul className={styles.list}>
          {value.map((entry) => (
            <Entry key={entry.reportId} entry={entry} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Entry({ entry }: { readonly entry: ReportEntry }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const { reportId, startedAtMs, counts, sentence, approval } = entry;
  const { created, changed, archived, restored, blocked, excluded } = counts.users;
  const verdicts = [
    ['Created', created],
    ['Changed', changed],
    ['Archived', archived],
    ['Restored', restored],
    ['Blocked', blocked],
    ['Excluded', excluded],
  ] as const;
  return (
    <li className={styles.item}>
      <div className={styles.when}>
        <Link as="button" onClick={() => go({ place: 'reports', reportId })}>
          <TimeText ms={startedAtMs} />
        </Link>
        <span className={styles.quiet}>{KIND_WORDS[entry.kind]}</span>
      </div>
      <div className={styles.what}>
        <p className={styles.sentence}>{sentence}</p>
        <div className={styles.counts}>
          {verdicts
            .filter(([verdict, rows]) => rows > 0 || (verdict === 'Archived' && !entry.partial))
            .map(([verdict, rows]) => (
              <span key={verdict} className={styles.count}>
                <VerdictMark verdict={verdict} /> {formatNumber(rows)}
              </span>
            ))}
        </div>
      </div>
      <div className={styles.when}>
        <span>{outcomeWords(entry)}</span>
        {approval === 'waits' && <Badge appearance="tint">Waiting for approval</Badge>}
        {approval === 'approved' && (
          <Badge appearance="tint" color="success">
            Approved
          </Badge>
        )}
        {approval === 'applied' && <span className={styles.quiet}>applied since</span>}
        {approval === 'lapsed' && (
          <Badge appearance="tint" color="informative">
            Approval lapsed
          </Badge>
        )}
      </div>
    </li>
  );
}
