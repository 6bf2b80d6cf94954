import { Link, makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { RowDetail } from '../../../src-preload/contract/report-rows.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { answerSentence } from './answer-words.ts';
import { SlotText } from './SlotText.tsx';

const useStyles = makeStyles({
  result: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    maxWidth: '1080px',
    boxSizing: 'border-box',
  },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  text: { margin: 0 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** How the one-off sync ended, on the page that ordered it: each person's result, or why nothing was done (ux §8). */
export function OneOffResult({
  runKey,
  tenant,
  onOpen,
}: {
  readonly runKey: string;
  readonly tenant: TenantView;
  readonly onOpen: (reportId: string, person: RowDetail) => void;
}) {
  const styles = useStyles();
  const ended = useStore((s) => s.ended[tenant.id]);
  const mine = ended?.runKey === runKey ? ended : undefined;
  const reportId = mine?.reportId ?? '';
  const { value, failure } = useAnswer('readOneOff', { reportId }, { when: reportId !== '' });
  // Of one person the result is the answer of the page itself.
  const only = value?.applied && value.people.length === 1 ? value.people[0] : undefined;
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    if (only) open.current(reportId, only);
  }, [only, reportId]);
  if (only) return null;
  return (
    <section className={styles.result} aria-label="Result of the one-off sync">
      <h2 className={styles.title}>One-off sync</h2>
      {!mine && <Spinner size="tiny" labelPosition="after" label="Going on; see the bar below" />}
      {mine && (!value?.applied || mine.failure) && (
        <p className={styles.text}>
          {mine.sentence} {mine.failure?.next}
        </p>
      )}
      {mine?.skipCause === 'limit' && (
        <p className={styles.text}>
          <SlotText tenant={tenant} free="It can start now." />
        </p>
      )}
      {failure && <FailureBar failure={failure} />}
      {value?.applied &&
        value.people.map((person) => (
          <div key={person.seq} className={styles.line}>
            <VerdictMark verdict={person.verdict} />
            <bdi>{answerSentence(person)}</bdi>
            <Link as="button" onClick={() => onOpen(reportId, person)}>
              Show
            </Link>
          </div>
        ))}
    </section>
  );
}
