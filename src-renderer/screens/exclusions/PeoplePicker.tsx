import { Checkbox, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { FailureBar } from '../../design/FailureBar.tsx';
import { formatNumber } from '../../design/formats.ts';
import { VerdictMark } from '../../design/VerdictMark.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useAnswer } from '../../muster/use-answer.ts';
import { useRested } from './use-rested.ts';

const useStyles = makeStyles({
  search: { maxWidth: 'none', flexShrink: 0 },
  list: {
    flex: '1 1 0',
    minHeight: 0,
    overflowY: 'auto',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  person: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  status: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Everybody of directory and console, found by name, e-mail, alias or id; ticks stay while the search goes on. */
export function PeoplePicker({
  tenantId,
  ticked,
  onTicked,
}: {
  readonly tenantId: string;
  readonly ticked: readonly string[];
  readonly onTicked: (addresses: readonly string[]) => void;
}) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const box = useRef<HTMLInputElement>(null);
  // The dialog puts the focus on its first control when it opens; the search is what it is opened for.
  useEffect(() => {
    const frame = requestAnimationFrame(() => box.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const wanted = useRested(text.trim());
  const { value, failure, reload } = useAnswer(
    'findPeopleToExclude',
    { tenantId, text: wanted },
    { when: wanted !== '' },
  );
  const people = value?.people ?? [];
  // Whoever is not found may be new, or not in the last report: an address can be added all the same.
  const typed = value && isAddress(wanted) && !people.some(({ address }) => sameText(address, wanted));
  const tick = (address: string, state: 'on' | 'off') =>
    onTicked(state === 'on' ? [...ticked, address] : ticked.filter((one) => one !== address));
  return (
    <>
      <SearchBox
        input={{ ref: box }}
        className={styles.search}
        placeholder="Name, e-mail or employee number"
        aria-label="Search directory and console"
        value={text}
        onChange={(_event, data) => setText(data.value)}
      />
      {failure && <FailureBar failure={failure} onRetry={reload} />}
      {wanted !== '' && !value && !failure && <Waiting words="Searching" lines={3} />}
      <p className={styles.status} role="status">
        {statusOf({
          wanted,
          found: value ? people.length : undefined,
          more: value?.more ?? 'all',
          sentence: value?.sentence,
          ticked: ticked.length,
        })}
      </p>
      <ul className={styles.list} aria-label="People found">
        {typed && (
          <li className={styles.person}>
            <Checkbox
              checked={ticked.includes(wanted)}
              onChange={(_event, { checked }) => tick(wanted, checked === true ? 'on' : 'off')}
              label={`${wanted} (add this address all the same)`}
            />
          </li>
        )}
        {people.map(({ address, name, department, verdict }) => (
          <li key={address} className={styles.person}>
            <Checkbox
              checked={ticked.includes(address)}
              onChange={(_event, { checked }) => tick(address, checked === true ? 'on' : 'off')}
              label={
                <span className={styles.words}>
                  <bdi>{name || address}</bdi>
                  <span className={styles.quiet}>
                    <bdi>{address}</bdi>
                    {department !== '' && ` · ${department}`}
                  </span>
                </span>
              }
            />
            <VerdictMark verdict={verdict} />
          </li>
        ))}
      </ul>
    </>
  );
}

function statusOf({
  wanted,
  found,
  more,
  sentence,
  ticked,
}: {
  readonly wanted: string;
  readonly found: number | undefined;
  readonly more: 'more' | 'all';
  readonly sentence: string | undefined;
  readonly ticked: number;
}): string {
  const chosen = ticked === 0 ? '' : ` ${formatNumber(ticked)} chosen.`;
  if (wanted === '') return `Type to search everyone of the last report, unchanged people too.${chosen}`;
  if (found === undefined) return chosen.trim();
  if (sentence !== undefined) return sentence + chosen;
  return `${formatNumber(found)} found${more === 'more' ? ', and more: type on to narrow it' : ''}.${chosen}`;
}

/** Enough to offer it; the grid says in place what is wrong with an address. */
function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
