import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalEntry,
  chainHash,
  NO_HASH,
  readEntry,
  type Sha256,
  type TrailEnd,
  type TrailEntry,
} from '../../../src-main/core/audit-trail.ts';
import { checkChain, type TrailFault } from '../../../src-main/core/check-chain.ts';
import { propertyRuns } from '../../long/cases.ts';

const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

const act = fc.record(
  {
    atMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    who: fc.string({ unit: 'binary' }),
    act: fc.constantFrom('run-ended', 'settings-saved', 'token-generated'),
    tenantId: fc.string(),
    tenantName: fc.string({ unit: 'grapheme' }),
    planHash: fc.string(),
    facts: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    ),
  },
  { requiredKeys: ['atMs', 'who', 'act'] },
);

const trail = fc.array(act, { minLength: 2, maxLength: 12 }).map((acts) => {
  const entries: TrailEntry[] = [];
  for (const [index, each] of acts.entries())
    entries.push(linked(entries.at(-1), { ...each, number: index + 1 }));
  return entries;
});

function linked(before: TrailEntry | undefined, entry: Parameters<typeof canonicalEntry>[0]): TrailEntry {
  const text = canonicalEntry(entry);
  return { number: entry.number, text, hash: chainHash(before?.hash ?? NO_HASH, text, sha256) };
}

function faultOf(entries: readonly TrailEntry[], known: readonly TrailEnd[]): TrailFault | undefined {
  const chain = checkChain(sha256, known);
  for (const entry of entries) {
    const taken = chain.take(entry);
    if ('fault' in taken) return taken.fault;
  }
  return chain.end();
}

const endOf = (entries: readonly TrailEntry[]): readonly TrailEnd[] => entries.slice(-1);
/** A place in a trail, by a number that knows nothing of its length. */
const place = fc.nat({ max: 10_000 });

describe('the chain of the audit trail', () => {
  it('is whole as it was written, with any end that was written down', () => {
    fc.assert(
      fc.property(trail, place, (entries, at) => {
        const known = entries.slice(at % entries.length, (at % entries.length) + 1);
        expect(faultOf(entries, [...known, ...endOf(entries)])).toBeUndefined();
      }),
      propertyRuns,
    );
  });

  it('says of each entry what was told', () => {
    fc.assert(
      fc.property(act, (told) => {
        const entry = { ...told, number: 7 };
        const read = readEntry(canonicalEntry(entry));
        expect(read && canonicalEntry(read)).toBe(canonicalEntry(entry));
      }),
      propertyRuns,
    );
  });

  it('names the first entry of which a character was altered', () => {
    fc.assert(
      fc.property(trail, place, place, (entries, at, where) => {
        const index = at % entries.length;
        const old = entries[index];
        if (!old) throw new Error('no entry');
        const cut = where % old.text.length;
        const other = old.text[cut] === '0' ? '1' : '0';
        const text = old.text.slice(0, cut) + other + old.text.slice(cut + 1);
        expect(faultOf(entries.with(index, { ...old, text }), endOf(entries))).toEqual({
          entry: index + 1,
          kind: 'altered',
        });
      }),
      propertyRuns,
    );
  });

  it('shows an entry that was altered with its hash computed anew, at the next one or at the end', () => {
    fc.assert(
      fc.property(trail, place, (entries, at) => {
        const index = at % entries.length;
        const old = readEntry(entries[index]?.text ?? '');
        if (!old) throw new Error('no entry');
        const forged = linked(entries[index - 1], { ...old, who: `${old.who}, or not` });
        const isLast = index === entries.length - 1;
        expect(faultOf(entries.with(index, forged), endOf(entries))).toEqual(
          isLast ? { entry: index + 1, kind: 'rewritten' } : { entry: index + 2, kind: 'altered' },
        );
      }),
      propertyRuns,
    );
  });

  it('shows an entry that was removed, whether the others are renumbered or not', () => {
    fc.assert(
      fc.property(trail, place, (entries, at) => {
        const index = at % (entries.length - 1);
        const left = entries.toSpliced(index, 1);
        expect(faultOf(left, endOf(entries))).toEqual({ entry: index + 1, kind: 'removed' });
        const renumbered = left.map((entry, i) => ({ ...entry, number: i + 1 }));
        expect(faultOf(renumbered, endOf(entries))).toEqual({ entry: index + 1, kind: 'altered' });
      }),
      propertyRuns,
    );
  });

  it('shows entries that changed places, and one that was put in', () => {
    fc.assert(
      fc.property(trail, place, (entries, at) => {
        const index = at % (entries.length - 1);
        const [one, two] = [entries[index], entries[index + 1]];
        if (!one || !two) throw new Error('no entry');
        const swapped = entries
          .with(index, { ...two, number: one.number })
          .with(index + 1, { ...one, number: two.number });
        expect(faultOf(swapped, endOf(entries))).toEqual({ entry: index + 1, kind: 'altered' });
        const between = linked(one, { number: index + 2, atMs: 0, who: 'nobody', act: 'run-ended' });
        const longer = entries
          .toSpliced(index + 1, 0, between)
          .map((entry, i) => ({ ...entry, number: i + 1 }));
        expect(faultOf(longer, [])).toEqual({ entry: index + 3, kind: 'altered' });
      }),
      propertyRuns,
    );
  });

  it('shows an end that was cut off or written anew, by the end that was written down', () => {
    fc.assert(
      fc.property(trail, place, (entries, at) => {
        const length = at % entries.length;
        const cut = entries.slice(0, length);
        expect(faultOf(cut, endOf(entries))).toEqual({ entry: length + 1, kind: 'cut' });
        const anew: TrailEntry[] = [...cut];
        for (let number = length + 1; number <= entries.length; number++) {
          anew.push(linked(anew.at(-1), { number, atMs: 0, who: 'nobody', act: 'run-ended' }));
        }
        expect(faultOf(anew, endOf(entries))).toEqual({ entry: entries.length, kind: 'rewritten' });
        // Honestly: without that end nobody can tell.
        expect(faultOf(anew, [])).toBeUndefined();
      }),
      propertyRuns,
    );
  });
});
