import { fold, tidy } from './fold.ts';
import { derivedGroupExternalId } from './group-key.ts';
import { type KeyColumn, KeyTable } from './key-table.ts';
import { NONE } from './match.ts';
import type { GroupRecord } from './records.ts';
import { TextHash } from './text-hash.ts';

export interface GroupFacts {
  /** Console id, or the directory's own key. */
  readonly ref: string;
  readonly externalId: string;
  readonly displayName: string;
  readonly isSmart: boolean;
  readonly version: string | undefined;
}

/** A listing's groups, and who is in them as pairs of row numbers. */
export interface GroupIndex {
  readonly groups: readonly GroupFacts[];
  readonly memberPerson: Int32Array;
  readonly memberGroup: Int32Array;
}

export const NO_GROUPS: GroupIndex = {
  groups: [],
  memberPerson: new Int32Array(0),
  memberGroup: new Int32Array(0),
};

/** The buffers of an index of groups, to hand them to another thread without a copy. */
export function memberBuffersOf({ memberPerson, memberGroup }: GroupIndex): ArrayBufferLike[] {
  return [memberPerson.buffer, memberGroup.buffer];
}

/** Collects groups while a listing streams by, from the people's own column or from group records. */
export class GroupIndexBuilder {
  readonly #groups: GroupFacts[] = [];
  readonly #byName = new Map<string, number>();
  readonly #person = new GrowingNumbers();
  readonly #group = new GrowingNumbers();
  readonly #pendingGroup = new GrowingNumbers();
  readonly #pendingLo = new GrowingNumbers();
  readonly #pendingHi = new GrowingNumbers();
  readonly #hash = new TextHash();

  /**
   * A group that a person's own record names (CSV). Of several spellings the first in order of letters stands,
   * capitals before small ones, so that another order of people is not another plan (R3).
   */
  addNamed(personRow: number, name: string): void {
    const group = this.numberOf(name);
    if (group !== NONE) this.addMember(personRow, group);
  }

  /** The number of the group that a person's own record names; NONE for no name. */
  numberOf(name: string): number {
    const key = fold(name);
    if (key === '') return NONE;
    const displayName = tidy(name);
    const group = this.#byName.get(key);
    if (group !== undefined) {
      const known = this.#groups[group]!;
      if (displayName < known.displayName) this.#groups[group] = { ...known, displayName };
      return group;
    }
    const externalId = derivedGroupExternalId(displayName);
    const added =
      this.#groups.push({ ref: externalId, externalId, displayName, isSmart: false, version: undefined }) - 1;
    this.#byName.set(key, added);
    return added;
  }

  addMember(personRow: number, group: number): void {
    this.#person.add(personRow);
    this.#group.add(group);
  }

  addGroup(record: GroupRecord, externalId: string): void {
    const group =
      this.#groups.push({
        ref: record.ref,
        externalId,
        displayName: tidy(record.displayName),
        isSmart: record.isSmart ?? false,
        version: record.version,
      }) - 1;
    for (const member of record.members) {
      this.#hash.of(member);
      this.#pendingGroup.add(group);
      this.#pendingLo.add(this.#hash.lo);
      this.#pendingHi.add(this.#hash.hi);
    }
  }

  /** Members who are not people of this listing (nested groups, strangers) are left out: left alone. */
  finish(refs: KeyColumn, people: number): GroupIndex {
    const pending = this.#pendingGroup.finish();
    if (pending.length > 0) {
      const table = new KeyTable(refs, people);
      const lo = this.#pendingLo.finish();
      const hi = this.#pendingHi.finish();
      for (let i = 0; i < pending.length; i++) {
        const person = table.first(lo[i]! >>> 0, hi[i]! >>> 0);
        if (person !== NONE) this.addMember(person, pending[i]!);
      }
    }
    return {
      groups: this.#groups,
      memberPerson: this.#person.finish(),
      memberGroup: this.#group.finish(),
    };
  }
}

class GrowingNumbers {
  #size = 0;
  #numbers = new Int32Array(1024);

  add(value: number): void {
    if (this.#size === this.#numbers.length) {
      const more = new Int32Array(this.#size * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.#size++] = value;
  }

  finish(): Int32Array {
    return this.#numbers.subarray(0, this.#size);
  }
}
