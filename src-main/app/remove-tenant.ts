import { type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import { removeSnapshots } from './snapshots-of-report.ts';
import { type TenantParts, tenantOf } from './tenant-parts.ts';

export interface RemovedTenant {
  readonly tenant: Tenant;
  readonly reports: number;
  readonly runs: number;
}

const MANY = 100_000;

export type ForgottenTenant = Pick<RemovedTenant, 'reports' | 'runs'>;

type KeptOfTenant = Pick<TenantParts, 'store' | 'reports' | 'snapshots'>;

/**
 * Forgets a tenant's secrets, reports, snapshots, runs and history. The console is not touched (R24). `forget` does what
 * goes through files; the house does it on a thread.
 */
export async function removeTenant(
  nameOrId: string,
  parts: TenantParts,
  forget: (tenantId: string) => Promise<Result<ForgottenTenant>> = async (tenantId) =>
    succeed(forgetTenant(tenantId, parts)),
): Promise<Result<RemovedTenant>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const tenant = found.value;
  // Secrets first: a keychain that refuses must not leave a token behind that nobody knows of.
  for (const name of ['scim-token', 'admin-key', 'directory-token'] as const) {
    const forgotten = await parts.secrets.forget(tenant.id, name);
    if (!forgotten.ok && forgotten.failure.code !== 'keychain-unavailable') return forgotten;
  }
  const forgotten = await forget(tenant.id);
  return forgotten.ok ? succeed({ tenant, ...forgotten.value }) : forgotten;
}

/** Removes everything of a tenant from the disk, with the bytes (R24). */
export function forgetTenant(tenantId: string, parts: KeptOfTenant): ForgottenTenant {
  const runs = parts.store.runs.list(tenantId, { limit: MANY }).length;
  const heads = parts.reports.listAll(tenantId);
  for (const { reportId } of heads) removeSnapshots(reportId, parts);
  const baseLine = parts.store.tenants.find(tenantId)?.syncedSnapshotId;
  if (baseLine !== undefined) parts.snapshots.remove(baseLine);
  parts.reports.removeOfTenant(tenantId);
  parts.store.tenants.remove(tenantId);
  parts.store.wipe();
  return { reports: heads.length, runs };
}
