import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openSnapshotFolder } from '../../../src-main/adapters/snapshots/snapshot-files.ts';
import { withoutFlags } from '../../../src-main/app/flags-of-list.ts';
import {
  consoleOfIndex,
  type IndexedConsole,
  indexConsole,
  makeConsoleIndex,
} from '../../../src-main/app/index-snapshot.ts';
import { listAndIndexConsole, listAndIndexDirectory } from '../../../src-main/app/list-and-index.ts';
import type { SnapshotReader, SnapshotStore } from '../../../src-main/app/ports/snapshot-store.ts';
import type { Source } from '../../../src-main/app/ports/source.ts';
import type { AttributeName } from '../../../src-main/core/attributes.ts';
import { briefAt } from '../../../src-main/core/brief-block.ts';
import { briefOf } from '../../../src-main/core/index-entry.ts';
import { mapDirectoryPerson } from '../../../src-main/core/mapping.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import type { GroupRecord, PersonRecord } from '../../../src-main/core/records.ts';
import { folder } from '../csv/listing.ts';

const here = folder();
const clock = { now: () => 1, monotonic: () => 1, sleep: async () => {} };
const options = { signal: new AbortController().signal, checkCancelled: () => {} };
const COMPARED: readonly AttributeName[] = ['userName', 'email', 'title'];
// Its listing does not show everybody, so that an export adds people.
const profile = PROFILES.ksat;
const open: SnapshotReader[] = [];
afterEach(() => {
  for (const snapshot of open.splice(0)) snapshot.close();
});

let folders = 0;
const newStore = () => openSnapshotFolder(join(here, `kept-${folders++}`));

function sourceOf(people: readonly PersonRecord[], groups: readonly GroupRecord[] = []): Source {
  return {
    kind: 'scim',
    name: 'console.example',
    async *list() {
      yield [
        ...people.map((person) => ({ kind: 'person' as const, person })),
        ...groups.map((group) => ({ kind: 'group' as const, group })),
      ];
      return {
        completeness: { status: 'complete' },
        carried: { attributes: ['title'], manager: true, groups: true },
        notes: [],
        ignoredColumns: [],
      };
    },
  };
}

const name = fc.constantFrom('ana', 'ben', 'Zoë', 'dan', 'eve').map((text) => `${text}@x.example`);
const person = fc.record(
  {
    status: fc.constantFrom('active', 'archived'),
    provisioningManaged: fc.boolean(),
    isAdmin: fc.constant(true),
    manager: fc.constantFrom('u1', 'u2'),
    aliases: fc.array(name, { maxLength: 2 }),
    values: fc.record({
      userName: name,
      externalId: fc.constantFrom('', '1', ' 2 '),
      title: fc.constantFrom('Clerk', 'Résumé'),
      department: fc.constantFrom('', 'R&D'),
    }),
  },
  { requiredKeys: ['status', 'values'] },
);
const listing = fc
  .uniqueArray(person, { maxLength: 5, selector: ({ values }) => values.userName.toLowerCase() })
  .map((people): PersonRecord[] => people.map((one, i) => ({ ref: `u${i + 1}`, ...one })));
/** An export may name somebody twice. */
const exported = fc
  .array(person, { maxLength: 4 })
  .map((people): PersonRecord[] =>
    people.map((one, i) => ({ ref: one.values.userName, line: i + 2, ...one })),
  );
const groups = fc.array(fc.subarray(['u1', 'u2', 'u3', 'stranger']), { maxLength: 3 }).map((all) =>
  all.map(
    (members, i): GroupRecord => ({
      ref: `g${i}`,
      externalId: '',
      displayName: `Group ${i}`,
      members,
    }),
  ),
);

function opened(store: SnapshotStore, id: string): SnapshotReader {
  const snapshot = store.open(id);
  if (!snapshot.ok) throw new Error(snapshot.failure.sentence);
  open.push(snapshot.value);
  return snapshot.value;
}

function write(store: SnapshotStore, id: string, people: readonly PersonRecord[]): SnapshotReader {
  const writer = store.create(id);
  for (const one of people) writer.addPerson(one);
  const end = {
    completeness: { status: 'complete' as const },
    carried: { attributes: [], manager: false, groups: false },
    notes: [],
    ignoredColumns: [],
  };
  const snapshot = writer.finish({ kind: 'csv', name: 'export.csv', readAtMs: 1, end });
  open.push(snapshot);
  return snapshot;
}

/** Everything that an index tells, with what each user says of themselves. */
function told(console: IndexedConsole) {
  const users = Array.from({ length: console.people.size }, (_, user) => ({
    person: console.person(user),
    ref: console.ref(user),
    externalId: console.externalId(user),
  }));
  const { people, groups: inGroups, domains, showsAliases } = console;
  return { people, groups: inGroups, domains, showsAliases, users };
}

describe('the index that is kept with a listing over SCIM', () => {
  it('tells all that reading the listing again tells, with an export and with flags that were lifted', async () => {
    const addresses = fc.subarray(['ana@x.example', 'ben@x.example', 'zoë@x.example', 'u2']);
    await fc.assert(
      fc.asyncProperty(
        listing,
        fc.option(exported, { nil: undefined }),
        groups,
        addresses,
        async (people, lines, members, lifted) => {
          const store = newStore();
          const userExport = lines && write(store, 'export', lines);
          const source = sourceOf(people, members);
          const compared = Promise.resolve(COMPARED);
          const listed = await listAndIndexConsole(
            source,
            userExport,
            store,
            'it',
            compared,
            profile,
            clock,
            options,
          );
          open.push(listed.snapshot);
          const bare = (snapshot: SnapshotReader) => withoutFlags(snapshot, new Set(lifted));
          const console = bare(opened(store, 'it'));
          const completing = userExport && bare(userExport);
          const anew = makeConsoleIndex(console, completing, COMPARED, profile, () => {});
          const kept = indexConsole(console, completing, COMPARED, profile, () => {});
          expect(told(kept)).toEqual(told(consoleOfIndex(console, completing, anew)));
          for (const snapshot of open.splice(0)) snapshot.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is not taken for one that another export completes, or that compares something else', async () => {
    const store = newStore();
    const ana = { ref: 'u1', status: 'active', values: { userName: 'ana@x.example' } };
    const first = write(store, 'export', [ana]);
    const compared = Promise.resolve(COMPARED);
    const { snapshot } = await listAndIndexConsole(
      sourceOf([ana]),
      first,
      store,
      'it',
      compared,
      profile,
      clock,
      options,
    );
    open.push(snapshot);
    const ben = { ref: 'ben', status: 'active', values: { userName: 'ben@x.example' } };
    const second = write(store, 'export-2', [ana, ben]);
    const sizeWith = (userExport: SnapshotReader | undefined) =>
      indexConsole(opened(store, 'it'), userExport, COMPARED, profile, () => {}).people.size;
    expect([sizeWith(undefined), sizeWith(first), sizeWith(second)]).toEqual([1, 1, 2]);
  });

  it('of a directory shows each person as a report does', async () => {
    await fc.assert(
      fc.asyncProperty(listing, async (people) => {
        const store = newStore();
        const { snapshot } = await listAndIndexDirectory(
          sourceOf(people),
          store,
          'it',
          profile,
          clock,
          options,
        );
        snapshot.close();
        const briefs = opened(store, 'it').briefs;
        const block = people.length > 0 ? briefs?.block(0) : undefined;
        expect(people.map((_, i) => block && briefAt(block, i))).toEqual(
          people.map((one) => briefOf(one, mapDirectoryPerson(one, COMPARED, profile))),
        );
        for (const one of open.splice(0)) one.close();
      }),
      { numRuns: 50 },
    );
  });

  it('R24 goes with whoever is erased from the listing, and stays where nobody is', async () => {
    const store = newStore();
    const people = ['ana', 'ben'].map((text) => ({
      ref: `id-of-${text}`,
      status: 'active',
      values: { userName: `${text}@x.example`, externalId: `number-of-${text}` },
    }));
    for (const id of ['directory', 'console']) {
      const listed =
        id === 'directory'
          ? await listAndIndexDirectory(sourceOf(people), store, id, profile, clock, options)
          : await listAndIndexConsole(
              sourceOf(people),
              undefined,
              store,
              id,
              Promise.resolve(COMPARED),
              profile,
              clock,
              options,
            );
      listed.snapshot.close();
      const files = join(here, `kept-${folders - 1}`, id);
      const bytes = () =>
        readdirSync(files).map((file) => readFileSync(join(files, file)).toString('latin1'));
      expect(bytes().filter((text) => text.includes('number-of-ben')).length).toBeGreaterThan(1);
      const edit = (address: string) => ({
        mayConcern: (text: string) => text.includes(address),
        person: (one: PersonRecord) => (one.values.userName === address ? ('gone' as const) : one),
        group: (group: GroupRecord) => group,
        facts: <T>(facts: T) => facts,
      });
      store.erase(id, edit('nobody@x.example'));
      expect(opened(store, id).storedIndex).toBeDefined();
      store.erase(id, edit('ben@x.example'));
      expect(bytes().join('\n')).not.toContain('of-ben');
      const after = opened(store, id);
      expect(after.people).toBe(1);
      expect(after.person(0).ref).toBe('id-of-ana');
      expect(after.briefs ?? after.storedIndex).toBeUndefined();
    }
  });
});
