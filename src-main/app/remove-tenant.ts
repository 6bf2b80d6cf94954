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

/** Forgets a tenant's secrets, reports, snapshots, runs and history. The console is not touched (R24). */
export async function removeTenant(nameOrId: string, parts: TenantParts): Promise<Result<RemovedTenant>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const tenant = found.value;
  const runs = parts.store.runs.list(tenant.id, { limit: MANY }).length;
  const heads = parts.reports.listAll(tenant.id);
  // Secrets first: a keychain that refuses must not leave a token behind that nobody knows of.
  for (const name of ['scim-token', 'admin-key', 'directory-token'] as const) {
    const forgotten = await parts.secrets.forget(tenant.id, name);
    if (!forgotten.ok && forgotten.failure.code !== 'keychain-unavailable') return forgotten;
  }
  for (const { reportId } of heads) removeSnapshots(reportId, parts);
  if (tenant.syncedSnapshotId) parts.snapshots.remove(tenant.syncedSnapshotId);
  parts.reports.removeOfTenant(tenant.id);
  parts.store.tenants.remove(tenant.id);
  parts.store.wipe();
  return succeed({ tenant, reports: heads.length, runs });
}
