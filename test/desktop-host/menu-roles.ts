import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';

export interface Role {
  readonly label: (appName: string) => string;
  readonly accelerator?: string;
  readonly run?: (window: BrowserWindow | undefined) => void;
  /** Roles below this one; '-' is a separator. */
  readonly submenu?: readonly string[];
}

const zoom = (window: BrowserWindow | undefined, step: number) =>
  window?.webContents.setZoomLevel(step === 0 ? 0 : window.webContents.getZoomLevel() + step);

const text = (label: string) => () => label;

/** Electron's menu roles, by their names in small letters. */
const roles: Readonly<Record<string, Role>> = {
  about: { label: (name) => `About ${name}`, run: () => {} },
  close: { label: text('Close Window'), accelerator: 'CmdOrCtrl+W', run: (window) => window?.close() },
  minimize: { label: text('Minimize'), accelerator: 'CmdOrCtrl+M', run: (window) => window?.minimize() },
  quit: { label: text('Quit'), accelerator: 'CmdOrCtrl+Q', run: () => app.quit() },
  reload: { label: text('Reload'), accelerator: 'CmdOrCtrl+R', run: (window) => window?.reload() },
  forcereload: {
    label: text('Force Reload'),
    accelerator: 'Shift+CmdOrCtrl+R',
    run: (window) => window?.webContents.reloadIgnoringCache(),
  },
  toggledevtools: { label: text('Toggle Developer Tools'), accelerator: 'Ctrl+Shift+I', run: () => {} },
  togglefullscreen: {
    label: text('Toggle Full Screen'),
    accelerator: 'F11',
    run: (window) => window?.setFullScreen(!window.isFullScreen()),
  },
  resetzoom: { label: text('Actual Size'), accelerator: 'CmdOrCtrl+0', run: (window) => zoom(window, 0) },
  zoomin: { label: text('Zoom In'), accelerator: 'CmdOrCtrl+Plus', run: (window) => zoom(window, 0.5) },
  zoomout: { label: text('Zoom Out'), accelerator: 'CmdOrCtrl+-', run: (window) => zoom(window, -0.5) },
  undo: { label: text('Undo'), accelerator: 'CmdOrCtrl+Z', run: (window) => window?.webContents.undo() },
  redo: {
    label: text('Redo'),
    accelerator: 'Shift+CmdOrCtrl+Z',
    run: (window) => window?.webContents.redo(),
  },
  cut: { label: text('Cut'), accelerator: 'CmdOrCtrl+X', run: (window) => window?.webContents.cut() },
  copy: { label: text('Copy'), accelerator: 'CmdOrCtrl+C', run: (window) => window?.webContents.copy() },
  paste: { label: text('Paste'), accelerator: 'CmdOrCtrl+V', run: (window) => window?.webContents.paste() },
  delete: { label: text('Delete'), run: (window) => void window?.webContents.edit('delete') },
  selectall: {
    label: text('Select All'),
    accelerator: 'CmdOrCtrl+A',
    run: (window) => window?.webContents.selectAll(),
  },
  help: { label: text('Help') },
  window: { label: text('Window') },
  services: { label: text('Services') },
  hide: { label: (name) => `Hide ${name}`, run: () => {} },
  hideothers: { label: text('Hide Others'), run: () => {} },
  unhide: { label: text('Show All'), run: () => {} },
  front: { label: text('Bring All to Front'), run: () => {} },
  zoom: { label: text('Zoom'), run: (window) => window?.maximize() },
  filemenu: { label: text('File'), submenu: ['quit'] },
  editmenu: {
    label: text('Edit'),
    submenu: ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'delete', '-', 'selectAll'],
  },
  viewmenu: {
    label: text('View'),
    submenu: [
      'reload',
      'forceReload',
      'toggleDevTools',
      '-',
      'resetZoom',
      'zoomIn',
      'zoomOut',
      '-',
      'togglefullscreen',
    ],
  },
  windowmenu: { label: text('Window'), submenu: ['minimize', 'zoom', 'close'] },
  appmenu: {
    label: (name) => name,
    submenu: ['about', '-', 'services', '-', 'hide', 'hideOthers', 'unhide', '-', 'quit'],
  },
};

export function roleOf(name: string): Role {
  const role = roles[name.toLowerCase()];
  if (!role) throw new Error(`Muster's stand-in host has no menu role ${name}`);
  return role;
}
