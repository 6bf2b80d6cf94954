import { expect, it } from 'vitest';
import { halts } from '../../src-renderer/screens/reports/report-kind.ts';

const guard = { halted: true, reasons: [], firstSync: false, activeBefore: 40 };

it('a plan over the limits halts until it was allowed and applied', () => {
  expect(halts({ guard, approval: 'waits' })).toBe(true);
  expect(halts({ guard, approval: 'approved' })).toBe(true);
  expect(halts({ guard: { ...guard, halted: false }, approval: 'waits' })).toBe(false);
  expect(halts({ guard, approval: 'applied' })).toBe(false);
  const applied = { succeeded: 3, failed: 0, movedSincePreview: 0 };
  expect(halts({ guard, approval: 'none', applied })).toBe(false);
});
