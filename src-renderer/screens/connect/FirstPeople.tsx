import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { FailureBar } from '../../design/FailureBar.tsx';
import { useDirectorySearch } from './use-directory-search.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The first five people of a SCIM directory, read once with the token that was entered (ux §2, step 2). */
export function FirstPeople({ url, why }: { readonly url: string; readonly why: string | undefined }) {
  const styles = useStyles();
  const [turn, setTurn] = useState(0);
  return (
    <div className={styles.part}>
      <Button
        disabledFocusable={why !== undefined}
        onClick={() => {
          if (why === undefined) setTurn(turn + 1);
        }}
      >
        Show first people
      </Button>
      {why !== undefined && <p className={styles.quiet}>{why}</p>}
      {why === undefined && turn > 0 && <People key={`${turn} ${url}`} url={url} />}
    </div>
  );
}

function People({ url }: { readonly url: string }) {
  const styles = useStyles();
  const search = useDirectorySearch({ kind: 'scim', url }, '');
  if (search.state === 'failed') return <FailureBar failure={search.failure} />;
  if (search.state !== 'found') return <p className={styles.quiet}>Reading the directory</p>;
  const { people } = search.hits;
  if (people.length === 0) return <p className={styles.quiet}>The directory lists nobody.</p>;
  return (
    <ul className={styles.list} aria-label="First people of the directory">
      {people.map(({ address, name, department }) => (
        <li key={address}>
          <bdi>{[name, address, department].filter((part) => part !== '').join(' · ')}</bdi>
        </li>
      ))}
    </ul>
  );
}
