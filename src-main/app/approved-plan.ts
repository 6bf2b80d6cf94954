import { hasLapsed } from '../core/approval-life.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import type { ReportHead } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import type { ReportStore } from './ports/report-store.ts';
import type { SyncParts } from './sync-parts.ts';

/**
 * The report whose plan is to be applied (R3). Naming a plan by its hash is the order to apply it; an
 * approval given earlier counts from when it was given and lapses after the tenant's lifetime for approvals.
 */
export function findApprovedPlan(planHash: string, parts: SyncParts): Result<ReportHead> {
  const found = findPlan(planHash, parts.tenant, parts.reports);
  if (!found.ok) return found;
  const report = found.value;
  if (report.partial) {
    return fail({
      code: 'listing-incomplete',
      sentence: 'This report is partial, so it cannot be applied. Nothing was changed.',
      next: 'Run a test-mode sync whose listings are complete.',
    });
  }
  const approval = parts.store.approvals.find(parts.tenant.id, report.planHash);
  const since = Math.max(approval?.atMs ?? 0, report.startedAtMs);
  if (hasLapsed(since, parts.tenant.approvalLifetimeMs, parts.clock.now())) return fail(lapsed());
  return succeed(report);
}

/**
 * The newest report with this plan that may be applied, by its hash or a beginning of it that names one plan only. A
 * later partial report that came out with the same plan takes nothing from the one that is complete.
 */
export function findPlan(
  planHash: string,
  tenant: Pick<Tenant, 'id' | 'name'>,
  reports: Pick<ReportStore, 'list'>,
): Result<ReportHead> {
  const hits = reports.list(tenant.id).filter((report) => namesPlan(planHash, report.planHash));
  const newest = hits.find(({ partial }) => !partial) ?? hits[0];
  if (newest && hits.every((report) => report.planHash === newest.planHash)) {
    return newest.erased === undefined ? succeed(newest) : fail(somebodyWasErased());
  }
  return fail({
    code: 'not-found',
    sentence: newest
      ? `Several plans of ${tenant.name} begin with ${planHash}.`
      : `There is no report with the plan ${planHash} for ${tenant.name}.`,
    next: newest
      ? 'Give more of the hash; see the plans with: muster report list'
      : 'See the plans with: muster report list',
    inWindow: 'Choose the report under Reports.',
  });
}

const LEAST_DIGITS = 8;

/** A plan hash, or a beginning of it that is long enough to be no accident. */
export function namesPlan(given: string, planHash: string): boolean {
  return given.length >= 'sha256:'.length + LEAST_DIGITS && planHash.startsWith(given);
}

/** R24: the plan is not the one any more that its hash was made of. */
function somebodyWasErased(): Failure {
  return {
    code: 'settings-refused',
    sentence:
      'Somebody was erased from this report on request, so its plan is not whole any more and is not applied. Nothing was changed.',
    next: 'Run a test-mode sync and apply the plan of the new report.',
  };
}

function lapsed(): Failure {
  return {
    code: 'settings-refused',
    sentence: 'This plan is too old to be applied: an approval lapses after a day. Nothing was changed.',
    next: 'Run a test-mode sync and look at the new report.',
  };
}
