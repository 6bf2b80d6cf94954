import { Card, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  card: { height: '100%', boxSizing: 'border-box' },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** A card with a heading of its own, for a few facts that stand together. */
export function FactCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <Card className={styles.card} appearance="outline" role="group" aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
    </Card>
  );
}
