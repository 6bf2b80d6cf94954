import type { AuditFacts } from '../core/audit-trail.ts';
import { nextLocalSlot } from '../core/cooldown.ts';
import type { Failure } from '../core/failure.ts';
import type { ReportHead, RunStatus } from '../core/report.ts';
import type { SyncOutcome } from './house.ts';
import { newestClaim } from './newest-claim.ts';
import type { SyncEnd } from './ports/console-api.ts';
import type { Run, RunChanges } from './ports/main-store.ts';
import { failureOfDisk, RunStopped } from './run-stopped.ts';
import type { SyncParts } from './sync-parts.ts';

/** A run that has its slot and the tenant's lock. */
export interface OpenRun {
  readonly run: Run;
  /** Gives the heartbeat up. */
  readonly stopBeating: () => void;
}

interface EndFacts {
  readonly report?: ReportHead;
  readonly failure?: Failure;
  /** Where the history is to name another cause than the failure's code. */
  readonly cause?: 'interrupted';
}

const BEAT_MS = 4_000;

/** Says that the run lives, as long as the event loop turns (ports/main-store.ts, sweepDead). */
export function beatFor(runId: string, parts: SyncParts): () => void {
  const stop = new AbortController();
  const beat = async () => {
    while (!stop.signal.aborted) {
      try {
        parts.store.runs.beat(runId, parts.clock.now());
      } catch (error) {
        // A full disk or a locked file now says nothing about the next beat; anything else is a fault.
        if (!failureOfDisk(error)) throw error;
        parts.log.warn('a heartbeat was not written', { cause: String(error) });
      }
      await parts.clock.sleep(BEAT_MS, stop.signal);
    }
  };
  beat().catch((error: unknown) => parts.log.error('heartbeat failed', { cause: String(error) }));
  return () => stop.abort();
}

/**
 * Ends a run here and on the console. `released`: nothing was written, so a live run gives its slot back
 * (design §6); a test run keeps it.
 */
export async function closeRun(
  open: OpenRun,
  status: RunStatus,
  slot: 'kept' | 'released',
  parts: SyncParts,
  facts: EndFacts & { readonly directoryRows?: number },
): Promise<SyncOutcome> {
  const { run } = open;
  const { report, failure } = facts;
  const givesBack = slot === 'released' && run.kind.endsWith('live');
  const changes: RunChanges = {
    status,
    endedAtMs: parts.clock.now(),
    ...(report ? { reportId: report.reportId, planHash: report.planHash } : {}),
    ...(report?.applied ? { applied: report.applied } : {}),
    ...(failure ? { causeCode: facts.cause ?? failure.code, causeSentence: failure.sentence } : {}),
    ...(facts.directoryRows === undefined ? {} : { directoryRows: facts.directoryRows }),
    ...(givesBack ? { slotClaimedAtMs: undefined, nextAllowedAtMs: undefined } : {}),
  };
  // Before the disk is asked, which may refuse: a run whose end was told beats no more.
  open.stopBeating();
  let refused: { readonly error: unknown } | undefined;
  try {
    parts.store.runs.end(run.id, changes, report ? plannedFacts(report) : {});
  } catch (error) {
    // The console is told all the same: a full disk here must not hold its slot there.
    refused = { error };
  }
  const nextAllowedAtMs = await tellConsole(run, status, givesBack, parts, facts);
  if (refused) throw refused.error;
  parts.log.info('run ended', {
    run: run.id,
    kind: run.kind,
    status,
    ...(failure ? { code: failure.code } : {}),
  });
  return {
    status,
    runId: run.id,
    report,
    nextAllowedAtMs,
    ...(failure ? { failure } : {}),
    received: report?.received ?? false,
  };
}

/** What the plan of a run was, in numbers, for the audit trail. */
function plannedFacts({ counts, partial, guard }: ReportHead): AuditFacts {
  const { created, changed, archived, restored, blocked } = counts.users;
  return {
    ...{ created, changed, archived, restored, blocked, partial },
    membershipsCreated: counts.memberships.created,
    membershipsRemoved: counts.memberships.archived,
    groupsChanged:
      counts.groups.created + counts.groups.changed + counts.groups.archived + counts.groups.restored,
    overLimits: guard.halted,
  };
}

async function tellConsole(
  run: Run,
  status: RunStatus,
  givesBack: boolean,
  parts: SyncParts,
  facts: EndFacts,
): Promise<number | undefined> {
  if (parts.api && run.consoleSyncId) {
    const end: SyncEnd = {
      status: givesBack ? 'Released' : closedAs(status),
      ...(facts.failure ? { cause: facts.cause ?? facts.failure.code } : {}),
      ...(facts.report ? { counts: { ...facts.report.counts.users } } : {}),
    };
    // A signal of its own: a cancelled run must still be closed, so that its slot is not left open.
    const closed = await parts.api.closeSync(run.consoleSyncId, end, AbortSignal.timeout(CLOSE_TIMEOUT_MS));
    if (!closed.ok)
      parts.log.warn('the console could not be told that the run ended', { code: closed.failure.code });
    return givesBack && closed.ok ? undefined : run.nextAllowedAtMs;
  }
  const newest = newestClaim(parts.tenant.id, parts)?.slotClaimedAtMs;
  return nextLocalSlot(newest, parts.tenant.syncLimitMs, parts.clock.now());
}

const CLOSE_TIMEOUT_MS = 10_000;

function closedAs(status: RunStatus): SyncEnd['status'] {
  if (status === 'Completed') return 'Completed';
  return status === 'Cancelled' ? 'Cancelled' : 'Failed';
}

/** Writes the head of a report anew: how its run ended, what was applied. */
export function saveHead(head: ReportHead, parts: Pick<SyncParts, 'reports'>): void {
  const reader = parts.reports.open(head.reportId);
  if (!reader.ok) throw new RunStopped(reader.failure);
  reader.value.setHead(head);
  reader.value.close();
}

/** The report of a run that ended by a fault says so, where the run came as far as a report. */
export function endReport(
  runId: string,
  status: RunStatus,
  { store, reports }: Pick<SyncParts, 'store' | 'reports'>,
): void {
  const reportId = store.runs.find(runId)?.reportId;
  const reader = reportId === undefined ? undefined : reports.open(reportId);
  if (!reader?.ok) return;
  reader.value.setHead({ ...reader.value.head(), status });
  reader.value.close();
}
