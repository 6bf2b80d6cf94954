import { fail, type Result, succeed } from '../core/failure.ts';
import { DEFAULT_GUARD_LIMITS } from '../core/settings.ts';
import type { PreviewRequest, SyncOutcome } from './house.ts';
import { previewSync } from './preview-sync.ts';
import { RunStopped } from './run-stopped.ts';
import type { ReadingParts } from './sync-parts.ts';

/** What a comparison of two files stands under, where a tenant would be. */
export const FILES_TENANT = 'files';

/** Compares two files; no tenant, no network, no slot, nothing in the history (design §14). */
export async function runFilePreview(
  request: PreviewRequest,
  parts: ReadingParts,
): Promise<Result<SyncOutcome>> {
  try {
    const report = await previewSync(
      {
        reportId: parts.ids.next(),
        tenantId: FILES_TENANT,
        tenantName: `${fileName(request.directoryFile)} and ${fileName(request.consoleFile)}`,
        testMode: true,
        guardLimits: DEFAULT_GUARD_LIMITS,
        lastGoodRows: undefined,
        syncedSnapshotId: undefined,
        idSourceChanged: false,
        groupsTakenOver: [],
        managedGroupIds: new Set(),
        archivedGroupIds: new Set(),
        firstLive: false,
        oneOff: undefined,
      },
      parts,
    );
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

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
