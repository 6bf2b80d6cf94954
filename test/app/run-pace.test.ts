import { describe, expect, it } from 'vitest';
import { runPace } from '../../src-main/app/run-pace.ts';

/** Measures once a second, `perSecond` rows each, and gives the last answer. */
function measured(seconds: number, perSecond: number, total: number | undefined) {
  const pace = runPace();
  let last = pace.measure({ phase: 'apply-changes', done: 0, total }, 0);
  for (let s = 1; s <= seconds; s++)
    last = pace.measure({ phase: 'apply-changes', done: s * perSecond, total }, s * 1000);
  return { pace, last };
}

describe('the pace of a run (ux §6)', () => {
  it('is not told before there is a second to measure', () => {
    expect(runPace().measure({ phase: 'claim', done: 0, total: 10 }, 0).perSecond).toBeUndefined();
  });

  it('is rows a second over the last seconds', () => {
    expect(measured(4, 38, 1204).last.perSecond).toBe(38);
  });

  it('tells the time left only after ten seconds, and rounded', () => {
    expect(measured(9, 38, 1204).last.timeLeftMs).toBeUndefined();
    // (1204 − 456) / 38 = 19.7 s
    expect(measured(12, 38, 1204).last.timeLeftMs).toBe(20_000);
  });

  it('tells no time left while the total is unknown', () => {
    expect(measured(20, 38, undefined).last.timeLeftMs).toBeUndefined();
  });

  it('begins anew with each phase, so that a slow phase is not told by a fast one', () => {
    const { pace } = measured(20, 1000, 100_000);
    expect(pace.measure({ phase: 'apply-archives', done: 0, total: 5 }, 21_000)).toEqual({
      perSecond: undefined,
      timeLeftMs: undefined,
    });
  });

  it('says nothing rather than zero while the console makes us wait', () => {
    const { pace } = measured(3, 10, 100);
    const at = { phase: 'apply-changes', done: 30, total: 100 };
    for (let s = 4; s < 12; s++) pace.measure(at, s * 1000);
    expect(pace.measure(at, 12_000).perSecond).toBeUndefined();
  });
});
