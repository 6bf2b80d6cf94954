import { EventEmitter } from 'node:events';
import { refuseUnknown } from './refuse-unknown.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame.ts';

export interface IpcEvent {
  readonly type: 'frame';
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain;
  readonly processId: number;
  readonly frameId: number;
  readonly reply: (channel: string, ...args: unknown[]) => void;
}

type Handler = (event: IpcEvent, ...args: unknown[]) => unknown;

/** Electron's ipcMain, and a page's own `webContents.ipc`. */
export class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  handlerOf(channel: string): Handler | undefined {
    return this.handlers.get(channel);
  }
}

export const ipcMain = refuseUnknown(new IpcMain(), 'ipcMain');

/** What `ipcRenderer.invoke` gets: the value, or the error's text as Electron words it. */
export async function invoke(
  event: IpcEvent,
  channel: string,
  args: readonly unknown[],
): Promise<{ value: unknown } | { error: string }> {
  const handler = event.sender.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel);
  if (!handler) return { error: `Error: No handler registered for '${channel}'` };
  try {
    return { value: await handler(event, ...args) };
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    return { error: String(error) };
  }
}
