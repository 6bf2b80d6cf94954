import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { methodsOf } from './bridge.ts';
import { eventChannel } from './contract/channels.ts';
import { type EventName, events } from './contract/events.ts';
import { windowCalls } from './contract/window-calls.ts';

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
  pathOfFile: (file: unknown) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
});
