import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { LinkState } from '../../src-preload/contract/tenants.ts';

/** The link in words (ux §1). */
export const LINK_WORDS: Readonly<Record<LinkState, string>> = {
  linked: 'Linked',
  'not-linked': 'Not linked',
  'no-answer': 'No answer',
  unknown: 'Not asked yet',
};

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  dot: {
    width: '10px',
    height: '10px',
    flexShrink: 0,
    '@media (forced-colors: active)': { color: 'CanvasText', forcedColorAdjust: 'none' },
  },
  // Classes, since the colour of a style attribute would stay where the system chooses the colours.
  linked: { color: tokens.colorPaletteGreenForeground1 },
  'not-linked': { color: tokens.colorPaletteMarigoldForeground2 },
  'no-answer': { color: tokens.colorPaletteMarigoldForeground2 },
  unknown: { color: tokens.colorNeutralForeground3 },
});

/** The dot and the word of a link; each state has a shape of its own, so that colour is never the only sign. */
export function LinkMark({ link }: { readonly link: LinkState }) {
  const styles = useStyles();
  return (
    <span className={styles.mark}>
      <svg
        className={mergeClasses(styles.dot, styles[link])}
        viewBox="0 0 10 10"
        aria-hidden="true"
        focusable="false"
      >
        <circle
          cx="5"
          cy="5"
          r="4"
          fill={link === 'linked' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.5"
          {...(link === 'no-answer' && { strokeDasharray: '2 1.6' })}
        />
        {link === 'not-linked' && <path d="M2.2 7.8 7.8 2.2" stroke="currentColor" strokeWidth="1.5" />}
      </svg>
      <span>{LINK_WORDS[link]}</span>
    </span>
  );
}
