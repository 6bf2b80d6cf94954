import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Verdict } from '../../src-preload/contract/words.ts';

/** The colour family of each verdict (ux §13), for marks, chips and charts. Never the only sign. */
export const VERDICT_COLOURS: Readonly<Record<Verdict, string>> = {
  Created: tokens.colorPaletteGreenForeground1,
  Changed: tokens.colorPaletteBlueForeground2,
  Archived: tokens.colorPaletteRedForeground1,
  Restored: tokens.colorPaletteTealForeground2,
  Unchanged: tokens.colorNeutralForeground3,
  Excluded: tokens.colorPalettePurpleForeground2,
  Blocked: tokens.colorPaletteMarigoldForeground2,
};

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;

/** One shape for each verdict, 16 px, told apart without colour (ux §13). */
const SHAPES: Readonly<Record<Verdict, ReactElement>> = {
  Created: (
    <>
      <circle cx="8" cy="8" r="6.25" {...line} />
      <path d="M8 5v6M5 8h6" {...line} />
    </>
  ),
  Changed: <path d="M8 2.2 14 13.3H2Z" {...line} strokeLinejoin="round" />,
  Archived: (
    <>
      <path d="M1.5 2.5h13v3.4h-13Z" fill="currentColor" />
      <path d="M2.7 7h10.6v6.6H2.7Z" fill="currentColor" />
      <path d="M6 9.2h4" stroke="var(--colorNeutralBackground1, Canvas)" strokeWidth="1.5" />
    </>
  ),
  Restored: <path d="M3.2 3v3.8H7M3.4 6.6A5.2 5.2 0 1 1 3 9.4" {...line} strokeLinecap="round" />,
  Unchanged: <path d="M3 6h10M3 10h10" {...line} strokeLinecap="round" />,
  Excluded: <path d="M8 1.7 14.3 8 8 14.3 1.7 8Z" {...line} strokeLinejoin="round" />,
  Blocked: (
    <>
      <path d="M5.3 1.6h5.4l3.7 3.7v5.4l-3.7 3.7H5.3l-3.7-3.7V5.3Z" {...line} />
      <path d="M4.8 8h6.4" stroke="currentColor" strokeWidth="2" />
    </>
  ),
};

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  shape: {
    flexShrink: 0,
    width: '16px',
    height: '16px',
    // A drawing keeps the theme's colour unless it is told to follow the system's.
    '@media (forced-colors: active)': { forcedColorAdjust: 'auto' },
  },
  word: { color: tokens.colorNeutralForeground1 },
});

/** The shape alone, for a place where the word stands beside it already. */
export function VerdictShape({
  verdict,
  className,
}: {
  readonly verdict: Verdict;
  readonly className?: string;
}) {
  const styles = useStyles();
  return (
    <svg
      className={mergeClasses(styles.shape, className)}
      viewBox="0 0 16 16"
      style={{ color: VERDICT_COLOURS[verdict] }}
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[verdict]}
    </svg>
  );
}

/** Shape and word together, as a verdict always stands (ux §13). */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const styles = useStyles();
  return (
    <span className={styles.mark}>
      <VerdictShape verdict={verdict} />
      <span className={styles.word}>{verdict}</span>
    </span>
  );
}
