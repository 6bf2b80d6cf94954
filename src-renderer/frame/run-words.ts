import type { RunningRun, RunPhase } from '../../src-preload/contract/runs.ts';
import { formatDuration, formatNumber } from '../design/formats.ts';

/** The phases in an admin's words (ux §6). */
export const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  claim: 'Claim',
  'read-directory': 'Read directory',
  'read-console': 'Read console',
  compare: 'Compare',
  'check-limits': 'Check limits',
  'apply-restores-and-creates': 'Restores and creates',
  'apply-changes': 'Changes',
  'apply-groups': 'Groups',
  'apply-memberships': 'Memberships',
  'apply-manager-links': 'Manager links',
  'apply-archives': 'Archives',
  confirm: 'Confirm',
};

const DOING: Readonly<Record<RunPhase, string>> = {
  claim: 'Asking the console for a slot',
  'read-directory': 'Reading the directory',
  'read-console': 'Reading the console',
  compare: 'Comparing',
  'check-limits': 'Checking limits',
  'apply-restores-and-creates': 'Applying restores and creates',
  'apply-changes': 'Applying changes',
  'apply-groups': 'Applying groups',
  'apply-memberships': 'Applying memberships',
  'apply-manager-links': 'Applying manager links',
  'apply-archives': 'Applying archives',
  confirm: 'Confirming',
};

/** "Applying changes 312 of 1,204 · 38/s · about 20 s". */
export function progressSentence(run: RunningRun): string {
  if (run.stopping) return 'Stopping after the requests under way';
  const { phase, done, total, pace, timeLeftMs, waitMs } = run;
  if (waitMs !== undefined && waitMs > 0)
    return `The console asked us to wait ${formatDuration(waitMs)} (429).`;
  const parts = [`${DOING[phase]}${countWords(done, total)}`];
  if (pace !== undefined) parts.push(`${formatNumber(pace)}/s`);
  if (timeLeftMs !== undefined) parts.push(`about ${formatDuration(timeLeftMs)}`);
  return parts.join(' · ');
}

function countWords(done: number, total: number | undefined): string {
  if (total !== undefined && total > 0) return ` ${formatNumber(done)} of ${formatNumber(total)}`;
  return done > 0 ? `, ${formatNumber(done)} so far` : '';
}

export function isLive(run: Pick<RunningRun, 'kind'>): boolean {
  return run.kind.endsWith('live');
}
