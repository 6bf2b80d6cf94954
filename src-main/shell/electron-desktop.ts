import { app, type BrowserWindow, clipboard, dialog, nativeTheme, shell } from 'electron';
import type { Desktop } from '../app/ports/desktop.ts';
import { addressOfLink } from './external-links.ts';
import { saveTextFile } from './save-text-file.ts';

/** The desktop through Electron, for the handlers of the window's calls. */
export function electronDesktop(
  known: Pick<Desktop, 'homeFolder' | 'who' | 'closeMainWindow'>,
  mainWindow: () => BrowserWindow | undefined,
): Desktop {
  return {
    ...known,
    platform: platformName(process.platform),
    locale: userLocale(),
    version: app.getVersion(),
    triesDemo: process.argv.includes('--demo'),
    async openLink(link) {
      const address = addressOfLink(link);
      if (address === undefined) return false;
      await shell.openExternal(address);
      return true;
    },
    async openPath(path) {
      const trouble = await shell.openPath(path);
      return trouble === '' ? undefined : trouble;
    },
    showInFolder: (path) => shell.showItemInFolder(path),
    async askForFile({ title, extensions }) {
      const options = {
        title,
        properties: ['openFile' as const],
        filters: [{ name: title, extensions: [...extensions] }],
      };
      const window = mainWindow();
      const asked = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
      return asked.canceled ? undefined : asked.filePaths[0];
    },
    async askWhereToSave({ title, name, extensions }) {
      const options = {
        title,
        defaultPath: name,
        filters: [{ name: title, extensions: [...extensions] }],
      };
      const window = mainWindow();
      const asked = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      return asked.canceled || asked.filePath === '' ? undefined : asked.filePath;
    },
    saveText: saveTextFile,
    copyText: (text) => clipboard.writeText(text),
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
  };
}

function platformName(platform: NodeJS.Platform): Desktop['platform'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'mac' : 'linux';
}

/** BCP 47, as the user set it in the operating system. */
export function userLocale(): string {
  return app.getPreferredSystemLanguages()[0] ?? app.getLocale();
}
