import { type Failure, type Result, succeed } from '../core/failure.ts';
import {
  type Applied,
  isOfFullSync,
  type ReportHead,
  type RowResult,
  type RunStatus,
} from '../core/report.ts';
import { type ApplyEnd, type ApplyMode, applyPlan } from './apply/apply-plan.ts';
import type { SyncOutcome } from './house.ts';
import { nameMovedRows, nameNotReached } from './left-alone.ts';
import type { JournalStore } from './ports/main-store.ts';
import type { PlanIntersection, ReportReader } from './ports/report-store.ts';
import { closeRun, type OpenRun, saveHead } from './run-books.ts';
import { failureOfDisk, RunStopped } from './run-stopped.ts';
import { directorySnapshotId } from './snapshots-of-report.ts';
import type { LiveParts } from './sync-parts.ts';

/** How long requests under way may go on after a cancel, so that a run ends within a second. */
const CANCEL_GRACE_MS = 600;
const PAGE = 500;

/**
 * Applies a report's rows that came out identical to the approved plan (R3), then writes down how each row
 * ended. The console going away mid-run, a full disk and a locked file leave the run Interrupted, to be resumed or
 * closed (R7).
 */
export async function applyReport(
  open: OpenRun,
  report: ReportHead,
  approved: ReportHead | undefined,
  how: 'anew' | 'resumed',
  parts: LiveParts,
): Promise<Result<SyncOutcome>> {
  const opened = parts.reports.open(report.reportId);
  // Thrown, so that whoever opened the run closes it; nothing was sent yet.
  if (!opened.ok) throw new RunStopped(opened.failure);
  const reader = opened.value;
  try {
    const compared = compareWithApproved(reader, approved);
    if (!compared.ok) throw new RunStopped(compared.failure);
    const comparison = compared.value;
    if (report.undoes !== undefined) forgetBaseLine(parts);
    const end = await applyRows(open, reader, comparison?.intersection, how, parts);
    if (end.status === 'stopped' && !stopsForGood(end.failure)) {
      const applied = copyAnswers(open.run.id, reader, parts.store.journal);
      return succeed(interrupt(open, { ...report, applied }, end.failure, parts));
    }
    const applied = writeResults(open, reader, comparison, parts);
    if (end.status !== 'finished') nameNotReached(reader, approves(comparison));
    return succeed(await finish(open, { ...report, applied }, end, parts));
  } catch (error) {
    const failure = failureOfDisk(error);
    if (!failure) throw error;
    return succeed(leaveInterrupted(open, report, failure, parts));
  } finally {
    reader.close();
  }
}

/** The approved plan beside the fresh one (R3); absent where the order to go live approved the fresh one. */
export interface Comparison {
  readonly approved: ReportHead;
  readonly intersection: PlanIntersection;
}

export function compareWithApproved(
  reader: ReportReader,
  approved: ReportHead | undefined,
): Result<Comparison | undefined> {
  if (!approved) return succeed(undefined);
  const same = reader.intersect(approved.reportId);
  return same.ok ? succeed({ approved, intersection: same.value }) : same;
}

export function approves(comparison: Comparison | undefined): (seq: number) => boolean {
  return (seq) => comparison?.intersection.isIdentical(seq) ?? true;
}

export async function applyRows(
  open: OpenRun,
  reader: ReportReader,
  intersection: PlanIntersection | undefined,
  how: ApplyMode,
  parts: LiveParts,
): Promise<ApplyEnd> {
  const requests = new AbortController();
  const onCancel = () => {
    parts.clock
      .sleep(CANCEL_GRACE_MS)
      .then(() => requests.abort())
      .catch((error: unknown) => parts.log.error('cancel failed', { cause: String(error) }));
  };
  parts.signal.addEventListener('abort', onCancel, { once: true });
  try {
    return await applyPlan(
      {
        runId: open.run.id,
        report: reader,
        isApproved: (seq) => intersection?.isIdentical(seq) ?? true,
        approvedCount: intersection?.identicalCount ?? reader.operationCount(),
        profile: parts.profile,
        how,
      },
      {
        writer: parts.writer,
        journal: parts.store.journal,
        clock: parts.clock,
        signal: requests.signal,
        isCancelled: () => parts.signal.aborted,
        onProgress: (phase, done, total) => parts.onProgress({ phase, done, total }),
      },
    );
  } finally {
    parts.signal.removeEventListener('abort', onCancel);
  }
}

/** 401 and 403 end the run (R17); a console that is away may come back, so its run waits for a decision. */
function stopsForGood(failure: Failure): boolean {
  return failure.code !== 'network' && failure.code !== 'console-error' && failure.code !== 'console-busy';
}

function interrupt(open: OpenRun, report: ReportHead, failure: Failure, parts: LiveParts): SyncOutcome {
  const head: ReportHead = { ...report, status: 'Interrupted' };
  saveHead(head, parts);
  // The lock stays with the run: no other sync of this tenant before it is resumed or closed.
  parts.store.runs.update(open.run.id, {
    status: 'Interrupted',
    reportId: report.reportId,
    endedAtMs: parts.clock.now(),
    causeCode: failure.code,
    causeSentence: failure.sentence,
  });
  open.stopBeating();
  return interrupted(open, head, failure);
}

function interrupted(open: OpenRun, head: ReportHead, failure: Failure): SyncOutcome {
  return {
    status: 'Interrupted',
    runId: open.run.id,
    report: head,
    nextAllowedAtMs: open.run.nextAllowedAtMs,
    failure,
    received: false,
  };
}

/**
 * What a full disk or a locked file cut short goes on once there is room. Where not even that can be written down,
 * the run is found without its thread, and marked then (`sweepDead`).
 */
function leaveInterrupted(
  open: OpenRun,
  report: ReportHead,
  failure: Failure,
  parts: LiveParts,
): SyncOutcome {
  try {
    return interrupt(open, report, failure, parts);
  } catch (error) {
    parts.log.warn('an interrupted run could not be marked yet', {
      code: failure.code,
      cause: String(error),
    });
    open.stopBeating();
    return interrupted(open, { ...report, status: 'Interrupted' }, failure);
  }
}

/** Copies the journal's answers into the report, counts rows, not requests, and names what moved (R3). */
export function writeResults(
  open: OpenRun,
  reader: ReportReader,
  comparison: Comparison | undefined,
  parts: LiveParts,
): Applied {
  if (comparison) {
    const approved = parts.reports.open(comparison.approved.reportId);
    if (approved.ok) {
      nameMovedRows(reader, approved.value, comparison.intersection);
      approved.value.close();
    }
  }
  for (const { runId, seq, step } of parts.store.journal.unanswered(open.run.id)) {
    parts.store.journal.write([{ runId, seq, step, result: { status: 'unknown' } }], []);
  }
  const applied = copyAnswers(open.run.id, reader, parts.store.journal, (results) =>
    keepManagedGroups(reader, results, parts),
  );
  applied.movedSincePreview += comparison?.intersection.movedCount ?? 0;
  return applied;
}

/** What the journal knows of a run, as results of the report's rows; counts rows, not requests. */
export function copyAnswers(
  runId: string,
  reader: ReportReader,
  journal: JournalStore,
  onGroups?: (results: ReadonlyMap<number, RowResult>) => void,
): Applied {
  const applied: Applied = { succeeded: 0, failed: 0, movedSincePreview: 0 };
  for (let after = 0; ; ) {
    const page = journal.answered(runId, after, PAGE);
    if (page.length === 0) return applied;
    const results = new Map<number, RowResult>();
    const groups = new Map<number, RowResult>();
    for (const { seq, object, result } of page) {
      if (result) results.set(seq, worse(results.get(seq), result));
      if (result && object === 'group') groups.set(seq, result);
      after = seq;
    }
    for (const result of results.values()) count(applied, result);
    reader.setResults([...results].map(([seq, result]) => ({ seq, result })));
    if (groups.size > 0) onGroups?.(groups);
  }
}

/** A row with a manager link has two answers; it succeeded only if both did. */
function worse(first: RowResult | undefined, second: RowResult): RowResult {
  if (!first || first.status === 'applied' || first.status === 'received') return second;
  return first;
}

function count(applied: Applied, result: RowResult): void {
  if (result.status === 'applied' || result.status === 'received') applied.succeeded++;
  else if (result.status === 'moved') applied.movedSincePreview++;
  else if (result.status !== 'not-reached') applied.failed++;
}

/** Groups that Muster made, changed or emptied are managed from now on, and known as archived or not (R19). */
function keepManagedGroups(
  reader: ReportReader,
  results: ReadonlyMap<number, RowResult>,
  parts: LiveParts,
): void {
  for (const [seq, result] of results) {
    if (result.status !== 'applied' && result.status !== 'received') continue;
    const row = reader.row(seq);
    if (row?.object !== 'group') continue;
    const journaled = row.consoleRef ?? undefined;
    if (journaled) {
      parts.store.managedGroups.put({
        tenantId: parts.tenant.id,
        consoleGroupId: journaled,
        archived: false,
      });
    }
  }
}

async function finish(
  open: OpenRun,
  report: ReportHead,
  end: ApplyEnd,
  parts: LiveParts,
): Promise<SyncOutcome> {
  const status: RunStatus =
    end.status === 'finished' ? 'Completed' : end.status === 'cancelled' ? 'Cancelled' : 'Failed';
  const received = parts.profile.success === 'received' && (report.applied?.succeeded ?? 0) > 0;
  const head: ReportHead = { ...report, status, received };
  saveHead(head, parts);
  rememberGroups(open, head, parts);
  const isFullSync = status === 'Completed' && isOfFullSync(head);
  if (isFullSync) rememberFullSync(head, parts);
  const failure = end.status === 'stopped' ? end.failure : undefined;
  const nothingSent = parts.store.journal.counts(open.run.id).intended === 0 && status !== 'Completed';
  return closeRun(open, status, nothingSent ? 'released' : 'kept', parts, {
    report: head,
    ...(failure ? { failure } : {}),
    ...(isFullSync ? { directoryRows: head.directory.rows } : {}),
  });
}

/** Read anew: the admin may have saved settings while the run went on. */
function rememberFullSync(head: ReportHead, { store, tenant }: LiveParts): void {
  const now = store.tenants.find(tenant.id) ?? tenant;
  store.tenants.update({
    ...now,
    syncedSnapshotId: directorySnapshotId(head.reportId),
    // Whom the console was not told about because a row had moved is told by the next run (R22).
    firstLiveDone: now.firstLiveDone || head.applied?.movedSincePreview === 0,
    // The aliases are gone with this sync; there is nothing left to acknowledge (R16).
    localSettings: { ...now.localSettings, movedFromAdi: false },
  });
}

/**
 * From the first row of an undo on, the console is not what the last sync left there: without a base line no edit
 * is shown as one made by hand (R15), until the next full live sync.
 */
function forgetBaseLine({ store, tenant }: LiveParts): void {
  const { syncedSnapshotId: _forgotten, ...now } = store.tenants.find(tenant.id) ?? tenant;
  store.tenants.update(now);
}

/** Created groups have their console id from the journal; archived ones are the group rows of that verdict. */
function rememberGroups(open: OpenRun, head: ReportHead, parts: LiveParts): void {
  for (const [key, id] of parts.store.journal.createdIds(open.run.id)) {
    if (key.startsWith('group\n')) {
      parts.store.managedGroups.put({ tenantId: parts.tenant.id, consoleGroupId: id, archived: false });
    }
  }
  // Only a run that reached its end has emptied, or filled again, every group of its plan.
  const reader = head.status === 'Completed' ? parts.reports.open(head.reportId) : undefined;
  if (!reader?.ok) return;
  for (const verdict of ['Archived', 'Restored'] as const) {
    for (let after: string | undefined; ; ) {
      const page = reader.value.page(
        { object: 'group', verdicts: [verdict] },
        { limit: PAGE, ...(after ? { after } : {}) },
      );
      for (const row of page.rows) {
        if (row.consoleRef) {
          const archived = verdict === 'Archived';
          parts.store.managedGroups.put({
            tenantId: parts.tenant.id,
            consoleGroupId: row.consoleRef,
            archived,
          });
        }
      }
      if (!page.next) break;
      after = page.next;
    }
  }
  reader.value.close();
}
