import { describe, expect, it } from 'vitest';
import { changePieces } from '../../src-main/core/value-pieces.ts';

/** What differs stands in brackets, what cannot be seen in braces. */
const shown = (before: string, after: string) => {
  const { old, new: now } = changePieces(before, after);
  const textOf = (pieces: typeof old) =>
    pieces
      .map(({ text, kind, unseen }) => {
        const named = unseen === undefined ? text : `${text}{${unseen}}`;
        return kind === 'differs' ? `[${named}]` : named;
      })
      .join('');
  return [textOf(old), textOf(now)];
};

describe('the two sides of a change', () => {
  it.each([
    ['Jon Smith', 'John Smyth', 'Jon Sm[i]th', 'Jo[h]n Sm[y]th'],
    ['Sales', 'Vertrieb', '[Sales]', '[Vertrieb]'],
    ['Lead', '', '[Lead]', ''],
    ['', 'Lead', '', '[Lead]'],
    ['Lead ', 'Lead', 'Lead[·{space}]', 'Lead'],
    ['  A b', 'A b', '[·{space}][·{space}]A b', 'A b'],
    ['a\u200bna', 'ana', 'a[‹U+200B›{U+200B}]na', 'ana'],
    ['a\tb', 'a b', 'a[␉{U+0009}]b', 'a[ ]b'],
    ['ana', '\u0430na', '[a]na', '[\u0430{Cyrillic \u0430}]na'],
    ['\u0410\u043d\u043d\u0430', '\u0410\u043d\u043d', '\u0410\u043d\u043d[\u0430]', '\u0410\u043d\u043d'],
    ['Zo\u00eb 👩🏽', 'Zoe 👩🏽', 'Zo[ë] 👩🏽', 'Zo[e] 👩🏽'],
  ])(
    '%j → %j are marked by character where they are near, and as a whole where not',
    (before, after, old, now) => {
      expect(shown(before, after)).toEqual([old, now]);
    },
  );

  it('are never compared letter by letter when they are long, and lose no character', () => {
    const { old, new: now } = changePieces('x'.repeat(5_000), `${'x'.repeat(4_999)}y`);
    expect(old).toEqual([{ text: 'x'.repeat(5_000), kind: 'differs' }]);
    expect(now[0]?.text).toHaveLength(5_000);
  });
});
