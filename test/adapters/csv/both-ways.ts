import { expect } from 'vitest';
import { csvSource } from '../../../src-main/adapters/directory/csv/csv-directory.ts';
import { indexKeyOf } from '../../../src-main/app/index-snapshot.ts';
import { listAndIndexConsole, listAndIndexDirectory } from '../../../src-main/app/list-and-index.ts';
import type { SnapshotReader, SnapshotStore } from '../../../src-main/app/ports/snapshot-store.ts';
import type { Source } from '../../../src-main/app/ports/source.ts';
import { briefAt, briefsIn } from '../../../src-main/core/brief-block.ts';
import type { GroupIndex } from '../../../src-main/core/group-index.ts';
import { briefOf } from '../../../src-main/core/index-entry.ts';
import { comparedAttributes, mapDirectoryPerson } from '../../../src-main/core/mapping.ts';
import type { PersonIndex } from '../../../src-main/core/person-index.ts';
import type { ConsoleProfile } from '../../../src-main/core/profile.ts';
import type { Carried } from '../../../src-main/core/records.ts';

const clock = { now: () => 1, monotonic: () => 1, sleep: async () => {} };
const options = { signal: new AbortController().signal, checkCancelled: () => {} };

export type Role = 'directory' | 'console';

const everything: Carried = {
  attributes: ['userName', 'givenName', 'familyName', 'title', 'department', 'customDate1', 'phone'],
  manager: true,
  groups: true,
};

/**
 * Reads a CSV as bytes, where it is plain, and as text, and demands the same people, index, groups, briefs and end.
 * Tells which way the first went.
 */
export async function readBothWays(
  file: string,
  role: Role,
  profile: ConsoleProfile,
  snapshots: SnapshotStore,
): Promise<'as bytes' | 'as text'> {
  const source = csvSource({ file, role });
  const fast = await read(source, role, 'fast', profile, snapshots);
  const { scan: _scan, ...listed } = source;
  const slow = await read(listed, role, 'slow', profile, snapshots);
  try {
    expect(fast.snapshot.facts).toEqual(slow.snapshot.facts);
    expect(everybody(fast.snapshot)).toEqual(everybody(slow.snapshot));
    expect(plain(fast)).toEqual(plain(slow));
    expect(fast.domains).toEqual(slow.domains);
    // Of a file that is no CSV of people nothing is carried, whatever its heading said.
    if (slow.people.size > 0) expect(fast.carried).toEqual(slow.carried);
    const refs = ({ console }: typeof fast) =>
      Array.from({ length: console?.people.size ?? 0 }, (_, user) => [
        console?.ref(user),
        console?.externalId(user),
      ]);
    expect(refs(fast)).toEqual(refs(slow));
    if (fast.snapshot.storedIndex === undefined) return 'as text';
    const { carried } = slow.snapshot.facts.end;
    const compared = comparedAttributes(role === 'directory' ? carried : everything, profile);
    const stored = fast.snapshot.storedIndex(indexKeyOf(compared, profile));
    expect(stored && plain(stored)).toEqual(plain(slow));
    expect(fast.snapshot.storedIndex(indexKeyOf(['userName', 'language'], profile))).toBeUndefined();
    for (const text of ['user1', 'É', 'Staff']) {
      expect(found(fast.snapshot, text)).toEqual(found(slow.snapshot, text));
    }
    if (role === 'directory') {
      expect(briefsOf(fast.snapshot)).toEqual(
        everybody(slow.snapshot).map((person) =>
          briefOf(person, mapDirectoryPerson(person, compared, profile)),
        ),
      );
    }
    return 'as bytes';
  } finally {
    fast.snapshot.close();
    slow.snapshot.close();
  }
}

async function read(
  source: Source,
  role: Role,
  id: string,
  profile: ConsoleProfile,
  snapshots: SnapshotStore,
) {
  const carried: Carried[] = [];
  if (role === 'directory') {
    const onCarried = (what: Carried) => carried.push(what);
    const told = { ...options, onCarried };
    const listed = await listAndIndexDirectory(source, snapshots, id, profile, clock, told);
    return { ...listed, carried, domains: undefined, console: undefined };
  }
  const compared = Promise.resolve(comparedAttributes(everything, profile));
  const listed = await listAndIndexConsole(
    source,
    undefined,
    snapshots,
    id,
    compared,
    profile,
    clock,
    options,
  );
  return { ...listed, carried, console: listed };
}

function plain({ people, groups }: { readonly people: PersonIndex; readonly groups: GroupIndex }) {
  const numbers = ({ lo, hi }: { lo: Uint32Array; hi: Uint32Array }) => [Array.from(lo), Array.from(hi)];
  const { size, externalId, userName, email, ref, manager, content, flags, fault, alias, aliasOwner } =
    people;
  const others = [flags, fault, aliasOwner, groups.starts, groups.groupOf];
  return {
    size,
    keys: [externalId, userName, email, ref, manager, content, alias].map(numbers),
    others: others.map((array) => Array.from(array)),
    groups: groups.groups,
  };
}

function everybody(snapshot: SnapshotReader) {
  return Array.from({ length: snapshot.people }, (_, row) => snapshot.person(row));
}

function found(snapshot: SnapshotReader, text: string) {
  return [...snapshot.concerning((stored) => stored.includes(text))];
}

function briefsOf({ briefs }: SnapshotReader) {
  return Array.from({ length: briefs?.blocks ?? 0 }, (_, i) => {
    const block = briefs!.block(i);
    return Array.from({ length: briefsIn(block) }, (_, at) => briefAt(block, at));
  }).flat();
}
