// The limit between two syncs in the window: early presses, Skipped with its cause, armed and disarmed, and right after
// a restart (design §6, ux §1, §6, §10).
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { button, enterSecret, goTo, syncAndReview } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { type Office, openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

const staff = staffOf(12);
const office = (syncLimitMs: number): Promise<Office> =>
  openOffice(
    { directory: staff.slice(1), console: staff, testMode: 'on', profile: 'generic', syncLimitMs },
    onTestFinished,
  );

/** What a screen reader hears behind the button's name. */
const described = () =>
  page.evaluate<string>(`document.getElementById(
    document.querySelector('[aria-label="Force Sync Now"]').getAttribute('aria-describedby')).textContent`);
const forceSync = () => button(page, 'Force Sync Now');
const statuses = async ({ askApi }: Office) =>
  ((await askApi('GET', '/syncs')) as { syncs: { status: string }[] }).syncs.map(({ status }) => status);

describe.skipIf(NO_KEYRING_HERE)('while the sync limit runs', () => {
  it('a press explains it, may be sent all the same, and Skipped is no error and tells its cause', async () => {
    const open = await office(15 * 60_000);
    const { app, page: first } = await open.launch();
    page = first;
    await syncAndReview(page);
    expect(await described()).toMatch(/^Next sync possible in about 15 minutes, at \d/);
    expect(await forceSync().textContent()).toMatch(/1[45]:\d\d/);

    await forceSync().click();
    const panel = page.getByRole('group', { name: 'Sync limit' }).or(page.getByLabel('Sync limit'));
    await panel
      .first()
      .getByText(/An? ?other sync began less than a minute ago\..*would be skipped, not queued\./)
      .waitFor();
    await button(page, 'Request anyway').click();
    const bar = page
      .getByText(/^Contoso\s+Skipped\./)
      .or(page.getByText(/Skipped\. A sync from/))
      .first();
    await bar.waitFor();
    expect(await bar.textContent()).toMatch(/was less than 15 minutes old\. Nothing was read or changed\./);
    await goTo(page, 'History');
    await page
      .getByText(/Skipped/)
      .first()
      .waitFor();

    // From the bar it is armed, and disarmed again.
    await button(page, 'Sync when the limit ends').first().click();
    await page
      .getByText(/^Syncs at/)
      .first()
      .waitFor();
    const tray = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu() !== null);
    expect(await tray()).toBe(true);
    await button(page.getByRole('banner'), 'Disarm').click();
    await page
      .getByText(/^Syncs at/)
      .first()
      .waitFor({ state: 'detached' });
    expect(open.troubles).toEqual([]);
  });

  it('the countdown is there at once after a restart', async () => {
    const open = await office(15 * 60_000);
    const before = await open.launch();
    page = before.page;
    await syncAndReview(page);
    await before.close();
    ({ page } = await open.launch());
    await eventually(() => forceSync().textContent()).toMatch(/1[34]:\d\d/);
    expect(await described()).toMatch(/in about 1[45] minutes/);
  });

  it('what is armed for its end really starts then', async () => {
    const open = await office(10_000);
    ({ page } = await open.launch());
    await syncAndReview(page);
    await forceSync().click();
    await button(page, 'Sync when the limit ends').click();
    await page
      .getByText(/^Syncs at/)
      .first()
      .waitFor();
    await eventually(() => statuses(open)).toEqual(['Completed', 'Completed']);
    await page
      .getByText(/^Syncs at/)
      .first()
      .waitFor({ state: 'detached' });
    expect(open.troubles).toEqual([]);
  });
});

describe.skipIf(NO_KEYRING_HERE)('a wrong token', () => {
  it('is told with what to do; entered anew in its own window, the sync works', async () => {
    const open = await openOffice({ directory: staff, console: staff, testMode: 'on' }, onTestFinished);
    open.giveToken('not-the-token');
    const { app, page: first } = await open.launch();
    page = first;
    await button(page, 'Force Sync Now').click();
    await page
      .getByText(/The console refused the token \(401\)\./)
      .first()
      .waitFor();
    await enterSecret(app, button(page.getByRole('main'), 'Enter SCIM Token').first(), open.token);
    await button(page, 'Force Sync Now').click();
    await page
      .getByText(/report ready/)
      .first()
      .waitFor();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(open.troubles).toEqual([]);
  });
});
