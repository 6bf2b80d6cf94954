import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowCircleRightRegular, CheckmarkCircleRegular, CircleRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { RunningRun } from '../../src-preload/contract/runs.ts';
import { formatDuration } from '../design/formats.ts';
import { PHASE_WORDS } from './run-words.ts';

const useStyles = makeStyles({
  details: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    maxHeight: '40vh',
    overflowY: 'auto',
  },
  phases: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  phase: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  now: { fontWeight: tokens.fontWeightSemibold },
  later: { color: tokens.colorNeutralForeground3 },
  facts: { margin: `${tokens.spacingVerticalS} 0 0`, color: tokens.colorNeutralForeground2 },
});

/** The phases of a run with what is done, now and next (ux §6). */
export function RunDetails({ run }: { readonly run: RunningRun }) {
  const styles = useStyles();
  const at = run.phases.indexOf(run.phase);
  return (
    <div className={styles.details}>
      <ol className={styles.phases}>
        {run.phases.map((phase, n) => {
          const state = n < at ? 'done' : n === at ? 'now' : 'next';
          return (
            <li
              key={phase}
              className={mergeClasses(
                styles.phase,
                state === 'now' && styles.now,
                state === 'next' && styles.later,
              )}
              aria-current={state === 'now' ? 'step' : undefined}
            >
              <StateIcon state={state} />
              {PHASE_WORDS[phase]}
              {state === 'done' && <span className="visually-hidden"> (done)</span>}
            </li>
          );
        })}
      </ol>
      <p className={styles.facts}>
        Running for <Elapsed sinceMs={run.startedAtMs} />
        {run.loadSentence !== undefined && ` · Requests: ${run.loadSentence}`}
      </p>
    </div>
  );
}

function StateIcon({ state }: { readonly state: 'done' | 'now' | 'next' }) {
  if (state === 'done') return <CheckmarkCircleRegular aria-hidden="true" />;
  return state === 'now' ? (
    <ArrowCircleRightRegular aria-hidden="true" />
  ) : (
    <CircleRegular aria-hidden="true" />
  );
}

function Elapsed({ sinceMs }: { readonly sinceMs: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return formatDuration(Math.max(0, now - sinceMs));
}
