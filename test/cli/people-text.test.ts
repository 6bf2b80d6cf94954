import { describe, expect, it } from 'vitest';
import { jsonText, personText, valueText } from '../../src-main/cli/people-text.ts';
import { columns, wrap } from '../../src-main/cli/text-layout.ts';

describe("people's values on a terminal", () => {
  it('cannot act: escape sequences, C1 controls and marks of direction are shown', () => {
    expect(personText('\u001b[2J\u0007Ana\u009b31m\u202eevil\r\n')).toBe('␛[2J␇Ana‹U+009B›31m‹U+202E›evil␍␊');
  });

  it('are isolated where they run from right to left, and copied as they are where not', () => {
    expect(personText('דנה לוי')).toBe('\u2068דנה לוי\u2069');
    expect(personText('Жанна Müller')).toBe('Жанна Müller');
  });

  it('show what is empty and what has outer spaces', () => {
    expect([valueText(''), valueText(' Lead  ')]).toEqual(['(empty)', '·Lead··']);
  });

  it('stand in JSON exactly, and still cannot act', () => {
    const values = { name: 'A\u009b31m\u202e\u001b[2J', other: 'Ünïcode דנה 00123' };
    const text = jsonText(values, 'one-line');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested.
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(JSON.parse(text)).toEqual(values);
  });
});

describe('lines on a terminal', () => {
  const layout = { width: 30, paint: (_emphasis: string, text: string) => text };

  it('are broken at spaces, and an address longer than the line stays whole', () => {
    expect(wrap('Ana Ruiz <ana.maria.ruiz.y.gonzalez@contoso.example> in Sales', 2, layout, 4)).toBe(
      '  Ana Ruiz\n    <ana.maria.ruiz.y.gonzalez@contoso.example>\n    in Sales',
    );
  });

  it('stay whole where there is no terminal', () => {
    expect(wrap('a '.repeat(200).trim(), 2, { width: undefined })).toBe(`  ${'a '.repeat(200).trim()}`);
  });

  it('stand under each other in columns, wide letters counted as two', () => {
    expect(
      columns(
        [
          ['山田', 'x'],
          ['Ana', 'y'],
        ],
        layout,
        0,
      ),
    ).toEqual(['山田  x', 'Ana   y']);
  });
});
