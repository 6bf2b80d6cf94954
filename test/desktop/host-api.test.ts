// The part of Electron's API that the stand-in has does what Electron's does; the rest says its name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, openFixture } from '../desktop-host/open-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

describe('the stand-in', () => {
  it('throws by name for what it does not have', async () => {
    const said = await fixture.app.evaluate(({ app, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const tries = [
        () => window?.setVibrancy('sidebar'),
        () => app.moveToApplicationsFolder(),
        () => window?.webContents.setFrameRate(1),
      ];
      return tries.map((one) => {
        try {
          return one();
        } catch (error) {
          return String(error);
        }
      });
    });
    expect(said).toEqual([
      "Error: Muster's stand-in host has no BrowserWindow.setVibrancy",
      "Error: Muster's stand-in host has no app.moveToApplicationsFolder",
      "Error: Muster's stand-in host has no webContents.setFrameRate",
    ]);
  });

  it('refuses Electron to worker threads', async () => {
    const said = await fixture.app.evaluate(async () => {
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      const code = `import('electron').catch((e) => require('node:worker_threads').parentPort.postMessage(e.message))`;
      const worker = new Worker(code, { eval: true });
      return new Promise((resolve) => worker.once('message', resolve));
    });
    expect(said).toBe('Electron is not there in a worker thread.');
  });

  it('gives require and import the same Electron', async () => {
    const same = await fixture.app.evaluate(async ({ app }) => {
      const require = process.getBuiltinModule('node:module').createRequire(`${app.getAppPath()}/`);
      return require('electron').app === app && require('electron/main').app === app;
    });
    expect(same).toBe(true);
  });

  it('tells the app who it is', async () => {
    const told = await fixture.app.evaluate(({ app }) => [
      app.getName(),
      app.getVersion(),
      app.isPackaged,
      Reflect.get(process, 'type'),
      typeof process.versions.electron,
      app.getPath('userData'),
    ]);
    expect(told).toEqual(['Fixture', '1.2.3', false, 'browser', 'string', fixture.userData]);
  });
});

describe('windows', () => {
  it('show when ready, take the size they are given, and have the title of their page', async () => {
    const window = await fixture.app.browserWindow(fixture.page);
    await expect.poll(() => window.evaluate((one) => one.isVisible() && one.isFocused())).toBe(true);
    expect(await window.evaluate((one) => [one.getTitle(), one.webContents.getURL()])).toEqual([
      'Fixture page',
      'app://main/',
    ]);
    await window.evaluate((one) => one.setBounds({ width: 640, height: 480 }));
    await expect.poll(() => fixture.page.evaluate('[innerWidth, innerHeight]')).toEqual([640, 480]);
    await window.evaluate((one) => one.maximize());
    expect(await window.evaluate((one) => [one.isMaximized(), one.getNormalBounds().width])).toEqual([
      true,
      640,
    ]);
  });

  it('stay when a listener of close prevents it, and go when none does', async () => {
    const window = await fixture.app.browserWindow(fixture.page);
    await window.evaluate((one) =>
      one.once('close', (event: { preventDefault: () => void }) => event.preventDefault()),
    );
    await fixture.page.evaluate('window.close()');
    await fixture.page.evaluate('bridge.echo(1)');
    expect(await window.evaluate((one) => one.isDestroyed())).toBe(false);
    const second = fixture.app.waitForEvent('window');
    await fixture.page.evaluate('bridge.modal()');
    const modal = await second;
    await modal.getByRole('heading', { name: 'Second' }).waitFor();
    const about = await (await fixture.app.browserWindow(modal)).evaluate((one) => [
      one.isModal(),
      one.getParentWindow()?.getTitle(),
      one.getSize(),
    ]);
    expect(about).toEqual([true, 'Fixture page', [400, 300]]);
    await Promise.all([modal.waitForEvent('close'), modal.evaluate('window.close()')]);
    expect(fixture.app.windows()).toHaveLength(1);
  });

  it('follow the theme that the app chose', async () => {
    const dark = () => fixture.page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`);
    expect(await dark()).toBe(false);
    await fixture.app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await expect.poll(dark).toBe(true);
    await fixture.page.reload();
    await expect.poll(dark).toBe(true);
  });

  it('can be photographed', async () => {
    expect((await fixture.page.screenshot()).length).toBeGreaterThan(1000);
  });
});

describe('a session', () => {
  it('lets main change the headers of what a page loads', async () => {
    await fixture.app.evaluate(({ session }) => {
      session.defaultSession.webRequest.onHeadersReceived((details, callback) =>
        callback({ responseHeaders: { ...details.responseHeaders, 'x-added': ['yes'] } }),
      );
    });
    const header = await fixture.page.evaluate(`fetch('page.js').then((r) => r.headers.get('x-added'))`);
    expect(header).toBe('yes');
  });
});

describe('a utility process', () => {
  it('hears its parent and answers', async () => {
    const said = await fixture.app.evaluate(({ app, utilityProcess }) => {
      const child = utilityProcess.fork(`${app.getAppPath()}/utility.mjs`);
      child.postMessage({ number: 20 });
      return new Promise((resolve) => {
        child.once('message', (message: unknown) => {
          child.once('exit', () => resolve(message));
          child.kill();
        });
      });
    });
    expect(said).toEqual({ twice: 40 });
  });
});

describe('the desktop', () => {
  it('lets tests choose menu items, by hand and by their keys', async () => {
    await fixture.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('hello')?.click());
    await fixture.page.keyboard.press('Control+Shift+H');
    await expect.poll(async () => (await fixture.seen()).clicks).toEqual(['menu', 'menu']);
  });

  it('lets tests click the tray', async () => {
    await fixture.app.evaluate(({ Tray }) => {
      const all: { emit: (event: string) => void }[] = Reflect.get(Tray, 'standInAll')();
      all[0]?.emit('click');
    });
    expect((await fixture.seen()).clicks.at(-1)).toBe('tray');
  });

  it('cancels every dialog until a test answers', async () => {
    const answers = await fixture.app.evaluate(async ({ dialog }) => {
      const open = await dialog.showOpenDialog({});
      const message = await dialog.showMessageBox({
        message: 'Sure?',
        buttons: ['Yes', 'Cancel'],
        cancelId: 1,
      });
      dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: true });
      const scripted = await dialog.showMessageBox({ message: 'Sure?' });
      return [open, message.response, scripted.response];
    });
    expect(answers).toEqual([{ canceled: true, filePaths: [] }, 1, 0]);
  });

  it('keeps what the app opened, copied and announced', async () => {
    const kept = await fixture.app.evaluate(async ({ shell, clipboard, Notification }) => {
      await shell.openExternal('https://example.com/');
      clipboard.writeText('copied');
      new Notification({ title: 'Done' }).show();
      const shown: { title: string }[] = Reflect.get(Notification, 'standInShown')();
      return [Reflect.get(shell, 'standInOpened')(), clipboard.readText(), shown.map(({ title }) => title)];
    });
    expect(kept).toEqual([[{ how: 'openExternal', what: 'https://example.com/' }], 'copied', ['Done']]);
  });
});

// Last, since it takes the page away from the tests above.
describe('a page that crashes', () => {
  it('is reported to its window', async () => {
    const window = await fixture.app.browserWindow(fixture.page);
    const reason = await window.evaluate(
      (one) =>
        new Promise((resolve) => {
          one.webContents.once('render-process-gone', (_event: unknown, details: { reason: string }) =>
            resolve(details.reason),
          );
          one.webContents.forcefullyCrashRenderer();
        }),
    );
    expect(reason).toBe('crashed');
  });
});
