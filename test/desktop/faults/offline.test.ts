// A console that does not answer: what stays possible, what waits, and how it is over by itself (ux §10).
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { axeProblemsInBothThemes } from '../axe-problems.ts';
import { button, goTo, syncAndReview } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { type Office, openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';
import { PLACES } from '../world/places.ts';

let page: Page;
keepPictureOfFailure(() => page);

const staff = staffOf(12);
const office = (consoleApi: 'with' | 'without'): Promise<Office> =>
  openOffice({ directory: staff.slice(1), console: staff, testMode: 'on', consoleApi }, onTestFinished);

const bar = () => page.getByText(/^No connection to 127\.0\.0\.1:\d+\./).and(page.locator('main *'));
const isHeld = async (name: string) => (await button(page, name).getAttribute('aria-disabled')) === 'true';
const why = async (name: string) => {
  const ids = (await button(page, name).getAttribute('aria-describedby')) ?? '';
  const words = ids.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent());
  return (await Promise.all(words)).join(' ');
};
const testMode = () => page.getByRole('checkbox', { name: 'Test Mode', exact: true });
const cameToFront = () => page.evaluate(`window.dispatchEvent(new Event('focus')) && undefined`);

describe.skipIf(NO_KEYRING_HERE)('while the console does not answer', () => {
  it('every screen says so once; acts of the console wait with their reason, and a draft stays', async () => {
    const open = await office('with');
    ({ page } = await open.launch());
    await syncAndReview(page);
    await goTo(page, 'Provisioning');
    await testMode().click();
    await page.getByText('1 change not saved').waitFor();

    open.wire.meddle(() => 'cut');
    await button(page, 'Regenerate SCIM Token').click();
    await button(page.getByRole('alertdialog'), 'Regenerate SCIM Token').click();
    await bar().waitFor();
    for (const name of ['Regenerate SCIM Token', 'Revoke SCIM Token', 'Force Sync Now', 'Save Changes']) {
      expect([name, await isHeld(name)]).toEqual([name, true]);
      expect(await why(name)).toContain('Needs a connection.');
      await button(page, name).focus();
      expect(await button(page, name).and(page.locator(':focus')).count()).toBe(1);
    }
    await page.keyboard.press('Control+s');
    await page
      .getByText('Needs a connection. Nothing was saved; your edits stay.')
      .waitFor({ state: 'attached' });
    expect(await axeProblemsInBothThemes(page)).toEqual([]);

    // The line is whole again: coming to the front asks, and the draft can be saved as it was made.
    open.wire.meddle(() => 'pass');
    await cameToFront();
    await bar().waitFor({ state: 'detached' });
    expect(await testMode().isChecked()).toBe(false);
    await button(page, 'Discard').click();
    await page.getByText('No change to save').waitFor();

    open.wire.meddle(() => 'cut');
    await button(page, 'Revoke SCIM Token').click();
    await button(page.getByRole('alertdialog'), 'Revoke SCIM Token').click();
    await bar().waitFor();
    for (const place of PLACES) {
      await goTo(page, place);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([place, await bar().count()]).toEqual([place, 1]);
    }
    await goTo(page, 'Reports');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await button(page, 'Try again').first().click();
    await page.getByText(/^Still no connection/).waitFor({ state: 'attached' });
    open.wire.meddle(() => 'pass');
    await button(page, 'Try again').first().click();
    await bar().waitFor({ state: 'detached' });
    await button(page, 'Force Sync Now').click();
    await page
      .getByText(/report ready/)
      .first()
      .waitFor();
  });

  it('is shown at a start without a connection, over the settings that cannot be read; nobody asks while it answers', async () => {
    const open = await office('with');
    open.wire.meddle(() => 'cut');
    ({ page } = await open.launch());
    await bar().waitFor();
    await goTo(page, 'Provisioning');
    await page.getByText('The console’s settings are shown when it answers again.').waitFor();
    expect(await page.getByText('Details').count()).toBe(0);
    open.wire.meddle(() => 'pass');
    await page.evaluate(`window.dispatchEvent(new Event('online')) && undefined`);
    await testMode().waitFor();
    expect(await bar().count()).toBe(0);
    await open.wire.quiet();
    const before = open.wire.requests.length;
    await cameToFront();
    await page.waitForTimeout(500);
    expect(open.wire.requests.length).toBe(before);
  });

  it('settings that this computer keeps can be saved all the same', async () => {
    const open = await office('without');
    open.wire.meddle(() => 'cut');
    ({ page } = await open.launch());
    await bar().waitFor();
    await goTo(page, 'Provisioning');
    await page.getByRole('checkbox', { name: 'Enable User Provisioning (User Syncing)' }).click();
    await eventually(() => isHeld('Save Changes')).toBe(false);
    await button(page, 'Save Changes').click();
    await page.getByText('No change to save').waitFor();
  });
});
