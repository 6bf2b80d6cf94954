import { describe, expect, it } from 'vitest';
import type { HistoryLine } from '../../src-preload/contract/history.ts';
import { countsOf, interruptedSentence } from '../../src-renderer/screens/history/history-words.ts';

const run: Extract<HistoryLine, { kind: 'run' }> = {
  kind: 'run',
  id: 'r',
  runId: 'r',
  runKind: 'test',
  atMs: 0,
  who: 'ana',
  outcome: 'Completed',
  tone: 'normal',
  report: { reportId: 'x', created: 12, changed: 22, archived: 0, restored: 3 },
  canUndo: false,
};
const applied = { succeeded: 37, failed: 0, moved: 0 };
const numbers = { proven: 3, lookedUp: 1, notSent: 4 };
const restOfSentence = '3 changes are proven, 1 is being looked up, 4 were not sent. Nothing is sent twice.';

describe('a line of the history (ux §9)', () => {
  it.each<[string, Partial<typeof run>, string]>([
    ['a test run', {}, 'would create 12, change 22, restore 3'],
    ['a live run', { runKind: 'live', applied }, '12 created, 22 changed, 3 restored'],
    [
      'a live run halted before its first change',
      { runKind: 'live', outcome: 'Halted by guard' },
      'would create 12, change 22, restore 3',
    ],
    [
      'an interrupted one',
      { runKind: 'live', outcome: 'Interrupted', applied },
      'planned to create 12, change 22, restore 3',
    ],
    [
      'what was only received',
      { runKind: 'live', outcome: 'Received, not confirmed', applied },
      'asked to create 12, change 22, restore 3',
    ],
  ])('says of %s no more than happened', (_what, change, words) => {
    expect(countsOf({ ...run, ...change })).toBe(words);
  });
});

describe('the sentence of an interrupted sync (ux §11)', () => {
  it('names the end of Muster, or what else broke it off', () => {
    expect(interruptedSentence(numbers)).toBe(`Muster ended during this sync. ${restOfSentence}`);
    const cause = 'The connection to console.example broke off before the answer was whole.';
    expect(interruptedSentence({ ...numbers, cause })).toBe(`${cause} ${restOfSentence}`);
  });
});
