import { describe, expect, it } from 'vitest';
import type { SyncOutcome } from '../../src-main/app/house.ts';
import { exitOfFailure, exitOfOutcome } from '../../src-main/cli/exit-codes.ts';
import type { FailureCode } from '../../src-main/core/failure.ts';
import { exampleHead } from '../fakes/example-report.ts';

const ended = (outcome: Partial<SyncOutcome>): SyncOutcome => ({
  status: 'Completed',
  runId: 'run-1',
  report: exampleHead(),
  nextAllowedAtMs: undefined,
  received: false,
  ...outcome,
});
const failed = (code: FailureCode) => ({ code, sentence: 'It failed.', next: 'Try again.' });
const applied = (failedRows: number, moved: number) =>
  exampleHead({ testMode: false, applied: { succeeded: 1, failed: failedRows, movedSincePreview: moved } });

describe('the exit code of a run (design §14)', () => {
  it.each([
    ['0 for a report in test mode', 0, ended({})],
    [
      '0 in test mode also when the guard would halt, and when rows are Blocked',
      0,
      ended({
        report: exampleHead({ guard: { halted: true, reasons: [], firstSync: false, activeBefore: 10 } }),
      }),
    ],
    ['0 for a live sync that applied everything', 0, ended({ report: applied(0, 0) })],
    ['3 for Skipped', 3, ended({ status: 'Skipped', report: undefined })],
    ['4 for Halted', 4, ended({ status: 'Halted', failure: failed('guard-halted') })],
    ['5 for a token refused in the middle', 5, ended({ status: 'Failed', failure: failed('token-refused') })],
    ['6 when a row failed', 6, ended({ report: applied(1, 0) })],
    ['6 when a row had changed since the preview', 6, ended({ report: applied(0, 1) })],
    ['7 for a partial report', 7, ended({ report: exampleHead({ partial: true }) })],
    [
      '7 for a live sync that stopped at an incomplete listing',
      7,
      ended({ status: 'Failed', failure: failed('listing-incomplete') }),
    ],
    ['1 for a console that does not answer', 1, ended({ status: 'Failed', failure: failed('network') })],
    ['130 for Cancelled', 130, ended({ status: 'Cancelled' })],
  ])('%s', (_name, exit, outcome) => {
    expect(exitOfOutcome(outcome)).toBe(exit);
  });
});

describe('the exit code of a failure', () => {
  const codes: Record<FailureCode, number> = {
    'bad-input': 2,
    'not-found': 2,
    'file-unreadable': 2,
    'insecure-url': 2,
    'settings-refused': 2,
    unsupported: 2,
    'sync-skipped': 3,
    'guard-halted': 4,
    'not-approved': 2,
    'token-missing': 5,
    'token-refused': 5,
    forbidden: 5,
    'row-refused': 6,
    'row-moved': 6,
    'row-missing': 6,
    'listing-incomplete': 7,
    cancelled: 130,
    'store-unavailable': 1,
    'disk-full': 1,
    'keychain-unavailable': 1,
    network: 1,
    'redirect-refused': 1,
    'console-busy': 1,
    'console-error': 1,
    conflict: 1,
    'run-alive': 3,
    'run-undecided': 1,
    unexpected: 1,
  };
  it('is the same for a code wherever it happens', () => {
    const isCode = (code: string): code is FailureCode => code in codes;
    const found = Object.keys(codes)
      .filter(isCode)
      .map((code) => [code, exitOfFailure(failed(code))]);
    expect(Object.fromEntries(found)).toEqual(codes);
  });
});
