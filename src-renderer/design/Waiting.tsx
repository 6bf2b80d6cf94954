import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '720px' },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const LINES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const;

/** For what has never been read: nothing before 300 ms, a skeleton then, words after 3 s (ux §10). */
export function Waiting({ words, lines = 4 }: { readonly words: string; readonly lines?: number }) {
  const styles = useStyles();
  const [age, setAge] = useState<'new' | 'some' | 'long'>('new');
  useEffect(() => {
    const some = setTimeout(() => setAge('some'), 300);
    const long = setTimeout(() => setAge('long'), 3000);
    return () => {
      clearTimeout(some);
      clearTimeout(long);
    };
  }, []);
  if (age === 'new') return <div aria-busy="true" />;
  return (
    <div className={styles.lines} aria-busy="true">
      {age === 'long' && <p className={styles.words}>{words}</p>}
      <Skeleton aria-label={words}>
        <div className={styles.lines}>
          {LINES.slice(0, lines).map((line) => (
            <SkeletonItem key={line} size={24} />
          ))}
        </div>
      </Skeleton>
    </div>
  );
}
