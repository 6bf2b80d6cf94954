import { makeStyles } from '@fluentui/react-components';
import { useStore } from '../state/store.ts';

const useStyles = makeStyles({
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** The window's one polite and one assertive live region (ux §14). */
export function LiveRegion() {
  const styles = useStyles();
  const { text, manner, turn } = useStore((s) => s.said);
  // The same sentence said twice is heard twice: a no-break space makes it another text.
  const heard = turn % 2 === 0 ? text : `${text}\u00a0`;
  return (
    <>
      <div className={styles.unseen} role="status" aria-live="polite">
        {manner === 'polite' ? heard : ''}
      </div>
      <div className={styles.unseen} role="alert" aria-live="assertive">
        {manner === 'assertive' ? heard : ''}
      </div>
    </>
  );
}
