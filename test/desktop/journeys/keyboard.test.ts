// The review and the window's own keys without a mouse (ux §14): places, sheet, panes, Esc and where the focus goes.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heading } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { type DemoWindow, openDemo } from '../world/open-demo.ts';
import { tidyLater } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';
import { PLACES } from '../world/places.ts';

const { atEnd, tidy } = tidyLater();
let demo: DemoWindow;
let page: Page;

beforeAll(async () => {
  demo = await openDemo(atEnd);
  page = demo.page;
});
afterAll(tidy);
keepPictureOfFailure(() => page);

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Where the focus is, as a screen reader names it. */
const focused = () =>
  page.evaluate<string>(`(() => {
    const one = document.activeElement;
    const name = one.getAttribute('aria-label') ?? one.textContent ?? '';
    return (one.getAttribute('role') ?? one.tagName.toLowerCase()) + ' ' + name.trim().slice(0, 60);
  })()`);
const paneOfFocus = () =>
  page.evaluate<string>(
    `document.activeElement.closest('header, nav, main, aside, [role="region"], footer')?.tagName.toLowerCase() ?? 'none'`,
  );

describe('the keys of the window', () => {
  it('go to each place by Ctrl and its number, and back', async () => {
    for (const [at, place] of PLACES.entries()) {
      await press(`Control+${at + 1}`);
      await eventually(() => page.locator('nav [aria-current="page"]').getAttribute('aria-label')).toMatch(
        new RegExp(`^${place}`),
      );
      // People begins at its field, every other place at its heading.
      await eventually(() => focused()).toMatch(place === 'People' ? /^input/ : /^h1 /);
    }
    await press('Alt+ArrowLeft');
    await eventually(() => page.locator('nav [aria-current="page"]').getAttribute('aria-label')).toBe(
      'Tenants',
    );
  });

  it('open the sheet, which Esc closes, with the focus back where it was', async () => {
    await press('Control+2');
    // The heading of the place before has the focus until this one is shown.
    await eventually(() => focused()).toBe('h1 Reports');
    await page.getByRole('main').getByRole('listitem').first().waitFor();
    await press('Tab');
    const before = await focused();
    await press('Control+/');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(() => focused()).toBe(before);
  });

  it('find a person by Ctrl+K from anywhere', async () => {
    await press('Control+k');
    await eventually(() => page.locator('nav [aria-current="page"]').getAttribute('aria-label')).toBe(
      'People',
    );
    await eventually(() => focused()).toMatch(/Find a person|searchbox|input/i);
    await page.keyboard.type('ana ruiz');
    await press('Enter');
    await heading(page).filter({ hasText: /Ana/ }).waitFor();
  });

  it('walk the panes by F6, each with something to act on', async () => {
    await press('Control+1');
    await eventually(() => focused()).toMatch(/^h1 /);
    const panes: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await press('F6');
      panes.push(await paneOfFocus());
    }
    expect([...panes].sort()).toEqual(['header', 'main', 'nav']);
  });
});

describe('a review without a mouse', () => {
  it('reads, filters, marks and asks why, and the focus is never lost or unseen', async () => {
    await press('Control+2');
    await eventually(() => focused()).toMatch(/^h1 /);
    await tabTo(/^button .*\d:\d\d/);
    await press('Enter');
    await heading(page)
      .filter({ hasText: /This sync would/ })
      .waitFor();
    await eventually(() => focused()).toMatch(/^h1 This sync would/);

    await press('Control+f');
    await page.keyboard.type('murphy');
    await page
      .getByText(/^Showing \d+ of/)
      .first()
      .waitFor();
    await tabTo(/^grid|^row|^gridcell/);
    await press('ArrowDown', 'w');
    const why = page.getByRole('dialog', { name: 'Why this user?' });
    await why.getByRole('status').filter({ hasText: /\w/ }).waitFor();
    await press('Escape');
    await why.waitFor({ state: 'detached' });
    await eventually(() => focused()).toMatch(/^grid|^row|^gridcell/);
    await press('Enter');
    await page.getByRole('complementary', { name: 'Row in detail' }).waitFor();
    await press('Shift+Escape');
    await press('Control+e');
    await page.getByRole('menuitem', { name: 'CSV, all rows…' }).waitFor();
    await press('Escape');
    expect(await focused()).toMatch(/Export/);
  });

  it('met no error', () => {
    expect(demo.troubles).toEqual([]);
  });
});

async function tabTo(wanted: RegExp): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    await press('Tab');
    if (wanted.test(await focused())) return;
  }
  throw new Error(`Tab never came to ${wanted}`);
}
