import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveConsole } from '../../src-main/compose/serve-console.ts';
import type { RunningDemoConsole } from '../../src-main/demo-console/serve.ts';
import { NO_KEYRING_HERE } from '../peers/secret-service.ts';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';
import { openPrivateKeyring, type PrivateKeyring } from './private-keyring.ts';

const DIRECTORY = `Email;First Name;Last Name;Shoe Size
ana.ruiz@contoso.example;Ana;Ruiz;38
ben.larsen@contoso.example;Ben;Larsen;44
`;

/** What a screen reader says behind the name of the first address field. */
const DESCRIPTION = `(document.querySelector('input[type=url]').getAttribute('aria-describedby') ?? '').split(' ')
  .map((id) => document.getElementById(id)?.textContent).join(' ')`;

describe.skipIf(NO_KEYRING_HERE)('Connect your console (ux §2)', () => {
  let folder: string;
  let keyring: PrivateKeyring;
  let console_: RunningDemoConsole;
  let launched: LaunchedApp;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-connect-'));
    writeFileSync(join(folder, 'people.csv'), DIRECTORY);
    keyring = await openPrivateKeyring();
    const served = await serveConsole({
      port: 0,
      dataFolder: join(folder, 'console'),
      seedFile: join(import.meta.dirname, '..', '..', 'resources', 'demo', 'console.csv'),
      syncLimitMs: 60_000,
      freshSecrets: 'always',
    });
    if (!served.ok) throw new Error(served.failure.sentence);
    console_ = served.value;
    launched = await launchApp({ home: join(folder, 'home'), env: keyring.env });
    page = launched.page;
    page.setDefaultTimeout(10_000);
    await page.getByRole('button', { name: /Connect your console/ }).click();
  });
  afterAll(async () => {
    await launched.close();
    await console_.close();
    await keyring.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Pastes a secret where alone it is pasted: in the token window. */
  async function enter(button: string, secret: string, label = 'SCIM Token'): Promise<void> {
    const opened = launched.app.waitForEvent('window');
    await page.getByRole('button', { name: button, exact: true }).click();
    const token = await opened;
    await token.getByLabel(label, { exact: true }).fill(secret);
    const closed = token.waitForEvent('close');
    await token.getByRole('button', { name: 'Use on this computer' }).click();
    await closed;
  }

  it('refuses an address that would send the token unprotected, at its field', async () => {
    const field = page.getByLabel('Tenant URL');
    await field.fill('http://scim.example.com/v2');
    await expect.poll(() => page.evaluate(DESCRIPTION)).toContain('must begin with https://');
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('tells each step of the connection, and stops at a token that is refused', async () => {
    await page.getByLabel('Name').fill('Contoso');
    await page.getByLabel('Tenant URL').fill(console_.tenantUrl);
    await page.getByRole('radio', { name: 'Another SCIM 2.0 console' }).check();
    await enter('Enter SCIM Token', 'no-such-token');
    await page.getByRole('button', { name: 'Test connection' }).click();
    const steps = page.getByRole('list', { name: 'Steps of the connection' }).getByRole('listitem');
    await steps.filter({ hasText: 'Token accepted failed' }).waitFor();
    expect(await steps.allTextContents()).toEqual([
      expect.stringContaining('Address resolves passed'),
      expect.stringContaining('TLS certificate valid passed'),
      expect.stringContaining('refused the token'),
      expect.stringContaining('What this console can do not tried'),
      expect.stringContaining('People readable not tried'),
    ]);
  });

  it('passes every step with the right token, which the window never holds', async () => {
    await enter('Enter SCIM Token again', console_.scimToken ?? '');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText(/\d+ people readable/).waitFor();
    expect(await page.content()).not.toContain(console_.scimToken ?? '-');
  });

  it('shows the first people of a CSV, what its columns mean, and what is ignored', async () => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await launched.app.evaluate(
      ({ dialog }, file) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
      },
      join(folder, 'people.csv'),
    );
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await page.getByText('people.csv: 2 people. Read as UTF-8, separated by semicolons.').waitFor();
    expect(await page.getByRole('row').allTextContents()).toEqual([
      expect.stringMatching(/Email[\s\S]*First Name[\s\S]*Last Name/),
      expect.stringContaining('ana.ruiz@contoso.example'),
      expect.stringContaining('ben.larsen@contoso.example'),
    ]);
    expect(await page.getByText(/^Ignored/).textContent()).toContain('Shoe Size');
    expect(await page.getByRole('cell', { name: '38' }).count()).toBe(0);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('shows the first five people of a SCIM directory, or why they cannot be read', async () => {
    await page.getByRole('radio', { name: 'SCIM directory' }).check();
    await page.getByLabel('Address of the SCIM directory').fill(console_.tenantUrl);
    await page.getByText('The directory’s token is missing.').waitFor();
    await enter('Enter directory token', 'no-such-token', 'Directory token');
    await page.getByRole('button', { name: 'Show first people' }).click();
    await page
      .getByText(/refused the token/)
      .first()
      .waitFor();
    await enter('Enter directory token again', console_.scimToken ?? '', 'Directory token');
    await page.getByRole('button', { name: 'Show first people' }).click();
    const people = page.getByRole('list', { name: 'First people of the directory' }).getByRole('listitem');
    await expect.poll(() => people.count()).toBe(5);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.getByRole('radio', { name: 'CSV file' }).check();
    await page.getByText('people.csv: 2 people.').waitFor();
  });

  it('finds people of the directory to protect', async () => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('searchbox', { name: 'Find people of the directory' }).fill('larsen');
    await page.getByRole('button', { name: 'Protect ben.larsen@contoso.example' }).click();
    expect(await page.getByLabel('E-mail addresses').inputValue()).toBe('ben.larsen@contoso.example');
    await page.getByRole('button', { name: 'ben.larsen@contoso.example is protected' }).waitFor();
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.getByRole('searchbox', { name: 'Find people of the directory' }).fill('nobody like that');
    await page.getByText('Nobody with “nobody like that” in the directory.').waitFor();
  });

  it('keeps what is typed when one goes back and comes again', async () => {
    await page.getByLabel('E-mail addresses').fill('carla.petrov@contoso.example, nobody');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('button', { name: /Connect your console/ }).click();
    expect(await page.getByLabel('E-mail addresses').inputValue()).toContain('nobody');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Go to Protect' }).click();
    await page.getByLabel('E-mail addresses').fill('carla.petrov@contoso.example');
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  it('starts the first sync in Test Mode, which is no choice, and shows how it went', async () => {
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Force Sync Now' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contoso' }).waitFor();
    await page.getByRole('button', { name: 'Review report' }).first().click();
    await page.getByRole('heading', { level: 1, name: /This sync would/ }).waitFor();
    const switcher = page.getByRole('button', { name: /^Tenant Contoso, SCIM · Test Mode/ });
    expect(await switcher.textContent()).toContain('Linked');
  });

  it('protects whom it was told to', async () => {
    await page.getByRole('button', { name: 'Exclusions', exact: true }).click();
    await page.getByText('carla.petrov@contoso.example').first().waitFor();
  });
});
