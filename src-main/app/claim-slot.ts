import { nextLocalSlot } from '../core/cooldown.ts';
import type { Failure } from '../core/failure.ts';
import { skipSentence } from '../core/run-sentences.ts';
import type { ProvisioningSettings } from '../core/settings.ts';
import { newestClaim } from './newest-claim.ts';
import type { ConsoleApi, SkipCause } from './ports/console-api.ts';
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
  const unfit = settingsSkip(settings, parts);
  if (unfit) return { status: 'skipped', ...unfit, nextAllowedAtMs: undefined };
  const { api, clock, tenant } = parts;
  if (api) return claimFromConsole(kind, api, parts);
  if (kind === 'test') {
    return {
      status: 'claimed',
      consoleSyncId: undefined,
      claimedAtMs: undefined,
      nextAllowedAtMs: undefined,
    };
  }
  const now = clock.now();
  const newest = newestClaim(tenant.id, parts);
  const next = nextLocalSlot(newest?.slotClaimedAtMs, tenant.syncLimitMs, now);
  if (next !== undefined) {
    const sentence = skipSentence({
      cause: 'limit',
      limitMs: tenant.syncLimitMs,
      nextAllowedAtMs: next,
      ...(newest?.slotClaimedAtMs === undefined ? {} : { sinceMs: newest.slotClaimedAtMs, who: newest.who }),
    });
    return { status: 'skipped', cause: 'limit', sentence, nextAllowedAtMs: next };
  }
  return {
    status: 'claimed',
    consoleSyncId: undefined,
    claimedAtMs: now,
    nextAllowedAtMs: now + tenant.syncLimitMs,
  };
}

async function claimFromConsole(
  kind: 'test' | 'live',
  api: ConsoleApi,
  parts: SyncParts,
): Promise<SlotClaim> {
  const request = { service: 'scim', testMode: kind === 'test', by: parts.who } as const;
  const claim = await api.claimSync(request, parts.signal);
  if (!claim.ok) return { status: 'failed', failure: claim.failure };
  const { nextAllowedAtMs } = claim.value;
  if (claim.value.status === 'Processing') {
    return {
      status: 'claimed',
      consoleSyncId: claim.value.id,
      claimedAtMs: parts.clock.now(),
      nextAllowedAtMs,
    };
  }
  const { cause, detail } = claim.value;
  const sentence =
    cause === 'limit' ? await limitSentence(api, nextAllowedAtMs, parts) : skippedByConsole(cause, detail);
  return { status: 'skipped', cause, sentence, nextAllowedAtMs };
}

/** Who holds the slot, where the console's list of syncs tells. */
async function limitSentence(
  api: ConsoleApi,
  nextAllowedAtMs: number | undefined,
  parts: SyncParts,
): Promise<string> {
  const syncs = await api.listSyncs(parts.signal);
  const holder = syncs.ok
    ? syncs.value.find(({ status }) => status !== 'Skipped' && status !== 'Released')
    : undefined;
  return skipSentence({
    cause: 'limit',
    limitMs: holder && nextAllowedAtMs ? nextAllowedAtMs - holder.startedAtMs : parts.tenant.syncLimitMs,
    ...(holder ? { sinceMs: holder.startedAtMs, who: holder.by } : {}),
    ...(nextAllowedAtMs === undefined ? {} : { nextAllowedAtMs }),
  });
}

function skippedByConsole(cause: 'mode' | 'settings', words: string): string {
  return cause === 'mode'
    ? skipSentence({ cause, consoleMode: 'adi', asked: 'scim' })
    : skipSentence({ cause, words });
}

/** Settings are checked before a slot is claimed (design §6); either misfit is Skipped, with its cause. */
function settingsSkip(
  settings: ProvisioningSettings,
  { api }: SyncParts,
): { cause: SkipCause; sentence: string } | undefined {
  if (!settings.provisioningEnabled) {
    const words = 'Enable User Provisioning (User Syncing) is off';
    const keptOn = api ? 'console' : 'computer';
    return { cause: 'settings', sentence: skipSentence({ cause: 'settings', words, keptOn }) };
  }
  if (settings.mode === 'adi') return { cause: 'mode', sentence: skippedByConsole('mode', '') };
  return undefined;
}
