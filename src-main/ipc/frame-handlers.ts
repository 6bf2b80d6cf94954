import type { frameCalls } from '../../src-preload/contract/window-calls.ts';
import { fail, succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import type { WindowParts } from './window-parts.ts';

/** Closing the window and links out of it. */
export function frameHandlers({ desktop }: WindowParts): Handlers<typeof frameCalls> {
  return {
    async closeWindow() {
      desktop.closeMainWindow();
      return succeed(undefined);
    },
    async openLink({ link }) {
      const opened = await desktop.openLink(link);
      return opened
        ? succeed(undefined)
        : fail({
            code: 'bad-input',
            sentence: 'Muster opens only addresses of its own list.',
            next: 'Open the address in your browser yourself if you trust it.',
          });
    },
  };
}
