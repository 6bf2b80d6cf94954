import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlattenedGroups } from '../../../src-main/adapters/scim/flatten-groups.ts';
import { fold, tidy } from '../../../src-main/core/fold.ts';
import type { GroupRecord } from '../../../src-main/core/records.ts';
import { arbitraryGroupWorld } from '../../worlds/arbitrary-world.ts';
import { listedOf, type World } from '../../worlds/world.ts';
import { reportOf } from '../outcome.ts';
import { approvedRun, changesNothing, completeWorld, deskOf, stateOf, wholeRuns } from './whole-runs.ts';

/** R19: a group with our externalId, one known from the journal, one that the tenant takes over, one by its id. */
function isOurs({ ref, externalId, displayName }: GroupRecord, world: World): boolean {
  return (
    externalId.startsWith('muster:group:') ||
    (world.managedGroups ?? []).includes(ref) ||
    (world.groupsTakenOver ?? []).includes(fold(displayName)) ||
    (world.directoryGroups ?? []).some(({ id = '' }) => id !== '' && tidy(id) === tidy(externalId))
  );
}

describe('R19 groups', () => {
  it('R19 that are smart stay as they are, foreign ones are only joined, ours stay where they are emptied', async () => {
    const property = fc.asyncProperty(arbitraryGroupWorld, async (world) => {
      const desk = deskOf(world);
      const listed = listedOf(world);
      const before = stateOf(desk, listed);
      const { outcome, watched } = await approvedRun(desk);
      expect(outcome).toMatchObject({
        status: 'Completed',
        report: { applied: { failed: 0, movedSincePreview: 0 } },
      });
      const after = stateOf(desk, listed);
      for (const [ref, was] of before.groups) {
        const now = after.groups.get(ref)!;
        if (was.isSmart === true) expect(now).toEqual(was);
        if (isOurs(was, world)) continue;
        expect({ ...now, members: [] }).toEqual({ ...was, members: [] });
        expect(now.members).toEqual(expect.arrayContaining([...was.members]));
      }
      // Who is on the console and in no row of anybody, as a stranger, is nobody's to take out.
      for (const [ref, was] of before.groups)
        expect(after.groups.get(ref)?.members.includes('stranger')).toBe(was.members.includes('stranger'));
      expect(watched.idle).toEqual([]);
      expect(changesNothing(reportOf(await desk.testSync()))).toBe(true);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R19 end with exactly the people whom the directory lists, where theirs is one group on either side', async () => {
    const property = fc.asyncProperty(arbitraryGroupWorld, async (world) => {
      const desk = deskOf(world);
      const listed = listedOf(world);
      await approvedRun(desk);
      const after = [...stateOf(desk, listed).groups.values()];
      for (const group of listed.directoryGroups) {
        const name = fold(group.displayName);
        const id = group.externalId;
        const clashes = [...listed.directoryGroups, ...listed.consoleGroups].filter(
          (other) =>
            other !== group && (fold(other.displayName) === name || (id !== '' && other.externalId === id)),
        );
        const [twin, ...others] = clashes;
        const isPlain = twin === undefined || listed.consoleGroups.includes(twin);
        if (others.length > 0 || !isPlain || twin?.isSmart === true) continue;
        // Its id makes it another group's, whatever its name.
        if (
          listed.directoryGroups.some(
            (other) => other !== group && other.externalId !== '' && other.externalId === twin?.externalId,
          )
        )
          continue;
        const now = after.find(({ ref, displayName }) =>
          twin ? ref === twin.ref : fold(displayName) === name,
        );
        const stays = (ref: string) => {
          const row = listed.directory.find((one) => one.ref === ref);
          const isExcluded = world.excluded?.includes(fold(row?.values.userName ?? '')) === true;
          return row !== undefined && row.status === 'active' && !isExcluded;
        };
        const has = (ref: string) => now?.members.includes(ref) === true;
        for (const ref of ['u1', 'u2', 'u3'].filter(stays)) {
          const wanted = group.members.includes(ref);
          const stood = twin?.members.includes(ref) === true;
          const removes = twin === undefined || isOurs(twin, world);
          expect([name, ref, has(ref)]).toEqual([name, ref, wanted || (stood && !removes)]);
        }
      }
    });
    await fc.assert(property, wholeRuns);
  });

  it('R19 are out of scope where the directory has none', async () => {
    const property = fc.asyncProperty(completeWorld, async (world) => {
      const directory = world.directory.map(({ groups: _none, ...someone }) => someone);
      const desk = deskOf({ ...world, directory });
      const before = desk.console.groups();
      const { report } = await approvedRun(desk);
      expect(desk.console.groups()).toEqual(before);
      expect(desk.rows(report.reportId).filter(({ object }) => object !== 'user')).toEqual([]);
    });
    await fc.assert(property, wholeRuns);
  });

  it('R19 that are nested hold whoever is inside at any depth, in cycles too, each once', () => {
    const ids = ['g1', 'g2', 'g3', 'g4', 'g5'];
    const group = fc.record({
      people: fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u3', 'u4'), { maxLength: 3 }),
      nested: fc.uniqueArray(fc.constantFrom(...ids, 'gone'), { maxLength: 3 }),
      // Some directories do not say that a member is a group.
      untold: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
    });
    const property = fc.property(fc.tuple(group, group, group, group, group), (groups) => {
      const flattened = new FlattenedGroups();
      groups.forEach(({ people, nested, untold }, at) => {
        const members = [...untold, ...people];
        const record = { ref: ids[at]!, externalId: '', displayName: ids[at]!, members };
        flattened.add({ group: record, nested, toldMembers: true });
      });
      const inside = new Map(groups.map(({ people }, at) => [ids[at]!, new Set(people)]));
      for (let round = 0; round < ids.length; round++)
        groups.forEach(({ nested, untold }, at) => {
          for (const inner of [...nested, ...untold])
            for (const person of inside.get(inner) ?? []) inside.get(ids[at]!)!.add(person);
        });
      for (const { ref, members } of flattened.flattened())
        expect([ref, members.toSorted()]).toEqual([ref, [...inside.get(ref)!].toSorted()]);
    });
    fc.assert(property, wholeRuns);
  });
});
