import { nextLocalSlot } from '../core/cooldown.ts';
import type { Tenant } from '../core/tenant.ts';
import { newestClaim } from './newest-claim.ts';
import type { TenantParts } from './tenant-parts.ts';

const RUNS_LOOKED_AT = 20;

/**
 * When the next sync may start, as known here: the console's last word where it has the Console API, be it to a
 * claim or to one it skipped; else the local lower bound (design §6). `undefined` = now.
 */
export function nextAllowedAt(
  tenant: Tenant,
  parts: Pick<TenantParts, 'store' | 'clock'>,
): number | undefined {
  const now = parts.clock.now();
  if (tenant.consoleApiUrl === undefined) {
    return nextLocalSlot(newestClaim(tenant.id, parts)?.slotClaimedAtMs, tenant.syncLimitMs, now);
  }
  const told = parts.store.runs
    .list(tenant.id, { limit: RUNS_LOOKED_AT })
    .find(({ nextAllowedAtMs }) => nextAllowedAtMs !== undefined);
  if (told?.nextAllowedAtMs === undefined) return undefined;
  // After a clock was set back, no longer than the console said then.
  const next = told.startedAtMs > now ? now + told.nextAllowedAtMs - told.startedAtMs : told.nextAllowedAtMs;
  return next > now ? next : undefined;
}
