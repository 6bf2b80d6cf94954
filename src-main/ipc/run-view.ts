import { type EndedRun, RUN_PHASES, type RunningRun } from '../../src-preload/contract/runs.ts';
import type { SyncOutcome } from '../app/house.ts';
import type { RunUnderWay } from '../app/runs-under-way.ts';
import type { Result } from '../core/failure.ts';
import { summarySentence } from '../core/summary-sentence.ts';
import { failureView } from './bus.ts';

/** A living run as the window shows it. */
export function runView({ progress, pace, ...run }: RunUnderWay): RunningRun {
  const { phase, done, total, waitMs, concurrency } = progress;
  const { perSecond, timeLeftMs } = pace;
  return {
    ...run,
    phase,
    done,
    phases: phasesOf(run.kind),
    ...(total === undefined ? {} : { total }),
    ...(perSecond === undefined ? {} : { pace: perSecond }),
    ...(timeLeftMs === undefined ? {} : { timeLeftMs }),
    ...(waitMs === undefined ? {} : { waitMs }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

/** A test-mode run ends with its report: no applying, nothing to confirm. */
function phasesOf(kind: RunUnderWay['kind']): RunningRun['phases'] {
  return RUN_PHASES.filter(
    (phase) => kind.endsWith('live') || !(phase.startsWith('apply-') || phase === 'confirm'),
  );
}

/** How a run ended, as the window tells it. */
export function endedView(run: RunUnderWay, outcome: Result<SyncOutcome>): EndedRun {
  const { runKey, tenantId, tenantName, kind } = run;
  const base = { runKey, tenantId, tenantName, kind };
  if (!outcome.ok) {
    const cancelled = outcome.failure.code === 'cancelled';
    return {
      ...base,
      status: cancelled ? 'Cancelled' : 'Failed',
      sentence: outcome.failure.sentence,
      failure: failureView(outcome.failure),
      received: false,
      waitsForApproval: false,
    };
  }
  const { status, runId, report, skip, nextAllowedAtMs, failure, received } = outcome.value;
  return {
    ...base,
    status,
    sentence: skip?.sentence ?? failure?.sentence ?? (report ? summarySentence(report) : ''),
    received,
    waitsForApproval: failure?.code === 'not-approved',
    ...(runId === undefined ? {} : { runId }),
    ...(report === undefined ? {} : { reportId: report.reportId }),
    ...(skip === undefined ? {} : { skipCause: skip.cause }),
    ...(nextAllowedAtMs === undefined ? {} : { nextAllowedAtMs }),
    ...(failure === undefined ? {} : { failure: failureView(failure) }),
  };
}
