import type { reportApprovalCalls } from '../../src-preload/contract/report-approval.ts';
import type { SyncOutcome } from '../app/house.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import type { Handlers } from './bus.ts';
import type { WindowParts } from './window-parts.ts';

/** How long the console may take to tell or save its settings. */
const SETTINGS_MS = 30_000;

/** From a report to the console: ready list, approval, override, aliases, apply (ux §5, §6; R3, R4, R16). */
export function reportApprovalHandlers(parts: WindowParts): Handlers<typeof reportApprovalCalls> {
  const { house, memory, runs, tell, log } = parts;
  const changed = (tenantId: string) =>
    tell('stateChanged', { topics: ['reports', 'history', 'tenants'], tenantId });
  return {
    async readReadyList({ reportId }) {
      const heavy = await house.reportDesk.heavyReviewed(reportId);
      if (!heavy.ok) return heavy;
      return house.readyList(reportId, { heavy: heavy.value }, AbortSignal.timeout(SETTINGS_MS));
    },
    async approveReport({ reportId }) {
      const head = headOf(reportId, parts);
      if (!head.ok) return head;
      const approved = house.approve(head.value.tenantId, head.value.planHash);
      if (approved.ok) changed(head.value.tenantId);
      return approved;
    },
    async revokeApproval({ reportId }) {
      const head = headOf(reportId, parts);
      if (!head.ok) return head;
      const revoked = house.revokeApproval(head.value.tenantId, head.value.planHash);
      if (revoked.ok) changed(head.value.tenantId);
      return revoked;
    },
    async overrideGuard({ reportId, typedCount, reason }) {
      const head = headOf(reportId, parts);
      if (!head.ok) return head;
      const allowed = house.overrideGuard(reportId, typedCount, reason);
      if (allowed.ok) changed(head.value.tenantId);
      return allowed;
    },
    async acknowledgeAliases({ reportId, hash }) {
      const head = headOf(reportId, parts);
      if (!head.ok) return head;
      const { tenantId } = head.value;
      const signal = AbortSignal.timeout(SETTINGS_MS);
      const saved = await house.saveSettings(tenantId, { acknowledgeAliases: hash }, signal);
      if (!saved.ok) return saved;
      tell('stateChanged', { topics: ['settings', 'reports', 'history'], tenantId });
      return succeed(undefined);
    },
    async applyReport({ reportId, planHash, afterwards }) {
      const head = headOf(reportId, parts);
      if (!head.ok) return head;
      const { tenantId, tenantName } = head.value;
      if (head.value.planHash !== planHash) return fail(anotherPlan());
      const approval = house.approvalOf(tenantId, planHash);
      if (!approval.ok) return approval;
      if (!approval.value || approval.value.lapsed) return fail(notApproved());
      rememberAfterwards(tenantId, afterwards);
      const override = approval.value.overridesGuard ? { overrideGuard: planHash } : {};
      const { only } = head.value;
      return runs.start({ tenantId, tenantName, kind: kindOf(head.value) }, async (hooks) => {
        const order = { tenant: tenantId, live: true, planHash, ...override };
        // The engine asks for the approval once more: what is revoked meanwhile is not applied (R3).
        const strict = { ...order, unapproved: 'waits' as const };
        const outcome = await house.sync(only.length > 0 ? { ...order, only } : strict, hooks);
        return afterwards === 'test-mode-on' ? turnTestModeOn(tenantId, outcome) : outcome;
      });
    },
  };

  function rememberAfterwards(tenantId: string, afterwards: 'test-mode-on' | 'as-it-is'): void {
    const others = memory.preferences().testModeAgain.filter((id) => id !== tenantId);
    memory.savePreferences({
      testModeAgain: afterwards === 'test-mode-on' ? [...others, tenantId] : others,
    });
    tell('stateChanged', { topics: ['preferences'] });
  }

  /** The run is over when Test Mode is on again: nothing can start in between (U5: it may turn on by itself, and that is said). */
  async function turnTestModeOn(
    tenantId: string,
    outcome: Result<SyncOutcome>,
  ): Promise<Result<SyncOutcome>> {
    const saved = await house.saveSettings(tenantId, { testMode: true }, AbortSignal.timeout(SETTINGS_MS));
    tell('stateChanged', { topics: ['settings', 'history'], tenantId });
    if (saved.ok) return outcome;
    log.warn('test-mode.on', { code: saved.failure.code });
    if (!outcome.ok || outcome.value.failure) return outcome;
    const failure = {
      ...saved.failure,
      sentence: `The sync ended, but Test Mode could not be turned on again. ${saved.failure.sentence}`,
      next: 'Turn Test Mode on under Provisioning.',
    };
    return succeed({ ...outcome.value, failure });
  }
}

function headOf(reportId: string, { house }: WindowParts): Result<ReportHead> {
  const opened = house.openReport(reportId);
  if (!opened.ok) return opened;
  const head = opened.value.head();
  opened.value.close();
  return succeed(head);
}

function kindOf({ only, undoes }: ReportHead): 'live' | 'one-off-live' | 'undo-live' {
  if (undoes !== undefined) return 'undo-live';
  return only.length > 0 ? 'one-off-live' : 'live';
}

function anotherPlan() {
  return {
    code: 'conflict',
    sentence: 'This is not the plan that was on the screen, so nothing was applied.',
    next: 'Open the report again, look at it, and approve it.',
  } as const;
}

function notApproved() {
  return {
    code: 'settings-refused',
    sentence: 'This plan has no approval that counts, so nothing was applied.',
    next: 'Approve it first.',
  } as const;
}
