import type { PastVerdict } from '../../../src-preload/contract/report-rows.ts';
import type { ReportEntry, ReportView } from '../../../src-preload/contract/reports.ts';

/** How a report came about, in the words of its breadcrumb and of the list. */
export const KIND_WORDS: Readonly<Record<ReportEntry['kind'], string>> = {
  test: 'Test Mode',
  live: 'Live',
  'one-off-test': 'One-off, Test Mode',
  'one-off-live': 'One-off, live',
  undo: 'Undo',
  evaluated: 'Test Mode, evaluated anew',
};

/** What kind of report said something of a person before: only an undo is told from the rest (ux §8). */
export function pastKind({ testMode, isUndo }: PastVerdict): string {
  if (isUndo) return KIND_WORDS.undo;
  return testMode ? KIND_WORDS.test : KIND_WORDS.live;
}

const APPROVAL_WORDS: Readonly<Record<ReportEntry['approval'], string>> = {
  waits: 'waiting for approval',
  approved: 'approved',
  lapsed: 'approval lapsed',
  applied: 'applied since',
  none: '',
};

/** "Completed", "Completed, partial listing", "Halted by guard": the console's word plus ours (ux §9). */
export function outcomeWords({ status, partial }: Pick<ReportEntry, 'status' | 'partial'>): string {
  if (status === 'Halted') return 'Halted by guard';
  return status === 'Completed' && partial ? 'Completed, partial listing' : status;
}

/** What stands beside the time in the breadcrumb: "Test Mode · waiting for approval". */
export function placeWords({ kind, approval }: Pick<ReportEntry, 'kind' | 'approval'>): string {
  return [KIND_WORDS[kind], APPROVAL_WORDS[approval]].filter((words) => words !== '').join(' · ');
}

/** Whether the limits stopped this plan, or would: not once it was allowed and applied (ux §10, R4). */
export function halts({
  guard,
  applied,
  approval,
}: Pick<ReportView, 'guard' | 'approval'> & { readonly applied?: ReportView['applied'] }): boolean {
  return guard.halted && applied === undefined && approval !== 'applied';
}

/** The next act on the way from a report to its changes. */
export function approveWords({ approval }: Pick<ReportEntry, 'approval'>): string {
  return approval === 'approved' ? 'Apply…' : 'Approve…';
}
