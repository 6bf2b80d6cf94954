import { contextBridge, ipcRenderer } from 'electron';
import { methodsOf } from './bridge.ts';
import { eventChannel } from './contract/channels.ts';
import { tokenWindowCalls, tokenWindowEvents } from './contract/token-window.ts';

// The token window's bridge: its own few calls, which no other window may make (design §5).
contextBridge.exposeInMainWorld('tokenWindow', {
  ...methodsOf(tokenWindowCalls),
  onWouldBeLost(listener: () => void) {
    const hear = (_event: unknown, sent: unknown) => {
      tokenWindowEvents.wouldBeLost.parse(sent);
      listener();
    };
    ipcRenderer.on(eventChannel('wouldBeLost'), hear);
    return () => void ipcRenderer.removeListener(eventChannel('wouldBeLost'), hear);
  },
});
