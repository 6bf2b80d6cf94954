import { useEffect, useRef } from 'react';
import type { EndedRun, RunningRun } from '../../src-preload/contract/runs.ts';
import { ask } from '../muster/bridge.ts';
import type { Bar } from '../state/notice-slice.ts';
import { useStore } from '../state/store.ts';
import { isLive, PHASE_WORDS } from './run-words.ts';

/** Says what runs do: to the live region while they go, in a bar when they end (ux §10, §14). */
export function useRunTold(): void {
  const running = useStore((s) => s.running);
  const ended = useStore((s) => s.ended);
  const told = useRef(new Map<string, string>());

  useEffect(() => {
    const { say } = useStore.getState();
    for (const run of Object.values(running)) {
      const step = stepOf(run);
      if (told.current.get(run.runKey) === step) continue;
      told.current.set(run.runKey, step);
      say(`${run.tenantName}: ${step}`);
    }
  }, [running]);

  useEffect(() => {
    for (const run of Object.values(ended)) {
      if (told.current.get(run.runKey) === 'ended') continue;
      told.current.set(run.runKey, 'ended');
      tellEnd(run);
    }
  }, [ended]);

  // Whoever reads the report needs no bar that says it is there.
  const shown = useStore((s) => (s.route.place === 'reports' ? s.route.reportId : undefined));
  useEffect(() => {
    for (const run of Object.values(ended))
      if (run.reportId !== undefined && run.reportId === shown)
        useStore.getState().dismissBar(`run of ${run.tenantId}`);
  }, [ended, shown]);
}

/** Each phase once, and quarter steps of apply. */
function stepOf({ phase, done, total }: RunningRun): string {
  const isApplying = phase.startsWith('apply-') && total !== undefined && total >= 40;
  const quarter = isApplying ? Math.floor((done / total) * 4) : 0;
  return quarter > 0 && quarter < 4 ? `${PHASE_WORDS[phase]}, ${quarter * 25} percent` : PHASE_WORDS[phase];
}

function tellEnd(run: EndedRun): void {
  const { say, showBar, dismissBar, go, switchTenant } = useStore.getState();
  const id = `run of ${run.tenantId}`;
  const open = () => {
    dismissBar(id);
    if (run.reportId === undefined) return;
    switchTenant(run.tenantId);
    go({ place: 'reports', reportId: run.reportId });
  };
  const review = run.reportId === undefined ? [] : [{ label: 'Review report', act: open }];
  const isUrgent = run.status === 'Halted' || run.failure?.code === 'token-refused';
  say(`${run.tenantName}: ${run.sentence}`, isUrgent ? 'assertive' : 'polite');
  const { route } = useStore.getState();
  const isOnScreen =
    route.place === 'reports' && route.reportId !== undefined && route.reportId === run.reportId;
  if (run.status === 'Completed' && isOnScreen) return;
  if (run.failure?.code === 'token-refused')
    review.unshift({ label: 'Enter SCIM Token', act: openToken(run) });
  showBar({ id, ...barOf(run, review, () => dismissBar(id)) });
}

/** Opens the token window, the only place where a token is pasted (R18). */
function openToken({ tenantId }: EndedRun): () => void {
  return () => {
    const { dismissBar, showFailure } = useStore.getState();
    void ask('openTokenWindow', { tenantId, act: 'enter', which: 'scim-token' }).then((closed) => {
      if (!closed.ok) showFailure(closed.failure);
      else if (closed.value.kept) dismissBar(`run of ${tenantId}`);
    });
  };
}

function barOf(run: EndedRun, review: NonNullable<Bar['actions']>, dismiss: () => void): Omit<Bar, 'id'> {
  const details = run.failure?.details === undefined ? {} : { details: run.failure.details };
  const next = run.failure && run.status !== 'Halted' ? ` ${run.failure.next}` : '';
  const text = `${run.sentence}${next}`;
  switch (run.status) {
    case 'Skipped':
      return {
        intent: 'info',
        title: run.tenantName,
        text: run.sentence,
        actions: run.skipCause === 'limit' ? [armAction(run.tenantId, dismiss)] : [],
      };
    case 'Completed':
      if (run.waitsForApproval) return { intent: 'info', title: run.tenantName, text, actions: review };
      return { intent: doneIntent(run), title: doneTitle(run), text: run.sentence, actions: review };
    case 'Cancelled':
      return { intent: 'info', title: `${run.tenantName}: cancelled`, text, actions: review };
    default:
      return { intent: 'warning', title: run.tenantName, text, actions: review, ...details };
  }
}

/** Never a green tick for what was only received (U6), nor for a preview. */
function doneIntent(run: EndedRun): Bar['intent'] {
  return isLive(run) && !run.received ? 'success' : 'info';
}

function doneTitle(run: EndedRun): string {
  if (!isLive(run)) return `${run.tenantName}: report ready`;
  return run.received ? `${run.tenantName}: Received, not confirmed.` : run.tenantName;
}

function armAction(tenantId: string, dismiss: () => void) {
  return {
    label: 'Sync when the limit ends',
    act: () => {
      dismiss();
      void ask('arm', { tenantId, what: 'test' }).then((armed) => {
        const { hearCountdown, showFailure } = useStore.getState();
        if (armed.ok) hearCountdown(armed.value);
        else showFailure(armed.failure);
      });
    },
  };
}
