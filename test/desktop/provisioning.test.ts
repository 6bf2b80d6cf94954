// The Provisioning screen on the built app: draft, questions, somebody else's change, limits (ux §4, R16, R25).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { goTo, openProvisioning, type ProvisioningWindow, placeOf } from './open-provisioning.ts';

let open: ProvisioningWindow;

beforeAll(async () => {
  open = await openProvisioning();
});
afterAll(() => open.close());
beforeEach(async () => {
  const discard = button('Discard');
  if (await discard.isEnabled()) await discard.click();
});

const button = (name: string) => open.page.getByRole('button', { name, exact: true });
const testMode = () => open.page.getByRole('checkbox', { name: 'Test Mode', exact: true });
const dialog = () => open.page.getByRole('alertdialog');
const says = (text: string | RegExp) => open.page.getByText(text).first().waitFor();
const isHeld = async (control: Locator) => (await control.getAttribute('aria-disabled')) === 'true';

/** Saves as another program would, while this screen shows what it read before. */
async function somebodyElseSaves(settings: object): Promise<void> {
  await open.page.evaluate(`(async () => {
    const { value: [{ id: tenantId }] } = await muster.listTenants();
    const read = await muster.readProvisioning({ tenantId });
    const change = { settings: ${JSON.stringify(settings)}, limits: {}, approval: {}, withoutFreshReport: false };
    const saved = await muster.saveProvisioning({ tenantId, version: read.value.version, change });
    if (saved.value?.outcome !== 'saved') throw new Error(JSON.stringify(saved));
  })()`);
}

describe('the Provisioning screen', () => {
  it('has the console’s labels, in its order, and Force Sync Now once', async () => {
    const { page } = open;
    for (const name of ['SCIM', 'ADI']) expect(await page.getByRole('radio', { name }).count()).toBe(1);
    for (const name of ['+ SCIM Settings', 'Regenerate SCIM Token', 'Revoke SCIM Token', 'Force Sync Now']) {
      expect(await button(name).count()).toBe(1);
    }
    expect(await page.getByRole('textbox', { name: 'Tenant URL' }).inputValue()).toMatch(/\/scim\/v2$/);
    expect(await testMode().isChecked()).toBe(true);
    await button('+ SCIM Settings').click();
    expect(await button('Force Sync Now').count()).toBe(1);
    await button('+ SCIM Settings').click();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('caps the requests to the console at a time, within what its kind bears (R17)', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Limits', exact: true }).click();
    const cap = page.getByRole('textbox', { name: 'Requests to the console at a time, at most' });
    await cap.fill('17');
    await says('A whole number from 1 to 16.');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await cap.fill('6');
    await says('was: 16');
    await button('Save Changes').click();
    await says('Changes saved.');
    await expect.poll(() => cap.inputValue()).toBe('6');
    await page.getByRole('button', { name: 'Limits', exact: true }).click();
  });

  it('says what was changed and what it was, and asks before it is left', async () => {
    const { page } = open;
    expect(await isHeld(button('Save Changes'))).toBe(true);
    await testMode().click();
    await says('was: On');
    await says('1 change not saved');
    await says('From the next sync on, approved changes are made on the console.');
    await placeOf(page, 'History').click();
    expect(await dialog().textContent()).toContain('1 change to Provisioning is not saved.');
    await dialog().getByRole('button', { name: 'Stay' }).click();
    expect(await testMode().isChecked()).toBe(false);
  });

  it('folds the SCIM settings while ADI is selected', async () => {
    await open.page.getByRole('radio', { name: 'ADI' }).click();
    await says('ADI is selected. SCIM syncs are skipped until you choose SCIM and save.');
    expect(await button('Regenerate SCIM Token').count()).toBe(0);
  });
});

describe('a switch of the mode', () => {
  it('asks once, and ADI to SCIM turns Test Mode on by itself and says so', async () => {
    await open.page.getByRole('radio', { name: 'ADI' }).click();
    await button('Save Changes').click();
    expect(await dialog().textContent()).toContain(
      'Data may be overwritten or lost at the first live ADI sync.',
    );
    expect(await axeProblemsInBothThemes(open.page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Switch to ADI' }).click();
    await says('No change to save');

    await open.page.getByRole('radio', { name: 'SCIM' }).click();
    await button('Save Changes').click();
    expect(await dialog().textContent()).toContain('Test Mode turns on by itself when you save.');
    expect(await dialog().textContent()).toMatch(/6 aliases of 4 people will be removed/);
    await dialog().getByRole('button', { name: 'Switch to SCIM' }).click();
    await says('No change to save');
    expect(await testMode().isChecked()).toBe(true);
  });
});

describe('turning Test Mode off', () => {
  it('says what the last report and the console would do, and wants the alias list acknowledged', async () => {
    const { app, page, home } = open;
    const file = join(home, 'aliases.csv');
    await app.evaluate(({ dialog: asking }, filePath) => {
      asking.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await testMode().click();
    await button('Save Changes').click();
    const words = await dialog().textContent();
    expect(words).toContain('says: create 12, change 22, archive 5, restore 3.');
    expect(words).toContain('The console may do more by itself: enrol new and restored people in campaigns');
    const confirm = dialog().getByRole('button', { name: 'Turn Test Mode off' });
    expect(await isHeld(confirm)).toBe(true);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);

    await dialog().getByRole('button', { name: 'Save alias list…' }).click();
    await says(/^Saved as/);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe('\ufeffEmail,Name,Alias');
    expect(lines).toHaveLength(1 + 6);

    await dialog()
      .getByRole('checkbox', { name: 'I have saved the list, and 6 aliases may be removed.' })
      .click();
    await confirm.click();
    await says('Test Mode is off. Approved changes are made on the console.');
    await testMode().click();
    await button('Save Changes').click();
    await says('No change to save');
    expect(await testMode().isChecked()).toBe(true);
  });
});

describe('limits', () => {
  it('keeps limits that are no number from being saved, and saves those that are', async () => {
    await button('Limits').click();
    const share = open.page.getByRole('textbox', { name: 'Archived people: share in percent' });
    await share.fill('many');
    await button('Save Changes').click();
    await says('A share from 0 to 100 %.');
    expect(await axeProblemsInBothThemes(open.page)).toEqual([]);
    await share.fill('0,5');
    await says('5, limit 5');
    await says('With these limits a live sync of the last report would not halt.');
    const always = open.page.getByRole('textbox', { name: 'Archived people: always allowed' });
    await always.fill('4');
    await says('5: over the limit of 4');
    await says('With these limits a live sync of the last report would halt before its first change.');
    expect(await axeProblemsInBothThemes(open.page)).toEqual([]);
    await always.fill('5');
    await open.page.keyboard.press('Control+s');
    await says('No change to save');
    await goTo(open.page, 'History');
    await goTo(open.page, 'Provisioning');
    await button('Limits').click();
    expect(await share.inputValue()).toBe('0.5');
    await share.fill('5');
    await button('Save Changes').click();
    await says('No change to save');
  });

  it('make the last report stale, and turning Test Mode off says so and offers a test sync', async () => {
    await testMode().click();
    await button('Save Changes').click();
    expect(await dialog().textContent()).toContain(
      'The settings changed since the last report, so nobody can say what the next sync would do.',
    );
    expect(await dialog().getByRole('button', { name: 'Turn off anyway' }).count()).toBe(1);
    await dialog().getByRole('button', { name: 'Run a test sync first' }).click();
    await says('No change to save');
    expect(await testMode().isChecked()).toBe(true);
  });
});

describe('somebody else’s change', () => {
  it('is shown beside mine; Cancel keeps the draft, and theirs stands unless I choose mine', async () => {
    const { page } = open;
    const enabled = page.getByRole('checkbox', { name: 'Enable User Provisioning (User Syncing)' });
    await enabled.click();
    await somebodyElseSaves({ mode: 'adi' });
    await button('Save Changes').click();
    await page.getByRole('columnheader', { name: /^On the console now/ }).waitFor();
    expect(await radioOf('SCIM or ADI: as it is now, ADI').isChecked()).toBe(true);
    expect(await radioOf('Enable User Provisioning (User Syncing): as it is now, On').isChecked()).toBe(true);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    expect(await enabled.isChecked()).toBe(false);

    await button('Save Changes').click();
    await radioOf('Enable User Provisioning (User Syncing): yours, Off').click();
    await dialog().getByRole('button', { name: 'Save with these choices' }).click();
    await says('No change to save');
    await enabled.click();
    expect(await page.getByRole('radio', { name: 'ADI' }).isChecked()).toBe(true);
    expect(await enabled.isChecked()).toBe(true);
  });
});

const radioOf = (name: string) => open.page.getByRole('radio', { name, exact: true });
