// CSV files dropped on the built product, with their real paths (ux §2, §4, §7).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composition } from '../../src-main/compose.ts';
import { need } from '../e2e/open-world.ts';
import { dropFiles } from './drop-files.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

describe('a dropped file', () => {
  let folder: string;
  let launched: LaunchedApp;
  let page: Page;
  const at = (name: string) => join(folder, name);
  const go = (place: string) => page.getByRole('button', { name: place, exact: true }).first().click();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-drop-'));
    writeFileSync(at('people.csv'), 'Email;First Name\nana@contoso.example;Ana\nben@contoso.example;Ben\n');
    writeFileSync(at('protect.csv'), 'Email,Provisioning Managed\nkim@contoso.example,false\n');
    writeFileSync(at('people.xlsx'), 'PK');
    mkdirSync(at('old.csv'));
    const home = at('home');
    const house = need(await composition.openHouse({ home, env: {} }));
    const tenantUrl = 'https://scim.contoso.example/v2';
    need(await house.addTenant({ name: 'Contoso', profile: 'generic', tenantUrl }));
    await house.close();
    launched = await launchApp({ home });
    page = launched.page;
    page.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    await launched.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const REFUSED: readonly [string, readonly string[], RegExp][] = [
    ['no CSV', ['people.xlsx'], /“people\.xlsx” is no CSV file, so it was not read\./],
    ['a folder', ['old.csv'], /old\.csv”? is a folder/],
    [
      'two at once',
      ['people.csv', 'protect.csv'],
      /2 files were dropped at once, so none of them was read\./,
    ],
  ];

  it('is imported into the exclusions, or it is said why not', async () => {
    await go('Exclusions');
    await page.getByRole('heading', { level: 1, name: /excluded/ }).waitFor();
    for (const [, names, sentence] of REFUSED) {
      await dropFiles(page, 'main', names.map(at));
      await page.getByText(sentence).first().waitFor();
    }
    await dropFiles(page, 'main', [at('protect.csv')]);
    await page.getByText('1 imported: 1 added').first().waitFor();
    await page.locator('[data-cell$=":0"]').filter({ hasText: 'kim@contoso.example' }).waitFor();
    await page.getByRole('button', { name: 'Save exclusions' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });

  it('becomes the source of Provisioning on whose place it is dropped', async () => {
    await go('Provisioning');
    await page.getByRole('button', { name: 'Sources' }).click();
    const place = 'main div:has(> h3:text-is("Directory"))';
    await page.locator(place).first().scrollIntoViewIfNeeded();
    await dropFiles(page, place, [at('people.csv')]);
    await page.locator(place).getByText(at('people.csv')).waitFor();
    await dropFiles(page, place, [at('old.csv')]);
    await page.getByText(/old\.csv is a folder/).waitFor();
    expect(await page.locator(place).getByText(at('people.csv')).count()).toBe(1);
  });

  it('becomes the directory of Connect, and in its third step the people to protect', async () => {
    await go('Tenants');
    await page.getByRole('button', { name: 'Add tenant' }).click();
    await page.getByRole('heading', { level: 1, name: 'Connect your console' }).waitFor();
    for (const [, names, sentence] of REFUSED) {
      await dropFiles(page, 'main', names.map(at));
      await page.getByText(sentence).first().waitFor();
    }
    await dropFiles(page, 'main', [at('people.csv')]);
    await page.getByText('people.csv: 2 people.').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await dropFiles(page, 'main', [at('protect.csv')]);
    await page.getByText('protect.csv protects 1 person in 1 line.').waitFor();
  });

  it('does nothing anywhere else, and leaves the page where it is', async () => {
    await go('History');
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    const before = page.url();
    await dropFiles(page, 'main', [at('people.csv')]);
    await dropFiles(page, 'nav', [at('people.csv')]);
    expect(await page.getByRole('heading', { level: 1, name: 'History' }).isVisible()).toBe(true);
    expect(page.url()).toBe(before);
    expect(launched.app.windows()).toHaveLength(1);
  });
});
