import { basename } from 'node:path';
import type { LinkState, TenantView } from '../../src-preload/contract/tenants.ts';
import type { Run } from '../app/ports/main-store.ts';
import { type KnownLink, linkOfFailure } from '../app/remember-links.ts';
import { reportsWaiting } from '../app/reports-waiting.ts';
import type { WindowHouse } from '../app/window-house.ts';
import { DEMO_TENANT_ID, type Tenant } from '../core/tenant.ts';

/** A tenant as the window's frame shows it, from what this computer knows; nobody is asked (ux §1). */
export function tenantView(tenant: Tenant, house: WindowHouse, known: KnownLink): TenantView {
  const runs = house.listRuns(tenant.id, 1);
  const lastRun = runs.ok ? runs.value[0] : undefined;
  const { localSettings, directory } = tenant;
  const { mode, provisioningEnabled, testMode } = known.settings ?? localSettings;
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
    mode,
    provisioningEnabled,
    testMode,
    ...(known.settingsReadAtMs === undefined ? {} : { settingsReadAtMs: known.settingsReadAtMs }),
    link: known.link ?? linkOfLastRun(lastRun),
    ...(lastRun === undefined
      ? {}
      : {
          lastRun: {
            atMs: lastRun.startedAtMs,
            outcome: lastRun.status,
            ...(lastRun.reportId === undefined ? {} : { reportId: lastRun.reportId }),
          },
        }),
    reportsWaiting: reportsWaiting(tenant.id, house, Date.now()),
    syncLimitMs: tenant.syncLimitMs,
    reportsKeptDays: tenant.reportsKeptDays,
  };
}

/** What the last run of an earlier start tells; a console that was not asked since is unknown, not linked. */
function linkOfLastRun(run: Run | undefined): LinkState {
  if (run?.status !== 'Failed') return 'unknown';
  const code = run.causeCode;
  if (code === 'token-refused' || code === 'token-missing' || code === 'network') {
    return linkOfFailure(code)?.link ?? 'unknown';
  }
  return 'unknown';
}

function directoryView(directory: NonNullable<Tenant['directory']>) {
  return directory.kind === 'csv'
    ? { kind: 'csv' as const, name: basename(directory.file), place: directory.file }
    : { kind: 'scim' as const, name: new URL(directory.url).host, place: directory.url };
}
