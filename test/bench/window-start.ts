import type { ElectronApplication, Page } from 'playwright-core';
import { startApp } from '../desktop/launch-app.ts';
import { fixtureFolder } from '../desktop-host/open-fixture.ts';

const ROUND_TRIPS = 400;
const IDLE_MS = 10_000;

export interface OpenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** The built app, or another, with its first window. */
export async function openApp(home: string, folder?: string): Promise<OpenApp> {
  const app = await startApp({ home, ...(folder === undefined ? {} : { app: folder }) });
  return { app, page: await app.firstWindow() };
}

/** Seconds from the start of the process until the window can be used: its heading is there, a button can be pressed. */
export async function secondsToStart(home: string): Promise<number> {
  const began = performance.now();
  const { app, page } = await openApp(home);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('main').getByRole('button').first().click({ trial: true });
  const seconds = (performance.now() - began) / 1000;
  await app.close();
  return seconds;
}

/** The same host with a page that holds one heading and does nothing: what Electron and Chromium take by themselves. */
export async function openEmptyApp(home: string): Promise<{ seconds: number; launched: OpenApp }> {
  const began = performance.now();
  const launched = await openApp(home, fixtureFolder);
  await launched.page.getByRole('heading', { level: 1 }).waitFor();
  return { seconds: (performance.now() - began) / 1000, launched };
}

/** Times of many round trips to the main process, in milliseconds. `call` is page code that makes one. */
export async function roundTrips(page: Page, call: string): Promise<readonly number[]> {
  const times = await page.evaluate(`(async () => {
    const times = [];
    for (let turn = 0; turn < ${ROUND_TRIPS}; turn++) {
      const began = performance.now();
      await (${call})(turn);
      times.push(performance.now() - began);
    }
    return times;
  })()`);
  return times as readonly number[];
}

/** CPU seconds that main process and page take while nobody does anything. */
export async function idleSeconds(
  app: ElectronApplication,
  page: Page,
): Promise<{ main: number; page: number }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const pageNow = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const mainNow = () =>
    app.evaluate(() => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
  const before = { main: await mainNow(), page: await pageNow() };
  await page.waitForTimeout(IDLE_MS);
  const after = { main: await mainNow(), page: await pageNow() };
  await cdp.detach();
  return { main: after.main - before.main, page: after.page - before.page };
}
