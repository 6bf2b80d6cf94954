import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, ipcMain, nativeTheme, protocol, session } from 'electron';
import { eventChannel } from '../src-preload/contract/channels.ts';
import type { EventName, EventOf } from '../src-preload/contract/events.ts';
import { runsUnderWay } from './app/runs-under-way.ts';
import { dataFolderOf } from './cli/data-folder.ts';
import { composition } from './compose.ts';
import { openBus } from './ipc/bus.ts';
import { endedView, runView } from './ipc/run-view.ts';
import { serveWindow } from './ipc/serve-window.ts';
import { tokenDesk } from './ipc/token-desk.ts';
import type { WindowRole } from './ipc/trusted-frame.ts';
import { APP_ORIGIN, APP_SCHEME_PRIVILEGES, serveApp } from './shell/app-protocol.ts';
import { electronDesktop } from './shell/electron-desktop.ts';
import { openMainWindow } from './shell/main-window.ts';
import { secretClipboard } from './shell/secret-clipboard.ts';
import { tokenWindows } from './shell/token-window.ts';
import { fence, permitNothing } from './shell/web-security.ts';
import { openWindowMemory } from './shell/window-memory.ts';
import { windowsOfOurs } from './shell/windows-of-ours.ts';

// The door for the desktop: it joins Electron to the house, and holds nothing else.

const home = dataFolderOf(process.env, process.platform, homedir());
const memory = openWindowMemory(join(home, 'window.json'), (error) =>
  log.warn('window.memory', { cause: String(error) }),
);
const logLevel = process.env.MUSTER_LOG_LEVEL ?? memory.preferences().logLevel;
const log = composition.openLog(home, logLevel);
app.setPath('userData', join(home, 'window'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES]);

if (app.requestSingleInstanceLock()) await startApp();
else app.quit();

async function startApp(): Promise<void> {
  process.on('uncaughtException', (error) => log.error('process.uncaught', { cause: error.stack }));
  process.on('unhandledRejection', (error) => log.error('process.rejected', { cause: String(error) }));
  app.on('web-contents-created', (_event, contents) => fence(contents, log));
  await app.whenReady();

  const opened = await composition.openHouse({ home, env: { ...process.env, MUSTER_LOG_LEVEL: logLevel } });
  if (!opened.ok) {
    log.error('house.closed', { code: opened.failure.code });
    dialog.showErrorBox('Muster cannot start', `${opened.failure.sentence}\n\n${opened.failure.next}`);
    app.exit(1);
    return;
  }
  const house = opened.value;
  nativeTheme.themeSource = memory.preferences().theme;
  permitNothing(session.defaultSession, log);
  serveApp(protocol, join(import.meta.dirname, '..', 'renderer'));

  const windows = windowsOfOurs<WindowRole>();
  const tell = <N extends EventName>(name: N, event: EventOf<N>) => {
    windows.find('main')?.webContents.send(eventChannel(name), event);
  };
  const runs = runsUnderWay(
    { now: Date.now, nextKey: () => crypto.randomUUID() },
    {
      onProgress: (run) => tell('runProgress', runView(run)),
      onEnded(run, outcome) {
        tell('runEnded', endedView(run, outcome));
        tell('stateChanged', {
          topics: ['runs', 'reports', 'history', 'tenants'],
          tenantId: run.tenantId,
        });
      },
    },
  );
  const desktop = electronDesktop(
    {
      homeFolder: home,
      who: `${userInfo().username} on ${hostname()}`,
      closeMainWindow: () => windows.find('main')?.destroy(),
    },
    () => windows.find('main'),
  );
  const copiedSecret = secretClipboard(clipboard, (error) =>
    log.warn('clipboard.clear', { cause: String(error) }),
  );
  const tokens = tokenDesk({
    house,
    copySecret: copiedSecret.copy,
    openWindow: tokenWindows({
      preload: join(import.meta.dirname, '..', 'preload', 'token.cjs'),
      log,
      mainWindow: () => windows.find('main'),
      isDark: () => nativeTheme.shouldUseDarkColors,
      onOpened: (window) => windows.add('token', window),
    }),
  });
  const logging = {
    file: composition.homeFolders(home).log,
    level: logLevel,
    isGiven: process.env.MUSTER_LOG_LEVEL !== undefined,
  };
  const bus = openBus({ ipcMain, origin: APP_ORIGIN, roleOf: windows.roleOf, log });
  serveWindow(bus, { house, log, logging, runs, tell, memory, desktop, tokens });

  const openWindow = () => {
    const window = openMainWindow({
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      memory,
      dark: nativeTheme.shouldUseDarkColors,
    });
    windows.add('main', window);
  };
  openWindow();
  app.on('second-instance', () => {
    const window = windows.find('main');
    if (!window) return openWindow();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    // Everything is on disk before the process ends; a run still alive goes on until it ends.
    void Promise.all([house.close(), copiedSecret.clear()]).finally(() => app.quit());
  });
}
