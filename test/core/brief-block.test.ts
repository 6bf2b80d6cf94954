import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BRIEFS_PER_BLOCK,
  type Brief,
  BriefFields,
  BriefPacker,
  blankBrief,
  briefAt,
  briefsIn,
  editedBlock,
} from '../../src-main/core/brief-block.ts';
import { fold, tidy } from '../../src-main/core/fold.ts';
import { foldBytes } from '../../src-main/core/fold-bytes.ts';
import { sortByKeys } from '../../src-main/core/sort-keys.ts';

const LETTERS = [
  'a',
  'Z',
  ' ',
  'É',
  'é',
  'ß',
  'ẞ',
  'İ',
  'Σ',
  'σ',
  'ồ',
  'И',
  'й',
  'ע',
  '한',
  '漢',
  '𝕏',
  '\u0301',
  'Ⱥ',
  'K',
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...LETTERS), { maxLength: 24 }).map((letters) => letters.join('')),
  fc.constantFrom('', 'Ana Ruiz', 'ana ruiz', 'a\u0001b', '\u0000', 'x'.repeat(200), '\ufeffmark'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const anyBrief: fc.Arbitrary<Brief> = fc.record({
  name: anyText,
  address: anyText,
  externalId: anyText,
  directoryRef: anyText,
  department: anyText,
  also: fc.array(anyText, { maxLength: 3 }),
});

function packed(briefs: readonly Brief[]) {
  const blocks: Uint8Array[] = [];
  const packer = new BriefPacker((block) => blocks.push(block.slice()));
  for (const brief of briefs) packer.add(brief);
  return { blocks, facts: packer.finish() };
}

function unpacked(blocks: readonly Uint8Array[]): readonly Brief[] {
  return blocks.flatMap((block) => Array.from({ length: briefsIn(block) }, (_, i) => briefAt(block, i)));
}

const bytesOf = (text: string) => Buffer.from(fold(text));

describe('blocks of briefs', () => {
  it('give back every brief as it was, 64 a block', () => {
    fc.assert(
      fc.property(fc.array(anyBrief, { maxLength: 150, size: 'max' }), (briefs) => {
        const { blocks, facts } = packed(briefs);
        expect(unpacked(blocks)).toEqual(briefs);
        expect(facts.count).toBe(briefs.length);
        expect(blocks.length).toBe(Math.ceil(briefs.length / BRIEFS_PER_BLOCK));
      }),
      { numRuns: 40 },
    );
  });

  it('hold names, address and ids next to each other, as a search looks through them', () => {
    const { blocks } = packed([
      blankBrief,
      { ...blankBrief, name: 'Ána', address: 'A@b.c', also: ['7', 'x'], department: 'IT' },
    ]);
    const [block] = blocks;
    const fields = new BriefFields();
    expect(fields.at(block!, 1)).toBe(true);
    expect(Buffer.from(block!.subarray(fields.start, fields.namesEnd)).toString()).toBe(
      'Ána\u0001A@b.c\u0001\u00017\u0001x',
    );
    expect(Buffer.from(block!.subarray(fields.departmentStart, fields.end)).toString()).toBe('IT');
    expect(fields.at(block!, 2)).toBe(false);
  });

  it('are the same whether packed from texts or from the bytes of a file', () => {
    const value = anyText.map((text) =>
      [...text]
        .filter((letter) => letter >= ' ')
        .join('')
        .trim(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value, value, value, value), { maxLength: 80 }),
        (people) => {
          const blocks: Uint8Array[] = [];
          const packer = new BriefPacker((block) => blocks.push(block.slice()));
          people.forEach((values, row) => {
            const at = new Int32Array(12);
            let text = Buffer.from('before');
            values.forEach((each, i) => {
              at[i * 2] = text.length;
              text = Buffer.concat([text, Buffer.from(each)]);
              at[i * 2 + 1] = text.length;
              text = Buffer.concat([text, Buffer.from(',')]);
            });
            packer.addBytes(text, at, row * 37);
          });
          const facts = packer.finish();
          const expected = packed(
            people.map(([given, family, address, externalId, department, number], row) => ({
              name: `${given} ${family}`.trim() || tidy(address),
              address: tidy(address),
              externalId: tidy(externalId),
              directoryRef: String(row * 37),
              department: tidy(department),
              also: number === '' ? [] : [tidy(number)],
            })),
          );
          expect(unpacked(blocks)).toEqual(unpacked(expected.blocks));
          expect(blocks.map((block) => Buffer.from(block).toString('hex'))).toEqual(
            expected.blocks.map((block) => Buffer.from(block).toString('hex')),
          );
          expect(facts).toEqual(expected.facts);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([50, 6000])(
    'tell the order of %s folded names by their beginnings, and ask for ties only',
    (most) => {
      fc.assert(
        fc.property(fc.array(anyText, { minLength: 3, maxLength: 60 }), fc.nat(), (names, seed) => {
          const briefs = Array.from({ length: most }, (_, i) => ({
            ...blankBrief,
            name: names[(i * 7 + seed) % names.length] ?? '',
          }));
          const { facts } = packed(briefs);
          const order = sortByKeys(facts.sortKeys, facts.count, (rows) => {
            expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
            for (const row of rows) expect(bytesOf(briefs[row]!.name).length).toBeGreaterThanOrEqual(16);
            return (row) => bytesOf(briefs[row]!.name);
          });
          const expected = briefs
            .map((_, row) => row)
            .sort((a, b) => Buffer.compare(bytesOf(briefs[a]!.name), bytesOf(briefs[b]!.name)) || a - b);
          expect([...order]).toEqual(expected);
        }),
        { numRuns: most > 1000 ? 5 : 60 },
      );
    },
  );

  it('lose an erased person and keep all others to the letter (R24)', () => {
    fc.assert(
      fc.property(
        fc.array(anyBrief, { minLength: 1, maxLength: BRIEFS_PER_BLOCK }),
        fc.nat(),
        (briefs, pick) => {
          const [block] = packed(briefs).blocks;
          const gone = pick % briefs.length;
          expect(editedBlock(block!, (brief) => brief)).toBe(block);
          const left = editedBlock(block!, (brief, i) => (i === gone ? blankBrief : brief));
          expect(unpacked([left])).toEqual(briefs.with(gone, blankBrief));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('folding bytes', () => {
  it('is folding the text, or is left to it', () => {
    const out = new Uint8Array(16);
    let known = 0;
    for (let code = 1; code < 0x3000; code++) {
      const letter = String.fromCodePoint(code);
      if (letter.trim() === '') continue;
      const text = `a${letter}B`;
      const bytes = Buffer.from(text);
      const end = foldBytes(bytes, 0, bytes.length, out, 0);
      if (end < 0) continue;
      known++;
      expect(Buffer.from(out.subarray(0, end)).toString(), text).toBe(fold(text));
    }
    expect(known).toBeGreaterThan(5000);
  });
});
