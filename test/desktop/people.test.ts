import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

const DEMO = 'built-in-demo';

async function openApp(): Promise<LaunchedApp & { readonly home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'muster-people-'));
  const launched = await launchApp({ home });
  launched.page.setDefaultTimeout(15_000);
  return { ...launched, home };
}

const fieldOf = (page: Page) => page.getByRole('searchbox', { name: 'Find a person' });
const answerOf = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Asks the main process as the page does, for what another screen would set. */
function ask(page: Page, call: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ({ name, given }) => {
      const { muster } = globalThis as unknown as {
        muster: Record<string, (input: unknown) => Promise<unknown>>;
      };
      return muster[name]?.(given);
    },
    { name: call, given: input },
  );
}

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

  it('says that nobody is there, as of when', async () => {
    const { page } = launched;
    await fieldOf(page).fill('nobody.at.all');
    await page
      .getByText(/^Nobody with “nobody\.at\.all” in the directory or on the console, as of /)
      .waitFor();
  });
});

describe('a one-off sync (ux §8, design §6)', () => {
  let launched: Awaited<ReturnType<typeof openApp>>;
  beforeAll(async () => {
    launched = await openApp();
    await ask(launched.page, 'startDemo', undefined);
    await button(launched.page, 'People').click();
  });
  afterAll(async () => {
    await launched.close();
    rmSync(launched.home, { recursive: true, force: true });
  });

  it('looks at both sides without any report and without a slot', async () => {
    const { page } = launched;
    await fieldOf(page).fill('elena.nagy@contoso.example');
    await button(page, 'Look again now').click();
    await answerOf(page, 'Elena Nagy is in the console, but 1 value differs from the directory.').waitFor();
    await button(page, 'Force Sync Now').waitFor();
  });

  it('in Test Mode shows what would happen and changes nothing', async () => {
    const { page } = launched;
    const opener = page.getByRole('button', { name: 'Sync only Elena Nagy…' });
    await opener.click();
    const dialog = page.getByRole('alertdialog', { name: 'Sync only Elena Nagy?' });
    await dialog
      .getByText('Test Mode is on, so this shows what would happen to Elena Nagy and changes nothing.')
      .waitFor();
    const confirm = dialog.getByRole('button', { name: 'Sync only Elena Nagy' });
    expect(await confirm.getAttribute('aria-disabled')).toBe('true');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await opener.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('applies exactly the rows that were shown, and tells the result on the page', async () => {
    const { page } = launched;
    await turnTestModeOff(page);
    await page.getByRole('button', { name: 'Sync only Elena Nagy…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog
      .getByText(/This counts as a sync: the next one for Demo can start 1 minute later\./)
      .waitFor();
    await dialog.getByText('Malmö', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Sync only Elena Nagy', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result of the one-off sync' });
    await result.getByText('Elena Nagy was changed in the console.').waitFor();
    const history = JSON.stringify(await ask(page, 'readHistory', { tenantId: DEMO, topics: ['approvals'] }));
    expect(history).toContain('A one-off plan for 1 person was approved.');
    await result.getByRole('button', { name: 'Show' }).click();
    await answerOf(page, 'Elena Nagy was changed in the console.').waitFor();
  });

  it('archives only by the confirm with the name, and explains a Skipped', async () => {
    const { page } = launched;
    await fieldOf(page).fill('boris.lang@contoso.example');
    await button(page, 'Look again now').click();
    await answerOf(page, /^Boris Lang would be archived by a sync/).waitFor();
    await page.getByRole('button', { name: 'Sync only Boris Lang…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Archive Boris Lang' }).click();
    const result = page.getByRole('region', { name: 'Result of the one-off sync' });
    await result.getByText(/^Skipped\. A sync from .* can start at /).waitFor();
  });
});

async function turnTestModeOff(page: Page): Promise<void> {
  const read = (await ask(page, 'readProvisioning', { tenantId: DEMO })) as { value: { version: string } };
  await ask(page, 'saveProvisioning', {
    tenantId: DEMO,
    version: read.value.version,
    change: {
      settings: { provisioningEnabled: true, testMode: false },
      withoutFreshReport: true,
      limits: {},
      approval: {},
    },
  });
  await page
    .getByRole('button', { name: /^Tenant Demo, SCIM · Live|^Tenant Demo, SCIM · (?!Test Mode)/ })
    .waitFor();
}
