// The exclusions screen on the built product, with the engine and the demo console (ux §7). Page code is text where
// it needs the DOM, since tests know no DOM types.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { composition } from '../../src-main/compose.ts';
import { need } from '../e2e/open-world.ts';
import { axeProblems } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Exclusions' });
const cell = (page: Page, row: number, column: number): Locator =>
  page.locator(`[data-cell="${row}:${column}"]`);
/** The e-mail cell of an address; the line's own name holds it too, for screen readers. */
const addressCell = (page: Page, email: string): Locator =>
  page.locator('[data-cell$=":0"]').filter({ hasText: email });
const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });

function freshHome(atEnd: (tidy: () => void) => void): string {
  const home = mkdtempSync(join(tmpdir(), 'muster-exclusions-'));
  atEnd(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function openScreen(page: Page): Promise<void> {
  await page.getByRole('navigation').getByText('Exclusions', { exact: true }).click();
}

/** What the screen confirms, at its foot. */
const confirmed = (page: Page): Locator => page.getByRole('region', { name: 'Done' });

/** Pastes as a spreadsheet's clipboard does: the page hears a paste where its focus is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const held = new DataTransfer();
    held.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }));
  }`);
}

describe('the exclusions of the demo console', () => {
  let muster: LaunchedApp;
  const atEnd: (() => void)[] = [];

  beforeAll(async () => {
    muster = await launchApp({ home: freshHome((tidy) => atEnd.push(tidy)) });
    const { page } = muster;
    await page.waitForFunction('"muster" in window');
    const ready = await page.evaluate(`(async () => {
      const { value: demo } = await muster.startDemo();
      await new Promise((resolve) => {
        const stop = muster.on('runEnded', (run) => { stop(); resolve(run); });
        muster.forceSync({ tenantId: demo.id, seen: 'test' });
      });
      return demo.id;
    })()`);
    expect(ready).toBe('built-in-demo');
    await openScreen(page);
    await grid(page).waitFor();
  });
  afterAll(async () => {
    await muster.close();
    for (const tidy of atEnd) tidy();
  });

  it('shows what a typed line does at once, in the row and above it', async () => {
    const { page } = muster;
    await grid(page).getByText('Type or paste e-mail addresses').click();
    await page.keyboard.type('ivana.murphy@contoso.example');
    await page.keyboard.press('Enter');
    const row = grid(page).getByRole('row').filter({ hasText: 'ivana.murphy' });
    await row.getByText('Ivana Murphy', { exact: true }).waitFor();
    expect(await row.getByRole('gridcell').nth(3).textContent()).toMatch(/was\s*Archived\s*→\s*Excluded/);
    await page.getByText('1 archive fewer').first().waitFor();
    expect(await heading(page).textContent()).toBe('4 people are excluded · not saved: 1 edit');
  });

  it('says where an address is wrong and puts in what was meant', async () => {
    const { page } = muster;
    await page.keyboard.type('mira.muler@contoso.example');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Problems 1' }).waitFor();
    await page.getByRole('button', { name: 'Use mira.muller@contoso.example' }).click();
    await page.getByRole('button', { name: 'Problems 0' }).waitFor();
    await addressCell(page, 'mira.muller@contoso.example').waitFor();
  });

  it('pastes a column, tells what became of it, and takes it back', async () => {
    const { page } = muster;
    await grid(page).getByText('Type or paste e-mail addresses').click();
    await paste(page, 'hugo.murphy@contoso.example\r\nquinn.oneil@contoso.example\r\nnobody\r\n');
    await confirmed(page).getByText('3 pasted: 2 added, 1 already there, 1 with a problem').waitFor();
    await confirmed(page).getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Problems 0' }).waitFor();
    await addressCell(page, 'hugo.murphy@contoso.example').waitFor({ state: 'detached' });
  });

  it('says in red only that protection is lost, and fills, empties and copies by the keys of a spreadsheet', async () => {
    const { app, page } = muster;
    await cell(page, 0, 1).click();
    await page.keyboard.type('true');
    await page.keyboard.press('Enter');
    await cell(page, 0, 1).getByText('true · not protected').waitFor();
    await page.getByText('1 person would be changed').first().waitFor();
    await page.keyboard.press('Control+d');
    await cell(page, 1, 1).getByText('true · not protected').waitFor();
    await page.keyboard.press('Control+z');
    await cell(page, 1, 1).getByText('false', { exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await cell(page, 0, 1).getByText('false', { exact: true }).waitFor();
    await cell(page, 0, 0).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe('quinn.oneil@contoso.example\tfalse\r\nrosa.fischer@contoso.example\tfalse');
  });

  it('finds people in directory and console and adds those who are ticked', async () => {
    const { page } = muster;
    await page.getByRole('button', { name: 'Add people…' }).click();
    await page.getByRole('searchbox', { name: 'Search directory and console' }).fill('samuel murphy');
    await page.getByRole('checkbox', { name: /Samuel Murphy/ }).click();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add 1 person' }).click();
    await addressCell(page, 'samuel.murphy@contoso.example').waitFor();
  });

  it('adds the people of a department one by one, and says so', async () => {
    const { page } = muster;
    await page.getByRole('button', { name: 'Add people…' }).click();
    await page.getByRole('tab', { name: 'Everyone in group/department…' }).click();
    await page.getByRole('searchbox', { name: 'Search groups and departments' }).fill('legal');
    await page.getByRole('radio', { name: 'Legal (department)' }).click();
    await page.getByText(/^This adds the \d+ people of today, not the department\.$/).waitFor();
    await page.keyboard.press('Escape');
  });

  it('saves by Ctrl+S what can be saved, says what stays, and keeps the rest over a restart of the screen', async () => {
    const { page } = muster;
    await grid(page).getByText('Type or paste e-mail addresses').click();
    await page.keyboard.type('nonsense');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Problems 1' }).waitFor();
    await page.keyboard.press('Control+s');
    await confirmed(page).getByText('1 line with a problem stays in the draft.').waitFor();
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+3');
    await page.getByText('not saved: 1 edit').waitFor();
    await page.getByRole('button', { name: 'Problems 1' }).click();
    await addressCell(page, 'nonsense').waitFor();
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('2');
    await addressCell(page, 'nonsense').click();
    const id = 'document.activeElement.textContent';
    await page.getByRole('button', { name: 'Problems 1' }).click();
    await addressCell(page, 'quinn.oneil@contoso.example').waitFor();
    // The line with the focus is the one it was, though it stands elsewhere now.
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(id)).toBe('nonsense');
  });

  it('holds 100,000 lines: reads those in sight, finds one, deletes all and brings them back', async () => {
    const { app, page } = muster;
    const file = join(
      freshHome((tidy) => atEnd.push(tidy)),
      'many.csv',
    );
    const lines = Array.from({ length: 100_000 }, (_, at) => `person.${at}@contoso.example;false`);
    writeFileSync(file, ['Email;Provisioning Managed', ...lines].join('\r\n'));
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, file);
    await page.getByRole('button', { name: 'Import CSV' }).click();
    await confirmed(page)
      .getByText(/^100,000 imported: 100,000 added/)
      .waitFor();
    await cell(page, 0, 0).click();
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('ArrowUp');
    await addressCell(page, 'person.99999@contoso.example').waitFor();
    expect(await grid(page).getByRole('row').count()).toBeLessThan(100);
    await page.getByRole('searchbox', { name: 'Find in the list' }).fill('person.12345@');
    await page.getByText(/^1 of 100,00\d lines$/).waitFor();
    await page.getByRole('searchbox', { name: 'Find in the list' }).fill('');
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toMatch(/^1000\d\d$/);
    await cell(page, 0, 0).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await confirmed(page)
      .getByText(/^100,00\d lines deleted$/)
      .waitFor();
    await page.getByText('Nobody is excluded.', { exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await cell(page, 0, 0).getByText('quinn.oneil@contoso.example').waitFor();
  });

  it('is left and entered by Tab, once each', async () => {
    const { page } = muster;
    await cell(page, 1, 3).click();
    const inGrid = `document.activeElement.closest('[role="grid"]') !== null`;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(inGrid)).toBe(false);
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement.dataset.cell')).toBe('1:3');
  });

  it('has nothing that axe finds, light and dark', async () => {
    const { page } = muster;
    for (const theme of ['light', 'dark']) {
      await page.evaluate(`muster.savePreferences({ theme: '${theme}' })`);
      expect(await axeProblems(page)).toEqual([]);
    }
  });
});

describe('the exclusions of a file', () => {
  it('keeps unsaved edits over a restart, shows what another program changed, and never overwrites it unasked', async () => {
    const home = freshHome(onTestFinished);
    const file = join(home, 'list.csv');
    writeFileSync(file, 'Email,Provisioning Managed\r\nana@contoso.example,false\r\n');
    const house = need(await composition.openHouse({ home, env: process.env }));
    need(
      await house.addTenant({
        name: 'Contoso',
        profile: 'ksat',
        tenantUrl: 'https://scim.contoso.example/v2',
      }),
    );
    need(await house.setSources('Contoso', { exclusionsFile: file }));
    await house.close();

    const first = await launchApp({ home });
    await openScreen(first.page);
    await first.page.getByText('Effect appears after the first test-mode sync.').waitFor();
    await grid(first.page).getByText('Type or paste e-mail addresses').click();
    await first.page.keyboard.type('mine@contoso.example');
    await first.page.keyboard.press('Enter');
    await first.page.getByText('not saved: 1 edit').waitFor();
    await first.close();

    const second = await launchApp({ home });
    onTestFinished(second.close);
    const { page } = second;
    await openScreen(page);
    await page.getByText(/^Your 1 unsaved edit from .+ is back\.$/).waitFor();
    writeFileSync(
      file,
      'Email,Provisioning Managed\r\nana@contoso.example,false\r\ntheirs@contoso.example,false\r\n',
    );
    await page.getByText(/was changed by another program at .+ Your edits are safe\./).waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    const compared = page.getByRole('dialog', { name: 'Your list and theirs' });
    await compared.getByText('theirs@contoso.example').waitFor();
    await compared.getByText('mine@contoso.example').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await compared.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText(/was changed by another program/).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Upload the list to your console' }).waitFor();
    await page.getByText('Its guide is called “Import Users with a CSV File”.').waitFor();
    expect(readFileSync(file, 'utf8').trim().split(/\r?\n/)).toEqual([
      'Email,Provisioning Managed',
      'ana@contoso.example,false',
      'mine@contoso.example,false',
    ]);
    expect(await axeProblems(page)).toEqual([]);
  });
});
