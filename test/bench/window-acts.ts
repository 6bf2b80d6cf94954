import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from 'playwright-core';
import type { Stretch, Watch } from './window-tasks.ts';

/** A stretch and what was done in it. */
export interface Done {
  readonly what: string;
  readonly stretch: Stretch;
}

export const REST_MS = 400;

/** Page code: what is scrolled of a grid, the grid itself or what stands around or in it. */
const SCROLLED = `[...document.querySelectorAll('[role="grid"], :has(> [role="grid"]), [role="grid"] *')].find(
  (one) => one.scrollHeight > one.clientHeight + 1000 && getComputedStyle(one).overflowY === 'auto')`;
export const allVerdicts = ['Created', 'Changed', 'Archived', 'Restored', 'Unchanged'];

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: place }).click();
}

/** Opens the report and shows every row of it, one line each. */
export async function openWholeReport(page: Page, people: number): Promise<Locator> {
  await goTo(page, 'Reports');
  await page.getByRole('main').getByRole('listitem').getByRole('button').first().click();
  const grid = page.getByRole('grid');
  await grid.waitFor();
  await page.getByRole('switch', { name: 'Group equal changes' }).click();
  const chips = page.getByRole('region', { name: 'Verdicts' });
  for (const verdict of allVerdicts) {
    const chip = chips.getByRole('button', { name: new RegExp(`^${verdict} `) });
    if ((await chip.getAttribute('aria-pressed')) === 'false') await chip.click();
  }
  await page.locator(`[role="grid"][aria-rowcount="${people + 1}"]`).waitFor();
  return grid;
}

/** Everything that is done to a large report. */
export async function workOnReport(
  { app, page, grid, watch }: { app: ElectronApplication; page: Page; grid: Locator; watch: Watch },
  folder: string,
): Promise<Done[]> {
  const done: Done[] = [];
  done.push({
    what: 'scrolling a report',
    stretch: await watch.during(() => scroll(page, grid)),
  });
  done.push({
    what: 'searching, filtering and sorting a report, and opening details',
    stretch: await watch.during(async () => {
      const search = page.getByRole('searchbox', { name: 'Find in any value' });
      await search.click();
      await page.keyboard.type('person.77', { delay: 60 });
      await page.waitForTimeout(REST_MS);
      await search.fill('');
      await page.waitForTimeout(REST_MS);
      for (const name of ['Person', 'Email', 'Verdict']) {
        await grid.getByRole('columnheader', { name }).getByRole('button').click();
        await page.waitForTimeout(REST_MS);
      }
      const chip = page
        .getByRole('region', { name: 'Verdicts' })
        .getByRole('button', { name: /^Unchanged / });
      for (let turn = 0; turn < 4; turn++) {
        await chip.click();
        await page.waitForTimeout(REST_MS);
      }
      await grid.focus();
      await page.keyboard.press('Enter');
      for (let turn = 0; turn < 20; turn++) await page.keyboard.press('ArrowDown');
      for (const key of ['End', 'Home', 'n']) await page.keyboard.press(key);
      await page.waitForTimeout(REST_MS);
    }),
  });
  const file = join(folder, 'report.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  done.push({
    what: 'exporting a report as CSV',
    stretch: await watch.during(async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'CSV, all rows…' }).click();
      await page.getByText(/ exported to /).waitFor({ timeout: 60_000 });
    }),
  });
  return done;
}

/** Everything that is done to a long list of exclusions. */
export async function workOnExclusions(page: Page, watch: Watch): Promise<Done[]> {
  const done: Done[] = [];
  const grid = page.getByRole('grid', { name: 'Exclusions' });
  await goTo(page, 'Exclusions');
  await grid.waitFor();
  done.push({ what: 'scrolling exclusions', stretch: await watch.during(() => scroll(page, grid)) });
  done.push({
    what: 'finding, editing, pasting 10,000 and undoing in exclusions',
    stretch: await watch.during(async () => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('left.77', { delay: 60 });
      await page.waitForTimeout(REST_MS);
      await page.getByRole('main').getByRole('searchbox').fill('');
      await page.waitForTimeout(REST_MS);
      await page.evaluate(`${SCROLLED}.scrollTop = 0`);
      await grid.getByText('left.3@example.com', { exact: true }).click();
      await page.keyboard.type('person.5@example.com');
      await page.keyboard.press('Enter');
      await paste(
        page,
        Array.from({ length: 10_000 }, (_, at) => `person.${at + 10}@example.com`),
      );
      await page
        .getByText(/^10,000 pasted/)
        .first()
        .waitFor({ timeout: 60_000 });
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(4 * REST_MS);
    }),
  });
  return done;
}

/** A sync in test mode of the demo tenant, whose directory is large. */
export async function syncInWindow(page: Page, watch: Watch): Promise<Done> {
  return {
    what: 'a sync in test mode',
    stretch: await watch.during(async () => {
      const status = await page.evaluate(`(async () => {
        const { value: demo } = await muster.startDemo();
        return new Promise((resolve) => {
          const stop = muster.on('runEnded', (run) => { stop(); resolve(run.status); });
          muster.forceSync({ tenantId: demo.id, seen: 'test' });
        });
      })()`);
      if (status !== 'Completed') throw new Error(`the sync in the window ended as ${status}`);
      await page.waitForTimeout(REST_MS);
    }),
  };
}

/** By the wheel, by jumps of the scrollbar, and by dragging it from top to bottom. */
export async function scroll(page: Page, grid: Locator): Promise<void> {
  await grid.hover();
  for (let turn = 0; turn < 100; turn++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(16);
  }
  await page.evaluate(`(async () => {
    const scrolled = ${SCROLLED};
    for (let turn = 0; turn < 60; turn++) {
      scrolled.scrollTop = scrolled.scrollHeight * ((turn * 0.618) % 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (let turn = 0; turn < 240; turn++) {
      scrolled.scrollTop = (scrolled.scrollHeight * turn) / 240;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  })()`);
}

/** As a spreadsheet's clipboard does: the page hears a paste where its focus is. */
async function paste(page: Page, lines: readonly string[]): Promise<void> {
  await page.evaluate(`{
    const held = new DataTransfer();
    held.setData('text/plain', ${JSON.stringify(lines.join('\r\n'))});
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }));
  }`);
}
