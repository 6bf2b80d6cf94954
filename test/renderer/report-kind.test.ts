import { expect, it } from 'vitest';
import { halts, pastKind } from '../../src-renderer/screens/reports/report-kind.ts';

const guard = { halted: true, reasons: [], firstSync: false, activeBefore: 40 };

it('a plan over the limits halts until it was allowed and applied', () => {
  expect(halts({ guard, approval: 'waits' })).toBe(true);
  expect(halts({ guard, approval: 'approved' })).toBe(true);
  expect(halts({ guard: { ...guard, halted: false }, approval: 'waits' })).toBe(false);
  expect(halts({ guard, approval: 'applied' })).toBe(false);
  const applied = { succeeded: 3, failed: 0, movedSincePreview: 0 };
  expect(halts({ guard, approval: 'none', applied })).toBe(false);
});

it('the reverse plan of an undo is not taken for a sync that the directory asks for', () => {
  const before = { reportId: 'r', startedAtMs: 0, seq: 1, verdict: 'Changed', reasonSentence: '' } as const;
  expect(pastKind({ ...before, testMode: true })).toBe('Test Mode');
  expect(pastKind({ ...before, testMode: false })).toBe('Live');
  expect(pastKind({ ...before, testMode: true, isUndo: true })).toBe('Undo');
});
