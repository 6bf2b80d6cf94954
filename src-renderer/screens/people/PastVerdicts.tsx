import { Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { RowDetail } from '../../../src-preload/contract/report-rows.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { pastKind } from '../reports/report-kind.ts';

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: 0 },
  list: {
    display: 'grid',
    gridTemplateColumns: 'max-content max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'contents' },
  why: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** What earlier reports said of the same person; each opens there at that row (ux §8). */
export function PastVerdicts({
  person,
  tenantId,
}: {
  readonly person: RowDetail;
  readonly tenantId: string;
}) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const { value } = useAnswer(
    'readPastVerdicts',
    { tenantId, address: person.address, key: person.key },
    { topics: ['reports'], tenantId },
  );
  const past = value?.filter(({ reportId }) => reportId !== person.reportId) ?? [];
  if (past.length === 0) return null;
  return (
    <section aria-label="Other reports">
      <h2 className={styles.title}>Other reports</h2>
      <ul className={styles.list}>
        {past.map((before) => (
          <li key={before.reportId} className={styles.line}>
            <Link
              as="button"
              onClick={() => go({ place: 'reports', reportId: before.reportId, seq: before.seq })}
            >
              <TimeText ms={before.startedAtMs} />
              {` · ${pastKind(before)}`}
            </Link>
            <VerdictMark verdict={before.verdict} />
            <bdi className={styles.why}>{before.result?.sentence ?? before.reasonSentence}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
