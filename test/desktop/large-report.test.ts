// A report of 100,000 people on the built window. It is no timing test: test/bench/window.bench.ts measures.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need, openWorld, TENANT } from '../e2e/open-world.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

const PEOPLE = 100_000;
/** Their job titles would be cleared, which is a heavy warning; far apart, and none at either end. */
const CLEARED = [30_001, 60_001, 90_001];

const numberOf = (index: number) => String(index).padStart(6, '0');
const people = Array.from({ length: PEOPLE }, (_, index) => ({
  Email: `p${numberOf(index)}@example.com`,
  'First Name': 'Person',
  'Last Name': numberOf(index),
  Department: index % 2 === 0 ? 'Even' : 'Odd',
  'Job Title': '',
}));

describe(`a report of ${PEOPLE} people`, () => {
  let muster: LaunchedApp | undefined;
  let page: Page;
  let grid: Locator;
  const atEnd: (() => Promise<void> | void)[] = [];

  beforeAll(async () => {
    const world = await openWorld({
      directory: people,
      console: people
        .filter((_, index) => CLEARED.includes(index))
        .map((row) => ({ ...row, 'Job Title': 'Clerk' })),
      testMode: 'on',
      atEnd: (tidy) => atEnd.push(tidy),
    });
    const { signal } = new AbortController();
    need(await world.house.saveSettings(TENANT, { provisioningEnabled: true }, signal));
    need(await world.house.sync({ tenant: TENANT, live: false }, { onProgress: () => undefined, signal }));
    await world.house.close();
    muster = await launchApp({ home: world.home });
    page = muster.page;
    grid = page.getByRole('grid');
    await page.getByRole('navigation').getByRole('button', { name: 'Reports' }).click();
    await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
    await grid.waitFor();
    // The guard would halt such a sync, so the report opens with those whom it would create.
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('switch', { name: 'Group equal changes' }).click();
    await rowsAre(PEOPLE);
  }, 180_000);
  afterAll(async () => {
    await muster?.close();
    for (const tidy of atEnd.reverse()) await tidy();
  });

  /** The grid's own count has the heading too. */
  const rowsAre = (rows: number) => page.locator(`[role="grid"][aria-rowcount="${rows + 1}"]`).waitFor();
  /** What a screen reader reads of the active row. */
  const activeRow = async () => {
    const id = (await grid.getAttribute('aria-activedescendant')) ?? '';
    return page.locator(`[id="${id}"]`).getAttribute('aria-label');
  };
  const activeIs = (words: RegExp) => expect.poll(activeRow, { timeout: 30_000 }).toMatch(words);
  const sortBy = (heading: string, direction: 'ascending' | 'descending') =>
    expect
      .poll(async () => {
        const head = grid.getByRole('columnheader', { name: heading });
        if ((await head.getAttribute('aria-sort')) !== direction) await head.getByRole('button').click();
        return head.getAttribute('aria-sort');
      })
      .toBe(direction);

  it('holds few rows in the page, each with its true number', async () => {
    const held = await grid.getByRole('row').count();
    expect(held).toBeGreaterThan(5);
    expect(held).toBeLessThan(100);
    await sortBy('Email', 'ascending');
    await grid.focus();
    await page.keyboard.press('Home');
    await activeIs(/^Row 1 of 100,000, Created, Person 000000,/);
  });

  it('shows the last row at once, by the keyboard and by the scrollbar', async () => {
    await page.keyboard.press('End');
    await activeIs(/^Row 100,000 of 100,000, Created, Person 099999,/);
    await page.keyboard.press('Home');
    await activeIs(/^Row 1 of /);
    await page.evaluate(`{
      const element = document.querySelector('[role="grid"]');
      element.scrollTop = element.scrollHeight;
    }`);
    const last = page.getByRole('row', { name: /^Row 100,000 of 100,000, Created, Person 099999,/ });
    await last.waitFor();
    expect(await last.getAttribute('aria-rowindex')).toBe('100001');
    await activeIs(/^Row 1 of 100,000, Created, Person 000000,/);
  });

  it('keeps the active row through sort, filter and search', async () => {
    await grid.focus();
    await page.keyboard.press('End');
    await activeIs(/Person 099999,/);
    await sortBy('Email', 'descending');
    await activeIs(/^Row 1 of 100,000, Created, Person 099999,/);
    await sortBy('Email', 'ascending');
    await activeIs(/^Row 100,000 of 100,000, Created, Person 099999,/);
    await find('p09999');
    await rowsAre(10);
    await activeIs(/^Row 10 of 10, Created, Person 099999,/);
    await find('');
    await rowsAre(PEOPLE);
    await activeIs(/^Row 100,000 of 100,000, Created, Person 099999,/);
  });

  it('goes to each heavy warning, however far away it lies, and says when there is no further one', async () => {
    await grid.focus();
    await page.keyboard.press('Home');
    await activeIs(/^Row 1 of /);
    for (const index of CLEARED) {
      await page.keyboard.press('n');
      await activeIs(
        new RegExp(
          `^Row ${(index + 1).toLocaleString('en')} of 100,000, Changed, Person ${numberOf(index)},.*heavy warning: `,
        ),
      );
    }
    await page.keyboard.press('n');
    await page.getByText('No further row with a heavy warning.').first().waitFor();
    await page.keyboard.press('Shift+N');
    await activeIs(/Person 060001,/);
  });

  it('finds one among all', async () => {
    await find('p077123@');
    await rowsAre(1);
    await activeIs(/^Row 1 of 1, Created, Person 077123,/);
    await page.getByText('Showing 1 of 100,000').first().waitFor();
  });

  async function find(text: string): Promise<void> {
    await page.getByRole('searchbox', { name: 'Find in any value' }).fill(text);
  }
});
