import fc from 'fast-check';
import type { AttributeName } from '../../../src-main/core/attributes.ts';
import type { Desk } from '../desk.ts';

export const EDITED = ['title', 'department'] as const satisfies readonly AttributeName[];

/** What somebody does on the console, past Muster. */
export interface Edit {
  readonly person: number;
  readonly group: number;
  readonly what: (typeof EDITED)[number] | 'active' | 'member' | 'groupName';
}

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    person: fc.nat({ max: 7 }),
    group: fc.nat({ max: 3 }),
    what: fc.constantFrom(...EDITED, 'active', 'member', 'groupName'),
  }),
  { maxLength: 2 },
);

export async function editByHand(desk: Desk, all: readonly Edit[]): Promise<void> {
  const { signal } = new AbortController();
  for (const { person, group, what } of all) {
    const people = desk.console.people();
    const one = people[person % Math.max(1, people.length)];
    const groups = desk.console.groups();
    const into = groups[group % Math.max(1, groups.length)];
    if (what === 'groupName') {
      if (into) await desk.console.updateGroup(into.ref, { displayName: 'By hand' }, undefined, signal);
      continue;
    }
    if (one === undefined) continue;
    if (what === 'member') {
      if (into === undefined) continue;
      const isIn = into.members.includes(one.ref);
      await (isIn
        ? desk.console.removeMembers(into.ref, [one.ref], signal)
        : desk.console.addMembers(into.ref, [one.ref], signal));
    } else {
      const change =
        what === 'active'
          ? { field: what, value: one.status !== 'active' }
          : { field: what, value: 'By hand' };
      await desk.console.updateUser(one.ref, [change], undefined, signal);
    }
  }
}
