import { FILES_TENANT } from '../app/preview-files.ts';
import type { ReportHead } from '../core/report.ts';
import { DEMO_TENANT_ID, type Tenant } from '../core/tenant.ts';

/** What a report is about, which decides how to go on from it. */
export type ReportSubject = 'files' | 'demo' | 'tenant';

/**
 * The built-in demo console lives only as long as `muster demo`, so its tenant can be read about afterwards and
 * not synced. It is told by its id: an admin's own tenant may have its name and its profile.
 */
export function subjectOf({ tenantId }: ReportHead): ReportSubject {
  if (tenantId === FILES_TENANT) return 'files';
  return tenantId === DEMO_TENANT_ID ? 'demo' : 'tenant';
}

export function isDemoTenant({ id }: Pick<Tenant, 'id'>): boolean {
  return id === DEMO_TENANT_ID;
}
