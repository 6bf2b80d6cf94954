import { type Result, succeed } from '../core/failure.ts';
import { PROFILES } from '../core/profile.ts';
import { DEFAULT_GUARD_LIMITS, DEFAULT_SETTINGS } from '../core/settings.ts';
import { APPROVAL_LIFETIME_MS, REPORTS_KEPT_DAYS, SYNC_LIMIT_MS, type Tenant } from '../core/tenant.ts';
import type { NewTenant } from './house.ts';
import type { Told } from './ports/main-store.ts';
import { checkTenantName } from './tenant-name.ts';
import { type TenantParts, tenantOf, toldOf } from './tenant-parts.ts';

const DEMO_LIMIT_MS = 60_000;

/** https only, except loopback (R18). */
type CheckUrl = (text: string, name: 'Tenant URL' | 'Console API URL') => Result<string>;

/**
 * Adds a tenant and puts its secrets into the keychain. The Tenant URL is taken as given, one trailing slash
 * dropped (design §5). A keychain that cannot keep the secrets leaves no half tenant behind.
 */
export async function addTenant(
  input: NewTenant,
  checkUrl: CheckUrl,
  parts: TenantParts,
): Promise<Result<Tenant>> {
  const checkedName = checkTenantName(input.name);
  if (!checkedName.ok) return checkedName;
  const name = checkedName.value;
  const tenantUrl = checkUrl(input.tenantUrl, 'Tenant URL');
  if (!tenantUrl.ok) return tenantUrl;
  const apiUrl =
    input.consoleApiUrl === undefined ? undefined : checkUrl(input.consoleApiUrl, 'Console API URL');
  if (apiUrl && !apiUrl.ok) return apiUrl;

  const tenant: Tenant = {
    id: input.id ?? parts.ids.next(),
    name,
    tenantUrl: tenantUrl.value,
    ...(apiUrl ? { consoleApiUrl: apiUrl.value } : {}),
    profile: input.profile,
    localSettings: DEFAULT_SETTINGS,
    guardLimits: DEFAULT_GUARD_LIMITS,
    syncLimitMs: input.profile === 'demo' ? DEMO_LIMIT_MS : SYNC_LIMIT_MS,
    approvalLifetimeMs: APPROVAL_LIFETIME_MS,
    reportsKeptDays: REPORTS_KEPT_DAYS,
    maxConcurrency: PROFILES[input.profile].concurrency.most,
    idSourceChanged: false,
    groupsTakenOver: [],
    firstLiveDone: false,
    addedAtMs: parts.clock.now(),
  };
  const told = toldOf(parts, tenant.id, 'tenant-added', `The tenant ${name} was added.`, {
    facts: {
      profile: tenant.profile,
      secretsGiven: input.token !== undefined || input.adminKey !== undefined,
    },
  });
  const added = parts.store.tenants.add(tenant, [told]);
  if (!added.ok) return added;
  const kept = await keepSecrets(tenant.id, input, parts);
  if (!kept.ok) {
    parts.store.tenants.remove(tenant.id);
    return kept;
  }
  return succeed(tenant);
}

/** Another address of the same console. */
export function moveTenant(
  nameOrId: string,
  where: Pick<NewTenant, 'tenantUrl' | 'consoleApiUrl'>,
  checkUrl: CheckUrl,
  parts: TenantParts,
): Result<Tenant> {
  const tenantUrl = checkUrl(where.tenantUrl, 'Tenant URL');
  if (!tenantUrl.ok) return tenantUrl;
  const apiUrl =
    where.consoleApiUrl === undefined ? undefined : checkUrl(where.consoleApiUrl, 'Console API URL');
  if (apiUrl && !apiUrl.ok) return apiUrl;
  return changeTenant(
    nameOrId,
    { tenantUrl: tenantUrl.value, ...(apiUrl ? { consoleApiUrl: apiUrl.value } : {}) },
    parts,
  );
}

/** Changes what this computer keeps of a tenant. */
export function changeTenant(
  nameOrId: string,
  change: Partial<Omit<Tenant, 'id'>>,
  parts: Pick<TenantParts, 'store'>,
  told: readonly Told[] = [],
): Result<Tenant> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const tenant = { ...found.value, ...change };
  const updated = parts.store.tenants.update(tenant, told);
  return updated.ok ? succeed(tenant) : updated;
}

/** Puts pasted secrets into the keychain, each read back before it counts. */
export async function keepSecrets(
  tenantId: string,
  secrets: { readonly token?: string; readonly adminKey?: string },
  parts: Pick<TenantParts, 'secrets'>,
): Promise<Result<void>> {
  for (const [name, secret] of [
    ['scim-token', secrets.token],
    ['admin-key', secrets.adminKey],
  ] as const) {
    if (secret === undefined) continue;
    const kept = await parts.secrets.write(tenantId, name, secret);
    if (!kept.ok) return kept;
  }
  return succeed(undefined);
}
