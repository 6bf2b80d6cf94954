import { useEffect } from 'react';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { ask, muster } from '../muster/bridge.ts';
import { useStore } from '../state/store.ts';

/**
 * When a tenant comes into sight its console is asked once how it stands, behind what is shown already; the answer
 * comes back as a change of the tenants (ux §1). The demo's console is started first: it lives only as long as Muster.
 */
export function useFreshLink(tenant: TenantView | undefined): void {
  const id = tenant?.id;
  const isDemo = tenant?.isDemo === true;
  useEffect(() => {
    if (id === undefined) return undefined;
    void look(id, isDemo);
    // Another token or address: how the link stands now is asked anew.
    return muster.on('stateChanged', (changed) => {
      if (changed.tenantId === id && changed.topics.includes('settings')) void look(id, false);
    });
  }, [id, isDemo]);
}

async function look(tenantId: string, isDemo: boolean): Promise<void> {
  const { showFailure } = useStore.getState();
  if (isDemo) {
    const started = await ask('startDemo', undefined);
    if (!started.ok) return showFailure(started.failure);
  }
  const looked = await ask('lookAtLink', { tenantId });
  if (!looked.ok) showFailure(looked.failure);
}
