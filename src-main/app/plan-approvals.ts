import { hasLapsed } from '../core/approval-life.ts';
import { buildReadyList } from '../core/build-ready-list.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { brokenLimits } from '../core/guard-facts.ts';
import type { ReadyList } from '../core/ready-list.ts';
import type { ReportHead } from '../core/report.ts';
import { countToType } from '../core/run-sentences.ts';
import type { Tenant } from '../core/tenant.ts';
import { findPlan } from './approved-plan.ts';
import { neededRuns } from './forget-old-reports.ts';
import { nextAllowedAt } from './next-allowed.ts';
import { lastSettingsChange, showSettings } from './save-settings.ts';
import { type TenantParts, tenantOf, toldOf } from './tenant-parts.ts';
import type { PlanApproval, ReadyInput } from './window-house.ts';

/** Approves a plan (R3). An override of the guard for this very plan stays. */
export function approvePlan(nameOrId: string, planHash: string, parts: TenantParts): Result<void> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const plan = findPlan(planHash, found.value, parts.reports);
  if (!plan.ok) return plan;
  const before = parts.store.approvals.find(found.value.id, plan.value.planHash);
  putApproval(plan.value, before?.overridesGuard ?? false, parts, 'plan-approved', 'A plan was approved.');
  return succeed(undefined);
}

/** How the approval of a plan stands now (R3). */
export function approvalOf(
  nameOrId: string,
  planHash: string,
  parts: TenantParts,
): Result<PlanApproval | undefined> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const approval = parts.store.approvals.find(found.value.id, planHash);
  if (!approval) return succeed(undefined);
  const { who, atMs, overridesGuard } = approval;
  const lapsesAtMs = atMs + found.value.approvalLifetimeMs;
  const lapsed = hasLapsed(atMs, found.value.approvalLifetimeMs, parts.clock.now());
  return succeed({ planHash, who, atMs, lapsesAtMs, lapsed, overridesGuard });
}

/** Takes an approval back, and with it an override of the guard. */
export function revokeApproval(nameOrId: string, planHash: string, parts: TenantParts): Result<void> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  if (!parts.store.approvals.find(found.value.id, planHash)) return succeed(undefined);
  const sentence = 'The approval of a plan was taken back.';
  const told = toldOf(parts, found.value.id, 'approval-revoked', sentence, { planHash });
  parts.store.approvals.remove(found.value.id, planHash, told);
  return succeed(undefined);
}

const LONGEST_REASON = 500;

/** Lifts the guard for this one plan, by number and reason (R4; ux §11, `guard.override`). */
export function overrideGuard(
  reportId: string,
  typedCount: number,
  reason: string,
  parts: TenantParts,
): Result<void> {
  const found = reportOfTenant(reportId, parts);
  if (!found.ok) return found;
  const { tenant, report } = found.value;
  const plan = findPlan(report.planHash, tenant, parts.reports);
  if (!plan.ok) return plan;
  if (report.partial) return fail(partialReport());
  const count = countToType(report.guard);
  if (count === undefined) return fail(nothingToAllow());
  if (typedCount !== count) return fail(otherNumber(typedCount));
  const words = reason.replace(/\s+/g, ' ').trim();
  if (words === '' || words.length > LONGEST_REASON) return fail(noReason());
  const sentence = `The limits were lifted for this one plan; ${count} was typed. Reason: ${words}`;
  putApproval(report, true, parts, 'guard-overridden', sentence);
  return succeed(undefined);
}

/** What is in the way of applying a report's plan, asked of the console and of this computer (ux §5). */
export async function readyListOf(
  reportId: string,
  input: ReadyInput,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<ReadyList>> {
  const found = reportOfTenant(reportId, parts);
  if (!found.ok) return found;
  const { tenant, report } = found.value;
  const shown = await showSettings(tenant.id, parts, signal);
  if (!shown.ok) return shown;
  parts.store.runs.sweepDead(parts.clock.now());
  const [run] = neededRuns(tenant.id, parts);
  const approval = parts.store.approvals.find(tenant.id, report.planHash);
  return succeed(
    buildReadyList({
      report,
      settings: shown.value.settings,
      nowMs: parts.clock.now(),
      settingsSetAtMs: lastSettingsChange(tenant, parts),
      approval,
      approvalLifetimeMs: tenant.approvalLifetimeMs,
      heavy: input.heavy,
      run: run && { runId: run.id, interrupted: run.status === 'Interrupted' },
      limit: { endsAtMs: nextAllowedAt(tenant, parts), local: tenant.consoleApiUrl === undefined },
    }),
  );
}

function reportOfTenant(
  reportId: string,
  { reports, store }: TenantParts,
): Result<{ readonly tenant: Tenant; readonly report: ReportHead }> {
  const opened = reports.open(reportId);
  if (!opened.ok) return opened;
  const report = opened.value.head();
  opened.value.close();
  const tenant = tenantOf(report.tenantId, store);
  return tenant.ok ? succeed({ tenant: tenant.value, report }) : fail(ofNoTenant());
}

function putApproval(
  report: ReportHead,
  overridesGuard: boolean,
  parts: TenantParts,
  what: 'plan-approved' | 'guard-overridden',
  sentence: string,
): void {
  const { store, who, clock } = parts;
  const { tenantId, planHash, reportId, guard } = report;
  const facts = what === 'guard-overridden' ? brokenLimits(guard) : {};
  store.approvals.put(
    { tenantId, planHash, reportId, who, atMs: clock.now(), overridesGuard },
    toldOf(parts, tenantId, what, sentence, { planHash, facts }),
  );
}

function ofNoTenant(): Failure {
  return {
    code: 'not-found',
    sentence: 'This report belongs to no tenant on this computer, so its plan cannot be applied.',
    next: 'Add the tenant and run a test-mode sync.',
  };
}

function partialReport(): Failure {
  return {
    code: 'listing-incomplete',
    sentence: 'This report is partial, so it cannot be applied and nothing is to be allowed.',
    next: 'Run a test-mode sync whose listings are complete.',
  };
}

function nothingToAllow(): Failure {
  return {
    code: 'bad-input',
    sentence: 'This plan is within the limits, so there is nothing to allow.',
    next: 'Approve it as it is.',
  };
}

function otherNumber(typed: number): Failure {
  return {
    code: 'bad-input',
    sentence: `${typed} is not the number that the guard names, so nothing was allowed.`,
    next: 'Look at the rows first; then type the number in the sentence.',
  };
}

function noReason(): Failure {
  return {
    code: 'bad-input',
    sentence: 'A reason is needed for the history, so nothing was allowed.',
    next: `Give one in a sentence, of at most ${LONGEST_REASON} characters.`,
  };
}
