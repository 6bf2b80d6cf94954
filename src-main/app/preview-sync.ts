import { comparedAttributes } from '../core/mapping.ts';
import type { ReportHead } from '../core/report.ts';
import type { GuardLimits } from '../core/settings.ts';
import { indexConsole } from './index-snapshot.ts';
import { peopleNotApplied } from './last-synced.ts';
import { listSnapshot } from './list-snapshot.ts';
import { makeReport, type ReportMarks } from './make-report.ts';
import type { OneOff } from './one-off-filter.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';
import { resolveAsked } from './resolve-asked.ts';
import { RunStopped } from './run-stopped.ts';
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

const DIRECTORY = '-directory';

export function directorySnapshotId(reportId: string): string {
  return reportId + DIRECTORY;
}

/** The base line is the directory of the last live sync; its report tells whose rows did not make it. */
export function leftUnapplied(
  snapshotId: string | undefined,
  parts: Pick<ReadingParts, 'reports'>,
): ReadonlySet<string> {
  const reader = snapshotId?.endsWith(DIRECTORY)
    ? parts.reports.open(snapshotId.slice(0, -DIRECTORY.length))
    : undefined;
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
  const { clock, profile, snapshots, signal } = parts;
  const startedAtMs = clock.now();
  const open: SnapshotReader[] = [];
  try {
    const exclusions = await parts.loadExclusions(signal);
    if (!exclusions.ok) throw new RunStopped(exclusions.failure);
    const reading = parts.readDirectory(directorySnapshotId(input.reportId));
    // Awaited below; a failure before that must not count as unhandled.
    reading.indexed.catch(() => undefined);

    const consoleSnapshot = await listSnapshot(parts.console, snapshots, `${input.reportId}-console`, clock, {
      signal,
      onProgress: (done, total) => parts.onProgress({ phase: 'read-console', done, total }),
      onWait: (waitMs) => parts.onProgress({ phase: 'read-console', done: 0, total: undefined, waitMs }),
    });
    open.push(consoleSnapshot);
    const userExport = parts.userExport
      ? await listSnapshot(parts.userExport, snapshots, `${input.reportId}-export`, clock, { signal })
      : undefined;
    if (userExport) open.push(userExport);
    parts.checkCancelled();

    const carried = await reading.carried;
    const compared = comparedAttributes(carried, profile);
    const consoleIndex = indexConsole(consoleSnapshot, userExport, compared, profile, parts.checkCancelled);
    const directoryIndex = await reading.indexed;
    const directorySnapshot = snapshots.open(directorySnapshotId(input.reportId));
    if (!directorySnapshot.ok) throw new RunStopped(directorySnapshot.failure);
    open.push(directorySnapshot.value);
    parts.checkCancelled();

    const synced = input.syncedSnapshotId ? snapshots.open(input.syncedSnapshotId) : undefined;
    if (synced?.ok) open.push(synced.value);
    const oneOff = await resolveAsked(
      input.oneOff,
      { snapshot: directorySnapshot.value, people: directoryIndex.people },
      { snapshot: consoleSnapshot, userExport, people: consoleIndex.people },
      async () => parts.checkCancelled(),
    );
    return makeReport(
      {
        ...input,
        oneOff,
        profile,
        directory: { snapshot: directorySnapshot.value, ...directoryIndex },
        console: { snapshot: consoleSnapshot, userExport, ...consoleIndex },
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
  } finally {
    for (const snapshot of open) snapshot.close();
  }
}
