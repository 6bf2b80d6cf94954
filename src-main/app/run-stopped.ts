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
