import type { AuditFacts } from '../core/audit-trail.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import { tenantFacts } from '../core/tenant-facts.ts';
import { checkedChange } from './check-tenant-change.ts';
import { neededRuns } from './forget-old-reports.ts';
import { changedFields, changeSentence } from './tenant-change-words.ts';
import { type TenantParts, tenantOf, toldOf } from './tenant-parts.ts';
import type { TenantChange, TenantChangeFailure } from './window-house.ts';

/** https only, except loopback (R18). */
type CheckUrl = (text: string, name: 'Tenant URL' | 'Console API URL') => Result<string>;

/**
 * Changes what is given of a tenant and leaves the rest, all of it or nothing. What was changed, from what to what and
 * by whom, stands in the history; changed limits also make earlier reports stale, since their guard is another's (R4).
 */
export function changeTenantFields(
  nameOrId: string,
  change: TenantChange,
  checkUrl: CheckUrl,
  parts: TenantParts,
): Result<Tenant, TenantChangeFailure> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const before = found.value;
  const checked = checkedChange(before, change, checkUrl, parts.clock.now());
  if (!checked.ok) return checked;
  const after = checked.value;
  const changed = changedFields(before, after);
  if (changed.length === 0) return succeed(before);
  const inTheWay = runInTheWay(before, after, parts);
  if (inTheWay) return fail(inTheWay);
  const facts = tenantFacts(before, after);
  const told = changed.map((field) => {
    const what = MAKES_REPORTS_STALE.has(field) ? 'limits-set' : 'tenant-changed';
    return toldOf(parts, before.id, what, changeSentence(field, before, after), {
      facts: factsOfField(field, facts),
    });
  });
  const updated = parts.store.tenants.update(after, told);
  if (!updated.ok)
    return fail({ ...updated.failure, ...(updated.failure.code === 'bad-input' ? { field: 'name' } : {}) });
  return succeed(after);
}

function factsOfField(field: keyof Tenant, facts: AuditFacts): AuditFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => name === field || name.startsWith(`${field}.`)),
  );
}

/** A report made under other ones of these tells nothing of what the next sync would do (design §6, fresh report). */
const MAKES_REPORTS_STALE: ReadonlySet<keyof Tenant> = new Set([
  'guardLimits',
  'profile',
  'groupsTakenOver',
  'idSourceChanged',
]);

/** A run that goes on read these at its start, and would go on with them. */
function runInTheWay(before: Tenant, after: Tenant, parts: TenantParts): TenantChangeFailure | undefined {
  const field = (['tenantUrl', 'consoleApiUrl', 'profile'] as const).find(
    (name) => before[name] !== after[name],
  );
  if (field === undefined) return undefined;
  parts.store.runs.sweepDead(parts.clock.now());
  // An Interrupted run may go on at the console's new address, but not against another kind of console.
  const run = neededRuns(before.id, parts).find(
    ({ status }) => status !== 'Interrupted' || before.profile !== after.profile,
  );
  if (!run) return undefined;
  return {
    code: 'run-alive',
    sentence: `A sync of ${before.name} is going on or waits to be resumed or closed, so its address and kind stay as they are. Nothing was saved.`,
    next: 'Wait until it has ended, or resume or close it; then save again.',
    field,
  };
}
