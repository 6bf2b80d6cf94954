import type { Command } from '../../src-preload/contract/events.ts';
import { ask, muster } from '../muster/bridge.ts';
import { forget, keepWhatIsTyped } from '../muster/typed-ahead.ts';
import { give, hearCommands } from './commands.ts';
import { useStore } from './store.ts';

/** Joins the events of the main process to the store, once for the life of the page. */
export function hearMain(): void {
  const store = () => useStore.getState();
  muster.on('runProgress', (run) => store().hearProgress(run));
  muster.on('runEnded', (run) => store().hearEnd(run));
  muster.on('countdown', (countdown) => store().hearCountdown(countdown));
  muster.on('armed', ({ tenantId, what, sentence }) => {
    const tenant = store().tenants?.find(({ id }) => id === tenantId);
    store().say(sentence);
    if (what === 'failed') {
      const title = tenant?.name ?? 'Muster';
      store().showBar({
        id: `armed ${tenantId}`,
        intent: 'warning',
        title,
        text: `Not applied. ${sentence}`,
      });
    }
  });
  muster.on('stateChanged', ({ topics }) => {
    if (topics.includes('tenants') || topics.includes('settings')) void store().readTenants();
  });
  muster.on('command', give);
  hearCommands(obey);
}

/** The commands that concern the frame; the others are heard by what is on the screen (`useCommand`). */
function obey(command: Command): void {
  const { go, back, switchTenant, leave, showFailure } = useStore.getState();
  switch (command.name) {
    case 'go':
      if (command.tenantId !== undefined) switchTenant(command.tenantId);
      go({ place: command.place });
      break;
    case 'open-report':
      switchTenant(command.tenantId);
      go({ place: 'reports', reportId: command.reportId });
      break;
    case 'back':
      back();
      break;
    case 'find-person':
      if (useStore.getState().tenantId !== undefined) keepWhatIsTyped();
      go({ place: 'people' });
      // A draft that is asked about keeps its keys.
      if (useStore.getState().route.place !== 'people') forget();
      break;
    case 'add-tenant':
      go({ place: 'tenants', add: true });
      break;
    case 'may-close':
      leave(() => {
        void ask('closeWindow', undefined).then((closed) => closed.ok || showFailure(closed.failure));
      });
      break;
    default:
      break;
  }
}
