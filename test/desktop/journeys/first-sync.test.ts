// From nothing to an applied plan, as an admin goes (design §1, journeys 1 to 4), on the built app, with the demo
// console served as another computer would serve it, behind a wire that counts what is written.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveConsole } from '../../../src-main/compose/serve-console.ts';
import type { RunningDemoConsole } from '../../../src-main/demo-console/serve.ts';
import { type ConsoleBetween, standBetween } from '../../e2e/console-between.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { type LaunchedApp, launchApp } from '../launch-app.ts';
import { openPrivateKeyring } from '../private-keyring.ts';
import { button, choose, enterSecret, goTo, heading, saveTo } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { tidyLater } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';
import { hearTroubles } from '../world/troubles.ts';

const demo = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo');
const LIMIT_MS = 8_000;

describe.skipIf(NO_KEYRING_HERE)('the first sync of a console', () => {
  const { atEnd, tidy } = tidyLater();
  const troubles: string[] = [];
  let folder: string;
  let console_: RunningDemoConsole;
  let wire: ConsoleBetween;
  let launched: LaunchedApp;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-journey-'));
    atEnd(() => rmSync(folder, { recursive: true, force: true }));
    const keyring = await openPrivateKeyring();
    atEnd(() => keyring.close());
    const served = await serveConsole({
      port: 0,
      dataFolder: join(folder, 'console'),
      seedFile: join(demo, 'console.csv'),
      syncLimitMs: LIMIT_MS,
      freshSecrets: 'always',
    });
    if (!served.ok) throw new Error(served.failure.sentence);
    console_ = served.value;
    atEnd(() => console_.close());
    wire = await standBetween(new URL(console_.tenantUrl).origin);
    atEnd(() => wire.close());
    launched = await launchApp({ home: join(folder, 'home'), env: keyring.env });
    atEnd(() => launched.close());
    page = launched.page;
    page.setDefaultTimeout(8_000);
    hearTroubles(page, troubles);
  });
  afterAll(tidy);
  keepPictureOfFailure(() => page);

  const throughWire = (url: string) => wire.origin + new URL(url).pathname;
  const dialog = () => page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const grid = () => page.getByRole('grid', { name: /Rows of the report/ });

  it('is set up: console, token in a window of its own, CSV, nobody to protect, Test Mode on', async () => {
    await button(page, /Connect your console/).click();
    await page.getByLabel('Name').fill('Contoso');
    await page.getByLabel('Tenant URL').fill(throughWire(console_.tenantUrl));
    await page.getByLabel('Console API URL').fill(throughWire(console_.consoleApiUrl));
    await page.getByRole('radio', { name: 'Another SCIM 2.0 console' }).check();
    await enterSecret(launched.app, button(page, 'Enter SCIM Token'), console_.scimToken ?? '');
    await enterSecret(launched.app, button(page, 'Enter admin key'), console_.adminKey ?? '');
    await button(page, 'Test connection').click();
    await page.getByText(/\d+ people readable/).waitFor();
    await button(page, 'Continue').click();
    await choose(launched.app, join(demo, 'directory.csv'));
    await button(page, 'Choose a file').click();
    await page.getByText(/directory\.csv: 290 people/).waitFor();
    await button(page, 'Continue').click();
    await button(page, 'Continue').click();
    await button(page, 'Force Sync Now').click();
    await heading(page)
      .filter({ hasText: /This sync would create|Contoso/ })
      .waitFor();
    await button(page, 'Review report').or(grid()).first().waitFor();
    if (await button(page, 'Review report').first().isVisible())
      await button(page, 'Review report').first().click();
    await heading(page)
      .filter({ hasText: /This sync would create/ })
      .waitFor();
    expect(wire.writes()).toEqual([]);
  });

  it('is reviewed: filtered by a chip, searched, one row in detail, and why somebody is not touched', async () => {
    const title = await heading(page).textContent();
    expect(title).toMatch(/^This sync would create \d+, change \d+, archive \d+ \(.+ % of \d+ active\)/);
    // A plan over the limits opens at the rows that broke one.
    await page.getByText('A live sync of this report would halt.').waitFor();
    await button(page, 'Remove filter Changed').click();
    const archived = Number(/archive (\d+)/.exec(title ?? '')?.[1]);
    await button(page, new RegExp(`^Archived ${archived}$`)).click();
    await page.getByText(new RegExp(`^Showing ${archived} of `)).waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('murphy');
    await button(page, /Remove filter.*murphy/).waitFor();
    await grid()
      .getByText(/Murphy/)
      .first()
      .click();
    const detail = page.getByRole('complementary', { name: 'Row in detail' });
    await detail.getByRole('heading', { level: 3, name: 'Why' }).waitFor();
    expect(await detail.textContent()).toContain('Inactive in the directory since this listing.');
    await button(detail, 'Close detail').click();
    await button(page, 'Clear filters').click();

    // The limit names the one column that most of the changes come from.
    await button(page, /^Language, \d+ people$/).click();
    await button(page, 'Remove filter Changes Language').click();
    await button(page, 'Remove filter Changed').click();

    await button(page, 'Why this user?').click();
    await dialog().getByRole('textbox').fill('ana.ruiz@contoso.example');
    await page.keyboard.press('Enter');
    await dialog().getByRole('status').filter({ hasText: 'One value differs: Language.' }).waitFor();
    await button(dialog(), 'Close').click();
  });

  it('is sent to a colleague: CSV and HTML hold every row and no token', async () => {
    for (const [item, name] of [
      ['CSV, all rows…', 'report.csv'],
      ['HTML, all rows…', 'report.html'],
    ] as const) {
      const file = join(folder, name);
      await saveTo(launched.app, file);
      await button(page, 'Export').click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByText(`rows exported to`).filter({ hasText: name }).waitFor();
      expect(existsSync(file)).toBe(true);
      const text = readFileSync(file, 'utf8');
      expect(text).toContain('ana.ruiz@contoso.example');
      expect(text).not.toContain(console_.scimToken ?? '-');
    }
    await button(page, 'Dismiss').first().click();
  });

  it('leaves somebody out: excluded from the report, evaluated anew, one archive fewer', async () => {
    const before = Number(/archive (\d+)/.exec((await heading(page).textContent()) ?? '')?.[1]);
    await page.getByRole('searchbox', { name: 'Find in any value' }).fill('murphy');
    await button(page, /^Archived/).click();
    await grid()
      .getByText(/Murphy/)
      .first()
      .click();
    await button(page.getByRole('complementary', { name: 'Row in detail' }), 'Exclude').click();
    await page.getByText('1 person is added to the exclusions, not saved yet.').first().waitFor();
    // What is excluded from here is a draft until it is saved, where its effect is seen.
    await goTo(page, 'Exclusions');
    await page.getByText('1 archive fewer').first().waitFor();
    await button(page, 'Save exclusions').click();
    await heading(page)
      .filter({ hasText: /people are excluded$/ })
      .waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await button(page, 'Evaluate anew').click();
    await heading(page)
      .filter({ hasText: `archive ${before - 1} (` })
      .waitFor();
    expect(wire.writes()).toEqual([]);
  });

  it('is approved: heavy warnings looked at, aliases acknowledged, Test Mode turned off', async () => {
    await button(page, 'Approve…').click();
    await dialog().getByText('Before these changes are made').waitFor();
    await button(dialog(), 'Show those not reviewed').click();
    await page.getByText(/^Showing/).waitFor();
    await grid().focus();
    await page.keyboard.press('Control+a');
    await button(page, 'Mark reviewed').first().click();
    const question = page.getByRole('alertdialog');
    if (await question.isVisible()) await question.getByRole('button', { name: /Mark/ }).click();
    await page.getByText('All heavy warnings are reviewed.').waitFor();
    await button(page, 'Approve…').last().click();
    await dialog()
      .getByText(/^Heavy warnings reviewed (\d+) of \1$/)
      .waitFor();
    await button(dialog(), 'Override for this plan…').click();
    const override = page.getByRole('alertdialog');
    await override
      .getByRole('textbox')
      .first()
      .fill(/Type (\d+)/.exec((await override.textContent()) ?? '')?.[1] ?? '');
    await override.getByRole('textbox').last().fill('The language column is new.');
    await override.getByRole('button').last().click();
    await dialog()
      .getByText(/Allowed for this plan by/)
      .waitFor();
    await button(dialog(), 'Review aliases').click();
    const aliases = page.getByRole('alertdialog', { name: 'Aliases that will vanish' });
    // This kind of console shows no aliases, so their number is unknown, not zero (R16).
    await aliases.getByRole('checkbox').check();
    await button(aliases, 'Acknowledge unknown aliases').click();
    await dialog().getByText('Aliases acknowledged').waitFor();
    // Allowing the plan past its limits is its approval.
    await dialog()
      .getByText(/^Approved by /)
      .waitFor();
    expect(await button(dialog(), 'Apply to console…').getAttribute('aria-disabled')).toBe('true');
    await button(dialog(), 'Turn Test Mode off…').click();
    await page.getByRole('checkbox', { name: 'Test Mode' }).click();
    await button(page, 'Save Changes').click();
    const risk = page.getByRole('alertdialog', { name: 'Turn Test Mode off?' });
    expect(await risk.textContent()).toMatch(/archive \d+/);
    if (await risk.getByRole('checkbox').isVisible()) await risk.getByRole('checkbox').check();
    await button(risk, 'Turn Test Mode off').click();
    await risk.waitFor({ state: 'detached' });
    await page.getByText('No change to save').waitFor();
    expect(wire.writes()).toEqual([]);
  });

  it('is applied as approved, with its number in the last question, and tells how it went', async () => {
    await goTo(page, 'Overview');
    await button(page.getByRole('group', { name: 'Next step' }), 'Apply').click();
    await eventually(() => button(dialog(), 'Apply to console…').getAttribute('aria-disabled')).not.toBe(
      'true',
    );
    await button(dialog(), 'Apply to console…').click();
    const last = page.getByRole('alertdialog', { name: 'Apply to Contoso?' });
    await button(last, /^Apply \d+ changes$/).click();
    await heading(page)
      .filter({ hasText: /^This sync created \d+/ })
      .waitFor();
    // It was allowed past its limits, so nothing says any more that it would halt.
    expect(await page.getByText(/would halt/).count()).toBe(0);
    expect(wire.writes().length).toBeGreaterThan(50);
  });

  it('has nothing left to do at the next look', async () => {
    const written = wire.writes().length;
    await goTo(page, 'Provisioning');
    await page.getByRole('checkbox', { name: 'Test Mode' }).click();
    await button(page, 'Save Changes').click();
    await page.getByText('No change to save').waitFor();
    await goTo(page, 'Overview');
    await page.getByText('A sync can start now.').waitFor({ state: 'attached', timeout: 20_000 });
    await button(page, 'Force Sync Now').click();
    await page.getByText('Contoso: report ready').waitFor();
    await button(page, 'Review report').first().click();
    await heading(page).filter({ hasText: 'Nothing to do' }).waitFor();
    expect(wire.writes()).toHaveLength(written);
    expect(troubles).toEqual([]);
  });
});
