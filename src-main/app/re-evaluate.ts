import { excludedAddresses, exclusionList } from '../core/exclusion-list.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { comparedAttributes } from '../core/mapping.ts';
import { isOfFullSync, type ReportHead } from '../core/report.ts';
import { previewInput } from './begin-run.ts';
import { flaggedByList, withoutFlags } from './flags-of-list.ts';
import type { ExclusionsToTry, SyncOutcome } from './house.ts';
import { indexConsole, indexDirectory } from './index-snapshot.ts';
import { type Exclusions, makeReport } from './make-report.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';
import { leftUnapplied } from './preview-sync.ts';
import { RunStopped } from './run-stopped.ts';
import {
  consoleSnapshotId,
  directorySnapshotId,
  exportSnapshotId,
  removeSnapshots,
  shareSnapshots,
} from './snapshots-of-report.ts';
import type { SyncParts } from './sync-parts.ts';

export interface ReEvaluation {
  readonly reportId: string;
  readonly exclusions: ExclusionsToTry;
}

/** What evaluating anew needs: it lists nothing, claims nothing and keeps no books (design §6). */
export type ReEvaluationParts = Pick<
  SyncParts,
  | 'profile'
  | 'snapshots'
  | 'reports'
  | 'store'
  | 'tenant'
  | 'clock'
  | 'ids'
  | 'newSha256'
  | 'loadExclusions'
  | 'log'
  | 'signal'
  | 'checkCancelled'
  | 'onProgress'
>;

/**
 * Makes a new report of the listings behind an earlier one, with the exclusions, mapping and limits of now
 * (design §8). Its times are those of the listings, so it is as fresh as they are.
 */
export async function reEvaluate(
  { reportId, exclusions: toTry }: ReEvaluation,
  parts: ReEvaluationParts,
): Promise<Result<SyncOutcome>> {
  const opened = parts.reports.open(reportId);
  if (!opened.ok) return opened;
  const earlier = opened.value.head();
  opened.value.close();
  const refused = refuse(earlier, parts);
  if (refused) return fail(refused);
  const exclusions = toTry === 'in force' ? await parts.loadExclusions(parts.signal) : succeed(tried(toTry));
  if (!exclusions.ok) return exclusions;
  try {
    const isDraft = toTry !== 'in force';
    const report = evaluate(earlier, exclusions.value, isDraft ? { draft: true } : {}, parts);
    if (isDraft) forgetOtherDrafts(report, parts);
    // After the report is whole: a listing that no report speaks of would be swept away as a leftover.
    else shareSnapshots(reportId, report.reportId, parts);
    return succeed({
      status: 'Completed',
      runId: undefined,
      report,
      nextAllowedAtMs: undefined,
      received: false,
    });
  } catch (error) {
    if (error instanceof RunStopped) return fail(error.failure);
    throw error;
  }
}

function evaluate(
  earlier: ReportHead,
  exclusions: Exclusions,
  marks: Pick<ReportHead, 'draft'>,
  parts: ReEvaluationParts,
): ReportHead {
  const { profile, snapshots, checkCancelled } = parts;
  const open: SnapshotReader[] = [];
  const opened = (id: string): SnapshotReader => {
    const reader = snapshots.open(id);
    if (!reader.ok) throw new RunStopped(reader.failure);
    open.push(reader.value);
    return reader.value;
  };
  try {
    const exportId = exportSnapshotId(earlier.reportId);
    const directory = opened(directorySnapshotId(earlier.reportId));
    const hasList = parts.tenant.consoleApiUrl !== undefined;
    const flagged = hasList ? flaggedByList(earlier, parts.reports) : new Set<string>();
    const console = withoutFlags(opened(consoleSnapshotId(earlier.reportId)), flagged);
    const userExport = snapshots.has(exportId) ? withoutFlags(opened(exportId), flagged) : undefined;
    const compared = comparedAttributes(directory.facts.end.carried, profile);
    const synced = parts.tenant.syncedSnapshotId;
    const lastSynced = synced !== undefined && snapshots.has(synced) ? opened(synced) : undefined;
    return makeReport(
      {
        ...previewInput(parts.ids.next(), 'test', undefined, parts, earlier.startedAtMs),
        profile,
        directory: { snapshot: directory, ...indexDirectory(directory, compared, profile, checkCancelled) },
        console: {
          snapshot: console,
          userExport,
          ...indexConsole(console, userExport, compared, profile, checkCancelled),
        },
        exclusions,
        lastSynced,
        notApplied: leftUnapplied(synced, parts),
        startedAtMs: earlier.startedAtMs,
        marks: { ...marks, reEvaluates: earlier.reportId, reEvaluatedAtMs: parts.clock.now() },
      },
      {
        reports: parts.reports,
        newSha256: parts.newSha256,
        clock: parts.clock,
        checkCancelled,
        onProgress: (done, total) => parts.onProgress({ phase: 'compare', done, total }),
      },
    );
  } finally {
    for (const snapshot of open) snapshot.close();
  }
}

/** A list that is not saved anywhere; its lines are the editor's. */
function tried(entries: Exclude<ExclusionsToTry, 'in force'>): Exclusions {
  const source = 'the exclusions that are not saved yet';
  const list = exclusionList(
    entries.map(({ address, managed }, i) => ({ line: i + 1, address, managed: String(managed) })),
  );
  const protects = new Map([...excludedAddresses(list)].map(([folded, line]) => [folded, { source, line }]));
  return { protects, sources: [source], notes: [] };
}

/** One draft a tenant: it shows what the list on screen would do, and is stale with the next edit. */
function forgetOtherDrafts(report: ReportHead, parts: ReEvaluationParts): void {
  for (const { reportId, draft } of parts.reports.listAll(report.tenantId)) {
    if (draft === undefined || reportId === report.reportId) continue;
    try {
      removeSnapshots(reportId, parts);
      parts.reports.remove(reportId);
    } catch (error) {
      // Somebody reads it now, and Windows removes no open file; the next one removes it with the others.
      parts.log.warn('a report could not be removed yet', { cause: String(error) });
    }
  }
}

function refuse(earlier: ReportHead, { tenant }: ReEvaluationParts): Failure | undefined {
  if (earlier.tenantId !== tenant.id) {
    return {
      code: 'not-found',
      sentence: `This report is not one of ${tenant.name}, so it was not evaluated anew.`,
      next: 'Choose the tenant that the report belongs to.',
    };
  }
  if (!isOfFullSync(earlier)) {
    return {
      code: 'bad-input',
      sentence:
        earlier.undoes === undefined
          ? 'This report is about single people, so it was not evaluated anew.'
          : 'This report takes a live sync back, so it was not evaluated anew.',
      next: 'Evaluate the report of a full sync, or make this one again.',
    };
  }
  return undefined;
}
