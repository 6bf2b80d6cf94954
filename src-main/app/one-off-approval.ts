import { hasLapsed } from '../core/approval-life.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import type { LiveParts } from './sync-parts.ts';
import { type TenantParts, tenantOf, toldOf } from './tenant-parts.ts';

/**
 * Under a key of its own: a full sync whose plan happens to be the same few operations asks for the hash alone and
 * does not find it, so nobody's look at one person ever approves a full sync (R3; ux U3).
 */
function keyOf(planHash: string): string {
  return `one-off ${planHash}`;
}

/** Approves exactly what a look-up showed of some people, for a one-off sync of them and nothing else (ux §8, U3). */
export function approveOneOff(
  reportId: string,
  planHash: string,
  parts: Pick<TenantParts, 'store' | 'reports' | 'clock' | 'ids' | 'who'>,
): Result<void> {
  const opened = parts.reports.open(reportId);
  if (!opened.ok) return opened;
  const head = opened.value.head();
  opened.value.close();
  const tenant = tenantOf(head.tenantId, parts.store);
  if (!tenant.ok) return tenant;
  const isOfSomePeople = head.lookUp !== undefined && head.only.length > 0;
  const tooOld = hasLapsed(head.startedAtMs, tenant.value.approvalLifetimeMs, parts.clock.now());
  if (!isOfSomePeople || head.erased !== undefined || tooOld || head.planHash !== planHash)
    return fail(lookAgain());
  if (head.partial) return fail(partialLookUp());
  const { who, clock } = parts;
  const people = countOf(head.only.length, 'person', 'people');
  parts.store.approvals.put(
    {
      tenantId: head.tenantId,
      planHash: keyOf(planHash),
      reportId,
      who,
      atMs: clock.now(),
      overridesGuard: false,
    },
    toldOf(parts, head.tenantId, 'plan-approved', `A one-off plan for ${people} was approved.`, {
      planHash,
      facts: { people: head.only.length },
    }),
  );
  return succeed(undefined);
}

/** Whether a one-off sync may apply this plan: somebody saw it, and not too long ago (R3). */
export function isOneOffApproved(
  planHash: string,
  { store, tenant, clock }: Pick<LiveParts, 'store' | 'tenant' | 'clock'>,
): boolean {
  const approval = store.approvals.find(tenant.id, keyOf(planHash));
  return approval !== undefined && !hasLapsed(approval.atMs, tenant.approvalLifetimeMs, clock.now());
}

function lookAgain(): Failure {
  return {
    code: 'conflict',
    sentence: 'This is not what was on the screen any more, so nothing was changed.',
    next: 'Look again, then sync.',
  };
}

function partialLookUp(): Failure {
  return {
    code: 'listing-incomplete',
    sentence: 'A listing was incomplete, so nobody knows enough of these people. Nothing was changed.',
    next: 'Look again when both sides can be read.',
  };
}
