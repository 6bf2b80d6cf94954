import type { Clock } from './ports/clock.ts';
import type { MainStore, Run } from './ports/main-store.ts';

/**
 * The run from whose claim the limit counts on this computer. A clock that was set back leaves that claim in the
 * future; its age then counts anew from now, so that nobody waits longer than the limit (design §6).
 */
export function newestClaim(
  tenantId: string,
  parts: { readonly store: Pick<MainStore, 'runs'>; readonly clock: Pick<Clock, 'now'> },
): Run | undefined {
  const { runs } = parts.store;
  const newest = runs.newestSlot(tenantId);
  const now = parts.clock.now();
  if (newest?.slotClaimedAtMs === undefined || newest.slotClaimedAtMs <= now) return newest;
  runs.update(newest.id, { slotClaimedAtMs: now });
  return { ...newest, slotClaimedAtMs: now };
}
