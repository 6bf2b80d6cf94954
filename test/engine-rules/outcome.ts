import type { SyncOutcome } from '../../src-main/app/house.ts';
import type { Result } from '../../src-main/core/failure.ts';
import type { ReportHead } from '../../src-main/core/report.ts';

export function outcomeOf(result: Result<SyncOutcome>): SyncOutcome {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.sentence}`);
  return result.value;
}

export function reportOf(result: Result<SyncOutcome>): ReportHead {
  const { report } = outcomeOf(result);
  if (report === undefined) throw new Error('the run ended without a report');
  return report;
}
