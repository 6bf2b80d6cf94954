import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, type StepFacts } from '../../src-main/core/next-step.ts';

const quiet: StepFacts = {
  hasDirectory: true,
  isLinked: true,
  interruptedRun: undefined,
  isRunAlive: false,
  report: { reportId: 'r1', state: 'none', isFresh: true, isOutdated: false },
  testMode: true,
};
const report = (state: NonNullable<StepFacts['report']>['state']) =>
  ({ reportId: 'r1', state, isFresh: true, isOutdated: false }) as const;

describe('the next step of the Overview (ux §3)', () => {
  it.each<[string, Partial<StepFacts>, string]>([
    ['no directory', { hasDirectory: false, isLinked: false }, 'set-up-directory'],
    ['not linked', { isLinked: false, interruptedRun: { runId: 'x' } }, 'enter-token'],
    ['an interrupted run', { interruptedRun: { runId: 'x' }, isRunAlive: true }, 'resume'],
    ['a run alive', { isRunAlive: true, report: report('waits') }, 'show-progress'],
    ['a waiting report', { report: report('waits') }, 'review-report'],
    ['a halted report', { report: report('halted') }, 'review-report'],
    ['an approval that lapsed', { report: report('lapsed') }, 'review-report'],
    ['approved, Test Mode on', { report: report('approved') }, 'turn-test-mode-off'],
    ['approved, Test Mode off', { report: report('approved'), testMode: false }, 'apply'],
    ['no report', { report: undefined }, 'force-sync'],
    ['no report in 24 hours', { report: { ...report('none'), isFresh: false } }, 'force-sync'],
    ['other exclusions since', { report: { ...report('waits'), isOutdated: true } }, 'evaluate-anew'],
    [
      'approved, other exclusions since',
      { report: { ...report('approved'), isOutdated: true } },
      'evaluate-anew',
    ],
    [
      'nothing to do, other exclusions since',
      { report: { ...report('none'), isOutdated: true } },
      'evaluate-anew',
    ],
    [
      'other exclusions since, too old to be evaluated',
      { report: { ...report('none'), isFresh: false, isOutdated: true } },
      'force-sync',
    ],
    ['all done', {}, 'nothing'],
  ])('is, with %s: %s', (_what, change, kind) => {
    expect(nextStep({ ...quiet, ...change }).kind).toBe(kind);
  });

  it('never offers to apply what nobody approved, or while Test Mode is on', () => {
    const states = ['halted', 'waits', 'lapsed', 'approved', 'none'] as const;
    const facts: fc.Arbitrary<StepFacts> = fc.record({
      hasDirectory: fc.boolean(),
      isLinked: fc.boolean(),
      interruptedRun: fc.option(fc.record({ runId: fc.string() }), { nil: undefined }),
      isRunAlive: fc.boolean(),
      testMode: fc.boolean(),
      report: fc.option(
        fc.record({
          reportId: fc.string(),
          state: fc.constantFrom(...states),
          isFresh: fc.boolean(),
          isOutdated: fc.boolean(),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(facts, (given) => {
        if (nextStep(given).kind !== 'apply') return;
        expect(given).toMatchObject({
          report: { state: 'approved' },
          testMode: false,
          isRunAlive: false,
          interruptedRun: undefined,
        });
      }),
    );
  });
});
