import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems, axeProblemsInBothThemes } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

describe('Preferences (ux §9)', () => {
  let home: string;
  let launched: LaunchedApp;
  let page: Page;

  const open = async () => {
    launched = await launchApp({ home });
    page = launched.page;
    page.setDefaultTimeout(10_000);
  };
  const show = async () => {
    await page.getByRole('button', { name: 'Preferences', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Preferences' }).waitFor();
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'muster-preferences-'));
    await open();
    await page.getByRole('button', { name: /Try it with the demo console/ }).click();
    await page.getByRole('heading', { level: 1, name: /This sync would/ }).waitFor();
    await show();
  });
  afterAll(async () => {
    await launched.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('is in order for a screen reader', async () => {
    await page.getByText(home).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('applies a theme at once', async () => {
    const isDark = () => page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(isDark).toBe(true);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Light' }).click();
    await expect.poll(isDark).toBe(false);
  });

  it('shows the diagnostics before they are copied, without a name or a place', async () => {
    await page.getByRole('button', { name: 'Copy diagnostics…' }).click();
    const text = page.getByRole('region', { name: 'The text to copy' });
    await text.getByText(/^Muster \d/).waitFor();
    const shown = await text.textContent();
    expect(shown).toContain('Tenants: 1');
    for (const secret of [home, 'Demo', '127.0.0.1', 'contoso']) expect(shown).not.toContain(secret);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText('Copied.').waitFor();
    const copied = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied.trim()).toBe(shown?.trim());
    await page.keyboard.press('Escape');
  });

  it('erases a person and says from how many reports', async () => {
    const address = page.getByLabel('E-mail address, present or past');
    await address.fill('ana.ruiz@contoso.example');
    await page.getByRole('button', { name: 'Erase a person…' }).click();
    const dialog = page.getByRole('alertdialog');
    expect(await dialog.textContent()).toContain('Files that you exported are out of reach');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Erase this person' }).click();
    await page
      .getByText(/ana\.ruiz@contoso\.example was erased from 1 report, \d+ listings? and 0 journals/)
      .waitFor();
  });

  it('opens the sheet of shortcuts by its shortcut', async () => {
    await page.keyboard.press('Control+/');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Force Sync Now').waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('keeps days, theme and log level, which count at the next start', async () => {
    const days = page.getByRole('spinbutton', { name: 'Days kept for Demo' });
    await days.fill('0');
    await days.press('Enter');
    await page.getByRole('button', { name: 'Save days of Demo' }).click();
    await page.getByText('Give 1 to 3650.').waitFor();
    await days.fill('30');
    await days.press('Enter');
    await page.getByRole('button', { name: 'Save days of Demo' }).click();
    await page.getByRole('button', { name: 'Save days of Demo' }).waitFor({ state: 'detached' });
    await page.getByLabel('Log level').selectOption('debug');
    await page.getByText('Counts from the next start of Muster.').waitFor();
    await launched.close();
    await open();
    await show();
    expect(await page.getByRole('spinbutton', { name: 'Days kept for Demo' }).inputValue()).toBe('30');
    expect(await page.getByRole('radio', { name: 'Light' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Copy diagnostics…' }).click();
    await page.getByText('Log level: debug').waitFor();
  });
});
