import { hasLapsed } from '../core/approval-life.ts';
import { FRESH_MS } from '../core/build-ready-list.ts';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import { type AliasFacts, isOfFullSync, type ReportHead } from '../core/report.ts';
import type { ProvisioningSettings } from '../core/settings.ts';
import type { Tenant } from '../core/tenant.ts';
import { settingsFacts } from '../core/tenant-facts.ts';
import type { SettingsChange, SettingsView } from './house.ts';
import { type TenantParts, tenantOf, toldOf } from './tenant-parts.ts';
import type { LastFullReport } from './window-house.ts';

/** The settings as the console has them, or as this computer keeps them for a SCIM-only console (design §5). */
export async function showSettings(
  nameOrId: string,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<SettingsView>> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const tenant = found.value;
  const token = await parts.secrets.read(tenant.id, 'scim-token');
  const lent = parts.secrets.isOnlyForThisRun?.('scim-token', tenant.id) === true;
  const here = {
    tokenKeptHere: token.ok && token.value !== undefined && !lent,
    tokenGivenForThisRun: lent,
  };
  const api = await parts.connectApi(tenant);
  if (!api.ok) return api;
  if (!api.value) return succeed(localView(tenant, here));
  const read = await api.value.readSettings(signal);
  if (!read.ok) return read;
  const { settings, version, tenantUrl, hasToken, changedBy, changedAtMs } = read.value;
  return succeed({
    tenant,
    settings,
    keptOn: 'console',
    version,
    tenantUrl,
    consoleHasToken: hasToken,
    ...here,
    ...(changedBy === undefined ? {} : { changedBy }),
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
  });
}

/**
 * Saves what is given and leaves the rest, with the version it was read at: somebody else's change in between
 * is a conflict, never overwritten. ADI → SCIM turns Test Mode on by itself; Test Mode off wants a fresh
 * report and an acknowledged alias list (design §5, R16).
 */
export async function saveSettings(
  nameOrId: string,
  change: SettingsChange,
  parts: TenantParts,
  signal: AbortSignal,
): Promise<Result<SettingsView>> {
  const shown = await showSettings(nameOrId, parts, signal);
  if (!shown.ok) return shown;
  const { tenant, settings: before } = shown.value;
  if (change.version !== undefined && change.version !== shown.value.version) return fail(changedMeanwhile());
  const toScim = change.mode === 'scim' && before.mode === 'adi';
  const after: ProvisioningSettings = {
    provisioningEnabled: change.provisioningEnabled ?? before.provisioningEnabled,
    mode: change.mode ?? before.mode,
    testMode: toScim ? true : (change.testMode ?? before.testMode),
    acknowledgedAliases: toScim ? '' : (change.acknowledgeAliases ?? before.acknowledgedAliases),
    movedFromAdi: toScim ? true : before.movedFromAdi,
  };
  const refused = refuse(tenant, before, after, change, toScim, parts);
  if (refused) return fail(refused);

  const api = await parts.connectApi(tenant);
  if (!api.ok) return api;
  const facts = settingsFacts(before, after);
  const told = () => toldOf(parts, tenant.id, 'settings-saved', savedSentence(before, after), { facts });
  if (api.value) {
    const saved = await api.value.saveSettings(after, shown.value.version, signal);
    if (!saved.ok) return saved;
    parts.store.history.append(told());
  } else {
    const kept = parts.store.tenants.update({ ...tenant, localSettings: after }, [told()]);
    if (!kept.ok) return kept;
  }
  return showSettings(nameOrId, parts, signal);
}

function refuse(
  tenant: Tenant,
  before: ProvisioningSettings,
  after: ProvisioningSettings,
  change: SettingsChange,
  toScim: boolean,
  parts: TenantParts,
): Failure | undefined {
  if (toScim && change.testMode === false) {
    return {
      code: 'settings-refused',
      sentence:
        'Switching from ADI to SCIM turns Test Mode on, so it cannot be turned off in the same step. Nothing was saved.',
      next: 'Switch first, look at a test-mode report, then turn Test Mode off.',
    };
  }
  const report = newestReport(tenant, parts);
  if (change.acknowledgeAliases !== undefined && change.acknowledgeAliases !== report?.aliases.hash) {
    return {
      code: 'settings-refused',
      sentence:
        'This is not the alias list of the last report, so it was not acknowledged. Nothing was saved.',
      next: report
        ? `The list in force has the hash ${report.aliases.hash}; see it in report ${report.reportId}.`
        : 'Run a test-mode sync first: its report has the list.',
    };
  }
  if (!before.testMode || after.testMode) return undefined;
  if (before.movedFromAdi && (!report || !isAcknowledged(report.aliases, after))) {
    return aliasesNotAcknowledged(tenant, report);
  }
  if (!change.withoutFreshReport && freshReport(tenant, parts) === undefined) {
    return {
      code: 'settings-refused',
      sentence:
        'There is no report from the last 24 hours, so nobody can say what the next sync would do. Nothing was saved.',
      next: `Run a test sync first: muster sync --tenant "${tenant.name}" (or turn it off anyway with --yes).`,
      inWindow: 'Run a test sync first, or turn it off anyway.',
    };
  }
  return undefined;
}

function aliasesNotAcknowledged(tenant: Tenant, report: ReportHead | undefined): Failure {
  if (!report) {
    return {
      code: 'settings-refused',
      sentence:
        'SCIM does not support alias e-mail addresses, and no report tells which would vanish. Nothing was saved.',
      next: `Run a test sync first: muster sync --tenant "${tenant.name}"`,
      inWindow: 'Run a test sync first.',
    };
  }
  const { known, aliases, people, hash } = report.aliases;
  return {
    code: 'settings-refused',
    sentence: known
      ? `${aliasesOf(aliases, people)} will vanish at the first live sync, and this list was not acknowledged. Nothing was saved.`
      : 'This console does not show aliases: how many would vanish is unknown, not zero, and that was not acknowledged. Nothing was saved.',
    next: `Save the list: muster report rows ${report.reportId} --warning alias --limit 100000 --json > aliases.json; then add: --acknowledge-aliases ${hash}`,
    inWindow: 'Save the alias list, and acknowledge it when you turn Test Mode off.',
  };
}

/** Exactly this list, or none is there to lose (R16). */
export function isAcknowledged(
  { known, aliases, hash }: AliasFacts,
  { acknowledgedAliases }: Pick<ProvisioningSettings, 'acknowledgedAliases'>,
): boolean {
  return acknowledgedAliases === hash || (known && aliases === 0);
}

/** The newest report of a full sync that is complete, whatever its age: a partial one has no alias list. */
function newestReport(tenant: Tenant, parts: TenantParts): ReportHead | undefined {
  return parts.reports.list(tenant.id).find((report) => isOfFullSync(report) && !report.partial);
}

/** The report by which turning Test Mode off is judged here, and whether it is fresh. */
export function lastFullReport(nameOrId: string, parts: TenantParts): Result<LastFullReport | undefined> {
  const found = tenantOf(nameOrId, parts.store);
  if (!found.ok) return found;
  const head = newestReport(found.value, parts);
  return succeed(head && { head, isFresh: freshReport(found.value, parts)?.reportId === head.reportId });
}

/** Complete, of the whole tenant, made from the sources and under the limits of now, less than 24 hours old (design §6). */
export function freshReport(
  tenant: Tenant,
  parts: Pick<TenantParts, 'reports' | 'clock' | 'store'>,
): ReportHead | undefined {
  const nowMs = parts.clock.now();
  const since = lastSettingsChange(tenant, parts) ?? 0;
  return parts.reports
    .list(tenant.id)
    .find(
      (report) =>
        isOfFullSync(report) &&
        !report.partial &&
        report.startedAtMs >= since &&
        !hasLapsed(report.startedAtMs, FRESH_MS, nowMs),
    );
}

/** When the sources or the limits were set last: a report from before is made under other settings. */
export function lastSettingsChange(
  tenant: Tenant,
  { store }: Pick<TenantParts, 'store'>,
): number | undefined {
  return store.history
    .list(tenant.id, { limit: 200 })
    .find(({ what }) => what === 'sources-set' || what === 'limits-set')?.atMs;
}

function localView(
  tenant: Tenant,
  here: Pick<SettingsView, 'tokenKeptHere' | 'tokenGivenForThisRun'>,
): SettingsView {
  return {
    tenant,
    settings: tenant.localSettings,
    keptOn: 'computer',
    version: localVersion(tenant.localSettings),
    tenantUrl: tenant.tenantUrl,
    consoleHasToken: undefined,
    ...here,
  };
}

/** Two programs on one computer may change them too; what they are is their version. */
function localVersion({ provisioningEnabled, mode, testMode }: ProvisioningSettings): string {
  return `${provisioningEnabled ? 'on' : 'off'} ${mode} ${testMode ? 'test' : 'live'}`;
}

function changedMeanwhile(): Failure {
  return {
    code: 'conflict',
    sentence: 'Somebody else changed these settings since they were read. Nothing was saved.',
    next: 'Look at what they are now, and choose for each setting.',
  };
}

function savedSentence(before: ProvisioningSettings, after: ProvisioningSettings): string {
  const told: string[] = [];
  const onOff = (value: boolean) => (value ? 'on' : 'off');
  if (before.provisioningEnabled !== after.provisioningEnabled) {
    told.push(`Enable User Provisioning ${onOff(after.provisioningEnabled)}`);
  }
  if (before.mode !== after.mode) told.push(`${before.mode.toUpperCase()} → ${after.mode.toUpperCase()}`);
  if (before.testMode !== after.testMode) told.push(`Test Mode ${onOff(after.testMode)}`);
  if (before.acknowledgedAliases !== after.acknowledgedAliases) told.push('alias list acknowledged');
  return told.length === 0 ? 'Settings saved without a change.' : `Settings saved: ${told.join(', ')}.`;
}

/** "2 aliases of 1 person". */
export function aliasesOf(aliases: number, people: number): string {
  return `${countOf(aliases, 'alias', 'aliases')} of ${countOf(people, 'person', 'people')}`;
}
