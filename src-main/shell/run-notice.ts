import type { EndedRun } from '../../src-preload/contract/runs.ts';

/** What a notice of the system says, where one is due at all (ux §14). */
export interface Notice {
  readonly title: string;
  readonly body: string;
}

const LONG_TEST_MS = 30_000;

/**
 * The notice for the end of a run: live runs, long test runs, and a refused token; never for a Skipped that was pressed.
 * It has the tenant and counts, never names or addresses.
 */
export function noticeOfEnd(run: EndedRun, tookMs: number): Notice | undefined {
  const { status, tenantName, kind, failure } = run;
  const isLive = kind.endsWith('live');
  if (failure?.code === 'token-refused')
    return { title: tenantName, body: 'The console refused the token (401).' };
  if (status === 'Skipped') return undefined;
  if (!isLive && tookMs <= LONG_TEST_MS) return undefined;
  return { title: tenantName, body: bodyOf(run, isLive ? 'live sync' : 'test sync') };
}

function bodyOf({ status, received, waitsForApproval }: EndedRun, what: string): string {
  if (waitsForApproval) return `The ${what} stopped before its first change; its report waits for approval.`;
  switch (status) {
    case 'Completed':
      return received ? `The ${what} ended: received, not confirmed.` : `The ${what} ended.`;
    case 'Halted':
      return `The ${what} was halted by the limits before its first change.`;
    case 'Interrupted':
      return `The ${what} was interrupted. Resume or close it.`;
    case 'Cancelled':
      return `The ${what} was cancelled.`;
    default:
      return `The ${what} failed.`;
  }
}
