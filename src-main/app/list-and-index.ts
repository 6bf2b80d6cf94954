import type { AttributeName } from '../core/attributes.ts';
import { BriefPacker } from '../core/brief-block.ts';
import { comparedAttributes } from '../core/mapping.ts';
import type { ConsoleProfile } from '../core/profile.ts';
import type { Carried } from '../core/records.ts';
import { type RowIndex, RowIndexer } from '../core/row-indexer.ts';
import {
  consoleOfIndex,
  type IndexedConsole,
  type IndexedSnapshot,
  indexDirectory,
  indexKeyOf,
  knownBy,
  makeConsoleIndex,
} from './index-snapshot.ts';
import { listSnapshot } from './list-snapshot.ts';
import type { Clock } from './ports/clock.ts';
import type { RowSnapshotWriter, SnapshotReader, SnapshotStore } from './ports/snapshot-store.ts';
import type { ListingEnd, ListingOptions, Source } from './ports/source.ts';

export interface ListAndIndexOptions extends ListingOptions {
  /** Throws RunStopped once the admin has cancelled. */
  readonly checkCancelled: () => void;
  /** What the directory carries, as soon as that is known: at the heading of a CSV, else at the end. */
  readonly onCarried?: (carried: Carried) => void;
}

/**
 * Lists a directory into a snapshot and keeps of each person what matching needs (design §3). A plain CSV is read
 * once, as bytes; everything else is listed first and read back.
 */
export async function listAndIndexDirectory(
  source: Source,
  snapshots: SnapshotStore,
  id: string,
  profile: ConsoleProfile,
  clock: Clock,
  options: ListAndIndexOptions,
): Promise<{ readonly snapshot: SnapshotReader } & IndexedSnapshot> {
  let told = false;
  const tell = (carried: Carried) => {
    if (!told) options.onCarried?.(carried);
    told = true;
  };
  const compared = (carried: Carried) => comparedAttributes(carried, profile);
  const byRows = await listRows(source, snapshots, id, profile, clock, options, compared, tell);
  if (byRows !== undefined) {
    tell(byRows.snapshot.facts.end.carried);
    const { people, groups } = byRows.index;
    return { snapshot: byRows.snapshot, people, groups };
  }
  const snapshot = await listSnapshot(source, snapshots, id, clock, options);
  const { carried } = snapshot.facts.end;
  tell(carried);
  const names = compared(carried);
  const made = snapshots.keepMade?.(id);
  const briefs = made && new BriefPacker((block) => made.addBriefs(block), snapshot.people);
  try {
    const index = indexDirectory(snapshot, names, profile, options.checkCancelled, briefs);
    made?.finish({
      briefs: briefs?.finish(),
      knownBy: knownBy(profile),
      indexKey: indexKeyOf(names, profile),
      index: { ...index, domains: new Set() },
    });
    return { snapshot, ...index };
  } catch (error) {
    made?.discard();
    throw error;
  }
}

/** As listAndIndexDirectory, of the console. What is compared depends on what the directory carries. */
export async function listAndIndexConsole(
  source: Source,
  userExport: SnapshotReader | undefined,
  snapshots: SnapshotStore,
  id: string,
  compared: Promise<readonly AttributeName[]>,
  profile: ConsoleProfile,
  clock: Clock,
  options: ListAndIndexOptions,
): Promise<{ readonly snapshot: SnapshotReader } & IndexedConsole> {
  if (source.scan !== undefined && userExport === undefined) {
    const names = await compared;
    const byRows = await listRows(source, snapshots, id, profile, clock, options, () => names);
    if (byRows !== undefined)
      return { snapshot: byRows.snapshot, ...consoleOfIndex(byRows.snapshot, undefined, byRows.index) };
  }
  const snapshot = await listSnapshot(source, snapshots, id, clock, options);
  const names = await compared;
  const index = makeConsoleIndex(snapshot, userExport, names, profile, options.checkCancelled);
  const indexKey = indexKeyOf(names, profile, userExport);
  snapshots.keepMade?.(id).finish({ briefs: undefined, knownBy: knownBy(profile), indexKey, index });
  return { snapshot, ...consoleOfIndex(snapshot, userExport, index) };
}

/** `undefined` where the source is none of rows, or not plain: nothing is left of the attempt then. */
async function listRows(
  source: Source,
  snapshots: SnapshotStore,
  id: string,
  profile: ConsoleProfile,
  clock: Clock,
  options: ListAndIndexOptions,
  comparedOf: (carried: Carried) => readonly AttributeName[],
  tell?: (carried: Carried) => void,
): Promise<{ readonly snapshot: SnapshotReader; readonly index: RowIndex } | undefined> {
  if (source.scan === undefined || snapshots.createOfRows === undefined) return undefined;
  const readAtMs = clock.now();
  let rows: ReadRows | undefined;
  let end: ListingEnd | undefined;
  try {
    end = await source.scan({
      signal: options.signal,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      begin(begin) {
        if (begin.sure) tell?.(begin.carried);
        const compared = comparedOf(begin.carried);
        const writer = snapshots.createOfRows!(id, begin);
        const isDirectory = begin.layout.role === 'directory';
        const briefs = isDirectory
          ? new BriefPacker((block) => writer.addBriefs(block), begin.expected)
          : undefined;
        const indexer = new RowIndexer(begin, compared, profile, briefs);
        rows = { writer, briefs, indexer, key: indexKeyOf(compared, profile) };
        return (batch) => {
          options.checkCancelled();
          indexer.add(batch);
          // Last, as the bytes are the writer's then.
          writer.add(batch);
        };
      },
    });
  } catch (error) {
    rows?.writer.discard();
    throw error;
  }
  if (rows === undefined) return undefined;
  const { writer, briefs, indexer, key } = rows;
  if (end === undefined) {
    writer.discard();
    return undefined;
  }
  const index = indexer.finish();
  const facts = { kind: source.kind, name: source.name, readAtMs, end };
  const snapshot = writer.finish(facts, {
    briefs: briefs?.finish(),
    knownBy: knownBy(profile),
    indexKey: key,
    index,
  });
  return { snapshot, index };
}

interface ReadRows {
  readonly writer: RowSnapshotWriter;
  readonly briefs: BriefPacker | undefined;
  readonly indexer: RowIndexer;
  readonly key: string;
}
