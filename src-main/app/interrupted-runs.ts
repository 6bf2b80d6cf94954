import type { Run } from './ports/main-store.ts';
import type { TenantParts } from './tenant-parts.ts';

/** An interrupted live run in numbers, as its journal proves them (ux §11, `interrupted`; R7). */
export interface InterruptedRun {
  readonly run: Run;
  /** Requests whose answer came. */
  readonly proven: number;
  /** Sent, and the answer was lost: looked up before anything else. */
  readonly lookedUp: number;
  readonly notSent: number;
}

const LOOKED_BACK = 100;

/** Runs of a tenant that wait for Resume or Close, newest first. */
export function interruptedRuns(
  tenantId: string,
  { store, reports }: Pick<TenantParts, 'store' | 'reports'>,
): readonly InterruptedRun[] {
  return store.runs
    .list(tenantId, { limit: LOOKED_BACK })
    .filter(({ status }) => status === 'Interrupted')
    .map((run) => {
      const { intended, answered } = store.journal.counts(run.id);
      const operations = operationsOf(run, reports);
      return {
        run,
        proven: answered,
        lookedUp: intended - answered,
        // A manager's link is a request of its own, so there may be more requests than operations.
        notSent: Math.max(0, operations - intended),
      };
    });
}

function operationsOf({ reportId }: Run, reports: TenantParts['reports']): number {
  const opened = reportId === undefined ? undefined : reports.open(reportId);
  if (!opened?.ok) return 0;
  try {
    return opened.value.operationCount();
  } finally {
    opened.value.close();
  }
}
