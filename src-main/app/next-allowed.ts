import { nextLocalSlot } from '../core/cooldown.ts';
import type { Tenant } from '../core/tenant.ts';
import type { TenantParts } from './tenant-parts.ts';

/**
 * When the next sync may start, as known here: the console's own word of the newest claim where there is one,
 * else the local lower bound (design §6). `undefined` = now.
 */
export function nextAllowedAt(
  tenant: Tenant,
  parts: Pick<TenantParts, 'store' | 'clock'>,
): number | undefined {
  const newest = parts.store.runs.newestSlot(tenant.id);
  return nextLocalSlot(newest?.slotClaimedAtMs, tenant.syncLimitMs, parts.clock.now());
}
