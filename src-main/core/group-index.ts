import { fold, tidy } from './fold.ts';
import { derivedGroupExternalId } from './group-key.ts';
import { GrowingNumbers } from './growing-numbers.ts';
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

/**
 * A listing's groups, and who is in them, person after person: the groups of person `p` stand in `groupOf` from
 * `starts[p]` to `starts[p + 1]`, ascending, each once.
 */
export interface GroupIndex {
  readonly groups: readonly GroupFacts[];
  readonly starts: Int32Array;
  readonly groupOf: Uint16Array | Int32Array;
}

export const NO_GROUPS: GroupIndex = {
  groups: [],
  starts: new Int32Array(0),
  groupOf: new Uint16Array(0),
};

/** The buffers of an index of groups, to hand them to another thread without a copy; none of an empty one's. */
export function memberBuffersOf({ starts, groupOf }: GroupIndex): ArrayBufferLike[] {
  return [starts.buffer, groupOf.buffer].filter(({ byteLength }) => byteLength > 0);
}

/** How many groups a person is in. */
export function groupsOfPerson({ starts }: GroupIndex, person: number): number {
  return person + 1 < starts.length ? starts[person + 1]! - starts[person]! : 0;
}

/** Where a person's group stands in `groupOf`, or NONE. */
export function placeOfGroup({ starts, groupOf }: GroupIndex, person: number, group: number): number {
  if (person + 1 >= starts.length) return NONE;
  let low = starts[person]!;
  let high = starts[person + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = groupOf[middle]!;
    if (found === group) return middle;
    if (found < group) low = middle + 1;
    else high = middle - 1;
  }
  return NONE;
}

/** Collects groups while a listing streams by, from the people's own column or from group records. */
export class GroupIndexBuilder {
  readonly #groups: GroupFacts[] = [];
  readonly #byName = new Map<string, number>();
  /** How many members each person has brought so far, and their groups, in the order of the people. */
  readonly #counts = new GrowingNumbers();
  readonly #named = new GrowingNumbers();
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

  /** People come in the order of their rows. */
  addMember(personRow: number, group: number): void {
    while (this.#counts.size < personRow) this.#counts.add(0);
    if (this.#counts.size === personRow) this.#counts.add(0);
    this.#counts.addTo(personRow, 1);
    this.#named.add(group);
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
    if (this.#groups.length === 0) return NO_GROUPS;
    const starts = new Int32Array(people + 1);
    for (let person = 0; person < this.#counts.size; person++) starts[person + 1] = this.#counts.at(person);
    const listed = this.#listedPeople(refs, people, starts);
    for (let person = 0; person < people; person++) starts[person + 1]! += starts[person]!;
    const wide = this.#groups.length > 0xffff;
    const groupOf = wide ? new Int32Array(starts[people]!) : new Uint16Array(starts[people]!);
    this.#place(listed, starts, groupOf);
    return { groups: this.#groups, ...withoutRepetitions(starts, groupOf, people) };
  }

  /** Who the members of group records are; counts them, one place further on. */
  #listedPeople(refs: KeyColumn, people: number, counts: Int32Array): Int32Array {
    const listed = new Int32Array(this.#pendingGroup.size).fill(NONE);
    if (listed.length === 0) return listed;
    const table = new KeyTable(refs, people);
    for (let i = 0; i < listed.length; i++) {
      const person = table.first(this.#pendingLo.at(i) >>> 0, this.#pendingHi.at(i) >>> 0);
      listed[i] = person;
      if (person !== NONE) counts[person + 1]!++;
    }
    return listed;
  }

  #place(listed: Int32Array, starts: Int32Array, groupOf: GroupIndex['groupOf']): void {
    if (listed.length === 0) {
      // In the order of the people already.
      for (let i = 0; i < groupOf.length; i++) groupOf[i] = this.#named.at(i);
      return;
    }
    const next = starts.slice();
    for (let person = 0, at = 0; person < this.#counts.size; person++) {
      for (let count = this.#counts.at(person); count > 0; count--) {
        groupOf[next[person]!++] = this.#named.at(at++);
      }
    }
    for (let i = 0; i < listed.length; i++) {
      const person = listed[i]!;
      if (person !== NONE) groupOf[next[person]!++] = this.#pendingGroup.at(i);
    }
  }
}

/** Sorts each person's few groups and drops what a listing said twice; in place. */
function withoutRepetitions(starts: Int32Array, groupOf: GroupIndex['groupOf'], people: number) {
  let size = 0;
  for (let person = 0; person < people; person++) {
    const from = starts[person]!;
    const end = starts[person + 1]!;
    sortPart(groupOf, from, end);
    starts[person] = size;
    for (let at = from; at < end; at++) {
      if (at > from && groupOf[at] === groupOf[at - 1]) continue;
      groupOf[size++] = groupOf[at]!;
    }
  }
  starts[people] = size;
  return { starts, groupOf: size === groupOf.length ? groupOf : groupOf.slice(0, size) };
}

/** Most people are in a few groups, for whom a view of the array would cost more than sorting does. */
function sortPart(numbers: GroupIndex['groupOf'], from: number, end: number): void {
  if (end - from > 16) {
    numbers.subarray(from, end).sort();
    return;
  }
  for (let at = from + 1; at < end; at++) {
    const number = numbers[at]!;
    let to = at;
    for (; to > from && numbers[to - 1]! > number; to--) numbers[to] = numbers[to - 1]!;
    numbers[to] = number;
  }
}
