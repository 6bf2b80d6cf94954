/**
 * What went wrong, as a value: a code for scripts, a sentence for the admin, what to do next, and the
 * cause for the log. Only our own bugs are thrown (style, habit 5). No token ever stands in one (R18).
 */
export interface Failure {
  readonly code: FailureCode;
  /** One or two plain sentences: what happened, and what was or was not changed. */
  readonly sentence: string;
  /** What the admin can do now. */
  readonly next: string;
  /** The same for whoever sits before the window, where `next` names a command. */
  readonly inWindow?: string;
  /** Where in a file the fault is; `line` counts from 1 and includes the heading. */
  readonly where?: { readonly file: string; readonly line?: number; readonly column?: string };
  /** For the log and for "Details": codes and the other side's own words, already free of secrets. */
  readonly cause?: string;
  /** The request never left this computer, or was turned away whole: nothing can have come of it (R7). */
  readonly neverSent?: true;
  /** Its answer was lost, and it was not sent again: first it must be proven that it was not carried out (R7). */
  readonly sentOnce?: true;
}

export type FailureCode =
  | 'bad-input' // usage, a value, or a file that cannot be read as what it should be
  | 'not-found' // a tenant, report or plan that does not exist here
  | 'file-unreadable'
  | 'store-unavailable' // database missing, locked, damaged, or newer than this version
  | 'disk-full'
  | 'keychain-unavailable'
  | 'token-missing'
  | 'token-refused' // 401
  | 'forbidden' // 403
  | 'network' // no answer: DNS, refused, reset, TLS, timeout
  | 'redirect-refused' // R18
  | 'insecure-url' // R18
  | 'console-busy' // 429 or 503 for longer than we are willing to wait
  | 'console-error' // 5xx, or an answer that is not what was asked for
  | 'row-refused' // 400, 409: this row only; `cause` holds the console's own words
  | 'row-moved' // 412, or the row is no longer as it was seen
  | 'row-missing' // 404
  | 'listing-incomplete' // R1
  | 'settings-refused' // what was asked does not fit the settings
  | 'conflict' // somebody else changed it in between
  | 'sync-skipped' // the 15-minute limit, another mode, or settings; `skip` in the outcome says which
  | 'guard-halted' // R4
  | 'not-approved' // R3: the window applies only a plan that somebody saw and approved
  | 'run-alive' // another run of this tenant is going on
  | 'run-undecided' // an Interrupted run of this tenant waits to be resumed or closed
  | 'cancelled'
  | 'unsupported' // the console cannot do this
  | 'unexpected';

export type Result<T, F = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

export function succeed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}
