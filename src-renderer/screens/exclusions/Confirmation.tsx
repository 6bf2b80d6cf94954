import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';

const useStyles = makeStyles({
  toast: {
    position: 'absolute',
    right: tokens.spacingHorizontalXXL,
    bottom: tokens.spacingVerticalXXL,
    zIndex: 2,
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
    width: 'min(360px, 90%)',
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
  },
  mark: { flexShrink: 0, color: tokens.colorNeutralForeground2, fontSize: '20px' },
  words: { display: 'flex', flexDirection: 'column', flex: '1 1 0', minWidth: 0, overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  more: { color: tokens.colorNeutralForeground2 },
  acts: { display: 'flex', gap: tokens.spacingHorizontalL, marginTop: tokens.spacingVerticalXS },
});

/** What the admin just did, and the acts that follow from it. */
export interface Confirmed {
  /** Tells one from the next, so that each has its own 6 s. */
  readonly turn: number;
  readonly text: string;
  readonly more?: string;
  readonly acts: readonly { readonly label: 'Show' | 'Undo'; readonly act: () => void }[];
}

const SHOWN_MS = 6000;

/**
 * Confirms what the admin just did, for 6 s; hover and focus stop the time (ux §14). Only the newest is shown: the
 * Undo of an older one would take back another act. What it says is heard by the window's own live region.
 */
export function Confirmation({
  confirmed,
  onGone,
}: {
  readonly confirmed: Confirmed;
  readonly onGone: () => void;
}) {
  const styles = useStyles();
  const [isHeld, setHeld] = useState(false);
  const { turn, text, more, acts } = confirmed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn begins its own time.
  useEffect(() => {
    if (isHeld) return undefined;
    const end = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(end);
  }, [turn, isHeld, onGone]);
  return (
    <section
      className={styles.toast}
      aria-label="Done"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <CheckmarkCircleFilled className={styles.mark} aria-hidden="true" />
      <div className={styles.words}>
        <span className={styles.title}>{text}</span>
        {more !== undefined && <span className={styles.more}>{more}</span>}
        {acts.length > 0 && (
          <span className={styles.acts}>
            {acts.map(({ label, act }) => (
              <Link
                key={label}
                as="button"
                onClick={() => {
                  onGone();
                  act();
                }}
              >
                {label}
              </Link>
            ))}
          </span>
        )}
      </div>
      <Button
        size="small"
        appearance="transparent"
        aria-label="Dismiss"
        icon={<DismissRegular />}
        onClick={onGone}
      />
    </section>
  );
}
