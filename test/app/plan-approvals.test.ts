import { describe, expect, it } from 'vitest';
import {
  approvalOf,
  approvePlan,
  overrideGuard,
  readyListOf,
  revokeApproval,
} from '../../src-main/app/plan-approvals.ts';
import { DEFAULT_SETTINGS } from '../../src-main/core/settings.ts';
import { exampleTenant } from '../adapters/store/example-store.ts';
import { DAY_MS, dataFolder, putReport } from './kept-data.ts';

const reasons = [{ limit: 'archived' as const, count: 37, of: 406, allowed: 20 }];
const guard = { halted: true, reasons, firstSync: false, activeBefore: 406 };

function desk() {
  const { parts, clock } = dataFolder();
  const localSettings = { ...DEFAULT_SETTINGS, provisioningEnabled: true, testMode: false };
  parts.store.tenants.add(exampleTenant({ localSettings }));
  const { planHash } = putReport(parts, { reportId: 'r1', guard });
  const last = () => parts.store.history.list('t1', { limit: 1 })[0];
  const { signal } = new AbortController();
  const ready = async () => {
    const list = await readyListOf('r1', { heavy: { reviewed: 0, rows: 0 } }, parts, signal);
    if (!list.ok) throw new Error(list.failure.sentence);
    return list.value;
  };
  return { parts, clock, planHash, last, ready };
}

describe('an override of the guard (R4; ux §11, guard.override)', () => {
  it('takes the number of the guard and a reason, and stands in the history with who and when', async () => {
    const { parts, clock, planHash, last, ready } = desk();
    expect((await ready()).firstUnmet).toMatchObject({ code: 'guard' });
    expect(overrideGuard('r1', 37, '  The factory\n closed. ', parts)).toEqual({
      ok: true,
      value: undefined,
    });
    expect(last()).toMatchObject({
      what: 'guard-overridden',
      who: 'kim on desk',
      atMs: clock.now(),
      planHash,
      sentence: 'The limits were lifted for this one plan; 37 was typed. Reason: The factory closed.',
    });
    expect(await ready()).toMatchObject({ ready: true });
  });

  it.each([
    ['another number', 36, 'The factory closed.'],
    ['no reason', 37, ' \n '],
  ])('is refused with %s, and nothing is written', async (_what, count, reason) => {
    const { parts, last, ready } = desk();
    const refused = overrideGuard('r1', count, reason, parts);
    expect(refused.ok ? undefined : refused.failure.code).toBe('bad-input');
    expect(last()).toBeUndefined();
    expect((await ready()).firstUnmet).toMatchObject({ code: 'guard' });
  });

  it('allows this plan and no other, and is not undone by approving once more', async () => {
    const { parts, planHash } = desk();
    overrideGuard('r1', 37, 'The factory closed.', parts);
    putReport(parts, { reportId: 'r2', guard, planHash: `sha256:${'cd34'.repeat(16)}` });
    const other = await readyListOf(
      'r2',
      { heavy: { reviewed: 0, rows: 0 } },
      parts,
      new AbortController().signal,
    );
    expect(other.ok && other.value.firstUnmet).toMatchObject({ code: 'guard' });
    approvePlan('Contoso', planHash, parts);
    expect(approvalOf('Contoso', planHash, parts)).toMatchObject({ value: { overridesGuard: true } });
  });
});

describe('an approval (R3)', () => {
  it('lapses after the tenant’s time, and can be taken back, the override with it', () => {
    const { parts, clock, planHash, last } = desk();
    overrideGuard('r1', 37, 'The factory closed.', parts);
    const lapsesAtMs = clock.now() + DAY_MS;
    expect(approvalOf('Contoso', planHash, parts)).toMatchObject({ value: { lapsesAtMs, lapsed: false } });
    clock.pass(DAY_MS + 1);
    expect(approvalOf('Contoso', planHash, parts)).toMatchObject({ value: { lapsed: true } });
    expect(revokeApproval('Contoso', planHash, parts).ok).toBe(true);
    expect(approvalOf('Contoso', planHash, parts)).toEqual({ ok: true, value: undefined });
    expect(last()).toMatchObject({ what: 'approval-revoked', who: 'kim on desk' });
  });
});
