import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { methodsOf } from './bridge.ts';
import { eventChannel } from './contract/channels.ts';
import { type EventName, events } from './contract/events.ts';
import { preloadCalls } from './contract/given-file.ts';
import { windowCalls } from './contract/window-calls.ts';

/** Never exposed to the page. */
const own = methodsOf(preloadCalls);

// The main window's bridge: named methods, named events, nothing else (design §11).
contextBridge.exposeInMainWorld('muster', {
  ...methodsOf(windowCalls),
  on(name: EventName, listener: (event: unknown) => void) {
    const schema = Object.hasOwn(events, name) ? events[name] : undefined;
    if (!schema) throw new Error(`There is no event ${String(name)}.`);
    const hear = (_event: unknown, sent: unknown) => listener(schema.parse(sent));
    ipcRenderer.on(eventChannel(name), hear);
    return () => void ipcRenderer.removeListener(eventChannel(name), hear);
  },
  async pathOfFile(file: unknown) {
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    if (path !== '') await own.giveFile?.({ file: path });
    return path;
  },
});
