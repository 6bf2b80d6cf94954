import type {
  LastReport,
  OwnSettingsView,
  ProvisioningView,
} from '../../src-preload/contract/provisioning.ts';
import type { SettingsView } from '../app/house.ts';
import type { LastFullReport, WindowHouse } from '../app/window-house.ts';
import type { HistoryEntry } from '../core/audit-line.ts';
import { awaitsFirstLive } from '../core/first-live.ts';
import { concurrencyOf, PROFILES } from '../core/profile.ts';
import { DEFAULT_GUARD_LIMITS } from '../core/settings.ts';
import type { Tenant } from '../core/tenant.ts';

/** The console's settings, as the console (or this computer) answered just now. */
export function provisioningView(view: SettingsView, house: WindowHouse): ProvisioningView {
  const { tenant, settings, keptOn, version, tenantUrl, changedBy, changedAtMs } = view;
  const history = house.listHistory(tenant.id, 200);
  const { provisioningEnabled, mode, testMode, movedFromAdi, acknowledgedAliases } = settings;
  return {
    keptOn,
    version,
    settings: { provisioningEnabled, mode, testMode },
    ...(changedBy === undefined ? {} : { changedBy }),
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
    movedFromAdi,
    acknowledgedAliases,
    tenantUrl,
    token: tokenView(view, history.ok ? history.value : []),
  };
}

/** What this computer keeps of a tenant beside them. */
export function ownSettingsView(tenant: Tenant, house: WindowHouse): OwnSettingsView {
  const report = house.lastFullReport(tenant.id);
  return {
    tenantName: tenant.name,
    profile: tenant.profile,
    ...(tenant.consoleTestMode === undefined ? {} : { consoleTestMode: tenant.consoleTestMode }),
    archivesTheUntold: awaitsFirstLive(PROFILES[tenant.profile], tenant),
    ...(report.ok && report.value ? { lastReport: lastReportView(report.value) } : {}),
    limits: tenant.guardLimits,
    usualLimits: DEFAULT_GUARD_LIMITS,
    approval: {
      approvalLifetimeMs: tenant.approvalLifetimeMs,
      groupsTakenOver: [...tenant.groupsTakenOver],
      idSourceChanged: tenant.idSourceChanged,
    },
    requests: {
      atOnce: concurrencyOf(tenant.profile, tenant.maxConcurrency).most,
      most: PROFILES[tenant.profile].concurrency.most,
    },
    sources: sourcesView(tenant),
  };
}

function tokenView(view: SettingsView, history: readonly HistoryEntry[]): ProvisioningView['token'] {
  const { consoleHasToken, tokenKeptHere, tokenGivenForThisRun } = view;
  const given = new Set(['token-generated', 'token-regenerated', 'secrets-set']);
  const since = history.find(({ what }) => given.has(what))?.atMs;
  return {
    onConsole: consoleHasToken === undefined ? 'unknown' : consoleHasToken ? 'yes' : 'no',
    keptHere: tokenKeptHere,
    onlyForThisRun: tokenGivenForThisRun,
    ...(since === undefined ? {} : { sinceMs: since }),
  };
}

function lastReportView({ head, isFresh }: LastFullReport): LastReport {
  const { aliases, counts, guard, directory, reportId, startedAtMs } = head;
  const { activeBefore, firstSync, managedMemberships, lastGoodRows } = guard;
  return {
    reportId,
    startedAtMs,
    counts,
    isFresh,
    activeBefore,
    firstSync,
    ...(managedMemberships === undefined ? {} : { managedMemberships }),
    ...(lastGoodRows === undefined ? {} : { lastGoodRows }),
    directoryRows: directory.rows,
    aliases,
  };
}

function sourcesView({ directory, consoleExportFile, exclusionsFile }: Tenant): OwnSettingsView['sources'] {
  return {
    ...(directory === undefined ? {} : { directory }),
    ...(consoleExportFile === undefined ? {} : { consoleExportFile }),
    ...(exclusionsFile === undefined ? {} : { exclusionsFile }),
  };
}
