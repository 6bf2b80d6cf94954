import { diskFailureOf, onDisk, StoreError } from '../adapters/store/store-error.ts';
import type {
  BriefBlocks,
  MadeWriter,
  RowSnapshotWriter,
  SnapshotReader,
  SnapshotStore,
  SnapshotWriter,
} from '../app/ports/snapshot-store.ts';
import { fail, type Result, succeed } from '../core/failure.ts';

/**
 * The stored listings, with what the disk refuses and what is damaged told as a Failure, as the databases tell it.
 * No closure for each of a million people: a `try` costs nothing where nothing is thrown.
 */
export function guardedSnapshots(store: SnapshotStore, folder: string): SnapshotStore {
  return {
    create: (id) =>
      guardedWriter(
        onDisk(folder, () => store.create(id)),
        folder,
        id,
      ),
    ...(store.createOfRows
      ? {
          createOfRows: (id, begin) =>
            guardedRowWriter(
              onDisk(folder, () => store.createOfRows!(id, begin)),
              folder,
              id,
            ),
        }
      : {}),
    ...(store.keepMade
      ? {
          keepMade: (id) =>
            guardedMade(
              onDisk(folder, () => store.keepMade!(id)),
              folder,
            ),
        }
      : {}),
    ...(store.dropMade ? { dropMade: (id) => onDisk(folder, () => store.dropMade?.(id)) } : {}),
    flush: async (id) => {
      try {
        await store.flush(id);
      } catch (error) {
        throw told(error, folder);
      }
    },
    has: (id) => store.has(id),
    share: (id, as) => onDisk(folder, () => store.share(id, as)),
    remove: (id) => onDisk(folder, () => store.remove(id)),
    erase: (id, edit) => onDisk(folder, () => read(folder, id, () => store.erase(id, edit))),
    list: () => onDisk(folder, () => store.list()),
    open(id): Result<SnapshotReader> {
      try {
        const opened = read(folder, id, () => store.open(id));
        return opened.ok ? succeed(guardedReader(opened.value, folder, id)) : opened;
      } catch (error) {
        if (error instanceof StoreError) return fail(error.failure);
        throw error;
      }
    },
  };
}

function guardedWriter(writer: SnapshotWriter, folder: string, id: string): SnapshotWriter {
  return {
    addPerson(person) {
      try {
        writer.addPerson(person);
      } catch (error) {
        throw told(error, folder);
      }
    },
    addGroup(group) {
      try {
        writer.addGroup(group);
      } catch (error) {
        throw told(error, folder);
      }
    },
    finish: (facts) =>
      guardedReader(
        onDisk(folder, () => writer.finish(facts)),
        folder,
        id,
      ),
    discard: () => writer.discard(),
  };
}

function guardedRowWriter(writer: RowSnapshotWriter, folder: string, id: string): RowSnapshotWriter {
  return {
    add: (batch) => onDisk(folder, () => writer.add(batch)),
    addBriefs: (block) => onDisk(folder, () => writer.addBriefs(block)),
    finish: (facts, made) =>
      guardedReader(
        onDisk(folder, () => writer.finish(facts, made)),
        folder,
        id,
      ),
    discard: () => writer.discard(),
  };
}

function guardedMade(writer: MadeWriter, folder: string): MadeWriter {
  return {
    addBriefs: (block) => onDisk(folder, () => writer.addBriefs(block)),
    finish: (made) => onDisk(folder, () => writer.finish(made)),
    discard: () => writer.discard(),
  };
}

function guardedReader(reader: SnapshotReader, folder: string, id: string): SnapshotReader {
  return {
    facts: reader.facts,
    people: reader.people,
    groupCount: reader.groupCount,
    person(row) {
      try {
        return reader.person(row);
      } catch (error) {
        throw damagedOr(error, folder, id);
      }
    },
    *groups() {
      try {
        yield* reader.groups();
      } catch (error) {
        throw damagedOr(error, folder, id);
      }
    },
    *concerning(mayConcern) {
      try {
        yield* reader.concerning(mayConcern);
      } catch (error) {
        throw damagedOr(error, folder, id);
      }
    },
    ...(reader.briefs ? { briefs: guardedBriefs(reader.briefs, folder, id) } : {}),
    ...(reader.storedIndex
      ? { storedIndex: (key) => read(folder, id, () => reader.storedIndex?.(key)) }
      : {}),
    ...(reader.storedKeys ? { storedKeys: () => read(folder, id, () => reader.storedKeys?.()) } : {}),
    close: () => reader.close(),
  };
}

function guardedBriefs(briefs: BriefBlocks, folder: string, id: string): BriefBlocks {
  return {
    knownBy: briefs.knownBy,
    count: briefs.count,
    blocks: briefs.blocks,
    block: (index) => read(folder, id, () => briefs.block(index)),
    get sortKeys() {
      return read(folder, id, () => briefs.sortKeys);
    },
    get order() {
      return read(folder, id, () => briefs.order);
    },
    keepOrder: (order) => onDisk(folder, () => briefs.keepOrder(order)),
  };
}

function read<T>(folder: string, id: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw damagedOr(error, folder, id);
  }
}

function told(error: unknown, folder: string): unknown {
  const failure = diskFailureOf(error, folder);
  return failure === undefined ? error : new StoreError(failure, { cause: error });
}

/** A line that is no JSON any more, or that ends early: the listing can be made again, so nothing is lost with it. */
function damagedOr(error: unknown, folder: string, id: string): unknown {
  if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)) {
    return told(error, folder);
  }
  return new StoreError(
    {
      code: 'store-unavailable',
      sentence: `The listing ${id} that Muster keeps in ${folder} is damaged. Reports and the journal are not touched by that.`,
      next: 'Run a test-mode sync; it makes a new listing.',
      where: { file: folder },
      cause: `${error.name}: ${error.message}`,
    },
    { cause: error },
  );
}
