// What holds at every place of the window and in its main dialogs: names and contrast (axe) in both themes, a small
// window, 200 % zoom, reduced motion and forced colours (ux §14).
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblemsInBothThemes } from '../axe-problems.ts';
import { button, goTo, heading } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { type DemoWindow, openDemo } from '../world/open-demo.ts';
import { tidyLater } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';
import { PLACES, showPlace } from '../world/places.ts';

const { atEnd, tidy } = tidyLater();
let demo: DemoWindow;
let page: Page;

beforeAll(async () => {
  demo = await openDemo(atEnd);
  page = demo.page;
});
afterAll(tidy);
keepPictureOfFailure(() => page);

/** Dialogs that a press opens, and how to get there; each is left by Esc. */
const DIALOGS: readonly (readonly [name: string, open: () => Promise<void>])[] = [
  [
    'the shortcut sheet',
    async () => {
      await page.keyboard.press('Control+/');
    },
  ],
  [
    'the sync limit',
    async () => {
      await showPlace(page, 'Tenants');
      await button(page, 'Force Sync Now').click();
    },
  ],
  [
    'the ready list',
    async () => {
      await openReport();
      await button(page, 'Approve…').click();
    },
  ],
  [
    'Why this user?',
    async () => {
      await openReport();
      await button(page, 'Why this user?').click();
    },
  ],
  [
    'adding people to the exclusions',
    async () => {
      await showPlace(page, 'Exclusions');
      await button(page, 'Add people…').click();
    },
  ],
  [
    'regenerating the token',
    async () => {
      await showPlace(page, 'Provisioning');
      await button(page, 'Regenerate SCIM Token').click();
    },
  ],
  [
    'editing a tenant',
    async () => {
      await showPlace(page, 'Tenants');
      await button(page, 'Edit').first().click();
    },
  ],
  [
    'removing a tenant',
    async () => {
      await showPlace(page, 'Tenants');
      await button(page, 'Remove…').first().click();
    },
  ],
];

async function openReport(): Promise<void> {
  await goTo(page, 'Reports');
  await page.getByRole('main').getByRole('listitem').first().getByRole('button').first().click();
  await heading(page)
    .filter({ hasText: /This sync would/ })
    .waitFor();
}

const inFront = () =>
  page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .or(page.getByRole('group', { name: 'Sync limit' }));

describe('axe finds nothing, light and dark', () => {
  it.each(PLACES)('at %s', async (place) => {
    await showPlace(page, place);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('in a report', async () => {
    await openReport();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it.each(DIALOGS)('in %s', async (_name, open) => {
    await open();
    await inFront().first().waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(() => inFront().count()).toBe(0);
  });
});

const SIDEWAYS = `(() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const cut = [...document.querySelectorAll('main button, main h1, main a, header button, nav button')]
    .filter((one) => {
      const { right, left, width } = one.getBoundingClientRect();
      const scroller = one.closest('[role="grid"], [role="table"], [role="toolbar"]');
      return width > 0 && !scroller && (right > innerWidth + 1 || left < -1);
    })
    .map((one) => one.textContent + ' ' + one.getAttribute('aria-label'));
  return { wider: scrollWidth - clientWidth, cut };
})()`;

describe('nothing is wider than the window', () => {
  // 200 % of 1280 × 820, and the smallest window.
  it.each([
    [900, 600],
    [640, 410],
  ])('at %i × %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    const wider: Record<string, unknown> = {};
    for (const place of PLACES) {
      await showPlace(page, place);
      const found = await page.evaluate(SIDEWAYS);
      if (JSON.stringify(found) !== '{"wider":0,"cut":[]}') wider[place] = found;
    }
    await openReport();
    const found = await page.evaluate(SIDEWAYS);
    if (JSON.stringify(found) !== '{"wider":0,"cut":[]}') wider.report = found;
    expect(wider).toEqual({});
    await page.setViewportSize({ width: 1280, height: 820 });
  });
});

describe('what the system asks for', () => {
  it('moves nothing where less motion is wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openReport();
    await button(page, 'Approve…').click();
    const moving = await page.evaluate(`document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().activeDuration > 1)
      .map((one) => one.animationName ?? one.transitionProperty)`);
    await page.keyboard.press('Escape');
    await page.emulateMedia({ reducedMotion: null });
    expect(moving).toEqual([]);
  });

  it('keeps verdicts and the selection in sight where colours are forced', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await openReport();
    const shapes = page.getByRole('region', { name: 'Verdicts' }).locator('button svg');
    await shapes.first().waitFor();
    // Pictures, since computed colours are not those that are painted here: no two shapes look alike.
    const seen = new Set<string>();
    const count = await shapes.count();
    for (let at = 0; at < count; at++) seen.add((await shapes.nth(at).screenshot()).toString('base64'));
    await page.emulateMedia({ forcedColors: null });
    expect(seen.size).toBe(count);
    expect(count).toBeGreaterThan(5);
  });
});

it('met no error on the way', () => {
  expect(demo.troubles).toEqual([]);
});
