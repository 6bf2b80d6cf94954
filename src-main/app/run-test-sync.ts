import { fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import { beginRun, previewInput, undoInput } from './begin-run.ts';
import type { SyncOutcome } from './house.ts';
import type { OneOff } from './one-off-filter.ts';
import { type PreviewInput, previewSync } from './preview-sync.ts';
import { closeRun, saveHead } from './run-books.ts';
import { failureOfFault } from './run-stopped.ts';
import type { SyncParts } from './sync-parts.ts';
import { openUndoneRun } from './undone-run.ts';

/** A test-mode sync: claims its slot, lists both sides, and ends with a report. Has no writer (R2). */
export function runTestSync(oneOff: OneOff | undefined, parts: SyncParts): Promise<Result<SyncOutcome>> {
  const input = () => previewInput(parts.ids.next(), 'test', oneOff, parts);
  return endWithReport(oneOff ? 'one-off-test' : 'test', input, parts);
}

/** The preview of an undo (R23): a test-mode run like any other, whose report is the reverse plan. */
export async function runTestUndo(runId: string, parts: SyncParts): Promise<Result<SyncOutcome>> {
  const undone = openUndoneRun(runId, parts);
  if (!undone.ok) return undone;
  try {
    const input = () => undoInput(parts.ids.next(), 'test', undone.value, parts);
    return await endWithReport('undo-test', input, parts);
  } finally {
    undone.value.close();
  }
}

async function endWithReport(
  kind: 'test' | 'one-off-test' | 'undo-test',
  inputOf: () => PreviewInput,
  parts: SyncParts,
): Promise<Result<SyncOutcome>> {
  parts.onProgress({ phase: 'claim', done: 0, total: undefined });
  const begun = await beginRun(kind, parts);
  if (begun.status === 'ended') return begun.outcome;
  const { open } = begun;
  try {
    const made = await previewSync(inputOf(), parts);
    const report = { ...made, nextAllowedAtMs: open.run.nextAllowedAtMs ?? null };
    saveHead(report, parts);
    const good = isGoodRun(report) ? { directoryRows: report.directory.rows } : {};
    return succeed(await closeRun(open, 'Completed', 'kept', parts, { report, ...good }));
  } catch (error) {
    const failure = failureOfFault(error);
    const status = failure.code === 'cancelled' ? 'Cancelled' : 'Failed';
    await closeRun(open, status, 'kept', parts, { failure });
    if (failure.code === 'unexpected') throw error;
    return fail(failure);
  }
}

/**
 * Whether the guard may measure the next directory by this one (R4). The run that showed how many rows are
 * gone must not talk the next one into it.
 */
function isGoodRun(report: ReportHead): boolean {
  const shrunk = report.guard.reasons.some((reason) => reason.limit === 'shrunk');
  return !report.partial && report.only.length === 0 && !shrunk;
}
