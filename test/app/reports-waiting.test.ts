import { describe, expect, it } from 'vitest';
import { reportsWaiting } from '../../src-main/app/reports-waiting.ts';
import { succeed } from '../../src-main/core/failure.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { exampleCounts, exampleHead, exampleReadAtMs } from '../fakes/example-report.ts';

const HOUR_MS = 60 * 60 * 1000;
const WITH_CHANGES = { counts: exampleCounts({ users: { archived: 3 } }) };

function waiting(heads: readonly Partial<ReportHead>[], approved: readonly string[] = []): number {
  const house = {
    // Newest first, as the store lists them.
    reports: { list: () => heads.map((head) => exampleHead({ ...WITH_CHANGES, ...head })) },
    approvalOf: (_tenant: string, planHash: string) =>
      succeed(
        approved.includes(planHash)
          ? {
              planHash,
              who: 'kim',
              atMs: 0,
              lapsesAtMs: 1,
              lapsed: planHash === 'lapsed',
              overridesGuard: false,
            }
          : undefined,
      ),
  };
  return reportsWaiting('tenant-1', house, exampleReadAtMs + HOUR_MS);
}

describe('how many reports wait for approval (ux §1)', () => {
  it('counts the newest report with something to do, and one-offs after it', () => {
    expect(waiting([{}])).toBe(1);
    expect(waiting([{ only: ['ana@contoso.example'] }, {}])).toBe(2);
  });

  it('counts none that a newer report of a full sync has overtaken', () => {
    expect(waiting([{ planHash: 'new' }, { planHash: 'old' }])).toBe(1);
    expect(waiting([{ counts: exampleCounts() }, {}])).toBe(0);
  });

  it('goes past a partial report, which overtakes nothing and cannot be approved', () => {
    expect(waiting([{ partial: true }, {}])).toBe(1);
  });

  it('counts none that is approved, applied, changed by an erasure or a day old', () => {
    expect(waiting([{ planHash: 'a' }], ['a'])).toBe(0);
    expect(waiting([{ planHash: 'lapsed' }], ['lapsed'])).toBe(1);
    expect(waiting([{ erased: 1 }])).toBe(0);
    expect(waiting([{ startedAtMs: exampleReadAtMs - 24 * HOUR_MS }])).toBe(0);
  });
});
