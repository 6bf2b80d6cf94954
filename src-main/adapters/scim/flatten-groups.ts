import type { GroupRecord } from '../../core/records.ts';
import type { ReadGroup } from './scim-records.ts';

/**
 * Gathers groups and gives them back with the people of their nested groups as direct members (R19: the
 * directory's adapter flattens). Holds ids only: people as numbers, each id text once.
 */
export class FlattenedGroups {
  readonly #groups = new Map<string, HeldGroup>();
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];

  add({ group, nested }: ReadGroup): void {
    this.#groups.set(group.ref, {
      group: { ...group, members: [] },
      people: Uint32Array.from(group.members, (id) => this.#numberOf(id)),
      nested,
    });
  }

  /** Once all groups are added. A cycle (A in B in A) ends where it meets a group it has been in. */
  *flattened(): Generator<GroupRecord, void, void> {
    for (const held of this.#groups.values()) {
      const people = new Set<number>();
      const entered = new Set<HeldGroup>([held]);
      // A Set may grow while it is walked: each nested group is entered once.
      for (const inside of entered) {
        for (const number of inside.people) this.#gather(number, people, entered);
        for (const id of inside.nested) {
          const group = this.#groups.get(id);
          if (group !== undefined) entered.add(group);
        }
      }
      yield { ...held.group, members: Array.from(people, (number) => this.#ids[number] ?? '') };
    }
  }

  /** Some directories do not say that a member is a group; its id does. */
  #gather(number: number, people: Set<number>, entered: Set<HeldGroup>): void {
    const group = this.#groups.get(this.#ids[number] ?? '');
    if (group === undefined) people.add(number);
    else entered.add(group);
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#ids.push(id) - 1;
    this.#numbers.set(id, number);
    return number;
  }
}

interface HeldGroup {
  readonly group: GroupRecord;
  readonly people: Uint32Array;
  readonly nested: readonly string[];
}
