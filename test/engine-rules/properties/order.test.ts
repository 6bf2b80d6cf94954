import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryGroupWorld } from '../../worlds/arbitrary-world.ts';
import type { Sent } from './watched-writer.ts';
import { approvedRun, completeWorld, delays, deskOf, wholeRuns } from './whole-runs.ts';

const ORDER = ['rename', 'restore', 'create', 'change', 'group', 'member', 'manager', 'archive'] as const;

/** What a request is in the words of R8, told from what it asks of the console and not from any plan. */
function kindOf({ call, changes }: Sent): (typeof ORDER)[number] {
  if (call === 'createUser') return 'create';
  if (call === 'createGroup' || call === 'updateGroup') return 'group';
  if (call === 'addMembers' || call === 'removeMembers') return 'member';
  const fields = changes.map(({ field }) => field);
  if (fields.includes('userName')) return 'rename';
  const active = changes.find(({ field }) => field === 'active')?.value;
  if (active === true) return 'restore';
  if (active === false) return 'archive';
  return fields.every((field) => field === 'manager') ? 'manager' : 'change';
}

describe('R8 the order of a live run', () => {
  it('R8 is renames, restores, creates, changes, groups, memberships, managers, archives, each after the answers of the one before', async () => {
    const world = fc.oneof(
      { weight: 3, arbitrary: completeWorld },
      { weight: 1, arbitrary: arbitraryGroupWorld },
    );
    const property = fc.asyncProperty(
      world,
      fc.constantFrom('generic' as const, 'demo' as const),
      delays,
      async (one, profile, pace) => {
        const { watched } = await approvedRun(deskOf(one, profile), { delays: pace });
        const kinds = watched.sent.map(kindOf);
        const ranks = kinds.map((kind) => ORDER.indexOf(kind));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        for (const sent of watched.sent)
          for (const other of sent.underWay) expect(kindOf(other)).toBe(kindOf(sent));
        // Additions before removals, so that nobody is without a group in between.
        const members = watched.sent.map(({ call }) => call).filter((call) => call.endsWith('Members'));
        expect(members).toEqual(members.toSorted());
      },
    );
    await fc.assert(property, wholeRuns);
  });
});
