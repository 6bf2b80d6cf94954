import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard, powerMonitor, powerSaveBlocker, shell, systemPreferences } from './desktop.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { Notification } from './notification.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { screen } from './screen.ts';
import { defaultSession, net, session } from './session.ts';
import { Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';
import { webContents } from './web-contents.ts';

/** Everything of Electron that the stand-in has; any other name is an error. */
export const electron = refuseUnknown(
  {
    app,
    BrowserWindow,
    clipboard,
    dialog,
    ipcMain,
    Menu,
    MenuItem,
    nativeImage,
    nativeTheme,
    net,
    Notification,
    powerMonitor,
    powerSaveBlocker,
    protocol: defaultSession.protocol,
    screen,
    session,
    shell,
    systemPreferences,
    Tray,
    utilityProcess,
    webContents,
  },
  'electron',
);
