// Unsaved edits of the Provisioning screen outlive a crash, and are still made upon what was read then (U11).
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { setConsoleTestMode } from '../../e2e/open-world.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { axeProblemsInBothThemes } from '../axe-problems.ts';
import { button, goTo } from '../world/act-in-window.ts';
import { kill } from '../world/kill.ts';
import { openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

const staff = staffOf(5);
const says = (text: string | RegExp) => page.getByText(text).first().waitFor();
const enabled = () => page.getByRole('checkbox', { name: 'Enable User Provisioning (User Syncing)' });
const share = () => page.getByRole('textbox', { name: 'Archived people: share in percent' });

describe.skipIf(NO_KEYRING_HERE)('a draft of settings', () => {
  it('is back after a crash, as it was typed, and is gone once it is discarded', async () => {
    const office = await openOffice({ directory: staff, console: staff, testMode: 'on' }, onTestFinished);
    const first = await office.launch();
    page = first.page;
    await goTo(page, 'Provisioning');
    await enabled().click();
    await button(page, 'Limits').click();
    await share().fill('many');
    await says('2 changes not saved');
    await kill(first.app);

    const second = await office.launch();
    page = second.page;
    await goTo(page, 'Provisioning');
    await says(/^Your 2 unsaved edits from .+ are back\.$/);
    await says('2 changes not saved');
    expect(await enabled().isChecked()).toBe(false);
    await button(page, 'Limits').click();
    expect(await share().inputValue()).toBe('many');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    // Nothing of it was touched: it comes back with the time at which it was made.
    await kill(second.app);

    const third = await office.launch();
    page = third.page;
    await goTo(page, 'Provisioning');
    await says(/^Your 2 unsaved edits from .+ are back\.$/);
    await button(page, 'Discard').click();
    await says('No change to save');
    expect(await page.getByText(/are back\.$/).count()).toBe(0);
    await kill(third.app);

    ({ page } = await office.launch());
    await goTo(page, 'Provisioning');
    await enabled().waitFor();
    await says('No change to save');
  });

  it('meets a change that somebody else made meanwhile as a conflict, never as theirs or mine alone', async () => {
    const office = await openOffice({ directory: staff, console: staff, testMode: 'on' }, onTestFinished);
    const first = await office.launch();
    page = first.page;
    await goTo(page, 'Provisioning');
    await enabled().click();
    await says('1 change not saved');
    await kill(first.app);
    await setConsoleTestMode(office, false);

    ({ page } = await office.launch());
    await goTo(page, 'Provisioning');
    await says(/^Your 1 unsaved edit from .+ is back\.$/);
    await button(page, 'Save Changes').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('columnheader', { name: /^On the console now/ }).waitFor();
    await dialog
      .getByRole('radio', { name: 'Enable User Provisioning (User Syncing): yours, Off', exact: true })
      .click();
    // Test Mode is never off but by a choice made here.
    await dialog.getByRole('radio', { name: 'Test Mode: as it is now, Off', exact: true }).click();
    await button(dialog, 'Save with these choices').click();
    await says('No change to save');
    expect(await office.askApi('GET', '/provisioning')).toMatchObject({
      provisioningEnabled: false,
      testMode: false,
    });
  });
});
