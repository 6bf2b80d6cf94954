import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse } from '../../src-main/compose/open-house.ts';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

const NAMES = ['Adatum', 'Contoso', 'Fabrikam', 'Litware', 'Northwind', 'Proseware', 'Tailspin', 'Wingtip'];

describe('several tenants (ux §1, §9)', () => {
  let home: string;
  let launched: LaunchedApp;
  let page: Page;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'muster-tenants-'));
    const house = await openHouse({ home, env: {} });
    if (!house.ok) throw new Error(house.failure.sentence);
    for (const name of NAMES) {
      // Nobody answers there, and nobody needs to.
      const tenantUrl = 'http://127.0.0.1:9/scim/v2';
      const added = await house.value.addTenant({ name, tenantUrl, profile: 'generic' });
      if (!added.ok) throw new Error(added.failure.sentence);
    }
    await house.value.close();
    launched = await launchApp({ home });
    page = launched.page;
    page.setDefaultTimeout(10_000);
    await page.getByRole('button', { name: 'Tenants', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Tenants' }).waitFor();
  });
  afterAll(async () => {
    await launched.close();
    rmSync(home, { recursive: true, force: true });
  });

  const card = (name: string) =>
    page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name, exact: true }) });

  it('shows each with its link, mode and last run', async () => {
    expect(await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents()).toEqual(NAMES);
    const text = await card('Contoso').textContent();
    expect(text).toContain('http://127.0.0.1:9/scim/v2');
    expect(text).toContain('No run yet');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('finds one by its name from the keyboard and keeps the place', async () => {
    await page.keyboard.press('Control+Shift+T');
    const search = page.getByRole('searchbox', { name: 'Find a tenant' });
    await search.waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await search.fill('north');
    expect(await page.getByRole('menuitemradio').allTextContents()).toEqual([
      expect.stringContaining('Northwind'),
    ]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Tenant Northwind/ }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Tenants' }).waitFor();
  });

  it('saves a new name and accent, and tells at its field what cannot be', async () => {
    await card('Contoso').getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    const name = dialog.getByLabel('Name');
    await name.fill('fabrikam');
    await dialog.getByRole('button', { name: 'Save Changes' }).click();
    await expect.poll(() => page.evaluate('document.activeElement?.name')).toBe('name');
    expect(await dialog.textContent()).toMatch(/There is a tenant called "fabrikam" already/);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await name.fill('Contoso Europe');
    await dialog.getByRole('radio', { name: 'Teal' }).check();
    await dialog.getByRole('button', { name: 'Save Changes' }).click();
    await dialog.waitFor({ state: 'detached' });
    await card('Contoso Europe').waitFor();
  });

  it('forgets the token of the old address when the Tenant URL moves elsewhere, and says so', async () => {
    await card('Litware').getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await edit.getByLabel('Tenant URL').fill('http://127.0.0.1:10/scim/v2');
    await edit.getByRole('button', { name: 'Save Changes' }).click();
    const moved = page.getByRole('dialog', { name: 'Litware has another address now' });
    await moved
      .getByText('The SCIM token of the old address, http://127.0.0.1:9/scim/v2, was removed')
      .waitFor();
    await moved.getByText('http://127.0.0.1:10/scim/v2', { exact: true }).waitFor();
    await moved.getByRole('button', { name: 'Enter SCIM Token' }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await moved.getByRole('button', { name: 'Close' }).click();
    await moved.waitFor({ state: 'detached' });
  });

  it('tells at once that a tenant without a token cannot be tested, and what to do', async () => {
    await card('Adatum').getByRole('button', { name: 'Test connection' }).click();
    await card('Adatum')
      .getByText(/token|keychain/i)
      .first()
      .waitFor();
  });

  it('lists what removing forgets and what stays, and then forgets it', async () => {
    await card('Wingtip').getByRole('button', { name: 'Remove…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Forgotten on this computer').waitFor();
    const text = await dialog.textContent();
    for (const part of ['the token and the admin key', 'settings', '0 runs', '0 reports'])
      expect(text).toContain(part);
    expect(text).toContain('Everything on the console stays');
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Keep it');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove Wingtip' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await card('Wingtip').count()).toBe(0);
  });

  it('has kept all of it at the next start', async () => {
    await launched.close();
    launched = await launchApp({ home });
    page = launched.page;
    page.setDefaultTimeout(10_000);
    await page.getByRole('button', { name: /^Tenant Northwind/ }).waitFor();
    await page.getByRole('button', { name: 'Tenants', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Tenants' }).waitFor();
    const names = await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents();
    expect(names).toEqual([
      'Adatum',
      'Contoso Europe',
      'Fabrikam',
      'Litware',
      'Northwind',
      'Proseware',
      'Tailspin',
    ]);
  });
});
