import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  ChevronDownRegular,
  ChevronRightRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { CONNECT_STEPS, type ConnectStep } from '../../state/connect-draft.ts';
import { useStore } from '../../state/store.ts';
import { problemsOf } from './check-steps.ts';

const useStyles = makeStyles({
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0 },
  head: {
    display: 'grid',
    gridTemplateColumns: '28px auto 1fr auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    width: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    background: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '26px',
    height: '26px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusCircular,
    boxSizing: 'border-box',
    ...typographyStyles.caption1Strong,
  },
  here: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: 'none',
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  name: { ...typographyStyles.subtitle2 },
  state: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    ...typographyStyles.caption1,
    textAlign: 'end',
  },
  good: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  warn: { color: tokens.colorPaletteMarigoldForeground2, flexShrink: 0 },
  chevron: { display: 'flex', color: tokens.colorNeutralForeground3 },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
  },
});

/** One step: its number, how it stands, and its content while it is open. */
export function ConnectStepCard({
  step,
  number,
  title,
  children,
}: {
  readonly step: ConnectStep;
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const id = useId();
  const isOpen = useStore((s) => s.connect.open === step);
  const openStep = useStore((s) => s.openConnectStep);
  const head = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // The step that opens takes the focus, so that the keyboard goes on in it; not when the page is entered.
    if (isOpen && !wasOpen.current) head.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section className={styles.card} aria-labelledby={`${id}-title`}>
      <h2 className={styles.title}>
        <button
          ref={head}
          type="button"
          className={styles.head}
          aria-expanded={isOpen}
          aria-controls={`${id}-body`}
          aria-describedby={`${id}-state`}
          onClick={() => openStep(step)}
        >
          <span className={mergeClasses(styles.number, isOpen && styles.here)} aria-hidden="true">
            {number}
          </span>
          <span className={styles.name} id={`${id}-title`}>
            {title}
          </span>
          <span className={styles.state} id={`${id}-state`}>
            <StepState step={step} />
          </span>
          <span className={styles.chevron} aria-hidden="true">
            {isOpen ? <ChevronDownRegular fontSize={20} /> : <ChevronRightRegular fontSize={20} />}
          </span>
        </button>
      </h2>
      <div id={`${id}-body`} className={isOpen ? styles.body : undefined} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  );
}

/** A word and a shape: checked, what is missing, or that it may be skipped. */
function StepState({ step }: { readonly step: ConnectStep }) {
  const styles = useStyles();
  const draft = useStore((s) => s.connect);
  if (step === 'preview' || !draft.left.includes(step)) return step === 'protect' ? 'may be skipped' : '';
  const problem = Object.values(problemsOf(step, draft))[0];
  if (problem !== undefined) {
    return (
      <>
        <WarningRegular className={styles.warn} fontSize={16} aria-hidden="true" />
        {problem}
      </>
    );
  }
  const isSkipped = step === 'protect' && draft.addresses.trim() === '' && !draft.protectFile;
  if (isSkipped) return 'skipped';
  return (
    <>
      <CheckmarkCircleFilled className={styles.good} fontSize={16} aria-hidden="true" />
      Checked
    </>
  );
}

/** Goes on to the next step; the one that is left is checked then. */
export function Continue({ after }: { readonly after: ConnectStep }) {
  const openStep = useStore((s) => s.openConnectStep);
  const next = CONNECT_STEPS[CONNECT_STEPS.indexOf(after) + 1];
  if (!next) return null;
  return (
    <div>
      <Button appearance="primary" onClick={() => openStep(next)}>
        Continue
      </Button>
    </div>
  );
}
