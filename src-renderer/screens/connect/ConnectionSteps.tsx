import { makeStyles, Spinner, tokens, typographyStyles } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, WarningFilled } from '@fluentui/react-icons';
import {
  ADMIN_KEY_STEP,
  CONNECTION_STEPS,
  type ConnectionStepView,
} from '../../../src-preload/contract/connect.ts';

type StepState = ConnectionStepView['state'] | 'trying';

const WORDS: Readonly<Record<StepState, string>> = {
  passed: 'passed',
  failed: 'failed',
  'not tried': 'not tried',
  trying: 'trying',
};

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: `0 ${tokens.spacingHorizontalS}`,
    alignItems: 'start',
  },
  icon: { display: 'flex', paddingTop: '2px' },
  good: { color: tokens.colorPaletteGreenForeground1 },
  warn: { color: tokens.colorPaletteMarigoldForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
  name: { ...typographyStyles.body1Strong },
  state: { color: tokens.colorNeutralForeground3 },
  sentence: { gridColumn: 2, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Which steps a test has: the admin key is tried behind those of SCIM, where there is one to try. */
export function stepNames(given: {
  readonly consoleApiUrl: string | undefined;
  readonly hasAdminKey: boolean;
}): readonly string[] {
  const hasKeyStep = given.hasAdminKey || (given.consoleApiUrl ?? '').trim() !== '';
  return hasKeyStep ? [...CONNECTION_STEPS, ADMIN_KEY_STEP] : CONNECTION_STEPS;
}

/** The steps of Test connection as they pass; a failed one says its sentence, later ones read "not tried" (ux §2). */
export function ConnectionSteps({
  steps,
  names,
  isOver,
}: {
  readonly steps: readonly ConnectionStepView[];
  /** The steps there will be, from `stepNames`. */
  readonly names: readonly string[];
  readonly isOver: boolean;
}) {
  const styles = useStyles();
  const trying = isOver || steps.some(({ state }) => state === 'failed') ? undefined : names[steps.length];
  return (
    <ol className={styles.list} aria-label="Steps of the connection" aria-live="polite">
      {names.map((name) => {
        const step = steps.find((told) => told.name === name);
        const state = step?.state ?? (name === trying ? 'trying' : 'not tried');
        return (
          <li key={name} className={styles.step}>
            <span className={styles.icon}>
              <StepIcon state={state} />
            </span>
            <span>
              <span className={styles.name}>{name}</span> <span className={styles.state}>{WORDS[state]}</span>
            </span>
            {step && step.sentence !== 'Not tried.' && (
              <span className={styles.sentence}>
                {step.sentence}
                {step.failure && ` ${step.failure.next}`}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function StepIcon({ state }: { readonly state: StepState }) {
  const styles = useStyles();
  switch (state) {
    case 'passed':
      return <CheckmarkCircleFilled className={styles.good} fontSize={16} aria-hidden="true" />;
    case 'failed':
      return <WarningFilled className={styles.warn} fontSize={16} aria-hidden="true" />;
    case 'trying':
      return <Spinner size="extra-tiny" aria-hidden="true" />;
    case 'not tried':
      return <CircleRegular className={styles.quiet} fontSize={16} aria-hidden="true" />;
  }
}
