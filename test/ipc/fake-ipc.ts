import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { type BusParts, openBus } from '../../src-main/ipc/bus.ts';
import type { Frame, WindowRole } from '../../src-main/ipc/trusted-frame.ts';
import { callChannel } from '../../src-preload/contract/channels.ts';

export const ORIGIN = 'app://muster';

type Listener = Parameters<BusParts['ipcMain']['handle']>[1];

/** A caller, as Electron would tell of it. */
export interface Caller {
  readonly role: WindowRole | undefined;
  readonly frame: Frame | null;
}

export const mainWindow: Caller = { role: 'main', frame: { url: `${ORIGIN}/index.html`, parent: null } };
export const tokenWindow: Caller = { role: 'token', frame: { url: `${ORIGIN}/token.html`, parent: null } };

/** The bus over an ipcMain that calls straight through, and a log that is kept. */
export function openFakeIpc() {
  const listeners = new Map<string, Listener>();
  const log: string[] = [];
  const keep = (message: string, fields?: object) => void log.push(`${message} ${JSON.stringify(fields)}`);
  const callers = new WeakMap<WebContents, WindowRole>();
  const bus = openBus({
    ipcMain: {
      handle(channel, listener) {
        if (listeners.has(channel)) throw new Error(`There is a handler for ${channel} already.`);
        listeners.set(channel, listener);
      },
    },
    origin: ORIGIN,
    roleOf: (sender) => callers.get(sender),
    log: { debug: keep, info: keep, warn: keep, error: keep },
  });
  return {
    bus,
    log,
    served: () => [...listeners.keys()].sort(),
    /** Calls as a page does; what Electron tells of a rejection is its message. */
    async call(name: string, input: unknown, { role, frame }: Caller = mainWindow): Promise<unknown> {
      const listener = listeners.get(callChannel(name));
      if (!listener) throw new Error(`No handler registered for '${callChannel(name)}'`);
      const sender = {} as WebContents;
      if (role) callers.set(sender, role);
      return listener({ sender, senderFrame: frame } as IpcMainInvokeEvent, input);
    },
  };
}
