import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXL} 0`,
    maxWidth: '60ch',
  },
  sentence: { ...typographyStyles.body2, margin: 0 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One sentence and the one act that fills it (ux §10). */
export function EmptyState({
  sentence,
  children,
}: {
  readonly sentence: ReactNode;
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <p className={styles.sentence}>{sentence}</p>
      {children !== undefined && <div className={styles.acts}>{children}</div>}
    </div>
  );
}
