import type { ListingRole } from '../core/person-traces.ts';
import type { SnapshotStore } from './ports/snapshot-store.ts';
import { directorySnapshotId } from './preview-sync.ts';

export interface NamedSnapshot {
  readonly id: string;
  readonly role: ListingRole;
}

/** The listings behind a report; `export` is there only where one completed the console's. */
export function snapshotsOf(reportId: string): readonly NamedSnapshot[] {
  return [
    { id: directorySnapshotId(reportId), role: 'directory' },
    { id: consoleSnapshotId(reportId), role: 'console' },
    { id: `${reportId}-export`, role: 'export' },
  ];
}

export function consoleSnapshotId(reportId: string): string {
  return `${reportId}-console`;
}

export function removeSnapshots(
  reportId: string,
  { snapshots }: { readonly snapshots: Pick<SnapshotStore, 'remove'> },
): void {
  for (const { id } of snapshotsOf(reportId)) snapshots.remove(id);
}

/** Another report of the same listings has them as its own, so that each is kept, erased and removed by itself (R24). */
export function shareSnapshots(
  from: string,
  to: string,
  { snapshots }: { readonly snapshots: Pick<SnapshotStore, 'has' | 'share'> },
): void {
  const named = snapshotsOf(to);
  for (const [at, { id }] of snapshotsOf(from).entries()) {
    if (snapshots.has(id)) snapshots.share(id, named[at]!.id);
  }
}

const OF_A_REPORT = /^(.+)-(directory|console|export)$/;

/** The report that a listing was made for, by its name; `undefined` for a listing that belongs to none. */
export function reportOfSnapshot(id: string): string | undefined {
  return OF_A_REPORT.exec(id)?.[1];
}
