import { FILES_TENANT } from '../app/preview-files.ts';
import type { ReportHead } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';

// The built-in demo console lives only as long as `muster demo`, so its tenant can be read about afterwards
// and not synced. A console of `muster console serve` may use the demo profile too, under a name of its own.
const DEMO_TENANT = 'Demo';

/** What a report is about, which decides how to go on from it. */
export type ReportSubject = 'files' | 'demo' | 'tenant';

export function subjectOf({ tenantId, profile, tenantName }: ReportHead): ReportSubject {
  if (tenantId === FILES_TENANT) return 'files';
  return profile === 'demo' && tenantName === DEMO_TENANT ? 'demo' : 'tenant';
}

export function isDemoTenant({ profile, name }: Pick<Tenant, 'profile' | 'name'>): boolean {
  return profile === 'demo' && name === DEMO_TENANT;
}
