import type { Failure } from '../core/failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** What a command has to say: the same thing once for scripts and once for people. */
export interface Answer {
  readonly exit: ExitCode;
  /** The one document of `--json`; absent where the command itself has written to standard output. */
  readonly json?: unknown;
  /** Without the last line break. '' = nothing. */
  readonly text: string;
  /** Why a run that has a report did not end well: said on standard error as well. */
  readonly failure?: Failure;
}

export function done(json: unknown, text: string): Answer {
  return { exit: EXIT.done, json, text };
}
