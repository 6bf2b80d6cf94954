import { type EndedRun, RUN_PHASES, type RunningRun } from '../../src-preload/contract/runs.ts';
import { loadSentence } from '../app/console-load.ts';
import type { SyncOutcome } from '../app/house.ts';
import type { RunUnderWay } from '../app/runs-under-way.ts';
import type { Failure, Result } from '../core/failure.ts';
import { planSize } from '../core/plan-size.ts';
import type { ReportHead } from '../core/report.ts';
import { summarySentence } from '../core/summary-sentence.ts';
import { failureView } from './bus.ts';

/** A living run as the window shows it. */
export function runView({ progress, pace, ...run }: RunUnderWay): RunningRun {
  const { phase, done, total, waitMs, load } = progress;
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
    ...(load === undefined ? {} : { load, loadSentence: loadSentence(load) }),
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
      sentence: failureSentence(outcome.failure, undefined) ?? outcome.failure.sentence,
      failure: failureView(outcome.failure),
      received: false,
      waitsForApproval: false,
    };
  }
  const { status, runId, report, skip, nextAllowedAtMs, failure, received } = outcome.value;
  return {
    ...base,
    status,
    sentence: skip?.sentence ?? failureSentence(failure, report) ?? (report ? summarySentence(report) : ''),
    received,
    waitsForApproval: failure?.code === 'not-approved',
    ...(runId === undefined ? {} : { runId }),
    ...(report === undefined ? {} : { reportId: report.reportId }),
    ...(skip === undefined ? {} : { skipCause: skip.cause }),
    ...(nextAllowedAtMs === undefined ? {} : { nextAllowedAtMs }),
    ...(failure === undefined ? {} : { failure: failureView(failure) }),
  };
}

/** What stopped the run; for a refused token also how far it came (ux §11, `token.wrong`). */
function failureSentence(failure: Failure | undefined, report: ReportHead | undefined): string | undefined {
  if (failure?.code !== 'token-refused') return failure?.sentence;
  const refused = 'The console refused the token (401)';
  const { succeeded = 0, failed = 0, movedSincePreview = 0 } = report?.applied ?? {};
  if (!report || succeeded === 0)
    return `${refused}. It was mistyped, regenerated or revoked, or the Tenant URL belongs to another region. Nothing was changed.`;
  const reached = succeeded + failed + movedSincePreview;
  return `${refused} after ${reached} of ${planSize(report)} rows; the rest was not sent. The token was regenerated or revoked meanwhile.`;
}
