import type { ListingRole } from '../core/person-traces.ts';
import type { SnapshotReader, SnapshotStore } from './ports/snapshot-store.ts';

export interface NamedSnapshot {
  readonly id: string;
  readonly role: ListingRole;
}

/** The listings behind a report; `export` is there only where one completed the console's. */
export function snapshotsOf(reportId: string): readonly NamedSnapshot[] {
  return [
    { id: directorySnapshotId(reportId), role: 'directory' },
    { id: consoleSnapshotId(reportId), role: 'console' },
    { id: exportSnapshotId(reportId), role: 'export' },
  ];
}

export function directorySnapshotId(reportId: string): string {
  return `${reportId}-directory`;
}

export function consoleSnapshotId(reportId: string): string {
  return `${reportId}-console`;
}

export function exportSnapshotId(reportId: string): string {
  return `${reportId}-export`;
}

export type KeptListings = Readonly<Partial<Record<ListingRole, SnapshotReader>>>;

/** The listings behind a report that are still kept; a damaged one counts as gone. To be closed. */
export function openKeptListings(
  reportId: string,
  snapshots: Pick<SnapshotStore, 'has' | 'open'>,
): KeptListings {
  const kept: Partial<Record<ListingRole, SnapshotReader>> = {};
  for (const { id, role } of snapshotsOf(reportId)) {
    if (!snapshots.has(id)) continue;
    const opened = snapshots.open(id);
    if (opened.ok) kept[role] = opened.value;
  }
  return kept;
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
