import type {
  SnapshotFacts,
  SnapshotReader,
  SnapshotStore,
} from '../../src-main/app/ports/snapshot-store.ts';
import { fail, succeed } from '../../src-main/core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../src-main/core/records.ts';

export function memorySnapshot(
  facts: SnapshotFacts,
  people: readonly PersonRecord[],
  groups: readonly GroupRecord[],
): SnapshotReader {
  return {
    facts,
    people: people.length,
    groupCount: groups.length,
    person: (row) => people[row]!,
    groups: () => groups,
    concerning: () => people,
    close: () => {},
  };
}

/** Snapshots in memory: readable once they are finished, as on disk. */
export function memorySnapshots(): SnapshotStore {
  const finished = new Map<string, SnapshotReader>();
  return {
    create(id) {
      const people: PersonRecord[] = [];
      const groups: GroupRecord[] = [];
      return {
        addPerson: (person) => people.push(person),
        addGroup: (group) => groups.push(group),
        finish(facts) {
          const snapshot = memorySnapshot(facts, people, groups);
          finished.set(id, snapshot);
          return snapshot;
        },
        discard: () => {},
      };
    },
    open(id) {
      const snapshot = finished.get(id);
      return snapshot === undefined
        ? fail({ code: 'not-found', sentence: 'There is no such snapshot.', next: 'List again.', cause: id })
        : succeed(snapshot);
    },
    has: (id) => finished.has(id),
    share(id, as) {
      const snapshot = finished.get(id);
      if (snapshot) finished.set(as, snapshot);
    },
    flush: async () => {},
    erase: () => {
      throw new Error('nobody is erased here');
    },
    list: () => [...finished].map(([id, { facts }]) => ({ id, readAtMs: facts.readAtMs })),
    remove: (id) => {
      finished.delete(id);
    },
  };
}
