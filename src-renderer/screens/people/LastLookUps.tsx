import { Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { PastLookUp } from '../../../src-preload/contract/people.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { useAnswer } from '../../muster/use-answer.ts';

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: 0 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  time: { color: tokens.colorNeutralForeground2 },
});

/** The last five look-ups; each shows its answer as it was then (ux §8). */
export function LastLookUps({
  tenantId,
  onOpen,
}: {
  readonly tenantId: string;
  readonly onOpen: (lookUp: PastLookUp, who: string) => void;
}) {
  const styles = useStyles();
  const { value } = useAnswer('listLookUps', { tenantId });
  if (!value || value.length === 0) return null;
  return (
    <section aria-label="Last look-ups">
      <h2 className={styles.title}>Last look-ups</h2>
      <ul className={styles.list}>
        {value.map((lookUp) => (
          <li key={lookUp.reportId} className={styles.line}>
            {lookUp.people.slice(0, 5).map((who) => (
              <Link key={who} as="button" onClick={() => onOpen(lookUp, who)}>
                <bdi>{who}</bdi>
              </Link>
            ))}
            {lookUp.people.length > 5 && <span>and {lookUp.people.length - 5} more</span>}
            <span className={styles.time}>
              <TimeText ms={lookUp.atMs} age="beside" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
