import { toOutside } from './custom-protocol.ts';
import { type IpcEvent, invoke, ipcMain } from './ipc-main.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame.ts';

/** What the preload world of a page tells the host (page/preload-world.js). */
export interface PageMessage {
  readonly url: string;
  readonly op?: string;
  readonly id?: number;
  readonly channel?: string;
  readonly args?: readonly unknown[];
  readonly close?: boolean;
  readonly open?: { readonly url: string; readonly frameName: string; readonly features: string };
  readonly permission?: string;
  readonly ask?: number;
  readonly files?: number;
  readonly count?: number;
  readonly factor?: number;
  readonly title?: string;
  readonly params?: object;
  readonly error?: Error;
}

/** Serves one message of a page; `answer` goes back to the world that sent it. */
export async function takePageMessage(
  page: WebContents,
  frame: WebFrameMain,
  message: PageMessage,
  answer: (value: unknown) => void,
): Promise<void> {
  const { op, id, channel = '', args = [] } = message;
  const reply = (value: object) => {
    try {
      answer({ op: 'answer', id, ...value });
    } catch (error) {
      // The value cannot be cloned: the caller hears of it, as in Electron.
      answer({ op: 'answer', id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  if (op === 'invoke') reply(await invoke(ipcEvent(page, frame), channel, args));
  else if (op === 'send') tellListeners(ipcEvent(page, frame), channel, args);
  else if (op === 'paths')
    reply({ value: await page.filePaths(frame, message.files ?? 0, message.count ?? 0) });
  else if (op === 'permission')
    reply({ value: await page.session.permits(page, message.permission ?? '', frame.url) });
  else if (op === 'permission-state')
    reply({ value: page.session.allows(page, message.permission ?? '', frame.origin) });
  else if (op === 'context-menu') page.emit('context-menu', {}, message.params);
  else if (op === 'key') page.emit('key-left', message);
  else if (op === 'title') page.emit('titled', message.title);
  else if (op === 'zoom') page.setZoomFactor(message.factor ?? 1);
  else if (op === 'preload-error') {
    console.error('The preload script failed:', message.error);
    page.emit('preload-error', {}, page.preferences.preload, message.error);
  } else if (message.close) page.close();
  else if (message.open)
    page.askToOpen(toOutside(message.open.url), message.open.frameName, message.open.features);
}

function ipcEvent(sender: WebContents, senderFrame: WebFrameMain): IpcEvent {
  return {
    type: 'frame',
    sender,
    senderFrame,
    processId: senderFrame.processId,
    frameId: senderFrame.routingId,
    reply: (channel, ...args) => sender.send(channel, ...args),
  };
}

function tellListeners(event: IpcEvent, channel: string, args: readonly unknown[]): void {
  event.sender.emit('ipc-message', event, channel, ...args);
  event.sender.ipc.emit(channel, event, ...args);
  ipcMain.emit(channel, event, ...args);
}
