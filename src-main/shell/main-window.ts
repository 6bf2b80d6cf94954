import { app, BrowserWindow, screen } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import type { WindowMemory } from './window-memory.ts';
import { placeOnScreen, SMALLEST } from './window-place.ts';

/** What every window of ours has: the page alone, behind its preload script (Electron's security checklist). */
export const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  devTools: !app.isPackaged,
} as const;

export interface MainWindowParts {
  readonly preload: string;
  readonly memory: WindowMemory;
  readonly dark: boolean;
  readonly icon?: string;
}

/** Opens the main window where it stood last, shown at its first paint so that no empty frame flashes. */
export function openMainWindow({ preload, memory, dark, icon }: MainWindowParts): BrowserWindow {
  const place = memory.place();
  const window = new BrowserWindow({
    ...placeOnScreen(place, screen),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Muster',
    backgroundColor: dark ? '#1f1f1f' : '#fafafa',
    autoHideMenuBar: false,
    ...(icon === undefined ? {} : { icon }),
    webPreferences: { ...SAFE_PREFERENCES, preload },
  });
  if (place?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  // The page names its window ("Muster – Contoso"); what it says is set by main, not by the page's title.
  window.on('page-title-updated', (event) => event.preventDefault());
  // A page that crashed comes back: runs and drafts are not its own and went on.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void window.loadURL(`${APP_ORIGIN}/index.html`);
  });
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}
