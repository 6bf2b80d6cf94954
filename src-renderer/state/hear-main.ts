import { muster } from '../muster/bridge.ts';
import { useStore } from './store.ts';

/** Joins the events of the main process to the store, once for the life of the page. */
export function hearMain(): void {
  const store = () => useStore.getState();
  muster.on('runProgress', (run) => store().hearProgress(run));
  muster.on('runEnded', (run) => store().hearEnd(run));
  muster.on('countdown', (countdown) => store().hearCountdown(countdown));
  muster.on('stateChanged', ({ topics }) => {
    if (topics.includes('tenants') || topics.includes('settings')) void store().readTenants();
  });
  muster.on('command', (command) => {
    switch (command.name) {
      case 'go':
        if (command.tenantId !== undefined) store().switchTenant(command.tenantId);
        return store().go({ place: command.place });
      case 'open-report':
        store().switchTenant(command.tenantId);
        return store().go({ place: 'reports', reportId: command.reportId });
      case 'back':
        return store().back();
      case 'add-tenant':
        return store().go({ place: 'tenants', add: true });
      default:
        // The rest belongs to what is on the screen: it hears it by `useCommand`.
        return undefined;
    }
  });
}
