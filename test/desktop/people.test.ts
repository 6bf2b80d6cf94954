import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffOf } from '../e2e/expected-state.ts';
import { preview } from '../e2e/open-world.ts';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';
import { goTo } from './world/act-in-window.ts';
import { type Office, openOffice, tidyLater } from './world/open-office.ts';

async function openApp(): Promise<LaunchedApp & { readonly home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'muster-people-'));
  const launched = await launchApp({ home });
  launched.page.setDefaultTimeout(15_000);
  return { ...launched, home };
}

const fieldOf = (page: Page) => page.getByRole('searchbox', { name: 'Find a person' });
const answerOf = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('finding a person (ux §8)', () => {
  let launched: Awaited<ReturnType<typeof openApp>>;
  beforeAll(async () => {
    launched = await openApp();
    await launched.page.getByRole('button', { name: 'Try it with the demo console' }).click();
    await answerOf(launched.page, /This sync would create/).waitFor();
  });
  afterAll(async () => {
    await launched.close();
    rmSync(launched.home, { recursive: true, force: true });
  });

  it('loses no letter that is typed before the screen is there', async () => {
    const { page } = launched;
    await page.reload();
    await page.getByRole('button', { name: 'Find a person' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ana costa');
    await fieldOf(page).waitFor();
    await expect.poll(() => fieldOf(page).inputValue()).toBe('ana costa');
    await fieldOf(page).fill('');
  });

  it('lists several people with e-mail and department and guesses nobody; the keyboard chooses', async () => {
    const { page } = launched;
    await page.keyboard.press('Control+k');
    await fieldOf(page).waitFor();
    await page.keyboard.type('ana');
    const list = page.getByRole('list', { name: 'People found' });
    await list.getByRole('button', { name: /Ana Costa.*ana\.costa@contoso\.example.*Sales/ }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await answerOf(page, /^Ana Costa is in the console, but \d/).waitFor();
    expect(await page.getByRole('table').getByRole('row').count()).toBeGreaterThan(2);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('tells how the verdict came about, step by step, by keyboard too (design §1, journey 4)', async () => {
    const { page } = launched;
    await fieldOf(page).fill('00081');
    await page
      .getByRole('list', { name: 'People found' })
      .getByRole('button', { name: /Ana Costa/ })
      .click();
    await answerOf(page, /^Ana Costa is in the console/).waitFor();
    const path = page.getByRole('region', { name: 'How this came about' });
    const steps = path.getByRole('heading', { level: 3 });
    await expect
      .poll(() => steps.allTextContents())
      .toEqual(['Source', 'Mapping', 'Match', 'Rule', 'Verdict']);
    await path.getByText(/^Line \d+ of directory\.csv, with \d+ values as they stand there\.$/).waitFor();
    await path.getByText(/^Matched by external ID/).waitFor();
    await path.getByText(/: this one\.$/).waitFor();
    const source = path.getByRole('button', { name: /^Source: \d+ facts$/ });
    expect(await source.getAttribute('aria-expanded')).toBe('false');
    await source.focus();
    await page.keyboard.press('Enter');
    expect(await source.getAttribute('aria-expanded')).toBe('true');
    await path.getByRole('definition').filter({ hasText: 'hr-00081' }).first().waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('says of a blocked person why, and who can change it where, with no sync to press', async () => {
    const { page } = launched;
    await fieldOf(page).fill('nadia.haddad@contoso');
    await page
      .getByRole('list', { name: 'People found' })
      .getByRole('button', { name: /Blocked$/ })
      .click();
    await answerOf(
      page,
      /is not in the console because “nadia\.haddad@contoso” is no e-mail address/,
    ).waitFor();
    await page.getByText(/Whoever keeps the directory can correct row \d+ of directory\.csv/).waitFor();
    expect(await page.getByRole('button', { name: /^Sync only/ }).count()).toBe(0);
  });

  it('in Test Mode shows what would happen to somebody and changes nothing', async () => {
    const { page } = launched;
    await fieldOf(page).fill('elena.nagy@contoso.example');
    await page.keyboard.press('Enter');
    await answerOf(page, 'Elena Nagy is in the console, but 1 value differs from the directory.').waitFor();
    const opener = page.getByRole('button', { name: 'Sync only Elena Nagy…' });
    await opener.click();
    const dialog = page.getByRole('dialog', { name: 'Preview: sync only Elena Nagy' });
    await dialog
      .getByText('Test Mode is on, so this shows what would happen to Elena Nagy and changes nothing.')
      .waitFor();
    expect(await dialog.getByRole('button').allTextContents()).toEqual(['Close']);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').textContent()).toBe('Sync only Elena Nagy…');
  });

  it('says that nobody is there, as of when', async () => {
    const { page } = launched;
    await fieldOf(page).fill('nobody.at.all');
    await page
      .getByText(/^Nobody with “nobody\.at\.all” in the directory or on the console, as of /)
      .waitFor();
  });
});

describe('a one-off sync (ux §8, design §6)', () => {
  const { atEnd, tidy } = tidyLater();
  const staff = staffOf(20);
  const directory = staff.flatMap((row, i) => {
    if (i === 5) return [{ ...row, 'Job Title': 'Promoted' }];
    return i === 7 ? [] : [row];
  });
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    office = await openOffice(
      { directory, console: staff, before: async ({ house }) => void (await preview(house)) },
      atEnd,
    );
    page = (await office.launch()).page;
    await goTo(page, 'People');
  });
  afterAll(tidy);

  const result = () => page.getByRole('region', { name: 'Result of the one-off sync' });
  const find = async (address: string) => {
    await fieldOf(page).fill(address);
    await page.getByRole('list', { name: 'People found' }).getByRole('button', { name: address }).click();
  };

  it('looks at both sides anew without a slot', async () => {
    await find('person.5@contoso.example');
    await answerOf(page, /is in the console, but 1 value differs from the directory\./).waitFor();
    await button(page, 'Look again now').click();
    await page.getByRole('button', { name: 'Show in the report' }).waitFor({ state: 'hidden' });
    await answerOf(page, /is in the console, but 1 value differs from the directory\./).waitFor();
  });

  it('writes nothing where the plan is another one than was shown (U3)', async () => {
    await page.getByRole('button', { name: /^Sync only/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Promoted', { exact: true }).waitFor();
    office.setDirectory(directory.map((row, i) => (i === 5 ? { ...row, 'Job Title': 'Director' } : row)));
    await dialog.getByRole('button', { name: /^Sync only/ }).click();
    await result()
      .getByText(/has changed since it was shown, so nothing was changed/)
      .waitFor();
    expect(office.wire.writes()).toEqual([]);
    office.setDirectory(directory);
  });

  it('applies exactly the rows that were shown, and tells the result on the page', async () => {
    await page.getByRole('button', { name: /^Sync only/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/^This counts as a sync: the next one for Contoso can start /).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^Sync only/ }).click();
    await answerOf(page, / was changed in the console\.$/).waitFor();
    await page.getByRole('columnheader', { name: 'What the sync did' }).waitFor();
    expect(office.wire.writes()).toHaveLength(1);
    expect(await page.getByRole('button', { name: /^Sync only/ }).count()).toBe(0);
  });

  it('archives only by the confirm with the name', async () => {
    await find('person.7@contoso.example');
    await answerOf(page, / would be archived by a sync because /).waitFor();
    await page.getByRole('button', { name: /^Sync only/ }).click();
    const dialog = page.getByRole('alertdialog');
    const archive = dialog.getByRole('button', { name: /^Archive / });
    await archive.waitFor();
    expect(await dialog.getByRole('button', { name: /^Sync/ }).count()).toBe(0);
    await archive.click();
    await answerOf(page, / was archived in the console\.$/).waitFor();
  });
});
