// Provisioning on a console that offers SCIM alone: what this computer keeps, and what is told to it (design §5, ux §4, R22).
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composition } from '../../../src-main/compose.ts';
import { staffOf } from '../../e2e/expected-state.ts';
import { need, TENANT, type World } from '../../e2e/open-world.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { axeProblemsInBothThemes } from '../axe-problems.ts';
import { button, enterSecret, goTo } from '../world/act-in-window.ts';
import { openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

const staff = staffOf(6);
const says = (text: string | RegExp) => page.getByText(text).first().waitFor();
const testMode = () => page.getByRole('checkbox', { name: 'Test Mode', exact: true });

/** Another program on this computer turns Provisioning off. */
async function turnOffElsewhere({ home }: Pick<World, 'home'>): Promise<void> {
  const house = need(await composition.openHouse({ home, env: process.env }));
  need(await house.saveSettings(TENANT, { provisioningEnabled: false }, new AbortController().signal));
  await house.close();
}

describe.skipIf(NO_KEYRING_HERE)('a console that offers SCIM alone', () => {
  it('has two Test Modes, the clicks instead of Generate, and a conflict with another program', async () => {
    const office = await openOffice(
      {
        directory: staff.slice(1),
        console: staff,
        consoleApi: 'without',
        profile: 'ksat',
        testMode: 'on',
        async before({ house }) {
          need(await house.saveSettings(TENANT, { provisioningEnabled: true }, new AbortController().signal));
        },
      },
      onTestFinished,
    );
    const launched = await office.launch();
    page = launched.page;
    await goTo(page, 'Provisioning');
    await page.getByRole('heading', { name: 'Kept on this computer' }).waitFor();
    await says(/This console lets nobody generate, regenerate or revoke its token from outside\./);
    for (const name of ['Generate SCIM Token', 'Regenerate SCIM Token', 'Revoke SCIM Token']) {
      expect(await button(page, name).count()).toBe(0);
    }
    await enterSecret(launched.app, button(page, 'Enter SCIM Token'), office.token);
    await says(/^Token kept on this computer, since/);

    // Two Test Modes, named apart; the console's own is only told.
    await says(/When you turn it off there, what was sent takes effect, without Muster\./);
    await says(/leave Test Mode on there until this is done\./);
    await button(page, 'It is on there').click();
    await says(/^Test Mode in the console: On, as you told us on /);
    await button(page, 'Change what Muster knows of Test Mode in the console').click();
    await button(page, 'It is off there').click();
    await says(/^Test Mode in the console: Off, as you told us on /);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);

    await testMode().click();
    await says('1 change not saved');
    await turnOffElsewhere(office);
    await button(page, 'Save Changes').click();
    const dialog = page.getByRole('alertdialog');
    await button(dialog, 'Turn off anyway').click();
    await dialog.getByRole('columnheader', { name: 'Yours' }).waitFor();
    await dialog
      .getByRole('radio', { name: 'Enable User Provisioning (User Syncing): yours, On', exact: true })
      .click();
    await dialog.getByRole('radio', { name: /^Test Mode: as it is now, On$/ }).click();
    await button(dialog, 'Save with these choices').click();
    await says('No change to save');
    expect(await testMode().isChecked()).toBe(true);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('has its sources removed under Sources, and the history tells', async () => {
    const office = await openOffice(
      { directory: staff, console: staff, consoleApi: 'without', testMode: 'on', exclusions: EXCLUDED },
      onTestFinished,
    );
    ({ page } = await office.launch());
    await goTo(page, 'Provisioning');
    await button(page, 'Sources').click();
    await says(join(office.folder, 'exclusions.csv'));
    await button(page, 'Remove the exclusions file').click();
    await page.getByText(join(office.folder, 'exclusions.csv')).waitFor({ state: 'detached' });
    await button(page, 'Remove the directory').click();
    await says('No directory yet.');
    expect(await button(page, 'Remove the directory').count()).toBe(0);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await goTo(page, 'History');
    await says(/^The exclusions file was removed: /);
  });
});

const EXCLUDED = 'Email,Provisioning Managed\nvip@contoso.example,false\n';
