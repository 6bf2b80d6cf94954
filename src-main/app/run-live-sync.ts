import { hasLapsed } from '../core/approval-life.ts';
import type { AuditFacts } from '../core/audit-trail.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { awaitsFirstLive } from '../core/first-live.ts';
import { brokenLimits } from '../core/guard-facts.ts';
import type { ReportHead } from '../core/report.ts';
import type { ProvisioningSettings } from '../core/settings.ts';
import { applyReport } from './apply-report.ts';
import { findApprovedPlan, namesPlan } from './approved-plan.ts';
import { beginRun, previewInput, undoInput } from './begin-run.ts';
import type { SyncOutcome } from './house.ts';
import { isOneOffApproved } from './one-off-approval.ts';
import type { OneOff } from './one-off-filter.ts';
import { previewSync } from './preview-sync.ts';
import { closeRun, endReport, type OpenRun, saveHead } from './run-books.ts';
import { failureOfFault } from './run-stopped.ts';
import { aliasesOf, isAcknowledged } from './save-settings.ts';
import type { LiveParts } from './sync-parts.ts';
import { openUndoneRun, type UndoneRun } from './undone-run.ts';

export interface LiveOrder {
  /** Apply this approved plan and nothing else (R3); without it the order itself approves the new plan. */
  readonly planHash: string | undefined;
  /** Lets this one plan past the guard (R4). */
  readonly overrideGuard: string | undefined;
  readonly oneOff: OneOff | undefined;
  /**
   * What a plan that nobody approved is worth. From the command line the order itself approves it (R3); the window
   * never applies what nobody saw: it stops before the first write, and the report waits for approval (ux §6).
   */
  readonly unapproved: 'is-ordered' | 'waits';
}

/**
 * A live sync: lists both sides and the exclusions anew, plans again, stops before the first write where
 * anything is amiss, and applies exactly what was approved (R3).
 */
export async function runLiveSync(order: LiveOrder, parts: LiveParts): Promise<Result<SyncOutcome>> {
  const refused = refuseBeforeAll(order, parts);
  if (refused) return fail(refused);
  const approved = order.planHash === undefined ? undefined : findApprovedPlan(order.planHash, parts);
  if (approved && !approved.ok) return approved;
  if (approved && order.unapproved === 'waits' && !isApproved(approved.value.planHash, parts))
    return fail(notApproved());
  const unfit = approved ? refuseUndo(approved.value, order, parts) : undefined;
  if (unfit) return fail(unfit);
  if (approved && approved.value.only.length > 0 && !order.oneOff) return fail(planOfOneOff(approved.value));

  const undone =
    approved?.value.undoes === undefined ? undefined : openUndoneRun(approved.value.undoes, parts);
  if (undone && !undone.ok) return undone;
  try {
    return await runOrder(order, approved?.value, undone?.value, parts);
  } finally {
    undone?.value.close();
  }
}

/** An approved undo is planned anew like everything that was approved (R3, R23). */
async function runOrder(
  order: LiveOrder,
  approved: ReportHead | undefined,
  undone: UndoneRun | undefined,
  parts: LiveParts,
): Promise<Result<SyncOutcome>> {
  parts.onProgress({ phase: 'claim', done: 0, total: undefined });
  const begun = await beginRun(undone ? 'undo-live' : order.oneOff ? 'one-off-live' : 'live', parts);
  if (begun.status === 'ended') return begun.outcome;
  const { open, settings } = begun;
  try {
    const reportId = parts.ids.next();
    const input = undone
      ? undoInput(reportId, 'live', undone, parts)
      : previewInput(reportId, 'live', order.oneOff, parts);
    const report = await previewSync(input, parts);
    parts.onProgress({ phase: 'check-limits', done: 0, total: undefined });
    const stop = stopBeforeFirstWrite(report, settings, order, approved, parts);
    if (stop) return succeed(await stoppedOutcome(open, report, stop, parts));
    if (!approved && order.unapproved === 'waits' && !mayApply(report.planHash, order, parts))
      return succeed(await waitingOutcome(open, report, parts));
    journalTheOrder(open, report, order, approved, parts);
    // Until its run ends, and where the power goes, the report says that its run did not end.
    saveHead({ ...report, status: 'Processing' }, parts);
    return await applyReport(open, report, approved, 'anew', parts);
  } catch (error) {
    open.stopBeating();
    const failure = failureOfFault(error);
    const status = failure.code === 'cancelled' ? 'Cancelled' : 'Failed';
    // Once the first write may have gone out, the slot is used.
    const wrote = parts.store.journal.counts(open.run.id).intended > 0;
    endReport(open.run.id, status, parts);
    await closeRun(open, status, wrote ? 'kept' : 'released', parts, { failure });
    if (failure.code === 'unexpected') throw error;
    return fail(failure);
  }
}

function refuseBeforeAll(order: LiveOrder, parts: LiveParts): Failure | undefined {
  if (order.oneOff && awaitsFirstLive(parts.profile, parts.tenant)) {
    return {
      code: 'settings-refused',
      sentence:
        'Not possible before the first full live sync: this console may archive everybody it was not told about.',
      next: 'Run the first full live sync; one-off syncs work after it.',
    };
  }
  return undefined;
}

/** A full sync that applied one person's plan would pass for a full sync ever after (R22). */
function planOfOneOff(approved: ReportHead): Failure {
  return {
    code: 'bad-input',
    sentence: `This plan is that of a one-off sync of ${approved.only.join(', ')}, not of a full sync. Nothing was changed.`,
    next: `Apply it with: --only ${approved.only.join(' ')}`,
    inWindow: 'Sync these people under People.',
  };
}

/** What is refused of an undo before anything is read (R22, R23). */
function refuseUndo(approved: ReportHead, order: LiveOrder, parts: LiveParts): Failure | undefined {
  if (approved.undoes === undefined) return undefined;
  if (order.oneOff) {
    return {
      code: 'bad-input',
      sentence: 'This plan takes a whole sync back and cannot be applied to some of its people only.',
      next: 'Exclude whoever must be left alone, preview the undo again, and apply it without --only.',
      inWindow: 'Exclude whoever must be left alone, preview the undo again, and apply it whole.',
    };
  }
  if (awaitsFirstLive(parts.profile, parts.tenant)) {
    return {
      code: 'settings-refused',
      sentence:
        'Not possible before the first full live sync: this console may archive everybody it was not told about.',
      next: 'Run the first full live sync; an undo works after it.',
    };
  }
  return undefined;
}

/** What ends a live run before its first write (R1, R4, R16). */
function stopBeforeFirstWrite(
  report: ReportHead,
  settings: ProvisioningSettings,
  order: LiveOrder,
  approved: ReportHead | undefined,
  parts: LiveParts,
): Failure | undefined {
  if (report.partial) {
    const why = report.directory.why ?? report.console.why;
    return {
      code: 'listing-incomplete',
      sentence: `A listing is incomplete, so nothing was changed. ${why?.sentence ?? 'The directory returned no people; Muster takes that as a failed listing, not as everybody having left.'}`,
      next: why?.next ?? 'Check the directory and run the sync again.',
    };
  }
  // Whom an undo writes to, the sync that it takes back has written to before.
  if (report.undoes === undefined && settings.movedFromAdi && !isAcknowledged(report.aliases, settings)) {
    return {
      code: 'settings-refused',
      sentence: report.aliases.known
        ? `${aliasesOf(report.aliases.aliases, report.aliases.people)} would vanish, and this list was not acknowledged. Nothing was changed.`
        : 'How many aliases would vanish is unknown, and that was not acknowledged. Nothing was changed.',
      next: `Save the list, then: muster settings set --tenant "${parts.tenant.name}" --acknowledge-aliases ${report.aliases.hash}`,
      inWindow: 'Open the report, choose Approve…, and review the aliases.',
    };
  }
  const { overrideGuard } = order;
  const overridden =
    isOverriddenHere(approved?.planHash ?? report.planHash, order, parts) ||
    (overrideGuard !== undefined &&
      (namesPlan(overrideGuard, report.planHash) || namesPlan(overrideGuard, approved?.planHash ?? '')));
  if (report.guard.halted && !overridden) {
    return {
      code: 'guard-halted',
      sentence:
        overrideGuard === undefined
          ? HALTED
          : `${HALTED} The limits were lifted for another plan (${overrideGuard}), which allows nothing here.`,
      next: `Look at the rows first. If they are right: muster sync --tenant "${parts.tenant.name}" --live --plan ${report.planHash} --override-guard ${report.planHash}`,
      inWindow:
        'Look at the rows first. If they are right, choose Approve… in the report and allow this one plan.',
    };
  }
  return undefined;
}

const HALTED =
  'Halted before the first change: this plan would change more than the limits of this tenant allow.';

function stoppedOutcome(
  open: OpenRun,
  report: ReportHead,
  failure: Failure,
  parts: LiveParts,
): Promise<SyncOutcome> {
  const status = failure.code === 'guard-halted' ? 'Halted' : 'Failed';
  const head: ReportHead = { ...report, status };
  saveHead(head, parts);
  return closeRun(open, status, 'released', parts, { report: head, failure });
}

/**
 * Nothing was written, so this is a test's report and a test's run: the slot is given back, and Apply may follow at
 * once (ux §6).
 */
function waitingOutcome(open: OpenRun, report: ReportHead, parts: LiveParts): Promise<SyncOutcome> {
  const head: ReportHead = { ...report, status: 'Completed', testMode: true };
  saveHead(head, parts);
  parts.store.runs.update(open.run.id, { kind: open.run.kind === 'one-off-live' ? 'one-off-test' : 'test' });
  return closeRun(open, 'Completed', 'released', parts, { report: head, failure: notApproved() });
}

/** The window lifts the guard beforehand, with number and reason, for this very plan (R4; ux §11, `guard.override`). */
function isOverriddenHere(planHash: string, order: LiveOrder, parts: LiveParts): boolean {
  if (order.unapproved !== 'waits' || !isApproved(planHash, parts)) return false;
  return parts.store.approvals.find(parts.tenant.id, planHash)?.overridesGuard === true;
}

function mayApply(planHash: string, order: LiveOrder, parts: LiveParts): boolean {
  return isApproved(planHash, parts) || (order.oneOff !== undefined && isOneOffApproved(planHash, parts));
}

function isApproved(planHash: string, { store, tenant, clock }: LiveParts): boolean {
  const approval = store.approvals.find(tenant.id, planHash);
  return approval !== undefined && !hasLapsed(approval.atMs, tenant.approvalLifetimeMs, clock.now());
}

function notApproved(): Failure {
  return {
    code: 'not-approved',
    sentence: 'Stopped before the first change: nobody has approved this plan yet. Nothing was changed.',
    next: 'Look at the report and approve it; Apply may follow at once.',
  };
}

/** Who ordered what is in the history before the first write (R3, R4). */
function journalTheOrder(
  open: OpenRun,
  report: ReportHead,
  order: LiveOrder,
  approved: ReportHead | undefined,
  parts: LiveParts,
): void {
  const { store, tenant, who, clock, ids } = parts;
  const planHash = approved?.planHash ?? report.planHash;
  store.runs.update(open.run.id, { planHash, reportId: report.reportId });
  const append = (what: string, sentence: string, facts: AuditFacts = {}) =>
    store.history.append({
      id: ids.next(),
      atMs: clock.now(),
      tenantId: tenant.id,
      who,
      what,
      sentence,
      planHash,
      runId: open.run.id,
      facts,
    });
  append(
    'plan-approved',
    approved
      ? approved.undoes === undefined
        ? 'The order to apply this plan was given.'
        : `The order to undo the sync ${approved.undoes} was given.`
      : 'The order to go live approved the plan made from it.',
  );
  if (
    report.guard.halted &&
    (order.overrideGuard !== undefined || isOverriddenHere(planHash, order, parts))
  ) {
    append('guard-overridden', 'The limits were lifted for this one plan.', brokenLimits(report.guard));
  }
}
