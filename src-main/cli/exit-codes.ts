import type { SyncOutcome } from '../app/house.ts';
import type { Failure, FailureCode } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';

/** Design §14. A script may rely on these; they never change their meaning. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  badInput: 2,
  skipped: 3,
  halted: 4,
  notAuthorized: 5,
  someRowsFailed: 6,
  incomplete: 7,
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done; in test mode and preview also when a live sync would halt'],
  [EXIT.unexpected, 'unexpected error, or something outside did not answer'],
  [EXIT.badInput, 'usage or bad input, not found, or settings that refuse what was asked'],
  [EXIT.skipped, 'Skipped: the 15-minute limit, another mode, or settings; the JSON names the cause'],
  [EXIT.halted, 'Halted by the guard before the first change (live only)'],
  [EXIT.notAuthorized, 'not authorized: token or admin key missing, refused, or not allowed to do this'],
  [EXIT.someRowsFailed, 'some rows failed, or had changed since the preview'],
  [EXIT.incomplete, 'directory incomplete or empty, or console incomplete: nothing was archived'],
  [EXIT.cancelled, 'cancelled'],
];

const OF_FAILURE: Readonly<Record<FailureCode, ExitCode>> = {
  'bad-input': EXIT.badInput,
  'not-found': EXIT.badInput,
  'file-unreadable': EXIT.badInput,
  'insecure-url': EXIT.badInput,
  'settings-refused': EXIT.badInput,
  unsupported: EXIT.badInput,
  'sync-skipped': EXIT.skipped,
  'guard-halted': EXIT.halted,
  'not-approved': EXIT.badInput,
  'token-missing': EXIT.notAuthorized,
  'token-refused': EXIT.notAuthorized,
  forbidden: EXIT.notAuthorized,
  'row-refused': EXIT.someRowsFailed,
  'row-moved': EXIT.someRowsFailed,
  'row-missing': EXIT.someRowsFailed,
  'listing-incomplete': EXIT.incomplete,
  cancelled: EXIT.cancelled,
  'store-unavailable': EXIT.unexpected,
  'disk-full': EXIT.unexpected,
  'keychain-unavailable': EXIT.unexpected,
  network: EXIT.unexpected,
  'redirect-refused': EXIT.unexpected,
  'console-busy': EXIT.unexpected,
  'console-error': EXIT.unexpected,
  conflict: EXIT.unexpected,
  // Like a sync that the console skips: another one goes on, nothing is wrong, ask again later.
  'run-alive': EXIT.skipped,
  // Waits for an admin: a scheduler must not take it for a sync that the next one makes good.
  'run-undecided': EXIT.unexpected,
  unexpected: EXIT.unexpected,
};

export function exitOfFailure(failure: Failure): ExitCode {
  return OF_FAILURE[failure.code];
}

/** How a sync or preview ended, as an exit code. Blocked rows do not count as failed. */
export function exitOfOutcome(outcome: SyncOutcome): ExitCode {
  switch (outcome.status) {
    case 'Skipped':
      return EXIT.skipped;
    case 'Halted':
      return EXIT.halted;
    case 'Cancelled':
      return EXIT.cancelled;
    case 'Completed':
      return exitOfCompleted(outcome);
    default:
      // A live sync that stopped at a listing ends as the same listing does in test mode.
      if (outcome.report?.partial) return exitOfPartial(outcome.report);
      return outcome.failure ? exitOfFailure(outcome.failure) : EXIT.unexpected;
  }
}

/** Why a partial report is partial, where a listing broke off. */
export function incompleteWhy({ directory, console }: ReportHead): Failure | undefined {
  return [directory, console].find(({ complete }) => !complete)?.why;
}

function exitOfCompleted({ report }: SyncOutcome): ExitCode {
  if (report?.partial) return exitOfPartial(report);
  const { failed, movedSincePreview } = report?.applied ?? { failed: 0, movedSincePreview: 0 };
  return failed + movedSincePreview > 0 ? EXIT.someRowsFailed : EXIT.done;
}

/** A console that refuses the token is not merely incomplete. */
function exitOfPartial(report: ReportHead): ExitCode {
  const why = incompleteWhy(report);
  return why && exitOfFailure(why) === EXIT.notAuthorized ? EXIT.notAuthorized : EXIT.incomplete;
}
