import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useId, useRef } from 'react';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    height: '100%',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
  },
  scrolling: { overflowY: 'auto' },
  /** The content scrolls itself (a table), so that the head stays. */
  fixed: { overflow: 'hidden', paddingBottom: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    flex: '1 1 320px',
  },
  title: { ...typographyStyles.title3, margin: 0, overflowWrap: 'anywhere', ':focus': { outline: 'none' } },
  sentence: { color: tokens.colorNeutralForeground2, margin: 0, maxWidth: '72ch' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/**
 * A screen: its h1, one sentence and its acts, then the content (ux §1). When the page is entered the focus goes to
 * the h1, so that a screen reader says where one is (ux §14).
 */
export function Page({
  title,
  sentence,
  actions,
  above,
  children,
  scroll = 'page',
}: {
  readonly title: ReactNode;
  readonly sentence?: ReactNode;
  readonly actions?: ReactNode;
  /** Stands above the head: the way back. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
  /** `content`: the page is as high as the window and its content scrolls itself. */
  readonly scroll?: 'page' | 'content';
}) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section
      className={mergeClasses(styles.page, scroll === 'page' ? styles.scrolling : styles.fixed)}
      aria-labelledby={id}
    >
      {above}
      <div className={styles.head}>
        <div className={styles.words}>
          <h1 id={id} ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {sentence !== undefined && <p className={styles.sentence}>{sentence}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
