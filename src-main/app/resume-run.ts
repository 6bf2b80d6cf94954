import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import { applyReport, applyRows, approves, compareWithApproved, writeResults } from './apply-report.ts';
import { readSettings, testModeIsOn } from './begin-run.ts';
import type { SyncOutcome } from './house.ts';
import { nameNotReached } from './left-alone.ts';
import type { Run } from './ports/main-store.ts';
import { beatFor, closeRun, type OpenRun, saveHead } from './run-books.ts';
import { failureOfDisk, RunStopped } from './run-stopped.ts';
import type { LiveParts } from './sync-parts.ts';

/**
 * Goes on with an Interrupted live run, with its own slot (design §6): what was sent and never answered is
 * settled by looking, what was never sent is sent, nothing is sent twice (R7).
 */
export async function resumeRun(runId: string, parts: LiveParts): Promise<Result<SyncOutcome>> {
  const settings = await readSettings(parts);
  if (!settings.ok) return settings;
  if (settings.value.testMode) return fail(testModeIsOn(parts.tenant.name));
  const taken = takeOver(runId, 'resume', parts);
  if (!taken.ok) return taken;
  const { open, report } = taken.value;
  if (!report) return succeed(await closeRun(open, 'Failed', 'released', parts, neverWrote()));
  return keepInterrupted(open, parts, () => {
    const approved = approvedFor(open.run, report, parts);
    // Without it every row would count as approved (R3).
    if (approved === 'gone') throw new RunStopped(approvedIsGone());
    return applyReport(open, report, approved, 'resumed', parts);
  });
}

/** A decision that could not be carried out leaves the run to be decided again, and its lock with it. */
async function keepInterrupted(
  open: OpenRun,
  parts: LiveParts,
  decide: () => Promise<Result<SyncOutcome>>,
): Promise<Result<SyncOutcome>> {
  try {
    return await decide();
  } catch (error) {
    open.stopBeating();
    parts.store.runs.update(open.run.id, { status: 'Interrupted', endedAtMs: parts.clock.now() });
    const failure = error instanceof RunStopped ? error.failure : failureOfDisk(error);
    if (failure) return fail(failure);
    throw error;
  }
}

/** The approved plan that an interrupted run was ordered to apply, where that is not its own. */
function approvedFor(run: Run, report: ReportHead, parts: LiveParts): ReportHead | 'gone' | undefined {
  if (!run.planHash || run.planHash === report.planHash) return undefined;
  return parts.reports.findByPlanHash(parts.tenant.id, run.planHash) ?? 'gone';
}

function approvedIsGone(): Failure {
  return {
    code: 'not-found',
    sentence:
      'The report with the approved plan of this run is no longer on this computer, so it cannot go on.',
    next: 'Close the run; the next test-mode sync shows what is left.',
  };
}

/** Closes an Interrupted run: what is proven stays, what cannot be told is marked unknown, the rest is not sent. */
export async function closeInterrupted(runId: string, parts: LiveParts): Promise<Result<SyncOutcome>> {
  const taken = takeOver(runId, 'close', parts);
  if (!taken.ok) return taken;
  const { open, report } = taken.value;
  const failure: Failure = {
    code: 'cancelled',
    sentence: 'The interrupted sync was closed. What was made stays; the rest was not sent.',
    next: 'The next test-mode sync shows what is left.',
  };
  if (!report) return succeed(await closeRun(open, 'Failed', 'released', parts, neverWrote()));
  return keepInterrupted(open, parts, async () => {
    const reader = parts.reports.open(report.reportId);
    if (!reader.ok) throw new RunStopped(reader.failure);
    const approved = approvedFor(open.run, report, parts);
    const comparison = compareWithApproved(reader.value, approved === 'gone' ? undefined : approved);
    if (!comparison.ok) throw new RunStopped(comparison.failure);
    // Where the console cannot be asked, what it did not answer is unknown, and the run is closed all the same.
    await applyRows(open, reader.value, comparison.value?.intersection, 'settled', parts);
    const applied = writeResults(open, reader.value, comparison.value, parts);
    nameNotReached(reader.value, approves(comparison.value));
    reader.value.close();
    const head: ReportHead = { ...report, applied, status: 'Interrupted' };
    saveHead(head, parts);
    return succeed(
      await closeRun(open, 'Failed', 'kept', parts, { report: head, failure, cause: 'interrupted' }),
    );
  });
}

function takeOver(
  runId: string,
  to: 'resume' | 'close',
  parts: LiveParts,
): Result<{ readonly open: OpenRun; readonly report: ReportHead | undefined }> {
  const run: Run | undefined = parts.store.runs.find(runId);
  if (!run) {
    return fail({
      code: 'not-found',
      sentence: 'There is no such run.',
      next: 'See the runs with: muster run list',
      inWindow: 'See the runs under History.',
    });
  }
  const reader = run.reportId === undefined ? undefined : parts.reports.open(run.reportId);
  if (reader && !reader.ok) return reader;
  const report = reader?.value.head();
  reader?.value.close();
  const taken = parts.store.runs.takeOver(runId, parts.pid, parts.clock.now(), to);
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
