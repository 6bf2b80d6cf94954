import type { SnapshotStore } from './ports/snapshot-store.ts';
import { directorySnapshotId } from './preview-sync.ts';

/** What the listings behind a report are called; `export` is there only where one completed the console's. */
export function snapshotIdsOf(reportId: string): readonly string[] {
  return [directorySnapshotId(reportId), `${reportId}-console`, `${reportId}-export`];
}

export function removeSnapshots(
  reportId: string,
  { snapshots }: { readonly snapshots: Pick<SnapshotStore, 'remove'> },
): void {
  for (const id of snapshotIdsOf(reportId)) snapshots.remove(id);
}

const OF_A_REPORT = /^(.+)-(directory|console|export)$/;

/** The report that a listing was made for, by its name; `undefined` for a listing that belongs to none. */
export function reportOfSnapshot(id: string): string | undefined {
  return OF_A_REPORT.exec(id)?.[1];
}
