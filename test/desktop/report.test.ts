import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_KEYRING_HERE } from '../peers/secret-service.ts';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { openReport, type ReportWindow } from './open-report.ts';

describe.skipIf(NO_KEYRING_HERE)('the report (ux §5, §6)', () => {
  let window: ReportWindow;
  let page: Page;

  beforeAll(async () => {
    window = await openReport();
    page = window.page;
  });
  afterAll(() => window.close());

  const grid = () => page.getByRole('grid');
  /** What a screen reader reads of the active row. */
  const activeLabel = async () => {
    const id = (await grid().getAttribute('aria-activedescendant')) ?? '';
    return page.locator(`[id="${id}"]`).getAttribute('aria-label');
  };
  const said = (text: RegExp) => page.getByText(text).first().waitFor();

  it('begins with the sentence, what it rests on, the warnings and the chips', async () => {
    await page
      .getByRole('heading', { level: 1, name: /^This sync would create \d+, change \d+, archive \d+/ })
      .waitFor();
    const main = page.getByRole('main');
    expect(await main.textContent()).toMatch(/Directory CSV.*complete.*Console SCIM.*complete.*Guard/s);
    await page
      .getByRole('button', { name: /^Heavy warning:/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^Archived \d+$/ }).waitFor();
    await page.getByText(/^Showing (\d+) of \1$/).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('has the harm first, and a screen reader hears the row with its true number', async () => {
    await grid().focus();
    expect(await activeLabel()).toMatch(/^Row 1 of \d+, .*heavy warning: /);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    expect(await activeLabel()).toMatch(/^Row 3 of /);
    await page.keyboard.press('k');
    await page.keyboard.press('Shift+N');
    await expect.poll(activeLabel).toMatch(/^Row 1 of /);
    const lines = Number(await grid().getAttribute('aria-rowcount')) - 1;
    await page.keyboard.press('End');
    await expect.poll(activeLabel).toMatch(new RegExp(`^Row ${lines} of ${lines}, [A-Z]`));
    await page.keyboard.press('Home');
  });

  it('filters by chips and search, says how many remain, and clears one by one with Esc', async () => {
    await page.getByRole('button', { name: /^Changed \d+$/ }).click();
    await page.getByRole('button', { name: 'Remove filter Changed' }).waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('Job Title');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('sales');
    await page.getByRole('button', { name: 'Remove filter “sales”' }).waitFor();
    await expect
      .poll(() => grid().getAttribute('aria-label'))
      .toMatch(/rows? of the report|Rows of the report/i);
    await grid().focus();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove filter “sales”' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Escape');
    await page.getByRole('button', { name: 'Remove filter Changed' }).waitFor({ state: 'detached' });
  });

  it('filters by the bars of its charts, whose numbers can be read as a table', async () => {
    await page.getByRole('button', { name: 'Charts', exact: true }).click();
    await page.getByRole('button', { name: 'By department: show as table' }).click();
    await page.getByRole('table', { name: 'By department' }).waitFor();
    await page.getByRole('button', { name: 'By department: show as chart' }).click();
    const bar = page.getByRole('figure', { name: 'By department' }).getByRole('button').nth(1);
    const [, rows] = /(\d+)$/.exec((await bar.textContent()) ?? '') ?? [];
    await bar.click();
    await page.getByText(new RegExp(`^Showing ${rows} of `)).waitFor();
    await page.getByRole('button', { name: /^Remove filter Department: / }).click();
    await page.getByRole('button', { name: 'Charts', exact: true }).click();
  });

  it('shows a row in detail beside the table, and marks and excludes it by key, with Undo', async () => {
    await grid().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const detail = page.getByRole('complementary', { name: 'Row in detail' });
    await detail.getByRole('heading', { name: 'Why' }).waitFor();
    await page.keyboard.press('r');
    await said(/1 row marked as reviewed/);
    await detail.getByRole('button', { name: 'Take mark back' }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await grid().focus();
    await page.keyboard.press('x');
    const toast = page.getByRole('main').getByText('1 person is added to the exclusions, not saved yet.');
    await toast.waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await said(/The exclusion is undone/);
    await detail.getByRole('button', { name: 'Close detail' }).click();
  });

  it('answers why for anybody, also for the unchanged and for those who are nowhere', async () => {
    const ask = page.getByRole('dialog', { name: 'Why this user?' });
    await page.getByRole('button', { name: 'Why this user?' }).first().click();
    await page.keyboard.type('ben.larsen@contoso.example');
    await page.keyboard.press('Enter');
    await ask.getByText('Ben Larsen', { exact: true }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await ask.getByRole('textbox').fill('nobody.at.all@contoso.example');
    await page.keyboard.press('Enter');
    await ask.getByText(/^Nobody with/).waitFor();
    await page.keyboard.press('Escape');
  });

  it('is exported where the admin says', async () => {
    const file = join(window.folder, 'report.csv');
    await window.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'CSV, all rows…' }).click();
    await page.getByText(/rows exported to/).waitFor();
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('ben.larsen@contoso.example');
    await page
      .getByRole('button', { name: /Dismiss|Close/ })
      .first()
      .click();
  });

  it('is never applied before every line of the ready list is met, each with its own act', async () => {
    await page.getByRole('button', { name: 'Approve…' }).click();
    const list = page.getByRole('dialog', { name: 'Before these changes are made' });
    await list.getByText('Both listings complete').waitFor();
    const apply = list.getByRole('button', { name: 'Apply to console…' });
    expect(await apply.getAttribute('aria-disabled')).toBe('true');
    await apply.focus();
    const describedBy = (await apply.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${describedBy}"]`).textContent()).toMatch(
      /^Apply to console waits for: /,
    );
    expect(await axeProblemsInBothThemes(page)).toEqual([]);

    await list.getByRole('button', { name: 'Show those not reviewed' }).click();
    await page.getByRole('button', { name: 'Remove filter Heavy warnings' }).waitFor();
    await page.getByText(/^Showing \d+ of \d+$/).waitFor();
    await grid().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('r');
    await page.getByRole('button', { name: /^Mark \d+ rows$/ }).click();
    await page.getByText('All heavy warnings are reviewed.').waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);

    await page.getByRole('main').getByRole('button', { name: 'Approve…' }).last().click();
    await list.getByRole('button', { name: 'Review aliases' }).click();
    await page
      .getByRole('checkbox', { name: /^I have saved the list, and \d+ aliases may be removed/ })
      .check();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: /^Acknowledge \d+ aliases$/ }).click();
    await list.getByText('Aliases acknowledged').waitFor();
    await list.getByRole('button', { name: /^Approve \d+ changes$/ }).click();
    await list.getByText(/^Approved by /).waitFor();
    await list.getByText('Test Mode is on', { exact: true }).waitFor();
    await list.getByRole('button', { name: 'Turn Test Mode off…' }).click();
    await page.getByRole('heading', { level: 1, name: /Provisioning/ }).waitFor();
    const box = page.getByRole('checkbox', { name: 'Test Mode', exact: true });
    await box.and(page.locator(':focus')).waitFor();
  });

  it('is applied as approved, and Test Mode turns on again by itself', async () => {
    await page.getByRole('checkbox', { name: 'Test Mode', exact: true }).click();
    await page.getByRole('button', { name: 'Save Changes' }).click();
    await page.getByRole('button', { name: 'Turn Test Mode off' }).click();
    await page.getByRole('button', { name: /^Tenant Contoso, SCIM · Live/ }).waitFor();
    await page.getByText('Nothing was sent by that; the report still waits.').waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the report' }).click();
    const list = page.getByRole('dialog', { name: 'Before these changes are made' });
    await list.getByText('Test Mode is off').waitFor();
    const apply = list.getByRole('button', { name: 'Apply to console…' });
    await expect.poll(() => apply.getAttribute('aria-disabled')).not.toBe('true');
    await apply.click();
    const last = page.getByRole('alertdialog', { name: 'Apply to Contoso?' });
    await last.getByText(/will be made on Contoso, exactly as in this report/).waitFor();
    await last.locator('button:focus', { hasText: 'Cancel' }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await last.getByRole('checkbox', { name: 'Turn Test Mode on again when done' }).check();
    await last.getByRole('button', { name: /^Apply \d+ changes$/ }).click();
    // Whoever stayed on the report is shown what came of it.
    await page.getByRole('heading', { level: 1, name: /^This sync created \d+/ }).waitFor();
    await page.getByRole('button', { name: /^Tenant Contoso, .*Test Mode/ }).waitFor();
    await page.getByRole('columnheader', { name: 'Result' }).waitFor();
    await grid().getByText('Applied.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0);

    await page
      .getByRole('navigation', { name: 'Where you are' })
      .getByRole('button', { name: 'Reports' })
      .click();
    await page.getByRole('main').getByRole('listitem').getByRole('button').nth(1).click();
    await page.getByText('This report was applied.').waitFor();
    await page.getByRole('button', { name: 'Show the result' }).click();
    await page.getByRole('heading', { level: 1, name: /^This sync created \d+/ }).waitFor();
  });

  it('taken back, says first what cannot be, with the way to these rows', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Undo this sync…' }).first().click();
    await page.getByRole('button', { name: 'Show what it would take' }).click();
    await page.getByRole('heading', { level: 1, name: /^This undo would/ }).waitFor();
    await page.getByText('This cannot be taken back:').waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    const groups = page.getByRole('button', { name: /groups? that stays? without members$/ });
    const [count] = /^\d+/.exec((await groups.textContent()) ?? '') ?? [];
    await groups.click();
    await page.getByText(new RegExp(`^Showing ${count} of `)).waitFor();
  });
});
