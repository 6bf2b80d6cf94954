import { type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import type { SecretName, SecretStore } from './ports/secret-store.ts';

/** Where a URL's requests go; `undefined` for none. Addresses were checked before they were saved. */
type OriginOf = (url: string | undefined) => string | undefined;

/**
 * A secret belongs to the place it was given for (R18). Where a tenant's address has moved to another origin, the secret
 * of the old one is forgotten, so that a mistyped or foreign address is never sent it; the admin enters it again.
 */
export async function forgetMovedSecrets(
  before: Tenant,
  after: Tenant,
  originOf: OriginOf,
  secrets: Pick<SecretStore, 'forget' | 'isOnlyForThisRun'>,
): Promise<Result<readonly SecretName[]>> {
  const moved = (
    [
      ['scim-token', before.tenantUrl, after.tenantUrl],
      ['admin-key', before.consoleApiUrl, after.consoleApiUrl],
    ] as const
  ).filter(([, old, now]) => old !== undefined && originOf(old) !== originOf(now));
  const forgotten: SecretName[] = [];
  for (const [name] of moved) {
    // What was given for this start only is not kept, and whoever gave it chose where it goes.
    if (secrets.isOnlyForThisRun?.(name, after.id)) continue;
    const gone = await secrets.forget(after.id, name);
    if (!gone.ok) return gone;
    forgotten.push(name);
  }
  return succeed(forgotten);
}
