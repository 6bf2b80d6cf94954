// Answers that fail or are long in coming, on the built app (ux §10).
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReport, type ReportWindow } from './open-report.ts';

let open: ReportWindow;
let page: Page;

beforeAll(async () => {
  open = await openReport();
  page = open.page;
  page.setDefaultTimeout(10_000);
  await inMain(KEEP_HANDLERS);
});
afterAll(() => open.close());

const inMain = (code: string): Promise<unknown> =>
  open.app.evaluate(
    (electron, text) => new Function('electron', `return (${text})(electron)`)(electron),
    code,
  );

const KEEP_HANDLERS = `({ ipcMain }) => {
  const handlers = 'handlers' in ipcMain ? ipcMain.handlers : ipcMain._invokeHandlers;
  globalThis.answering = (call, handler) => {
    const channel = 'muster:call:' + call;
    const own = handlers.get(channel);
    handlers.set(channel, handler(own));
    return () => handlers.set(channel, own);
  };
}`;

const SENTENCE = { refused: 'The disk did not answer. Nothing was changed.', broken: 'fault of its own' };
const HOW = {
  refused: `async () => ({ ok: false, failure: { code: 'unexpected', sentence: '${SENTENCE.refused}', next: '' } })`,
  broken: `async () => { throw new Error('broken'); }`,
};

const fails = (call: string, how: keyof typeof HOW) =>
  inMain(`() => { globalThis.giveBack = globalThis.answering('${call}', () => ${HOW[how]}); }`);
const giveBack = () => inMain('() => globalThis.giveBack()');

const places = () => page.getByRole('navigation', { name: 'Places' });
const goTo = (place: string) =>
  places()
    .getByRole('button', { name: new RegExp(`^${place}`) })
    .click();
const openFirst = () => page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
const find = () => page.getByRole('main').getByRole('searchbox').fill('ben');
const tryAgain = () => page.getByRole('main').getByRole('button', { name: 'Try again' });

const READS: readonly {
  readonly call: string;
  readonly place: string;
  readonly act?: () => Promise<void>;
  /** What stands there once it could be read. */
  readonly shows: string;
}[] = [
  { call: 'readOverview', place: 'Overview', shows: '4 people lose alias addresses' },
  { call: 'listReports', place: 'Reports', shows: 'This sync would create' },
  { call: 'openReport', place: 'Reports', act: openFirst, shows: 'Group equal changes' },
  { call: 'readReportLines', place: 'Reports', act: openFirst, shows: 'On the console, no longer' },
  { call: 'openExclusions', place: 'Exclusions', shows: 'people are excluded' },
  { call: 'readHistory', place: 'History', shows: 'Outcome' },
  { call: 'readProvisioning', place: 'Provisioning', shows: 'Regenerate SCIM Token' },
  { call: 'readOwnSettings', place: 'Provisioning', shows: 'Limits' },
  { call: 'findPeople', place: 'People', act: find, shows: '10 people' },
  { call: 'readComputer', place: 'Preferences', shows: 'home' },
];

describe.each(['refused', 'broken'] as const)('an answer that is %s', (how) => {
  it.each(READS)('is told in its place and read on Try again: $call', async ({ call, place, act, shows }) => {
    await goTo('Tenants');
    await fails(call, how);
    await goTo(place);
    await act?.();
    await tryAgain().waitFor();
    const main = page.getByRole('main');
    expect(await main.textContent()).toContain(SENTENCE[how]);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await main.locator('.fui-Skeleton').count()).toBe(0);
    expect(await places().getByRole('button').count()).toBe(8);
    await giveBack();
    await tryAgain().click();
    await tryAgain().waitFor({ state: 'detached' });
    await expect.poll(() => main.textContent()).toContain(shows);
  });

  it('keeps the window from opening only until Try again', async () => {
    await fails('listTenants', how);
    await page.reload();
    await tryAgain().waitFor();
    expect(await page.getByRole('main').textContent()).toContain(SENTENCE[how]);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await tryAgain().isVisible()).toBe(true);
    await giveBack();
    await tryAgain().click();
    await places().waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Contoso');
  });
});

describe('an answer that is long in coming', () => {
  const WAITS = READS.filter(({ call }) =>
    ['readOverview', 'listReports', 'openReport', 'readHistory', 'readProvisioning'].includes(call),
  );
  it.each(WAITS)('shows a skeleton and moves nothing when it is there: $call', async (read) => {
    await goTo('Tenants');
    await holdBack(read.call);
    await goTo(read.place);
    await read.act?.();
    await page.getByRole('main').locator('.fui-Skeleton').first().waitFor();
    const before = await corners();
    await inMain('() => { globalThis.answerNow(); globalThis.giveBack(); }');
    await expect.poll(() => page.getByRole('main').textContent()).toContain(read.shows);
    expect(await corners()).toEqual(before);
  });

  it('keeps the rows of a report while others are read, and says that it is busy', async () => {
    await goTo('Reports');
    await openFirst();
    const grid = page.getByRole('grid');
    await grid.getByRole('row').nth(1).waitFor();
    // Sizes only: what is clicked, and the row that stays active, may scroll.
    const place = async () => {
      const boxes = [grid, grid.getByRole('row').nth(0), grid.getByRole('row').nth(1)].map(async (each) => {
        const { width, height } = (await each.boundingBox()) ?? {};
        return { width, height };
      });
      return { text: await grid.getByRole('row').nth(1).textContent(), boxes: await Promise.all(boxes) };
    };
    const before = await place();
    expect(await grid.getAttribute('aria-busy')).toBe('false');
    await holdBack('readReportLines');
    await grid.getByRole('columnheader', { name: 'Email' }).getByRole('button').click();
    await expect.poll(() => grid.getAttribute('aria-busy')).toBe('true');
    expect(await grid.locator('.fui-ProgressBar').count()).toBe(1);
    expect(await place()).toEqual(before);
    await inMain('() => { globalThis.answerNow(); globalThis.giveBack(); }');
    await expect.poll(() => grid.getAttribute('aria-busy')).toBe('false');
    expect(await grid.locator('.fui-ProgressBar').count()).toBe(0);
  });

  /** Main answers this call only when it is told to. */
  const holdBack = (call: string) =>
    inMain(`() => {
      const given = new Promise((resolve) => { globalThis.answerNow = resolve; });
      globalThis.giveBack = globalThis.answering('${call}', (own) => async (...all) => {
        await given;
        return own(...all);
      });
    }`);

  /** Where the title and the navigation begin; the title's own length may change. */
  async function corners() {
    const title = await page.getByRole('heading', { level: 1 }).boundingBox();
    const navigation = await places().boundingBox();
    return { x: title?.x, y: title?.y, navigation };
  }
});

describe('at 200 % zoom', () => {
  const PLACES = 'Overview Reports Exclusions People History Provisioning Tenants Preferences'.split(' ');
  it.each(PLACES)('the page of %s and the header need no sideways scrolling', async (place) => {
    await inMain(`({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0];
      webContents.setZoomFactor(1);
      webContents.setZoomFactor(2);
    }`);
    await expect.poll(() => page.evaluate('innerWidth')).toBe(640);
    await goTo(place);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(640);
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('header button, h1')].filter((each) => each.getBoundingClientRect().right > 640).length`,
      ),
    ).toBe(0);
    const over = await page.evaluate(
      `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector("main"))`,
    );
    expect(over).toBe(0);
  });
});
