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

/** Collects groups while a listing streams by, from the people's own column or from group records. */
export class GroupIndexBuilder {
  readonly #groups: GroupFacts[] = [];
  readonly #byName = new Map<string, number>();
  readonly #person: number[] = [];
  readonly #group: number[] = [];
  readonly #pendingGroup: number[] = [];
  readonly #pendingLo: number[] = [];
  readonly #pendingHi: number[] = [];
  readonly #hash = new TextHash();

  /**
   * A group that a person's own record names (CSV). Of several spellings the first in order of letters stands,
   * capitals before small ones, so that another order of people is not another plan (R3).
   */
  addNamed(personRow: number, name: string): void {
    const key = fold(name);
    if (key === '') return;
    let group = this.#byName.get(key);
    if (group === undefined) {
      const displayName = tidy(name);
      const externalId = derivedGroupExternalId(displayName);
      group =
        this.#groups.push({ ref: externalId, externalId, displayName, isSmart: false, version: undefined }) -
        1;
      this.#byName.set(key, group);
    } else {
      const displayName = tidy(name);
      const known = this.#groups[group]!;
      if (displayName < known.displayName) this.#groups[group] = { ...known, displayName };
    }
    this.#person.push(personRow);
    this.#group.push(group);
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
      this.#pendingGroup.push(group);
      this.#pendingLo.push(this.#hash.lo);
      this.#pendingHi.push(this.#hash.hi);
    }
  }

  /** Members who are not people of this listing (nested groups, strangers) are left out: left alone. */
  finish(refs: KeyColumn, people: number): GroupIndex {
    if (this.#pendingGroup.length > 0) {
      const table = new KeyTable(refs, people);
      for (let i = 0; i < this.#pendingGroup.length; i++) {
        const person = table.first(this.#pendingLo[i]!, this.#pendingHi[i]!);
        if (person === NONE) continue;
        this.#person.push(person);
        this.#group.push(this.#pendingGroup[i]!);
      }
    }
    return {
      groups: this.#groups,
      memberPerson: Int32Array.from(this.#person),
      memberGroup: Int32Array.from(this.#group),
    };
  }
}
