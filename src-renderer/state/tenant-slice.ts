import type { StateCreator } from 'zustand';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { ask } from '../muster/bridge.ts';
import type { Store } from './store.ts';

/** The tenants of this computer, and the one that is shown. */
export interface TenantSlice {
  /** `undefined` until they were read once. */
  readonly tenants: readonly TenantView[] | undefined;
  readonly tenantId: string | undefined;
  readTenants(): Promise<void>;
  /** Shows another tenant; keeps the place, not the row (ux §1). Asks about an unsaved draft first. */
  switchTenant(tenantId: string): void;
}

export const tenantSlice: StateCreator<Store, [], [], TenantSlice> = (set, get) => ({
  tenants: undefined,
  tenantId: undefined,
  async readTenants() {
    const read = await ask('listTenants', undefined);
    if (!read.ok) return get().showFailure(read.failure);
    const { tenantId, start } = get();
    const known = (id: string | undefined) => read.value.find((tenant) => tenant.id === id)?.id;
    set({
      tenants: read.value,
      tenantId: known(tenantId) ?? known(start?.preferences.tenantId) ?? read.value[0]?.id,
    });
  },
  switchTenant(tenantId) {
    if (tenantId === get().tenantId) return;
    get().leave(() => {
      set({ tenantId, route: { place: get().route.place }, trail: [] });
      void ask('selectTenant', { tenantId }).then((told) => {
        if (!told.ok) get().showFailure(told.failure);
      });
    });
  },
});

/** The shown tenant's console did not answer when it was asked last (ux §10, offline). */
export function selectIsOffline(store: Store): boolean {
  return selectTenant(store)?.link === 'no-answer';
}

export function selectTenant({ tenants, tenantId }: Store): TenantView | undefined {
  return tenants?.find(({ id }) => id === tenantId);
}
