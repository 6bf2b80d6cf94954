// Makes docs/screenshots: every screen, light and dark, of the built window on the demo console.
// npm run screenshots [name …] – only those whose name begins so.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type LaunchedApp, launchApp } from '../test/desktop/launch-app.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');
const only = process.argv.slice(2);
const themes = ['light', 'dark'] as const;

async function shootAll(theme: (typeof themes)[number]): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'muster-shots-'));
  const launched = await launchApp({ home, env: { MUSTER_HOST_HEADLESS: '1', LANG: 'en_GB.UTF-8' } });
  try {
    await launched.app.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
    await tour(launched, (name, page = launched.page) => shoot(page, name, theme));
  } finally {
    await launched.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function shoot(page: Page, name: string, theme: string): Promise<void> {
  if (only.length > 0 && !only.some((begin) => name.startsWith(begin))) return;
  // Fluent's dialogs and popovers move in; a picture is taken when they stand.
  await page.waitForTimeout(450);
  await page.evaluate(HIDE_THIS_COMPUTER);
  await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
}

/** Pictures name no computer, no account and no folder of whoever made them. */
const HIDE_THIS_COMPUTER = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const shown = text.data
      .replaceAll(${JSON.stringify(`${userInfo().username} on ${hostname()}`)}, 'Kim Lee on desk-12')
      .replaceAll(/\\/[^ ]*muster-shots-[^ /]*/g, '~/.local/share/muster');
    if (shown !== text.data) text.data = shown;
  }
})()`;

type Shoot = (name: string, page?: Page) => Promise<void>;

/** Once through the window, as a first-time admin would. */
async function tour({ app, page }: LaunchedApp, shot: Shoot): Promise<void> {
  const go = (place: string) => page.getByRole('navigation').getByRole('button', { name: place }).click();
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const limits = page.getByRole('button', { name: 'Limits', exact: true });

  await page.getByRole('heading', { name: /See what a sync would do/ }).waitFor();
  await shot('first-run');
  await button(/Connect your console/).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await shot('connect');
  await page.keyboard.press('Alt+ArrowLeft');
  await button(/Try it with the demo console/).click();
  await page.getByRole('heading', { name: /This sync would create 12/ }).waitFor({ timeout: 60_000 });
  await shot('report-first');
  await button('Dismiss').first().click();
  await page.getByRole('grid').waitFor();
  await shot('report');
  await page.getByRole('row', { name: /Boris Lang/ }).click();
  await page.keyboard.press('Enter');
  await shot('report-row');
  await button(/^Approve/).click();
  await page.getByRole('dialog').waitFor();
  await shot('report-ready-list');
  await page.keyboard.press('Escape');
  await button('Why this user?').first().click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('carla');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(600);
  await shot('report-why');
  await page.keyboard.press('Escape');

  await go('Overview');
  await page.getByRole('heading', { name: 'Next step' }).waitFor();
  await shot('overview');
  await button('Force Sync Now').click();
  await page.getByText('Request anyway').waitFor();
  await shot('limit');
  await page.keyboard.press('Escape');

  await go('Exclusions');
  await page.getByRole('grid').waitFor();
  await shot('exclusions');
  await button(/Add people/).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('lang');
  await page.waitForTimeout(800);
  await shot('exclusions-add');
  await page.keyboard.press('Escape');

  await go('People');
  await page.waitForTimeout(300);
  await shot('people-empty');
  await page.keyboard.type('boris');
  await page.waitForTimeout(800);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(800);
  await shot('people');

  await go('History');
  await page.waitForTimeout(500);
  await shot('history');

  await go('Provisioning');
  await page
    .getByRole('checkbox', { name: 'Test Mode' })
    .or(page.getByRole('switch', { name: 'Test Mode' }))
    .first()
    .waitFor();
  await shot('provisioning');
  await limits.click();
  await page.getByRole('textbox', { name: 'Archived people: share in percent' }).fill('1');
  await page.getByRole('textbox', { name: 'Archived people: always allowed' }).fill('2');
  await page.getByRole('table', { name: 'Limits' }).scrollIntoViewIfNeeded();
  await page.getByText('would halt before its first change').scrollIntoViewIfNeeded();
  await shot('provisioning-limits');
  await button('Discard').click();
  await limits.click();
  await page
    .getByRole('checkbox', { name: 'Test Mode' })
    .or(page.getByRole('switch', { name: 'Test Mode' }))
    .first()
    .click();
  await shot('provisioning-draft');
  await button('Save Changes').click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor();
  await shot('provisioning-test-mode-off');
  await button('Keep it on').click();
  await button('Discard').first().click();
  await button('Regenerate SCIM Token').click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).first().waitFor();
  await shot('token-regenerate');
  const opened = app.waitForEvent('window');
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Regenerate SCIM Token' })
    .click();
  const tokenWindow = await opened;
  await tokenWindow.getByRole('heading').first().waitFor();
  await shot('token-window', tokenWindow);
  await tokenWindow.getByRole('button', { name: 'Use on this computer' }).click();
  await tokenWindow.waitForTimeout(400);
  await tokenWindow
    .getByRole('button', { name: 'OK' })
    .click({ timeout: 3000 })
    .catch(() => undefined);

  await go('Tenants');
  await page.waitForTimeout(400);
  await shot('tenants');
  await go('Preferences');
  await page.waitForTimeout(400);
  await shot('preferences');
  await page.keyboard.press('Control+/');
  await page.getByRole('dialog').waitFor();
  await shot('shortcuts');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 900, height: 600 });
  await go('Overview');
  await page.waitForTimeout(400);
  await shot('small-overview');
  await go('Reports');
  await page.waitForTimeout(400);
  await shot('small-reports');
  await go('Overview');
  await button('Review report').click();
  await page.waitForTimeout(800);
  await shot('small-report');
}

mkdirSync(folder, { recursive: true });
for (const theme of themes) await shootAll(theme);
