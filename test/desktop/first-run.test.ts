import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblemsInBothThemes } from './axe-problems.ts';
import { type LaunchedApp, launchApp } from './launch-app.ts';

describe('the first start (ux §2)', () => {
  let home: string;
  let launched: LaunchedApp;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'muster-first-run-'));
    launched = await launchApp({ home });
    launched.page.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    await launched.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('offers the demo and the own console, each with what it needs', async () => {
    const { page } = launched;
    await page
      .getByRole('heading', { level: 1, name: 'See what a sync would do, before it does it.' })
      .waitFor();
    const demo = page.getByRole('button', { name: /Try it with the demo console/ });
    const own = page.getByRole('button', { name: /Connect your console/ });
    expect(await demo.textContent()).toMatch(/no account, no network, nothing leaves this computer/i);
    expect(await own.textContent()).toMatch(/you need: Tenant URL and SCIM token \(or an admin key\)/i);
    expect(await axeProblemsInBothThemes(page)).toEqual([]);
  });

  it('leads from one key press to the report of the demo', async () => {
    const { page } = launched;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /This sync would create \d+/ }).waitFor();
    const switcher = page.getByRole('button', { name: /^Tenant Demo, SCIM · Test Mode/ });
    expect(await switcher.textContent()).toMatch(/Demo[\s\S]*SCIM · Test Mode[\s\S]*Linked/);
    expect(await page.getByText('report ready').count()).toBe(0);
  });

  it('serves the demo again at the next start, with its report kept', async () => {
    await launched.close();
    launched = await launchApp({ home });
    launched.page.setDefaultTimeout(10_000);
    const { page } = launched;
    const switcher = page.getByRole('button', { name: /^Tenant Demo/ });
    await switcher.getByText('Linked', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Tenants', exact: true }).click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText(/\d+ people readable/).waitFor();
    expect(await page.getByText(/Last run .*Completed/).count()).toBe(1);
  });
});
