// A small app as Electron's guides would have it. Tests read what happened in `globalThis.seen`.
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol, session, Tray } from 'electron';

const seen = {
  frames: [],
  navigations: [],
  popups: [],
  requests: [],
  second: [],
  clicks: [],
  permissions: [],
};
globalThis.seen = seen;

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
if (!app.requestSingleInstanceLock({ from: 'fixture' })) app.exit(0);
app.on('second-instance', (_event, argv, cwd, data) => seen.second.push({ argv, cwd, data }));

const policy =
  "default-src 'none'; script-src app:; style-src 'self'; connect-src app: https:; frame-src app: data:";
const files = {
  '/': [
    'text/html',
    '<!doctype html><title>Fixture page</title><h1>Hello</h1><script>window.inlineRan = true</script><script src="page.js"></script>',
  ],
  '/page.js': ['text/javascript', 'window.bridgeAtStart = typeof window.bridge;'],
  '/frame.html': ['text/html', '<!doctype html><script src="frame.js"></script>'],
  '/frame.js': ['text/javascript', 'parent.postMessage({ bridge: typeof window.bridge }, "*")'],
  '/second.html': ['text/html', '<!doctype html><title>Second</title><h1>Second</h1>'],
};

function serve(request) {
  const { pathname } = new URL(request.url);
  const [type, body] = files[pathname] ?? [];
  if (!type) return new Response('no such page', { status: 404 });
  return new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } });
}

function openWindow(path, options = {}) {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    ...options,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
    },
  });
  window.webContents.on('will-navigate', (event, url) => {
    seen.navigations.push(url);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.popups.push(url);
    return { action: 'deny' };
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(`app://main${path}`);
  return window;
}

ipcMain.handle('echo', (event, ...args) => {
  const { url, origin, parent } = event.senderFrame;
  seen.frames.push({ url, origin, top: parent === null, main: event.senderFrame === event.sender.mainFrame });
  return args.length === 1 ? args[0] : args;
});
ipcMain.handle('fail', () => {
  throw new TypeError('not today');
});
ipcMain.handle('unclonable', () => () => {});
ipcMain.on('tell', (event, text) => event.reply('told', `${text}!`));
ipcMain.handle('modal', (event) => {
  const parent = BrowserWindow.fromWebContents(event.sender);
  openWindow('/second.html', { parent, modal: true, width: 400, height: 300 });
});

app.whenReady().then(() => {
  protocol.handle('app', serve);
  session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
    seen.requests.push(details.url);
    callback({ cancel: details.url.includes('/cancelled') });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
    seen.permissions.push(permission);
    callback(false);
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'media');
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [
          {
            id: 'hello',
            label: 'Hello',
            accelerator: 'CmdOrCtrl+Shift+H',
            click: () => seen.clicks.push('menu'),
          },
          { role: 'quit' },
        ],
      },
    ]),
  );
  const tray = new Tray(join(import.meta.dirname, 'none.png'));
  tray.setToolTip('Fixture');
  tray.on('click', () => seen.clicks.push('tray'));
  openWindow('/');
});
