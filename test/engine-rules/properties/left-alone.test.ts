import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src-main/core/fold.ts';
import { arbitraryGroupWorld } from '../../worlds/arbitrary-world.ts';
import { listedOf } from '../../worlds/world.ts';
import { approvedRun, completeWorld, delays, deskOf, profileName, stateOf, wholeRuns } from './whole-runs.ts';

const anyWorld = fc.oneof(
  { weight: 3, arbitrary: completeWorld },
  { weight: 1, arbitrary: arbitraryGroupWorld },
);
const names = fc.uniqueArray(fc.constantFrom('ana', 'ben', 'zoë', 'dan', 'eve', 'fay', 'gus', 'kay'), {
  maxLength: 4,
});

describe('R5 whoever is excluded by any source', () => {
  it('R5 is as before in every field and every group, and no request names them', async () => {
    const property = fc.asyncProperty(
      anyWorld,
      names,
      profileName,
      delays,
      async (world, list, profile, pace) => {
        const excluded = [...(world.excluded ?? []), ...list.map((name) => `${name}@x.example`)];
        const desk = deskOf({ ...world, excluded }, profile);
        const listed = listedOf(world);
        const before = stateOf(desk, listed);
        const { watched } = await approvedRun(desk, { delays: pace });
        const after = stateOf(desk, listed);
        const asked = new Set(watched.sent.flatMap(({ names: of }) => of.map(fold)));

        const saysFalse = new Set(excluded.map(fold));
        for (const { provisioningManaged, values } of [...listed.directory, ...listed.console])
          if (provisioningManaged === false)
            for (const address of [values.userName, values.email]) saysFalse.add(fold(address ?? ''));
        saysFalse.delete('');
        for (const address of saysFalse) expect([address, asked.has(address)]).toEqual([address, false]);
        for (const [ref, person] of before.people) {
          const addresses = [person.values.userName, person.values.email].map((address) =>
            fold(address ?? ''),
          );
          if (person.provisioningManaged !== false && !addresses.some((address) => saysFalse.has(address)))
            continue;
          expect(after.people.get(ref)).toEqual(person);
          expect([ref, asked.has(fold(ref))]).toEqual([ref, false]);
          for (const [group, { members }] of before.groups)
            expect([group, after.groups.get(group)?.members.includes(ref)]).toEqual([
              group,
              members.includes(ref),
            ]);
        }
      },
    );
    await fc.assert(property, wholeRuns);
  });
});

describe('R6 nothing is deleted', () => {
  it('R6 over days of any directories: who leaves is archived as they were, who comes back is the same person restored', async () => {
    const property = fc.asyncProperty(
      completeWorld,
      completeWorld,
      profileName,
      async (world, later, profile) => {
        const desk = deskOf(world, profile);
        const days = [world.directory, later.directory, world.directory];
        for (const directory of days) {
          desk.directory = directory;
          const now = { console: desk.console.people(), consoleGroups: desk.console.groups() };
          const before = stateOf(desk, now);
          const { report, watched } = await approvedRun(desk);
          const after = stateOf(desk, now);
          for (const ref of before.people.keys()) expect([ref, after.people.has(ref)]).toEqual([ref, true]);
          for (const ref of before.groups.keys()) expect([ref, after.groups.has(ref)]).toEqual([ref, true]);
          for (const row of desk.rows(report.reportId)) {
            const was = before.people.get(row.consoleRef ?? '');
            const is = after.people.get(row.consoleRef ?? '');
            if (row.object !== 'user' || was === undefined) continue;
            if (row.verdict === 'Archived') expect(is).toEqual({ ...was, status: 'archived' });
            if (row.verdict === 'Restored') expect([was.status, is?.status]).toEqual(['archived', 'active']);
            if (row.verdict === 'Unchanged' && row.adopted !== true) expect(is).toEqual(was);
          }
          const restored = watched.sent.filter(({ changes }) =>
            changes.some(({ field, value }) => field === 'active' && value === true),
          );
          for (const { names: of } of restored) expect(before.people.has(of[0] ?? '')).toBe(true);
        }
      },
    );
    await fc.assert(property, wholeRuns);
  });
});
