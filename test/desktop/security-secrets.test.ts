// No token outside its own window and the keychain, and none left in the clipboard (design §5, R18).
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenWindowCalls } from '../../src-preload/contract/token-window.ts';
import { windowCalls } from '../../src-preload/contract/window-calls.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';
import { button, enterSecret, heading } from './world/act-in-window.ts';
import { showPlace } from './world/places.ts';

const CANARY = 'kscim_canary-pasted-by-hand-0123456789';
/** The demo console's own secrets and whatever it generates are known by their beginning. */
const SECRET = /k(scim|admin)_[\w-]{16,}/;

const home = mkdtempSync(join(tmpdir(), 'muster-secrets-'));
const cleared = join(home, 'clipboard-was-cleared');
let open: LaunchedApp;

beforeAll(async () => {
  open = await launchApp({ home, env: { MUSTER_LOG_LEVEL: 'debug' } });
  open.page.setDefaultTimeout(30_000);
  await open.app.evaluate(watchMessages);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Watched {
  messages: string[];
  handlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>>;
}
declare global {
  var watched: Watched;
}

/** Writes down every message between main and any window, both ways, but for what the two one-shot messages carry. */
function watchMessages({ ipcMain, app, BrowserWindow }: typeof import('electron')): void {
  const kept: unknown = Reflect.get(ipcMain, 'handlers') ?? Reflect.get(ipcMain, '_invokeHandlers');
  const handlers = kept as Watched['handlers'];
  const messages: string[] = [];
  globalThis.watched = { messages, handlers };
  for (const [channel, handler] of [...handlers]) {
    handlers.set(channel, async (event, input) => {
      const answer = await handler(event, input);
      const isShow = channel === 'muster:call:takeToken';
      const isPaste = channel === 'muster:call:giveToken';
      messages.push(JSON.stringify({ channel, input: isPaste ? '' : input, answer: isShow ? '' : answer }));
      return answer;
    });
  }
  const watch = (contents: Electron.WebContents) => {
    const send = contents.send.bind(contents);
    contents.send = (...all) => {
      messages.push(JSON.stringify(all));
      send(...all);
    };
  };
  for (const { webContents } of BrowserWindow.getAllWindows()) watch(webContents);
  app.on('web-contents-created', (_event, contents) => watch(contents));
}

const messages = () => open.app.evaluate(() => globalThis.watched.messages.join('\n'));

/** Everything of a page that a script in it could read. */
const allOf = (page: Page) =>
  page.evaluate(`document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])
    + [...document.querySelectorAll('input, textarea')].map(({ value }) => value).join()`);

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

describe('a token', () => {
  it('that was pasted, generated or made by the demo is in no message, page or file', async () => {
    const { app, page } = open;
    await button(page, /Try it with the demo console/).click();
    await heading(page)
      .filter({ hasText: /This sync would create/ })
      .waitFor();
    await showPlace(page, 'Provisioning');
    const opened = app.waitForEvent('window');
    await button(page, 'Regenerate SCIM Token').click();
    await button(page.getByRole('alertdialog'), 'Regenerate SCIM Token').click();
    const window = await opened;
    const field = window.getByRole('textbox', { name: 'SCIM Token' });
    await expect.poll(() => field.inputValue()).toMatch(SECRET);
    const shown = await field.inputValue();
    await button(window, 'Copy').click();
    await window.getByText('The clipboard is cleared').waitFor();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(shown);
    expect(await foreignCalls()).toEqual({ byMain: ['Refused.'], byToken: ['Refused.'] });
    await button(window, 'OK').click();
    if (!window.isClosed()) await window.waitForEvent('close');

    // Nobody kept that one, so the screen asks for one.
    await enterSecret(app, button(page, 'Enter SCIM Token'), CANARY);
    await page.evaluate(`muster.savePreferences({ theme: 'light' })`);

    const told = await messages();
    expect(told).toContain('"kept":false,"copied":true');
    for (const text of [told, String(await allOf(page))]) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toMatch(SECRET);
    }
  });

  it('is gone from the clipboard when Muster was quit', async () => {
    const { app } = open;
    await app.evaluate(({ clipboard }, file) => {
      const clear = clipboard.clear.bind(clipboard);
      clipboard.clear = (...all) => {
        process.getBuiltinModule('node:fs').writeFileSync(file, '');
        return clear(...all);
      };
    }, cleared);
    const ended = app.waitForEvent('close');
    await app.evaluate(({ app: ours }) => void setTimeout(() => ours.quit()));
    await ended;
    expect(existsSync(cleared)).toBe(true);
  });

  it('is in no file that Muster left', () => {
    const files = filesUnder(home);
    expect(files).toContain(join(home, 'logs', 'muster.log'));
    expect(files).toContain(join(home, 'window.json'));
    const holding = files.filter((file) => {
      const text = readFileSync(file, 'latin1');
      return text.includes(CANARY) || SECRET.test(text);
    });
    expect(holding).toEqual([]);
  });
});

/** What each window hears when it makes the other's calls, with its own true frame. */
async function foreignCalls() {
  const names = { byMain: Object.keys(tokenWindowCalls), byToken: Object.keys(windowCalls) };
  return open.app.evaluate(async ({ BrowserWindow }, { byMain, byToken }) => {
    const isToken = (one: Electron.BrowserWindow) => one.webContents.getURL().includes('token.html');
    const all = BrowserWindow.getAllWindows();
    const [main, token] = [all.find((one) => !isToken(one)), all.find(isToken)];
    const ask = async (window: Electron.BrowserWindow | undefined, called: string[]) => {
      const event = { sender: window?.webContents, senderFrame: window?.webContents.mainFrame };
      const said = called.map((name) =>
        globalThis.watched.handlers
          .get(`muster:call:${name}`)?.(event, undefined)
          .then(
            () => 'answered',
            (error: unknown) => (error instanceof Error ? error.message : 'no error'),
          ),
      );
      return [...new Set(await Promise.all(said))];
    };
    return { byMain: await ask(main, byMain), byToken: await ask(token, byToken) };
  }, names);
}
