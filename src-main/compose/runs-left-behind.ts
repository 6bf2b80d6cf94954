import { failureOf } from '../adapters/store/store-error.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import { type Result, succeed } from '../core/failure.ts';
import { isGoingOn } from '../core/report.ts';
import { endDead } from './sweep-old-data.ts';

const AGAIN_MS = 5_000;
const LOOKED_BACK = 20;

/** How many runs of each tenant go on in this process, whichever house started them. */
const alive = new Map<string, number>();

/** Runs of this process that ended and could not write down how, as on a full disk. */
export interface RunsLeftBehind {
  /** Before a tenant's next run: fails while the disk still takes nothing, so that nothing else is blamed. */
  before(tenantId: string): Result<void>;
  /** Looks at a tenant once a run of its has told how it ended; from then on it writes nothing more. Never rejects. */
  watch(tenantId: string, told: Promise<unknown>): void;
  close(): void;
}

/**
 * While this process lives, it holds the lock of a run that could not be written off, and everybody would be told
 * that the run goes on. So it is marked as soon as the disk allows (R7).
 */
export function runsLeftBehind(home: string, parts: Pick<TenantParts, 'store' | 'reports'>): RunsLeftBehind {
  const waiting = new Map<string, NodeJS.Timeout>();

  const sweep = (tenantId: string): Result<void> => {
    clearTimeout(waiting.get(tenantId));
    waiting.delete(tenantId);
    if ((alive.get(tenantId) ?? 0) > 0) return succeed(undefined);
    try {
      // Read first: most runs end well, and reading never waits for another process.
      const open = parts.store.runs
        .list(tenantId, { limit: LOOKED_BACK })
        .some((run) => isGoingOn(run) && run.pid === process.pid);
      if (!open) return succeed(undefined);
      endDead(home, parts, { tenantId, pid: process.pid });
      return succeed(undefined);
    } catch (error) {
      waiting.set(tenantId, setTimeout(sweep, AGAIN_MS, tenantId).unref());
      return { ok: false, failure: failureOf(error) };
    }
  };

  return {
    before: sweep,
    watch(tenantId, told) {
      alive.set(tenantId, (alive.get(tenantId) ?? 0) + 1);
      void told.then(() => {
        alive.set(tenantId, (alive.get(tenantId) ?? 1) - 1);
        sweep(tenantId);
      });
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
