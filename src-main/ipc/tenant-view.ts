import { basename } from 'node:path';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import type { WindowHouse } from '../app/window-house.ts';
import { DEMO_TENANT_ID, type Tenant } from '../core/tenant.ts';

/** A tenant as the window's frame shows it, from what this computer knows; nobody is asked. */
export function tenantView(tenant: Tenant, house: WindowHouse): TenantView {
  const runs = house.listRuns(tenant.id, 1);
  const lastRun = runs.ok ? runs.value[0] : undefined;
  const { localSettings, directory } = tenant;
  return {
    id: tenant.id,
    name: tenant.name,
    isDemo: tenant.id === DEMO_TENANT_ID,
    ...(tenant.accent === undefined ? {} : { accent: tenant.accent }),
    profile: tenant.profile,
    tenantUrl: tenant.tenantUrl,
    ...(tenant.consoleApiUrl === undefined ? {} : { consoleApiUrl: tenant.consoleApiUrl }),
    ...(directory === undefined ? {} : { directory: directoryView(directory) }),
    ...(tenant.consoleExportFile === undefined ? {} : { consoleExportFile: tenant.consoleExportFile }),
    ...(tenant.exclusionsFile === undefined ? {} : { exclusionsFile: tenant.exclusionsFile }),
    mode: localSettings.mode,
    provisioningEnabled: localSettings.provisioningEnabled,
    testMode: localSettings.testMode,
    link: 'unknown',
    ...(lastRun === undefined
      ? {}
      : {
          lastRun: {
            atMs: lastRun.startedAtMs,
            outcome: lastRun.status,
            ...(lastRun.reportId === undefined ? {} : { reportId: lastRun.reportId }),
          },
        }),
    reportsWaiting: 0,
    syncLimitMs: tenant.syncLimitMs,
  };
}

function directoryView(directory: NonNullable<Tenant['directory']>) {
  return directory.kind === 'csv'
    ? { kind: 'csv' as const, name: basename(directory.file), place: directory.file }
    : { kind: 'scim' as const, name: new URL(directory.url).host, place: directory.url };
}
