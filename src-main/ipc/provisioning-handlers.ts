import type { ProvisioningView, provisioningCalls } from '../../src-preload/contract/provisioning.ts';
import type { SourceChoice } from '../app/house.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import { ownSettingsView, provisioningView } from './provisioning-view.ts';
import type { WindowParts } from './window-parts.ts';

type Calls = typeof provisioningCalls;

/** The console's User Provisioning page as Muster keeps it, and Muster's own settings below its line (ux §4). */
export function provisioningHandlers({
  house,
  desktop,
  tell,
}: Pick<WindowParts, 'house' | 'tell'> & {
  readonly desktop: Pick<WindowParts['desktop'], 'askForFile' | 'askWhereToSave' | 'copyText'>;
}): Handlers<Calls> {
  const never = () => new AbortController().signal;
  const changed = (tenantId: string) =>
    tell('stateChanged', { topics: ['settings', 'tenants', 'history'], tenantId });

  async function read(tenantId: string) {
    const shown = await house.showSettings(tenantId, never());
    return shown.ok ? succeed(provisioningView(shown.value, house)) : shown;
  }

  async function setSource(tenantId: string, sources: SourceChoice): Promise<Result<void>> {
    const set = await house.setSources(tenantId, sources);
    if (!set.ok) return set;
    changed(tenantId);
    return succeed(undefined);
  }

  return {
    readProvisioning: ({ tenantId }) => read(tenantId),

    async readOwnSettings({ tenantId }) {
      const tenant = house.findTenant(tenantId);
      return tenant.ok ? succeed(ownSettingsView(tenant.value, house)) : tenant;
    },

    async saveProvisioning({ tenantId, version, change }) {
      const { settings, acknowledgeAliases, withoutFreshReport, limits, approval, maxConcurrency } = change;
      let view: ProvisioningView | undefined;
      if (Object.keys(settings).length > 0) {
        const acknowledged = acknowledgeAliases === undefined ? {} : { acknowledgeAliases };
        const saved = await house.saveSettings(
          tenantId,
          { ...settings, version, withoutFreshReport, ...acknowledged },
          never(),
        );
        changed(tenantId);
        if (!saved.ok && saved.failure.code === 'conflict') {
          const now = await read(tenantId);
          return now.ok ? succeed({ outcome: 'conflict' as const, view: now.value }) : now;
        }
        if (!saved.ok) return saved;
        view = provisioningView(saved.value, house);
      }
      const kept = await house.changeTenant(tenantId, {
        ...approval,
        ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
        ...(Object.keys(limits).length === 0 ? {} : { guardLimits: limits }),
      });
      changed(tenantId);
      if (!kept.ok) return view ? fail({ ...kept.failure, sentence: SAVED_IN_PART }) : kept;
      const own = ownSettingsView(kept.value, house);
      return succeed({ outcome: 'saved' as const, own, ...(view ? { view } : {}) });
    },

    async saveAliasList({ reportId }) {
      const file = await desktop.askWhereToSave({
        title: 'Save alias list',
        name: 'aliases.csv',
        extensions: ['csv'],
      });
      if (file === undefined) return succeed({});
      const saved = await house.saveAliasList(reportId, file);
      return saved.ok ? succeed({ file }) : saved;
    },

    async tellConsoleTestMode({ tenantId, on }) {
      const told = await house.changeTenant(tenantId, { consoleTestMode: { on } });
      if (!told.ok) return told;
      changed(tenantId);
      return succeed(undefined);
    },

    async copyTenantUrl({ tenantId }) {
      const tenant = house.findTenant(tenantId);
      if (!tenant.ok) return tenant;
      desktop.copyText(tenant.value.tenantUrl);
      return succeed(undefined);
    },

    async chooseSourceFile({ tenantId, source, file }) {
      const chosen =
        file ?? (await desktop.askForFile({ title: TITLES[source], extensions: ['csv', 'txt', 'tsv'] }));
      if (chosen === undefined) return succeed('cancelled' as const);
      const set = await setSource(tenantId, sourceOf(source, chosen));
      return set.ok ? succeed('set' as const) : set;
    },

    async removeSource({ tenantId, source }) {
      const removed = await house.removeSource(tenantId, source);
      if (!removed.ok) return removed;
      changed(tenantId);
      return succeed(undefined);
    },

    setDirectoryAddress: ({ tenantId, url }) =>
      setSource(tenantId, { directory: { kind: 'scim', url: url.trim() } }),
  };
}

const SAVED_IN_PART =
  'The console’s settings are saved; limits and approval are not, because one of them is no valid value.';

const TITLES = {
  directory: 'Directory CSV',
  consoleExport: 'User export of the console',
  exclusions: 'Exclusion list',
} as const;

function sourceOf(source: keyof typeof TITLES, file: string): SourceChoice {
  switch (source) {
    case 'directory':
      return { directory: { kind: 'csv', file } };
    case 'consoleExport':
      return { consoleExportFile: file };
    case 'exclusions':
      return { exclusionsFile: file };
  }
}
