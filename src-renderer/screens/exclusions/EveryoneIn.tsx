import { makeStyles, Radio, RadioGroup, SearchBox, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { PeopleSet } from '../../../src-preload/contract/exclusions.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { formatNumber, plural } from '../../design/formats.ts';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useRested } from './use-rested.ts';

const useStyles = makeStyles({
  search: { maxWidth: 'none', flexShrink: 0 },
  list: { flex: '1 1 0', minHeight: 0, overflowY: 'auto' },
  sentence: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  status: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Adds today's people one by one, and says so (ux §7). */
export function EveryoneIn({
  tenantId,
  onChosen,
}: {
  readonly tenantId: string;
  readonly onChosen: (addresses: readonly string[]) => void;
}) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [set, setSet] = useState<PeopleSet>();
  const wanted = useRested(text.trim());
  const sets = useAnswer('findPeopleSets', { tenantId, text: wanted });
  const people = useAnswer(
    'peopleOfSet',
    { tenantId, set: set ?? { kind: 'department', name: '' } },
    { when: set !== undefined },
  );
  const found = set === undefined ? undefined : people.value;
  useEffect(() => onChosen(found?.map(({ address }) => address) ?? []), [found, onChosen]);
  return (
    <>
      <SearchBox
        className={styles.search}
        placeholder="Group or department"
        aria-label="Search groups and departments"
        value={text}
        onChange={(_event, data) => setText(data.value)}
      />
      {sets.failure && <FailureBar failure={sets.failure} onRetry={sets.reload} />}
      {people.failure && <FailureBar failure={people.failure} onRetry={people.reload} />}
      {!sets.value && !sets.failure && <Waiting words="Reading groups and departments" lines={3} />}
      {sets.value?.length === 0 && (
        <p className={styles.status}>
          {wanted === ''
            ? 'No department is known yet. Type the name of a group or department; they come from the last report.'
            : `No group or department with "${wanted}" in the last report.`}
        </p>
      )}
      <RadioGroup
        className={styles.list}
        aria-label="Groups and departments"
        value={set ? nameOf(set) : ''}
        onChange={(_event, { value }) => setSet(sets.value?.find((one) => nameOf(one) === value))}
      >
        {sets.value?.map((one) => (
          <Radio key={nameOf(one)} value={nameOf(one)} label={`${one.name} (${one.kind})`} />
        ))}
      </RadioGroup>
      <p className={styles.sentence} role="status">
        {found && set && sentenceOf(found.length, set.kind)}
      </p>
    </>
  );
}

/** "This adds the 42 people of today, not the department." */
function sentenceOf(people: number, kind: PeopleSet['kind']): string {
  return people === 0
    ? `Nobody is in this ${kind} today.`
    : `This adds the ${formatNumber(people)} ${plural(people, 'person', 'people')} of today, not the ${kind}.`;
}

function nameOf({ kind, name }: PeopleSet): string {
  return `${kind} ${name}`;
}
