import { describe, expect, it } from 'vitest';
import { formatTime } from '../../src-main/core/number-words.ts';
import type { GuardResult } from '../../src-main/core/report.ts';
import { stepSentence } from '../../src-main/ipc/overview-words.ts';
import { exampleCounts, exampleHead, exampleReadAtMs } from '../fakes/example-report.ts';

const at = formatTime(exampleReadAtMs, 'minute');
const counts = exampleCounts({ users: { archived: 37 } });
const guard: GuardResult = {
  halted: true,
  reasons: [{ limit: 'archived', count: 37, of: 406, allowed: 20 }],
  firstSync: false,
  activeBefore: 406,
};
const subject = { tenantName: 'Contoso', changedSince: undefined };

describe('the sentence of the next step (ux §3)', () => {
  it('says that a live sync of the waiting report would halt, and at which limit', () => {
    const newest = exampleHead({ counts, guard });
    expect(stepSentence({ kind: 'review-report', reportId: 'r' }, { ...subject, newest })).toBe(
      `The report of ${at} waits for you: 37 people would be archived. A live sync would halt: 37 archives, limit 20.`,
    );
  });

  it('names the limit of a live sync that was halted', () => {
    const newest = exampleHead({ counts, guard, status: 'Halted', testMode: false });
    expect(stepSentence({ kind: 'review-report', reportId: 'r' }, { ...subject, newest })).toBe(
      `The report of ${at} was halted by the limits (37 archives, limit 20): 37 people would be archived.`,
    );
  });

  it.each([
    ['exclusions', 'Exclusions'],
    ['limits', 'Limits'],
  ] as const)('says that %s were saved since the report', (changedSince, word) => {
    const step = { kind: 'evaluate-anew', reportId: 'r' } as const;
    expect(stepSentence(step, { ...subject, newest: exampleHead(), changedSince })).toBe(
      `${word} changed since the report of ${at}: evaluate it anew, it takes no sync.`,
    );
  });
});
