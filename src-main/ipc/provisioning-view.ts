import type { LastReport, ProvisioningView } from '../../src-preload/contract/provisioning.ts';
import type { SettingsView } from '../app/house.ts';
import type { HistoryEntry } from '../app/ports/main-store.ts';
import { isAcknowledged } from '../app/save-settings.ts';
import type { LastFullReport, WindowHouse } from '../app/window-house.ts';
import { PROFILES } from '../core/profile.ts';
import { DEFAULT_GUARD_LIMITS, type ProvisioningSettings } from '../core/settings.ts';
import type { Tenant } from '../core/tenant.ts';

/** The Provisioning screen of a tenant, of what the console (or this computer) answered just now. */
export function provisioningView(view: SettingsView, house: WindowHouse): ProvisioningView {
  const { tenant, settings, keptOn, version, tenantUrl, changedBy, changedAtMs } = view;
  const report = house.lastFullReport(tenant.id);
  const history = house.listHistory(tenant.id, 200);
  const { provisioningEnabled, mode, testMode, movedFromAdi } = settings;
  return {
    tenantId: tenant.id,
    tenantName: tenant.name,
    keptOn,
    version,
    settings: { provisioningEnabled, mode, testMode },
    ...(changedBy === undefined ? {} : { changedBy }),
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
    movedFromAdi,
    tenantUrl,
    token: tokenView(view, history.ok ? history.value : []),
    ...(keptOn === 'computer' && tenant.consoleTestMode ? { consoleTestMode: tenant.consoleTestMode } : {}),
    archivesTheUntold: PROFILES[tenant.profile].archivesTheUntold && !tenant.firstLiveDone,
    ...(report.ok && report.value ? { lastReport: lastReportView(report.value, settings) } : {}),
    limits: tenant.guardLimits,
    usualLimits: DEFAULT_GUARD_LIMITS,
    approval: {
      approvalLifetimeMs: tenant.approvalLifetimeMs,
      groupsTakenOver: [...tenant.groupsTakenOver],
      idSourceChanged: tenant.idSourceChanged,
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

function lastReportView({ head, isFresh }: LastFullReport, settings: ProvisioningSettings): LastReport {
  const { aliases, counts, guard, directory, reportId, startedAtMs } = head;
  return {
    reportId,
    startedAtMs,
    counts,
    isFresh,
    activeBefore: guard.activeBefore,
    directoryRows: directory.rows,
    aliases: { ...aliases, isAcknowledged: isAcknowledged(aliases, settings) },
  };
}

function sourcesView({ directory, consoleExportFile, exclusionsFile }: Tenant): ProvisioningView['sources'] {
  return {
    ...(directory === undefined ? {} : { directory }),
    ...(consoleExportFile === undefined ? {} : { consoleExportFile }),
    ...(exclusionsFile === undefined ? {} : { exclusionsFile }),
  };
}
