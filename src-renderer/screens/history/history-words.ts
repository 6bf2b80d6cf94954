import type {
  ConsoleSyncLine,
  HistoryLine,
  HistoryTopic,
  InterruptedView,
} from '../../../src-preload/contract/history.ts';
import { formatNumber, plural } from '../../design/formats.ts';

/** `interrupted` (ux §11); where the connection or the console broke it off, that stands in place of Muster's end. */
export function interruptedSentence({
  proven,
  lookedUp,
  notSent,
  cause,
}: Pick<InterruptedView, 'proven' | 'lookedUp' | 'notSent' | 'cause'>): string {
  const parts = [
    `${formatNumber(proven)} ${isAre(proven, 'change is', 'changes are')} proven`,
    `${formatNumber(lookedUp)} ${isAre(lookedUp, 'is', 'are')} being looked up`,
    `${formatNumber(notSent)} ${isAre(notSent, 'was', 'were')} not sent`,
  ];
  return `${cause ?? 'Muster ended during this sync.'} ${parts.join(', ')}. Nothing is sent twice.`;
}

export const isAre = plural;

/** The filters of ux §9; what was done to the tenant itself stands under All. */
export const TOPIC_FILTERS: readonly { readonly key: string; readonly label: string }[] = [
  { key: 'all', label: 'All' },
  { key: 'runs', label: 'Runs' },
  { key: 'settings', label: 'Settings' },
  { key: 'tokens', label: 'Tokens' },
  { key: 'approvals', label: 'Approvals' },
];

export function topicsOf(key: string): readonly HistoryTopic[] | undefined {
  return key === 'runs' || key === 'settings' || key === 'tokens' || key === 'approvals' ? [key] : undefined;
}

/** What kind of line it is, in a word or two. */
export function whatOf(line: HistoryLine): string {
  return line.kind === 'run' ? RUN_WORDS[line.runKind] : ACT_WORDS[line.topic];
}

const RUN_WORDS = {
  test: 'Sync',
  live: 'Sync',
  'one-off-test': 'One-off sync',
  'one-off-live': 'One-off sync',
  'undo-test': 'Undo, preview',
  'undo-live': 'Undo',
} as const;

const ACT_WORDS = {
  settings: 'Settings',
  tokens: 'Token',
  approvals: 'Approval',
  tenants: 'Tenant',
} as const;

export function modeOf(line: HistoryLine): string {
  if (line.kind === 'act') return '';
  return line.runKind.endsWith('live') ? 'Live' : 'Test Mode';
}

/**
 * Whom it concerned, without what is none: a preview and what was stopped before its first change "would create 12";
 * "12 created" is said of a live run only that came to its end. What was only received is not called done (U6).
 */
export function countsOf(line: HistoryLine): string {
  if (line.kind === 'act' || !line.report) return '';
  const { created, changed, archived, restored } = line.report;
  const parts = (
    [
      [created, 'create', 'created'],
      [changed, 'change', 'changed'],
      [archived, 'archive', 'archived'],
      [restored, 'restore', 'restored'],
    ] as const
  ).filter(([n]) => n > 0);
  if (parts.length === 0) return 'no changes';
  const lead = leadOf(line);
  return lead === undefined
    ? parts.map(([n, , done]) => `${formatNumber(n)} ${done}`).join(', ')
    : `${lead} ${parts.map(([n, act]) => `${act} ${formatNumber(n)}`).join(', ')}`;
}

/** What stands before the acts of a report; `undefined` = they are done. */
function leadOf({ runKind, outcome, applied }: Extract<HistoryLine, { kind: 'run' }>): string | undefined {
  if (runKind.endsWith('test') || applied === undefined) return 'would';
  if (outcome.startsWith('Received')) return 'asked to';
  return outcome.startsWith('Completed') ? undefined : 'planned to';
}

/** A sync of the console's own list in its word; the cause of Skipped is never left out (U7). */
export function consoleOutcome({ status, cause }: Pick<ConsoleSyncLine, 'status' | 'cause'>): string {
  return cause === undefined ? status : `${status} (${cause})`;
}
