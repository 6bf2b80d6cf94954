import type { GroupIndex } from './group-index.ts';
import { NONE } from './match.ts';

/** Who is in which group, person after person: the groups of person `p` lie from `starts[p]` to `starts[p + 1]`. */
export interface PeoplesGroups {
  readonly starts: Int32Array;
  /** Ascending within a person, each once. */
  readonly groupRows: Int32Array;
}

/** `rowOfGroup` gives a group's number in both listings together; NONE leaves the group out. */
export function groupsByPerson(index: GroupIndex, rowOfGroup: Int32Array, people: number): PeoplesGroups {
  const { memberPerson, memberGroup } = index;
  const starts = new Int32Array(people + 1);
  for (let i = 0; i < memberPerson.length; i++) {
    if (rowOfGroup[memberGroup[i]!] !== NONE) starts[memberPerson[i]! + 1]!++;
  }
  for (let person = 0; person < people; person++) starts[person + 1]! += starts[person]!;
  const groupRows = new Int32Array(starts[people]!);
  const next = starts.slice(0, people);
  for (let i = 0; i < memberPerson.length; i++) {
    const groupRow = rowOfGroup[memberGroup[i]!]!;
    if (groupRow !== NONE) groupRows[next[memberPerson[i]!]!++] = groupRow;
  }
  return withoutRepetitions(starts, groupRows, people);
}

/** Where the person's group stands in `groupRows`, or NONE. */
export function placeOfGroup({ starts, groupRows }: PeoplesGroups, person: number, groupRow: number): number {
  let low = starts[person]!;
  let high = starts[person + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = groupRows[middle]!;
    if (found === groupRow) return middle;
    if (found < groupRow) low = middle + 1;
    else high = middle - 1;
  }
  return NONE;
}

/** Sorts each person's few groups and drops what a listing said twice; in place. */
function withoutRepetitions(starts: Int32Array, groupRows: Int32Array, people: number): PeoplesGroups {
  let size = 0;
  for (let person = 0; person < people; person++) {
    const from = starts[person]!;
    const end = starts[person + 1]!;
    sortPart(groupRows, from, end);
    starts[person] = size;
    for (let at = from; at < end; at++) {
      if (at > from && groupRows[at] === groupRows[at - 1]) continue;
      groupRows[size++] = groupRows[at]!;
    }
  }
  starts[people] = size;
  return { starts, groupRows: groupRows.subarray(0, size) };
}

/** Most people are in a few groups, for whom a view of the array would cost more than sorting does. */
function sortPart(numbers: Int32Array, from: number, end: number): void {
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

/** Gathers pairs of a group and a person and gives them back group after group, the people of each in order. */
export class PairsByGroup {
  readonly #people: number;
  #keys = new Float64Array(1024);
  #size = 0;

  constructor(people: number) {
    this.#people = people;
  }

  add(groupRow: number, person: number): void {
    if (this.#size === this.#keys.length) {
      const bigger = new Float64Array(this.#size * 2);
      bigger.set(this.#keys);
      this.#keys = bigger;
    }
    // Exact up to 2^53.
    this.#keys[this.#size++] = groupRow * this.#people + person;
  }

  each(visit: (groupRow: number, person: number) => void): void {
    for (const key of this.#keys.subarray(0, this.#size).sort()) {
      const groupRow = Math.floor(key / this.#people);
      visit(groupRow, key - groupRow * this.#people);
    }
  }
}
