import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesAmong } from '../../../src-main/adapters/store/report/places-among.ts';
import { KEY_WORDS, putSortKey } from '../../../src-main/core/sort-keys.ts';

const encoder = new TextEncoder();
/** Many begin alike for longer than a key holds. */
const name = fc
  .tuple(
    fc.constantFrom('', 'a', 'van der hooven-smythe', 'van der hooven-smythe z'),
    fc.constantFrom('', 'a', '\u00e9'),
  )
  .map(([first, last]) => first + last);

function keysOf(names: readonly string[]): Uint32Array {
  const keys = new Uint32Array(names.length * KEY_WORDS);
  names.forEach((text, row) => {
    const bytes = encoder.encode(text);
    putSortKey(keys, row, bytes, bytes.length);
  });
  return keys;
}

describe('rows among the plain ones', () => {
  it('stand by name, then by number, as a sort of all would put them', () => {
    const rows = fc.array(fc.record({ name, isPlain: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(rows, (all) => {
        const names = all.map((row) => row.name);
        const bytes = names.map((text) => Buffer.from(text));
        const inOrder = all
          .map((_, row) => row)
          .sort((a, b) => Buffer.compare(bytes[a]!, bytes[b]!) || a - b);
        const plain = inOrder.filter((row) => all[row]!.isPlain);
        const others = inOrder.filter((row) => !all[row]!.isPlain);
        const keys = keysOf(names);
        const places = placesAmong(
          Int32Array.from(plain),
          keys,
          { sorted: Int32Array.from(others), seqs: Int32Array.from(others, (row) => row + 1), keys },
          (seqs) => {
            expect([...seqs]).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
            return (seq) => bytes[seq - 1]!;
          },
        );
        const expected = others.map(
          (row) => plain.filter((one) => inOrder.indexOf(one) < inOrder.indexOf(row)).length,
        );
        expect([...places]).toEqual(expected);
      }),
    );
  });
});
