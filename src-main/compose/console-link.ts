import { systemClock } from '../adapters/clock/system-clock.ts';
import { connectConsoleApi } from '../adapters/console-api/console-api-client.ts';
import type { Network } from '../adapters/network/network.ts';
import { askAbilities, correctedProfile, type ScimAbilities } from '../adapters/scim/abilities.ts';
import { connectScim, type ScimClient, type ScimLimits } from '../adapters/scim/scim-client.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { ConsoleApi } from '../app/ports/console-api.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { type ConsoleProfile, concurrencyOf, PROFILES, type ProfileName } from '../core/profile.ts';
import type { Tenant } from '../core/tenant.ts';
import { jitter } from './sources.ts';

/** What a run meets outside of itself. Tests bring a clock of their own, certificates made for them, and less patience. */
export interface Outside {
  readonly clock: Clock;
  /** Trusted beside those of the machine. */
  readonly certificates: readonly string[];
  readonly scimLimits: Partial<ScimLimits>;
}

export const THIS_COMPUTER: Outside = { clock: systemClock, certificates: [], scimLimits: {} };

/** The Console API of a tenant that has one and whose secrets are at hand. */
export function consoleApiOf(
  tenant: Pick<Tenant, 'consoleApiUrl'>,
  secrets: { readonly adminKey?: string | undefined; readonly scimToken?: string | undefined },
  network: Network,
  clock: Clock = systemClock,
): Result<ConsoleApi | undefined> {
  if (tenant.consoleApiUrl === undefined) return succeed(undefined);
  return connectConsoleApi({
    url: tenant.consoleApiUrl,
    adminKey: secrets.adminKey,
    scimToken: secrets.scimToken,
    network,
    clock,
    jitter,
  });
}

export interface ScimLink {
  readonly client: ScimClient;
  readonly abilities: ScimAbilities;
  readonly profile: ConsoleProfile;
}

/** The SCIM client of a tenant, without asking the console anything yet. */
export function scimClientOf(
  tenant: Tenant,
  token: string | undefined,
  network: Network,
  onWait?: (waitMs: number) => void,
  noMoreAfter?: AbortSignal,
  { clock, scimLimits }: Outside = THIS_COMPUTER,
): Result<ScimClient> {
  if (token === undefined) {
    return fail({
      code: 'token-missing',
      sentence: `There is no SCIM token for ${tenant.name} on this computer.`,
      next: `Give it with: muster token set --tenant "${tenant.name}" --token-stdin, or for one run with MUSTER_TOKEN.`,
      inWindow: 'Choose Enter SCIM Token under Provisioning.',
    });
  }
  return connectScim({
    tenantUrl: tenant.tenantUrl,
    addressName: 'Tenant URL',
    token,
    network,
    clock,
    jitter,
    limits: scimLimits,
    concurrency: concurrencyOf(tenant.profile, tenant.maxConcurrency),
    ...(onWait ? { onWait } : {}),
    ...(noMoreAfter ? { noMoreAfter } : {}),
  });
}

/** A client for an address that belongs to no tenant yet (WindowHouse.connectTrial). */
export function connectTrialClient(
  tenantUrl: string,
  token: string,
  profile: ProfileName,
  network: Network,
): Result<ScimClient> {
  return connectScim({
    tenantUrl,
    addressName: 'Tenant URL',
    token,
    network,
    clock: systemClock,
    jitter,
    concurrency: PROFILES[profile].concurrency,
  });
}

/** The link as this very console bears it (R21). */
export async function scimLinkOf(
  tenant: Tenant,
  token: string | undefined,
  network: Network,
  signal: AbortSignal,
  onWait: (waitMs: number) => void,
  outside: Outside = THIS_COMPUTER,
): Promise<Result<ScimLink>> {
  const client = scimClientOf(tenant, token, network, onWait, signal, outside);
  if (!client.ok) return client;
  const abilities = await askAbilities(client.value, signal);
  if (!abilities.ok) return abilities;
  const profile = correctedProfile(PROFILES[tenant.profile], abilities.value);
  return succeed({ client: client.value, abilities: abilities.value, profile });
}
