import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { PersonPath as Path, PathFact } from '../../../src-preload/contract/people.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: 0 },
  hint: {
    margin: `${tokens.spacingVerticalXXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    maxWidth: '72ch',
  },
  list: { margin: `${tokens.spacingVerticalM} 0 0`, padding: 0, listStyleType: 'none', maxWidth: '1080px' },
  step: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalL,
    // The line from step to step; it ends at the last.
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: '13px',
      top: '30px',
      bottom: '2px',
      borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    },
  },
  number: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '28px',
    height: '28px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  last: { border: `2px solid ${tokens.colorBrandStroke1}`, color: tokens.colorBrandForeground1 },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: '28px',
    fontWeight: tokens.fontWeightSemibold,
  },
  sentence: { margin: 0, maxWidth: '72ch', overflowWrap: 'anywhere' },
  more: {
    minWidth: '0',
    paddingInline: `0 ${tokens.spacingHorizontalXS}`,
    marginTop: tokens.spacingVerticalXS,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 200px) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: `${tokens.spacingVerticalXS} 0 0`,
  },
  label: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  value: { margin: 0, overflowWrap: 'anywhere' },
  weak: { color: tokens.colorNeutralForeground2 },
  was: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
});

/** "How this came about": source row → mapping → match → rule → verdict, each step with its facts (design §1, journey 4). */
export function PersonPath({ reportId, seq }: { readonly reportId: string; readonly seq: number }) {
  const styles = useStyles();
  const { value, failure, reload } = useAnswer('readPersonPath', { reportId, seq });
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 className={styles.title} id={id}>
        How this came about
      </h2>
      {failure && failure.code !== 'cancelled' && <FailureBar failure={failure} onRetry={reload} />}
      {!value && !failure && <Waiting words="Reading the listings" lines={5} />}
      {value && <Steps path={value} />}
    </section>
  );
}

/** The steps alone, with a word where the listings are gone. */
function Steps({ path }: { readonly path: Path }) {
  const styles = useStyles();
  return (
    <>
      {path.listings === 'gone' && (
        <p className={styles.hint}>
          The listings behind this report are no longer kept, so the values of both sides cannot be shown.
        </p>
      )}
      <ol className={styles.list}>
        {path.steps.map((step, at) => (
          <Step key={step.step} step={step} at={at} isLast={at === path.steps.length - 1} />
        ))}
      </ol>
    </>
  );
}

/** Match, rule and verdict answer the question; the raw values are there for who doubts them. */
const OPEN_AT_FIRST: ReadonlySet<string> = new Set(['match', 'rule', 'verdict']);

function Step({
  step: { step, title, sentence, facts },
  at,
  isLast,
}: {
  readonly step: Path['steps'][number];
  readonly at: number;
  readonly isLast: boolean;
}) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(OPEN_AT_FIRST.has(step));
  const id = useId();
  const count = facts.length === 1 ? '1 fact' : `${facts.length} facts`;
  return (
    <li className={styles.step}>
      <span className={mergeClasses(styles.number, isLast && styles.last)} aria-hidden="true">
        {at + 1}
      </span>
      <div>
        <h3 className={styles.name}>{title}</h3>
        <p className={styles.sentence}>
          <bdi>{sentence}</bdi>
        </p>
        {facts.length > 0 && (
          <Button
            className={styles.more}
            size="small"
            appearance="transparent"
            icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={`${title}: ${count}`}
            onClick={() => setOpen(!isOpen)}
          >
            {count}
          </Button>
        )}
        {facts.length > 0 && (
          <dl className={isOpen ? styles.facts : undefined} id={id} hidden={!isOpen}>
            {isOpen && facts.map((fact) => <Fact key={JSON.stringify(fact)} fact={fact} />)}
          </dl>
        )}
      </div>
    </li>
  );
}

function Fact({ fact: { label, value, from, note } }: { readonly fact: PathFact }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.label}>
        <bdi>{label}</bdi>
      </dt>
      <dd className={styles.value}>
        {from !== undefined && (
          <>
            <span className="visually-hidden">from </span>
            <bdi className={from === '' ? styles.weak : styles.was}>{shown(from)}</bdi>
            <span aria-hidden="true"> → </span>
            <span className="visually-hidden"> to </span>
          </>
        )}
        <bdi className={value === '' ? styles.weak : undefined}>{shown(value)}</bdi>
        {note !== undefined && (
          <span className={styles.weak}>
            {' – '}
            <bdi>{note}</bdi>
          </span>
        )}
      </dd>
    </>
  );
}

/** Empty in words, outer spaces as dots (ux §5). */
function shown(value: string): string {
  if (value === '') return '(empty)';
  return value.replace(/^ +| +$/g, (spaces) => '·'.repeat(spaces.length));
}
