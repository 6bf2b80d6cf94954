import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenIds } from '../../../src-main/adapters/scim/seen-ids.ts';

describe('The ids that a listing has brought (R1)', () => {
  it('are told apart as a set of texts would, over any number of readings', () => {
    const ids = fc.array(fc.oneof(fc.uuid(), fc.string({ maxLength: 3 }), fc.nat(50).map(String)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 4 }), (readings) => {
        const seen = new SeenIds();
        const ever = new Set<string>();
        readings.forEach((reading, index) => {
          if (index > 0) seen.nextReading();
          const now = new Set<string>();
          for (const id of reading) {
            const expected = now.has(id) ? 'repeated' : ever.has(id) ? 'known' : 'new';
            expect(seen.see(id)).toBe(expected);
            now.add(id);
            ever.add(id);
          }
          expect(seen.count).toBe(now.size);
        });
      }),
    );
  });

  it('stay apart by the hundred thousand, in the forms that consoles use', () => {
    const seen = new SeenIds();
    for (let i = 0; i < 100_000; i++) {
      const hex = i.toString(16).padStart(12, '0');
      for (const id of [String(i), `2819c223-7f76-453a-919d-${hex}`]) {
        if (seen.see(id) !== 'new') throw new Error(`${id} was taken for another`);
      }
    }
    expect(seen.count).toBe(200_000);
  });
});
