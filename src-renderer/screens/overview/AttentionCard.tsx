import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { InfoRegular, WarningRegular } from '@fluentui/react-icons';
import type { OverviewView } from '../../../src-preload/contract/overview.ts';
import { FactCard } from '../../design/FactCard.tsx';
import { countOf } from '../../design/formats.ts';
import { useStore } from '../../state/store.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  icon: { flexShrink: 0, marginTop: '2px' },
  none: { color: tokens.colorNeutralForeground2 },
});

const SHOWN = 6;

/** What the last report warns of; each line leads to it (ux §3). */
export function AttentionCard({ attention }: { readonly attention: OverviewView['attention'] }) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const more = attention.length - SHOWN;
  return (
    <FactCard title="Needs attention">
      {attention.length === 0 && <span className={styles.none}>Nothing.</span>}
      <ul className={styles.list}>
        {attention.slice(0, SHOWN).map(({ weight, sentence, reportId }) => (
          <li key={sentence} className={styles.item}>
            {weight === 'heavy' ? (
              <WarningRegular className={styles.icon} aria-label="Heavy" />
            ) : (
              <InfoRegular className={styles.icon} aria-label="Light" />
            )}
            {reportId === undefined ? (
              <span>{sentence}</span>
            ) : (
              <Link as="button" inline onClick={() => go({ place: 'reports', reportId })}>
                {sentence}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <span className={styles.none}>
          and {countOf(more, 'more kind of warning', 'more kinds of warnings')}, in the report
        </span>
      )}
    </FactCard>
  );
}
