import { fail, type Result, succeed } from '../core/failure.ts';
import { previewInput } from './begin-run.ts';
import type { SyncOutcome } from './house.ts';
import { previewSync } from './preview-sync.ts';
import { RunStopped } from './run-stopped.ts';
import { removeSnapshots } from './snapshots-of-report.ts';
import type { SyncParts } from './sync-parts.ts';

/** What looking somebody up needs: no slot and no lock, and nothing that could write (ux §8, R2). */
export type LookUpParts = Omit<SyncParts, 'who' | 'pid'>;

const KEPT = 5;

/**
 * Reads both sides now and shows what a sync would do to these people (ux §8): no sync, so it waits for no limit,
 * stands in no history and is no fresh report. An archive is shown as what it is, though nobody asked for it.
 */
export async function lookUp(addresses: readonly string[], parts: LookUpParts): Promise<Result<SyncOutcome>> {
  if (addresses.length === 0) {
    return fail({
      code: 'bad-input',
      sentence: 'Nobody was named, so nobody was looked up.',
      next: 'Give an e-mail address.',
    });
  }
  try {
    const oneOff = { only: addresses, archiveByName: addresses };
    const input = previewInput(parts.ids.next(), 'test', oneOff, parts);
    const report = await previewSync({ ...input, marks: { lookUp: true } }, parts);
    forgetEarlier(report.tenantId, parts);
    return succeed({
      status: 'Completed',
      runId: undefined,
      report,
      nextAllowedAtMs: undefined,
      received: false,
    });
  } catch (error) {
    if (error instanceof RunStopped) return fail(error.failure);
    throw error;
  }
}

/** Five answers stay to be read again; of the listings, which name everybody, only those of the newest. */
function forgetEarlier(tenantId: string, parts: LookUpParts): void {
  const lookUps = parts.reports.listAll(tenantId).filter((head) => head.lookUp !== undefined);
  for (const [at, { reportId }] of lookUps.entries()) {
    try {
      if (at > 0) removeSnapshots(reportId, parts);
      if (at >= KEPT) parts.reports.remove(reportId);
    } catch (error) {
      // Somebody reads it now, and Windows removes no open file; the next one removes it with the others.
      parts.log.warn('a report could not be removed yet', { cause: String(error) });
    }
  }
}
