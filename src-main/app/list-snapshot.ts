import type { Clock } from './ports/clock.ts';
import type { SnapshotReader, SnapshotStore } from './ports/snapshot-store.ts';
import type { ListingOptions, Source } from './ports/source.ts';

/** Lists a source into a snapshot on disk, batch by batch (design §3: listing → snapshot). */
export async function listSnapshot(
  source: Source,
  snapshots: SnapshotStore,
  id: string,
  clock: Clock,
  options: ListingOptions,
): Promise<SnapshotReader> {
  const readAtMs = clock.now();
  const writer = snapshots.create(id);
  try {
    const listing = source.list(options);
    for (;;) {
      const step = await listing.next();
      if (step.done) {
        return writer.finish({ kind: source.kind, name: source.name, readAtMs, end: step.value });
      }
      for (const record of step.value) {
        if (record.kind === 'person') writer.addPerson(record.person);
        else writer.addGroup(record.group);
      }
    }
  } catch (error) {
    writer.discard();
    throw error;
  }
}
