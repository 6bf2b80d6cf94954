import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import { applyReport, approves, compareWithApproved, writeResults } from './apply-report.ts';
import { readSettings, testModeIsOn } from './begin-run.ts';
import type { SyncOutcome } from './house.ts';
import { nameNotReached } from './left-alone.ts';
import type { Run } from './ports/main-store.ts';
import { beatFor, closeRun, type OpenRun, saveHead } from './run-books.ts';
import type { LiveParts } from './sync-parts.ts';

/**
 * Goes on with an Interrupted live run, with its own slot (design §6): what was sent and never answered is
 * settled by looking, what was never sent is sent, nothing is sent twice (R7).
 */
export async function resumeRun(runId: string, parts: LiveParts): Promise<Result<SyncOutcome>> {
  const settings = await readSettings(parts);
  if (!settings.ok) return settings;
  if (settings.value.testMode) return fail(testModeIsOn());
  const taken = takeOver(runId, parts);
  if (!taken.ok) return taken;
  const { open, report } = taken.value;
  if (!report) return succeed(await closeRun(open, 'Failed', 'released', parts, neverWrote()));
  return applyReport(open, report, approvedFor(open.run, report, parts), 'resumed', parts);
}

/** The approved plan that an interrupted run was ordered to apply, where that is not its own. */
function approvedFor(run: Run, report: ReportHead, parts: LiveParts): ReportHead | undefined {
  return run.planHash && run.planHash !== report.planHash
    ? parts.reports.findByPlanHash(parts.tenant.id, run.planHash)
    : undefined;
}

/** Closes an Interrupted run: what is proven stays, what cannot be told is marked unknown, the rest is not sent. */
export async function closeInterrupted(runId: string, parts: LiveParts): Promise<Result<SyncOutcome>> {
  const taken = takeOver(runId, parts);
  if (!taken.ok) return taken;
  const { open, report } = taken.value;
  const failure: Failure = {
    code: 'cancelled',
    sentence: 'The interrupted sync was closed. What was made stays; the rest was not sent.',
    next: 'The next test-mode sync shows what is left.',
  };
  if (!report) return succeed(await closeRun(open, 'Failed', 'released', parts, neverWrote()));
  const reader = parts.reports.open(report.reportId);
  if (!reader.ok) return reader;
  const comparison = compareWithApproved(reader.value, approvedFor(open.run, report, parts));
  if (!comparison.ok) return comparison;
  const applied = writeResults(open, reader.value, comparison.value, parts);
  nameNotReached(reader.value, approves(comparison.value));
  reader.value.close();
  const head: ReportHead = { ...report, applied, status: 'Failed' };
  saveHead(head, parts);
  return succeed(
    await closeRun(open, 'Failed', 'kept', parts, { report: head, failure, cause: 'interrupted' }),
  );
}

function takeOver(
  runId: string,
  parts: LiveParts,
): Result<{ readonly open: OpenRun; readonly report: ReportHead | undefined }> {
  const run: Run | undefined = parts.store.runs.find(runId);
  if (!run) {
    return fail({
      code: 'not-found',
      sentence: 'There is no such run.',
      next: 'See the runs with: muster run list',
    });
  }
  const reader = run.reportId === undefined ? undefined : parts.reports.open(run.reportId);
  if (reader && !reader.ok) return reader;
  const report = reader?.value.head();
  reader?.value.close();
  const taken = parts.store.runs.takeOver(runId, parts.pid, parts.clock.now());
  if (!taken.ok) return taken;
  return succeed({ open: { run, stopBeating: beatFor(runId, parts) }, report });
}

/** Design §7: Interrupted is closed as Failed with that cause. */
function neverWrote() {
  return {
    cause: 'interrupted' as const,
    failure: {
      code: 'cancelled' as const,
      sentence: 'Muster ended before the first change of this sync, so there is nothing to go on with.',
      next: 'Run the sync again.',
    },
  };
}
