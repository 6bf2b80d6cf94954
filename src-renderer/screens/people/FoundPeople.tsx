import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useRef } from 'react';
import type { RowBrief } from '../../../src-preload/contract/report-rows.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { nameOf } from './answer-words.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxWidth: '820px',
  },
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  person: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.1fr) minmax(0, 1.4fr) minmax(0, 1fr) 116px',
    gap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '36px',
    maxWidth: 'none',
    justifyContent: 'stretch',
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Several people, with e-mail and department: chosen, never guessed (ux §8). Arrow keys go through them. */
export function FoundPeople({
  people,
  onChoose,
}: {
  readonly people: readonly RowBrief[];
  readonly onChoose: (person: RowBrief) => void;
}) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const buttons: Element[] = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
    const next = buttons[at + step];
    if (next instanceof HTMLElement) next.focus();
    event.preventDefault();
  };
  return (
    <ul ref={list} className={styles.list} aria-label="People found" onKeyDown={move}>
      {people.map((person) => (
        <li key={person.seq} className={styles.item}>
          <Button appearance="subtle" className={styles.person} onClick={() => onChoose(person)}>
            <bdi className={mergeClasses(styles.cell, styles.name)}>{nameOf(person)}</bdi>
            <bdi className={styles.cell} title={person.address}>
              {person.address || '(no e-mail)'}
            </bdi>
            <bdi className={mergeClasses(styles.cell, styles.quiet)}>{person.department}</bdi>
            <VerdictMark verdict={person.verdict} />
          </Button>
        </li>
      ))}
    </ul>
  );
}
