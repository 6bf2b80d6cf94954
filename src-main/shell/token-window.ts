import { BrowserWindow } from 'electron';
import { eventChannel } from '../../src-preload/contract/channels.ts';
import type { Log } from '../app/ports/log.ts';
import { APP_ORIGIN } from './app-protocol.ts';
import { SAFE_PREFERENCES } from './main-window.ts';

export interface TokenWindowParts {
  readonly preload: string;
  readonly log: Log;
  readonly mainWindow: () => BrowserWindow | undefined;
  readonly isDark: () => boolean;
  /** Told of each window before its page loads, so that its calls are heard. */
  readonly onOpened: (window: BrowserWindow) => void;
}

interface Hooks {
  /** Whether the close box may close the window now; where not, its page asks. */
  readonly mayClose: () => boolean;
  readonly onClosed: () => void;
}

/**
 * Opens the only window that ever shows or takes a token: no screenshot of it can be made where the system allows
 * that, it stands before the main window, and nothing of it is remembered (design §5).
 */
export function tokenWindows({ preload, log, mainWindow, isDark, onOpened }: TokenWindowParts) {
  return ({ mayClose, onClosed }: Hooks) => {
    const parent = mainWindow();
    const window = new BrowserWindow({
      width: 560,
      height: 440,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      show: false,
      title: 'Token – Muster',
      backgroundColor: isDark() ? '#1f1f1f' : '#fafafa',
      autoHideMenuBar: true,
      ...(parent === undefined ? {} : { parent, modal: true }),
      webPreferences: { ...SAFE_PREFERENCES, preload },
    });
    window.setContentProtection(true);
    window.removeMenu();
    window.once('ready-to-show', () => window.show());
    window.once('closed', onClosed);
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('close', (event) => {
      // A page that died cannot ask any more, and would keep the window open for ever.
      if (!window.webContents.isCrashed() && !mayClose()) event.preventDefault();
    });
    onOpened(window);
    window.loadURL(`${APP_ORIGIN}/token.html`).catch((error: unknown) => {
      log.error('token-window.load', { cause: String(error) });
      if (!window.isDestroyed()) window.destroy();
    });
    return {
      close: () => window.destroy(),
      askBeforeLosing() {
        window.show();
        window.focus();
        window.webContents.send(eventChannel('wouldBeLost'), {});
      },
    };
  };
}
