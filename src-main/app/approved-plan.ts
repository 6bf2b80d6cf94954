import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import type { SyncParts } from './sync-parts.ts';

/**
 * The report whose plan is to be applied (R3). Naming a plan by its hash is the order to apply it; an
 * approval given earlier counts from when it was given and lapses after the tenant's lifetime for approvals.
 */
export function findApprovedPlan(planHash: string, parts: SyncParts): Result<ReportHead> {
  const report = parts.reports.findByPlanHash(parts.tenant.id, planHash);
  if (!report) {
    return fail({
      code: 'not-found',
      sentence: `There is no report with the plan ${planHash} for ${parts.tenant.name}.`,
      next: 'See the plans with: muster report list',
    });
  }
  if (report.partial) {
    return fail({
      code: 'listing-incomplete',
      sentence: 'This report is partial, so it cannot be applied. Nothing was changed.',
      next: 'Run a test-mode sync whose listings are complete.',
    });
  }
  const approval = parts.store.approvals.find(parts.tenant.id, report.planHash);
  const since = Math.max(approval?.atMs ?? 0, report.startedAtMs);
  if (parts.clock.now() - since > parts.tenant.approvalLifetimeMs) return fail(lapsed());
  return succeed(report);
}

function lapsed(): Failure {
  return {
    code: 'settings-refused',
    sentence: 'This plan is too old to be applied: an approval lapses after a day. Nothing was changed.',
    next: 'Run a test-mode sync and look at the new report.',
  };
}
