import { comparedAttributes } from '../core/mapping.ts';
import type { ReportHead } from '../core/report.ts';
import type { GuardLimits } from '../core/settings.ts';
import { peopleNotApplied } from './last-synced.ts';
import { listAndIndexConsole } from './list-and-index.ts';
import { listSnapshot } from './list-snapshot.ts';
import { type PreparedReport, prepareReport, type ReportMarks } from './make-report.ts';
import type { OneOff } from './one-off-filter.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';
import { resolveAsked } from './resolve-asked.ts';
import { RunStopped } from './run-stopped.ts';
import {
  consoleSnapshotId,
  directorySnapshotId,
  exportSnapshotId,
  reportOfSnapshot,
} from './snapshots-of-report.ts';
import type { ReadingParts } from './sync-parts.ts';
import type { UndoneRun } from './undone-run.ts';

export interface PreviewInput {
  readonly reportId: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly testMode: boolean;
  readonly guardLimits: GuardLimits;
  readonly lastGoodRows: number | undefined;
  readonly syncedSnapshotId: string | undefined;
  readonly idSourceChanged: boolean;
  readonly groupsTakenOver: readonly string[];
  readonly managedGroupIds: ReadonlySet<string>;
  readonly archivedGroupIds: ReadonlySet<string>;
  readonly firstLive: boolean;
  readonly oneOff: OneOff | undefined;
  /** The live run that is taken back (R23). */
  readonly undone?: UndoneRun | undefined;
  readonly marks?: ReportMarks;
}

/** The base line is the directory of the last live sync; its report tells whose rows did not make it. */
export function leftUnapplied(
  snapshotId: string | undefined,
  parts: Pick<ReadingParts, 'reports'>,
): ReadonlySet<string> {
  const reportId = snapshotId === undefined ? undefined : reportOfSnapshot(snapshotId);
  const reader = reportId === undefined ? undefined : parts.reports.open(reportId);
  if (!reader?.ok) return new Set();
  const left = peopleNotApplied(reader.value);
  reader.value.close();
  return left;
}

/**
 * Lists both sides and the exclusions anew and makes a report of them. Test mode ends here; a live sync goes
 * on from the report. Is handed no writer (R2). Ends by throwing RunStopped.
 */
export async function previewSync(input: PreviewInput, parts: ReadingParts): Promise<ReportHead> {
  const open: SnapshotReader[] = [];
  try {
    const { report, listingsOnDisk } = await listAndCompare(input, parts, open);
    await listingsOnDisk.catch((error: unknown) => {
      report.discard();
      throw error;
    });
    return report.finish();
  } finally {
    for (const snapshot of open) snapshot.close();
  }
}

/** Ends before the last step, so that what was needed to compare is let go of before the report is put in order. */
async function listAndCompare(
  input: PreviewInput,
  parts: ReadingParts,
  open: SnapshotReader[],
): Promise<{ readonly report: PreparedReport; readonly listingsOnDisk: Promise<unknown> }> {
  const { clock, profile, snapshots, signal } = parts;
  const startedAtMs = clock.now();
  const exclusions = await parts.loadExclusions(signal);
  if (!exclusions.ok) throw new RunStopped(exclusions.failure);
  const reading = parts.readDirectory(directorySnapshotId(input.reportId));
  // Awaited below; a failure before that must not count as unhandled.
  reading.indexed.catch(() => undefined);

  const userExport = parts.userExport
    ? await listSnapshot(parts.userExport, snapshots, exportSnapshotId(input.reportId), clock, { signal })
    : undefined;
  if (userExport) open.push(userExport);
  const listed = await listAndIndexConsole(
    parts.console,
    userExport,
    snapshots,
    consoleSnapshotId(input.reportId),
    reading.carried.then((carried) => comparedAttributes(carried, profile)),
    profile,
    clock,
    {
      signal,
      checkCancelled: parts.checkCancelled,
      onProgress: (done, total) => parts.onProgress({ phase: 'read-console', done, total }),
      onWait: (waitMs) => parts.onProgress({ phase: 'read-console', done: 0, total: undefined, waitMs }),
    },
  );
  open.push(listed.snapshot);
  const directoryIndex = await reading.indexed;
  const directorySnapshot = snapshots.open(directorySnapshotId(input.reportId));
  if (!directorySnapshot.ok) throw new RunStopped(directorySnapshot.failure);
  open.push(directorySnapshot.value);
  parts.checkCancelled();
  // Goes on while they are compared; no power cut may leave a report whose listings are lost.
  const listingsOnDisk = Promise.all(
    [directorySnapshotId(input.reportId), consoleSnapshotId(input.reportId)].map((id) => snapshots.flush(id)),
  );
  // Awaited below; a failure before that must not count as unhandled.
  listingsOnDisk.catch(() => undefined);

  const synced = input.syncedSnapshotId ? snapshots.open(input.syncedSnapshotId) : undefined;
  if (synced?.ok) open.push(synced.value);
  const directory = { snapshot: directorySnapshot.value, ...directoryIndex };
  const console = { userExport, ...listed };
  const oneOff = await resolveAsked(input.oneOff, directory, console, async () => parts.checkCancelled());
  const report = prepareReport(
    {
      ...input,
      oneOff,
      profile,
      directory,
      console,
      exclusions: exclusions.value,
      lastSynced: synced?.ok ? synced.value : undefined,
      notApplied: leftUnapplied(input.syncedSnapshotId, parts),
      startedAtMs,
    },
    {
      reports: parts.reports,
      newSha256: parts.newSha256,
      clock,
      checkCancelled: parts.checkCancelled,
      onProgress: (done, total) => parts.onProgress({ phase: 'compare', done, total }),
    },
  );
  return { report, listingsOnDisk };
}
