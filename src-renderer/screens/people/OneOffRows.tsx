import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { RowDetail } from '../../../src-preload/contract/report-rows.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { ChangedValue } from '../reports/Pieces.tsx';
import { nameOf } from './answer-words.ts';

const useStyles = makeStyles({
  person: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'baseline' },
  name: { ...typographyStyles.body1Strong, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  text: { margin: 0, overflowWrap: 'anywhere' },
  changes: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 28%) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  value: { margin: 0 },
});

/** The rows of a one-off sync as they would be applied, or as they ended: all of them, nothing folded (U3). */
export function OneOffRows({ people }: { readonly people: readonly RowDetail[] }) {
  const styles = useStyles();
  return people.map((person) => (
    <section key={person.seq} className={styles.person} aria-label={nameOf(person)}>
      <div className={styles.head}>
        <bdi className={styles.name}>{nameOf(person)}</bdi>
        <bdi className={styles.quiet}>{person.address}</bdi>
        <VerdictMark verdict={person.verdict} />
      </div>
      <p className={styles.text}>
        <bdi>{person.result?.sentence ?? person.reasonSentence}</bdi>
      </p>
      <dl className={styles.changes}>
        {person.allChanges.map((change) => (
          <Line key={change.field} label={change.label}>
            <ChangedValue change={change} />
          </Line>
        ))}
        {person.others.map((other) => (
          <Line key={other.seq} label={`Group ${other.groupName}`}>
            <VerdictMark verdict={other.verdict} />{' '}
            <span className={styles.quiet}>{other.result?.sentence ?? other.reasonSentence}</span>
          </Line>
        ))}
      </dl>
      {person.warnings.map(({ weight, sentence }) => (
        <p key={sentence} className={styles.text}>
          <span aria-hidden="true">{weight === 'heavy' ? '‼ ' : '! '}</span>
          <bdi>{sentence}</bdi>
        </p>
      ))}
    </section>
  ));
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.quiet}>
        <bdi>{label}</bdi>
      </dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
