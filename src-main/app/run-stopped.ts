import type { Failure } from '../core/failure.ts';

/**
 * Ends a run from deep inside: cancelled, token refused, disk full. Caught where the run began and turned
 * into its outcome; it never leaves the engine.
 */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.sentence);
    this.failure = failure;
  }
}

export function cancelled(): RunStopped {
  return new RunStopped({
    code: 'cancelled',
    sentence: 'The sync was cancelled.',
    next: 'What was made before stays; the next test-mode sync shows the rest again.',
  });
}

/**
 * What a fault in the middle of a run says to the admin: a full disk, a locked or damaged file tell their own
 * sentence (the stores throw errors that carry one); anything else is ours. No source but the error itself.
 */
export function failureOfFault(error: unknown): Failure {
  if (error instanceof RunStopped) return error.failure;
  return (
    failureOfDisk(error) ?? {
      code: 'unexpected',
      sentence: 'Muster met a fault of its own and ended the sync.',
      next: 'Look into the log and report it; run the sync again.',
      cause: error instanceof Error ? error.message : String(error),
    }
  );
}

/** The Failure of a store that its disk or its file did not serve; `undefined` for any other error. */
export function failureOfDisk(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('failure' in error)) return undefined;
  const { failure } = error;
  return isDiskFailure(failure) ? failure : undefined;
}

function isDiskFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    (value.code === 'disk-full' || value.code === 'store-unavailable') &&
    'sentence' in value &&
    'next' in value
  );
}
