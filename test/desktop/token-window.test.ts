// The token window on the built app: a token is shown to it once and to nobody else (design §5, R18).
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { openProvisioning, type ProvisioningWindow } from './open-provisioning.ts';

let open: ProvisioningWindow;

beforeAll(async () => {
  open = await openProvisioning();
  await inMain(WATCH_MAIN_WINDOW);
});
afterAll(() => open.close());

/** Runs a function's text in the main process: what it reaches into has no types. */
const inMain = (code: string): Promise<unknown> =>
  open.app.evaluate(
    (electron, text) => new Function('electron', `return (${text})(electron)`)(electron),
    code,
  );

/** Writes down all that passes between the main window and the main process, both ways. */
const WATCH_MAIN_WINDOW = `({ ipcMain, BrowserWindow }) => {
  const main = BrowserWindow.getAllWindows()[0].webContents;
  const handlers = 'handlers' in ipcMain ? ipcMain.handlers : ipcMain._invokeHandlers;
  globalThis.passed = [];
  globalThis.handlersOfIpc = handlers;
  for (const [channel, handler] of [...handlers]) {
    handlers.set(channel, async (event, ...args) => {
      const answer = await handler(event, ...args);
      if (event.sender === main) globalThis.passed.push(JSON.stringify({ channel, args, answer }));
      return answer;
    });
  }
  const send = main.send.bind(main);
  main.send = (...all) => { globalThis.passed.push(JSON.stringify(all)); send(...all); };
}`;

const passed = () => inMain(`() => globalThis.passed.join('\\n')`);

/** Presses a button of the main window that opens the token window, past its question where it has one. */
async function openToken(button: string, question: 'asks' | 'at once'): Promise<Page> {
  const opened = open.app.waitForEvent('window');
  await open.page.getByRole('button', { name: button }).click();
  if (question === 'asks') {
    await open.page.getByRole('alertdialog').getByRole('button', { name: button }).click();
  }
  const window = await opened;
  await window.getByRole('heading', { level: 1 }).waitFor();
  return window;
}

async function regenerate(): Promise<Page> {
  const window = await openToken('Regenerate SCIM Token', 'asks');
  // The token comes by a message of its own, after the window's words.
  await expect.poll(() => tokenIn(window)).toMatch(/^kscim_/);
  return window;
}

const tokenIn = (window: Page) => window.getByRole('textbox', { name: 'SCIM Token' }).inputValue();

/** Does what closes the window, and waits until it is gone; the act's own answer may be lost with the page. */
async function closesBy(window: Page, act: Promise<unknown>): Promise<void> {
  const gone = window.isClosed() ? undefined : window.waitForEvent('close');
  await act.catch((error: Error) => expect(error.message).toContain('closed'));
  await gone;
}

describe('a generated token', () => {
  it('is asked about first, in words that say what stops', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Regenerate SCIM Token' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Regenerate the SCIM token?' });
    expect(await dialog.textContent()).toContain('The present token stops working at once.');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(false);
  });

  it('reaches its own window and nothing of the main window', async () => {
    const window = await regenerate();
    const token = await tokenIn(window);
    expect(await focusIn(window)).toBe('H1');
    expect(await axeProblemsInBothThemes(window)).toEqual([]);

    await window.getByRole('button', { name: 'Copy' }).click();
    await window.getByText('Copied. The clipboard is cleared in 60 s.').waitFor();
    expect(await inMain('({ clipboard }) => clipboard.readText()')).toBe(token);
    await window.getByRole('button', { name: 'Use on this computer' }).click();
    await window.getByText('Kept on this computer.').waitFor();
    await closesBy(window, window.getByRole('button', { name: 'OK' }).click());

    await open.page.getByText('The token is kept on this computer.').waitFor({ state: 'attached' });
    const told = String(await passed());
    expect(told).toContain('{"kept":true,"copied":true}');
    expect(told).not.toContain(token);
    expect(await open.page.content()).not.toContain(token);
    expect(await valuesIn(open.page)).not.toContain(token);
  });

  it('is not given twice, and not to the main window at all', async () => {
    const window = await regenerate();
    const again = await window.evaluate('tokenWindow.takeToken()');
    expect(again).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(await open.page.evaluate('"takeToken" in muster || "tokenWindow" in window')).toBe(false);
    expect(await inMain(TAKE_AS_MAIN_WINDOW)).toEqual(['Refused.', 'Refused.', 'Refused.']);

    await window.getByRole('button', { name: 'Use on this computer' }).click();
    await window.getByText('Kept on this computer.').waitFor();
    await closesBy(window, window.keyboard.press('Escape'));
  });

  it('is asked about before it is lost, by Esc and by the close box, and is forgotten when the window closes', async () => {
    const window = await regenerate();
    const token = await tokenIn(window);
    await window.keyboard.press('Escape');
    const question = window.getByRole('alertdialog');
    expect(await question.textContent()).toContain('You have neither copied nor kept this token.');
    expect(await axeProblemsInBothThemes(window)).toEqual([]);
    await question.getByRole('button', { name: 'Go back' }).click();
    expect(await window.getByRole('button', { name: 'Copy' }).isVisible()).toBe(true);

    await inMain(`({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1).close()`);
    await closesBy(window, question.getByRole('button', { name: 'Close', exact: true }).click());
    expect(String(await passed())).toContain('{"kept":false,"copied":false}');

    const next = await openToken('Enter SCIM Token', 'at once');
    expect(await next.evaluate('tokenWindow.takeToken()')).toMatchObject({ ok: false });
    expect(await next.evaluate('tokenWindow.copyToken()')).toMatchObject({ ok: false });
    expect(await next.content()).not.toContain(token);
    await closesBy(next, next.getByRole('button', { name: 'Cancel' }).click());
  });
});

describe('a pasted token', () => {
  it('is hidden while it is typed, kept, and never echoed to any window', async () => {
    const pasted = 'kscim_pasted-by-hand-0123456789';
    const window = await openToken('Enter SCIM Token', 'at once');
    const field = window.getByLabel('SCIM Token');
    expect(await field.getAttribute('type')).toBe('password');
    expect(await axeProblemsInBothThemes(window)).toEqual([]);
    await window.getByRole('button', { name: 'Use on this computer' }).click();
    await window.getByText('Paste it here as the console showed it.').waitFor();

    await field.fill(pasted);
    await window.getByRole('button', { name: 'Show what is in the field' }).click();
    expect(await field.getAttribute('type')).toBe('text');
    await window.keyboard.press('Tab');
    await closesBy(window, window.getByRole('button', { name: 'Use on this computer' }).click());
    await open.page.getByText('The token is kept on this computer.').waitFor({ state: 'attached' });
    expect(String(await passed())).not.toContain(pasted);
    expect(await open.page.content()).not.toContain(pasted);
  });
});

describe('Revoke SCIM Token', () => {
  it('cuts the link after its question, and offers Generate SCIM Token alone', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Revoke SCIM Token' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Revoke the SCIM token?' });
    expect(await dialog.textContent()).toContain('People on the console stay as they are.');
    await dialog.getByRole('button', { name: 'Revoke SCIM Token' }).click();
    await page.getByText('Not linked: the console has no SCIM token yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Regenerate SCIM Token' }).count()).toBe(0);

    const window = await openToken('Generate SCIM Token', 'at once');
    await expect.poll(() => tokenIn(window)).toMatch(/^kscim_/);
    await window.getByRole('button', { name: 'Use on this computer' }).click();
    await window.getByText('Kept on this computer.').waitFor();
    await closesBy(window, window.getByRole('button', { name: 'OK' }).click());
    await page.getByText(/^Link is up/).waitFor();
  });
});

/** Calls of the token window, made with the main window's own frame. */
const TAKE_AS_MAIN_WINDOW = `async ({ BrowserWindow }) => {
  const [main] = BrowserWindow.getAllWindows();
  const event = { sender: main.webContents, senderFrame: main.webContents.mainFrame };
  const names = ['takeToken', 'copyToken', 'keepToken'];
  return Promise.all(names.map(async (name) => {
    const handler = globalThis.handlersOfIpc.get('muster:call:' + name);
    return handler(event, undefined).then(() => 'answered', (error) => error.message);
  }));
}`;

const focusIn = (window: Page) => window.evaluate('document.activeElement.tagName');
const valuesIn = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll('input, textarea')].map((field) => field.value).join('\\n')`);
