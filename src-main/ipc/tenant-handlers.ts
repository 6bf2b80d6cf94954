import type { tenantCalls } from '../../src-preload/contract/tenants.ts';
import type { LinkMemory } from '../app/remember-links.ts';
import { tellForgetting } from '../app/tell-forgetting.ts';
import { succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import { failureView, type Handlers } from './bus.ts';
import { stepView } from './step-view.ts';
import { tenantView } from './tenant-view.ts';
import type { WindowParts } from './window-parts.ts';

/** Tenants: shown, chosen, changed, tested and removed (ux §1, §9). */
export function tenantHandlers(
  { house, memory, tell }: WindowParts,
  links: Pick<LinkMemory, 'known'>,
): Handlers<typeof tenantCalls> {
  const view = (tenant: Tenant) => tenantView(tenant, house, links.known(tenant.id));
  return {
    async listTenants() {
      return succeed(house.listTenants().map(view));
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
      return succeed(view(demo.value));
    },
    async lookAtLink({ tenantId }) {
      const { signal } = new AbortController();
      const shown = await house.showSettings(tenantId, signal);
      // What the console said is remembered on the way; that it said nothing is a state of the link, no failure.
      const isAsked = !shown.ok || shown.value.keptOn === 'console';
      if (!isAsked && (shown.value.tokenKeptHere || shown.value.tokenGivenForThisRun)) {
        await house.testTenant(tenantId, signal);
      }
      return succeed(undefined);
    },
    async editTenant({ tenantId, ...change }) {
      const changed = await house.changeTenant(tenantId, change);
      if (!changed.ok) {
        const { field } = changed.failure;
        return succeed({
          outcome: 'refused' as const,
          ...(field === undefined ? {} : { field }),
          failure: failureView(changed.failure),
        });
      }
      tell('stateChanged', { topics: ['tenants', 'settings', 'history'], tenantId });
      return succeed({ outcome: 'saved' as const, tenant: view(changed.value) });
    },
    async testTenant({ tenantId, trialId }) {
      const tested = await house.testTenant(tenantId, new AbortController().signal, (step) =>
        tell('connectionStep', { trialId, step: stepView(step) }),
      );
      return tested.ok ? succeed(tested.value.map(stepView)) : tested;
    },
    async tellForgetting({ tenantId }) {
      const told = await tellForgetting(tenantId, house);
      if (!told.ok) return told;
      const draft = memory.provisioningDraft(tenantId) ? ['Unsaved changes to Provisioning.'] : [];
      return succeed({ ...told.value, unsent: [...told.value.unsent, ...draft] });
    },
    async removeTenant({ tenantId }) {
      const removed = await house.removeTenant(tenantId);
      if (!removed.ok) return removed;
      memory.keepProvisioningDraft(tenantId, undefined);
      tell('stateChanged', { topics: ['tenants', 'reports', 'runs', 'history'] });
      const { reports, runs } = removed.value;
      return succeed({ reports, runs });
    },
  };
}
