import { countOf } from '../core/number-words.ts';
import type { ReportHead } from '../core/report.ts';
import type { RunOutcomeWord } from './history-page.ts';
import type { Run } from './ports/main-store.ts';

/** A run's outcome in the console's word plus ours (ux §9); the text adds the number or the cause. */
export function outcomeOf(
  run: Run,
  report: ReportHead | undefined,
): { readonly outcome: RunOutcomeWord; readonly outcomeText: string } {
  const same = (outcome: RunOutcomeWord) => ({ outcome, outcomeText: outcome });
  switch (run.status) {
    case 'Pending':
    case 'Processing':
      return same('Going on');
    case 'Skipped':
      return { outcome: 'Skipped', outcomeText: `Skipped (${skipCause(run.causeCode)})` };
    case 'Halted':
      return same('Halted by guard');
    case 'Interrupted':
    case 'Cancelled':
      return same(run.status);
    case 'Failed':
      // Closed as Interrupted: the console's word is Failed, the admin's is what happened (design §7).
      return run.causeCode === 'interrupted' ? same('Interrupted') : same('Failed');
    case 'Completed':
      return completed(run, report);
    default:
      return run.status satisfies never;
  }
}

function completed(run: Run, report: ReportHead | undefined) {
  if (run.causeCode === 'not-approved') return both('Waiting for approval');
  const failed = run.applied?.failed ?? 0;
  if (failed > 0) {
    const rows = countOf(failed, 'row', 'rows');
    return { outcome: 'Completed, rows failed' as const, outcomeText: `Completed, ${rows} failed` };
  }
  if (report?.received) return both('Received, not confirmed');
  if (report?.partial) return both('Completed, partial listing');
  return both('Completed');
}

function both<Word extends RunOutcomeWord>(outcome: Word) {
  return { outcome, outcomeText: outcome };
}

function skipCause(causeCode: string | undefined): string {
  switch (causeCode) {
    case 'skipped.limit':
      return 'limit';
    case 'skipped.mode':
      return 'other mode';
    case 'skipped.settings':
      return 'settings';
    default:
      return 'cause unknown';
  }
}
