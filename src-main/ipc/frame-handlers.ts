import type { preferenceCalls } from '../../src-preload/contract/preferences.ts';
import type { tenantCalls } from '../../src-preload/contract/tenants.ts';
import type { frameCalls } from '../../src-preload/contract/window-calls.ts';
import { succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import { tenantView } from './tenant-view.ts';
import type { WindowParts } from './window-parts.ts';

/** The calls that every screen's frame needs: start, tenants, preferences, links. */
export function frameHandlers(
  parts: WindowParts,
): Handlers<typeof frameCalls & typeof preferenceCalls & typeof tenantCalls> {
  const { house, memory, desktop, tell } = parts;
  return {
    async closeWindow() {
      desktop.closeMainWindow();
      return succeed(undefined);
    },
    async openLink({ link }) {
      const opened = await desktop.openLink(link);
      return opened
        ? succeed(undefined)
        : {
            ok: false,
            failure: {
              code: 'bad-input',
              sentence: 'Muster opens only addresses of its own list.',
              next: 'Open the address in your browser yourself if you trust it.',
            },
          };
    },
    async readStart() {
      const { platform, locale, version, who } = desktop;
      return succeed({ preferences: memory.preferences(), platform, locale, version, who });
    },
    async savePreferences(change) {
      const preferences = memory.savePreferences(change);
      if (change.theme !== undefined) desktop.applyTheme(change.theme);
      tell('stateChanged', { topics: ['preferences'] });
      return succeed(preferences);
    },
    async listTenants() {
      return succeed(house.listTenants().map((tenant) => tenantView(tenant, house)));
    },
    async selectTenant({ tenantId }) {
      const found = house.findTenant(tenantId);
      if (!found.ok) return found;
      memory.savePreferences({ tenantId: found.value.id });
      return succeed(undefined);
    },
    async startDemo() {
      const demo = await house.startDemo();
      if (!demo.ok) return demo;
      tell('stateChanged', { topics: ['tenants'] });
      return succeed(tenantView(demo.value, house));
    },
  };
}
