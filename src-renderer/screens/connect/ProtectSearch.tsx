import { Button, Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { DirectoryForm } from '../../../src-preload/contract/connect.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { useStore } from '../../state/store.ts';
import { addressesIn } from './check-steps.ts';
import { useDirectorySearch } from './use-directory-search.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '560px' },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  person: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Finds people of the directory of step 2 and adds them to those who are never touched (ux §2, step 3). */
export function ProtectSearch({ directory }: { readonly directory: DirectoryForm }) {
  const styles = useStyles();
  const addresses = useStore((s) => s.connect.addresses);
  const change = useStore((s) => s.changeConnect);
  const say = useStore((s) => s.say);
  const [text, setText] = useState('');
  const wanted = text.trim();
  const search = useDirectorySearch(directory, wanted === '' ? undefined : wanted);
  const chosen = new Set(addressesIn(addresses).map((address) => address.toLowerCase()));
  const add = (address: string) => {
    const before = addresses.trimEnd();
    change({ addresses: before === '' ? address : `${before}\n${address}` });
    say(`${address} is to be protected.`);
  };
  return (
    <div className={styles.part}>
      <Field label="Find people of the directory">
        <SearchBox value={text} onChange={(_event, { value }) => setText(value)} />
      </Field>
      {search.state === 'reading' && <p className={styles.quiet}>Reading the directory</p>}
      {search.state === 'failed' && <FailureBar failure={search.failure} />}
      {search.state === 'found' && search.hits.people.length === 0 && (
        <p className={styles.quiet} role="status">
          {search.hits.more === 'all'
            ? `Nobody with “${wanted}” in the directory.`
            : `Nobody with “${wanted}” in the part of the directory that was read.`}
        </p>
      )}
      {search.state === 'found' && search.hits.people.length > 0 && (
        <ul className={styles.list} aria-label="People found">
          {search.hits.people.map(({ address, name, department }, place) => {
            const isChosen = chosen.has(address.toLowerCase());
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rows of a file may bear the same address.
              <li key={`${place} ${address}`} className={styles.person}>
                <bdi className={styles.words}>
                  {[name, address, department].filter((part) => part !== '').join(' · ')}
                </bdi>
                <Button
                  size="small"
                  aria-label={isChosen ? `${address} is protected` : `Protect ${address}`}
                  disabledFocusable={isChosen}
                  onClick={() => {
                    if (!isChosen) add(address);
                  }}
                >
                  {isChosen ? 'Protected' : 'Protect'}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {search.state === 'found' && search.hits.people.length > 0 && search.hits.more === 'more' && (
        <p className={styles.quiet}>There may be more. Type more of the name.</p>
      )}
    </div>
  );
}
