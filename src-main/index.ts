import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  app,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
} from 'electron';
import { eventChannel } from '../src-preload/contract/channels.ts';
import type { Command, EventName, EventOf } from '../src-preload/contract/events.ts';
import type { EndedRun } from '../src-preload/contract/runs.ts';
import { rememberLinks } from './app/remember-links.ts';
import { runsUnderWay } from './app/runs-under-way.ts';
import { isFirstLiveIn, openSyncDesk } from './app/sync-desk.ts';
import { dataFolderOf } from './cli/data-folder.ts';
import { composition } from './compose.ts';
import { openBus } from './ipc/bus.ts';
import { endedView, runView } from './ipc/run-view.ts';
import { serveWindow } from './ipc/serve-window.ts';
import { countdownView } from './ipc/sync-handlers.ts';
import { tokenDesk } from './ipc/token-desk.ts';
import type { WindowRole } from './ipc/trusted-frame.ts';
import { APP_ORIGIN, APP_SCHEME_PRIVILEGES, serveApp } from './shell/app-protocol.ts';
import { applicationMenu } from './shell/application-menu.ts';
import { askLate } from './shell/ask-late.ts';
import { closing } from './shell/closing.ts';
import { electronDesktop, userLocale } from './shell/electron-desktop.ts';
import { openMainWindow } from './shell/main-window.ts';
import { noticeOfEnd } from './shell/run-notice.ts';
import { secretClipboard } from './shell/secret-clipboard.ts';
import { shownStatus } from './shell/shown-status.ts';
import { systemNotices } from './shell/system-notices.ts';
import { tokenWindows } from './shell/token-window.ts';
import { fence, permitNothing } from './shell/web-security.ts';
import { openWindowMemory } from './shell/window-memory.ts';
import { placeOf } from './shell/window-place.ts';
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

// Not awaited: Electron is ready only when its main script has run to its end.
if (app.requestSingleInstanceLock()) startApp().catch(endByFault);
else app.quit();

/** Whatever kept the app from starting is told, and nothing half-started stays. */
function endByFault(error: unknown): void {
  log.error('app.start', { cause: error instanceof Error ? error.stack : String(error) });
  dialog.showErrorBox('Muster cannot start', `It met a fault of its own. The log says more: ${home}`);
  app.exit(1);
}

async function startApp(): Promise<void> {
  process.on('uncaughtException', (error) => log.error('process.uncaught', { cause: error.stack }));
  process.on('unhandledRejection', (error) => log.error('process.rejected', { cause: String(error) }));
  app.on('web-contents-created', (_event, contents) => fence(contents, log));
  await app.whenReady();

  const opened = await composition.openHouse({
    home,
    env: { ...process.env, MUSTER_LOG_LEVEL: logLevel },
    locale: userLocale(),
    door: 'window',
  });
  if (!opened.ok) {
    log.error('house.closed', { code: opened.failure.code });
    dialog.showErrorBox('Muster cannot start', `${opened.failure.sentence}\n\n${opened.failure.next}`);
    app.exit(1);
    return;
  }
  nativeTheme.themeSource = memory.preferences().theme;
  permitNothing(session.defaultSession, log);
  serveApp(protocol, join(import.meta.dirname, '..', 'renderer'));

  const windows = windowsOfOurs<WindowRole>();
  const mainWindow = () => windows.find('main');
  const tell = <N extends EventName>(name: N, event: EventOf<N>) => {
    mainWindow()?.webContents.send(eventChannel(name), event);
  };
  const links = rememberLinks(opened.value, composition.clock.now, (tenantId) =>
    tell('stateChanged', { topics: ['tenants'], tenantId }),
  );
  const { house } = links;
  const give = (command: Command) => tell('command', command);
  const notify = systemNotices(() => mainWindow()?.isFocused() === true);
  const runs = runsUnderWay(
    { clock: composition.clock, nextKey: () => crypto.randomUUID(), isFirstLive: isFirstLiveIn(house) },
    {
      onStarted: ({ tenantId }) => tell('stateChanged', { topics: ['runs'], tenantId }),
      onProgress: (run) => tell('runProgress', runView(run)),
      onEnded(run, outcome) {
        const ended = endedView(run, outcome);
        syncs.heardEnd(run, outcome);
        tell('runEnded', ended);
        tell('stateChanged', { topics: ['runs', 'reports', 'history', 'tenants'], tenantId: run.tenantId });
        notify(noticeOfEnd(ended, composition.clock.now() - run.startedAtMs), () => showReport(ended));
        status.show();
      },
    },
  );
  const syncs = openSyncDesk(
    { house, runs, clock: composition.clock },
    {
      onCountdown(countdown) {
        tell('countdown', countdownView(countdown));
        status.show();
      },
      askLate: (tenant, dueAtMs) => askLate(dialog, tenant.name, dueAtMs),
      onArmed(tenant, what, sentence) {
        tell('armed', { tenantId: tenant.id, what, sentence });
        notify({ title: tenant.name, body: sentence }, showWindow);
      },
    },
  );
  const desktop = electronDesktop(
    {
      homeFolder: home,
      who: `${userInfo().username} on ${hostname()}`,
      closeMainWindow: () => close.closeNow(),
    },
    mainWindow,
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
      mainWindow,
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
  serveWindow(bus, {
    house,
    links,
    now: composition.clock.now,
    log,
    logging,
    runs,
    syncs,
    tell,
    memory,
    desktop,
    tokens,
  });

  const close = closing({
    mainWindow,
    liveSyncs: () =>
      runs.list().flatMap(({ kind, tenantName }) => (kind.endsWith('live') ? [tenantName] : [])),
    async cancelRuns() {
      for (const { runKey } of runs.list()) runs.cancel(runKey);
      await runs.ended();
    },
    armed: () =>
      syncs.armed().flatMap(({ tenantId, armed }) => {
        const tenant = house.findTenant(tenantId);
        if (!armed || !tenant.ok) return [];
        return [{ tenant: tenant.value.name, applies: armed.task.kind === 'apply', atMs: armed.atMs }];
      }),
    disarmAll: () => {
      for (const { tenantId } of syncs.armed()) syncs.disarm(tenantId);
    },
    remember: (window) => memory.savePlace(placeOf(window)),
    settleToken: tokens.mayEnd,
    askPage: () => give({ name: 'may-close' }),
    ask: (options) => dialog.showMessageBox(options),
    quit: () => app.quit(),
  });

  const openWindow = () => {
    close.reopened();
    const window = openMainWindow({
      preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
      memory,
      dark: nativeTheme.shouldUseDarkColors,
      icon: composition.resource('icons', 'window.png'),
    });
    windows.add('main', window);
    window.on('close', close.onClose);
    window.webContents.once('did-finish-load', () => status.show());
    return window;
  };
  const showWindow = () => {
    const window = mainWindow() ?? openWindow();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  const showReport = ({ reportId, tenantId }: EndedRun) => {
    showWindow();
    if (reportId !== undefined) give({ name: 'open-report', reportId, tenantId });
  };
  const status = shownStatus({
    house,
    runs,
    syncs,
    tenantId: () => memory.preferences().tenantId,
    mainWindow,
    icon: composition.resource('icons', 'tray.png'),
    acts: {
      open: showWindow,
      forceSync: () => {
        showWindow();
        give({ name: 'force-sync' });
      },
      quit: () => app.quit(),
    },
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      applicationMenu(desktop.platform, {
        give,
        openLogs: () => void desktop.openPath(logging.file),
      }),
    ),
  );

  openWindow();
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  powerMonitor.on('resume', () => syncs.lookNow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let end: 'not yet' | 'under way' | 'done' = 'not yet';
  app.on('before-quit', (event) => {
    close.onQuit(event);
    if (event.defaultPrevented || end === 'done') return;
    event.preventDefault();
    // The last window's end and the menu's Quit both come here; neither may cut the other's end short.
    if (end === 'under way') return;
    end = 'under way';
    syncs.close();
    status.remove();
    // Everything is on disk, and no token in the clipboard, before the process ends.
    const closed = house
      .close()
      .catch((error: unknown) => log.error('house.close', { cause: String(error) }));
    void Promise.all([closed, copiedSecret.clear()]).then(() => {
      end = 'done';
      app.quit();
    });
  });
}
