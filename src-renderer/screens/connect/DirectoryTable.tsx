import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { DirectoryLook } from '../../../src-preload/contract/connect.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf, formatNumber } from '../../design/formats.ts';

const SEPARATORS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  text: { margin: 0, maxWidth: '80ch' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '80ch', overflowWrap: 'anywhere' },
  scroll: {
    overflowX: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: { borderCollapse: 'collapse', width: '100%', ...typographyStyles.caption1 },
  head: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    verticalAlign: 'bottom',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightRegular,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  means: { display: 'block', ...typographyStyles.caption1Strong },
  heading: { display: 'block', color: tokens.colorNeutralForeground2 },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    maxWidth: '220px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  line: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
});

const NAMED = 20;

/** An export of hundreds of columns would fill the page with their names. */
function namesOf(ignored: readonly string[]): string {
  const named = ignored.slice(0, NAMED).join(', ');
  const more = ignored.length - NAMED;
  return more > 0 ? `${named} and ${formatNumber(more)} more` : named;
}

/** What a CSV says: how it was read, which column means what, the first five people, and what is ignored (ux §2). */
export function DirectoryTable({ look }: { readonly look: DirectoryLook }) {
  const styles = useStyles();
  const { rows, people, problems } = look;
  const columns = look.columns.map((column, place) => ({ ...column, place }));
  const known = columns.filter(({ means }) => means !== undefined);
  const ignored = columns
    .filter(({ means }) => means === undefined)
    .map(({ heading }) => heading || '(no heading)');
  const seen = rows.more
    ? `more than ${countOf(rows.seen, 'person', 'people')}`
    : countOf(rows.seen, 'person', 'people');
  return (
    <div className={styles.part}>
      <p className={styles.text}>
        {look.name}: {seen}. Read as {look.encoding}, separated by{' '}
        {SEPARATORS[look.separator] ?? `“${look.separator}”`}.
      </p>
      {problems.map((problem) => (
        <FailureBar key={`${problem.code} ${problem.sentence}`} failure={problem} />
      ))}
      {known.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        <section className={styles.scroll} aria-label="First people and what each column means" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col" className={styles.head}>
                  <span className={styles.means}>Line</span>
                </th>
                {known.map(({ heading, means, place }) => (
                  <th key={place} scope="col" className={styles.head}>
                    <span className={styles.means}>{means}</span>
                    <span className={styles.heading}>
                      <span className="visually-hidden">from column </span>
                      <bdi>{heading}</bdi>
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {people.map(({ line, cells }) => (
                <tr key={line}>
                  <td className={`${styles.cell} ${styles.line}`}>{formatNumber(line)}</td>
                  {known.map(({ place }) => (
                    <td key={place} className={styles.cell} title={cells[place]}>
                      <bdi>{cells[place]}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className={styles.quiet}>
        {ignored.length === 0
          ? 'No column is ignored.'
          : `Ignored, because Muster does not know ${ignored.length === 1 ? 'it' : 'them'}: ${namesOf(ignored)}.`}
      </p>
    </div>
  );
}
