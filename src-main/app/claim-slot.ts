import { nextLocalSlot } from '../core/cooldown.ts';
import type { Failure } from '../core/failure.ts';
import type { ProvisioningSettings } from '../core/settings.ts';
import type { SkipCause } from './ports/console-api.ts';
import type { SyncParts } from './sync-parts.ts';

export type SlotClaim =
  | {
      readonly status: 'claimed';
      readonly consoleSyncId: string | undefined;
      readonly claimedAtMs: number | undefined;
      readonly nextAllowedAtMs: number | undefined;
    }
  | {
      readonly status: 'skipped';
      readonly cause: SkipCause;
      readonly sentence: string;
      readonly nextAllowedAtMs: number | undefined;
    }
  | { readonly status: 'failed'; readonly failure: Failure };

/**
 * Claims the tenant's slot (design §6). The console decides where it has the Console API; elsewhere the
 * limit is kept here as a lower bound, and a test-mode run, which only reads, claims none.
 */
export async function claimSlot(
  kind: 'test' | 'live',
  settings: ProvisioningSettings,
  parts: SyncParts,
): Promise<SlotClaim> {
  const unfit = settingsSkip(settings);
  if (unfit) return { status: 'skipped', ...unfit, nextAllowedAtMs: undefined };
  const { api, clock, store, tenant } = parts;
  if (api) {
    const claim = await api.claimSync(
      { service: 'scim', testMode: kind === 'test', by: parts.who },
      parts.signal,
    );
    if (!claim.ok) return { status: 'failed', failure: claim.failure };
    const { nextAllowedAtMs } = claim.value;
    if (claim.value.status === 'Skipped') {
      return { status: 'skipped', cause: claim.value.cause, sentence: claim.value.detail, nextAllowedAtMs };
    }
    return { status: 'claimed', consoleSyncId: claim.value.id, claimedAtMs: clock.now(), nextAllowedAtMs };
  }
  if (kind === 'test') {
    return {
      status: 'claimed',
      consoleSyncId: undefined,
      claimedAtMs: undefined,
      nextAllowedAtMs: undefined,
    };
  }
  const now = clock.now();
  const newest = store.runs.newestSlot(tenant.id)?.slotClaimedAtMs;
  const next = nextLocalSlot(newest, tenant.syncLimitMs, now);
  if (next !== undefined) {
    return {
      status: 'skipped',
      cause: 'limit',
      sentence: `Skipped. The last live sync from this computer is less than ${Math.round(tenant.syncLimitMs / 60_000)} minutes old. Nothing was read or changed.`,
      nextAllowedAtMs: next,
    };
  }
  return {
    status: 'claimed',
    consoleSyncId: undefined,
    claimedAtMs: now,
    nextAllowedAtMs: now + tenant.syncLimitMs,
  };
}

/** Settings are checked before a slot is claimed (design §6); either misfit is Skipped, with its cause. */
function settingsSkip(settings: ProvisioningSettings): { cause: SkipCause; sentence: string } | undefined {
  if (!settings.provisioningEnabled) {
    return {
      cause: 'settings',
      sentence:
        'Skipped. Enable User Provisioning (User Syncing) is off for this tenant. Nothing was read or changed.',
    };
  }
  if (settings.mode === 'adi') {
    return {
      cause: 'mode',
      sentence: 'Skipped. The console is set to ADI, this was a SCIM sync. Nothing was read or changed.',
    };
  }
  return undefined;
}
