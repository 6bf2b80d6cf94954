// Starting Muster again: what is kept over a restart, and a second start beside the first (design §10, §11, ux U11).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { need } from '../../e2e/open-world.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { button, goTo } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);
const staff = staffOf(6);

describe.skipIf(NO_KEYRING_HERE)('started again', () => {
  it('shows the same tenant, theme and place on the screen, and the draft that was not saved', async () => {
    const office = await openOffice(
      {
        directory: staff,
        console: staff,
        testMode: 'on',
        async before({ house, tenantUrl }) {
          need(await house.addTenant({ name: 'Adatum', profile: 'generic', tenantUrl }));
        },
      },
      onTestFinished,
    );
    const before = await office.launch();
    page = before.page;
    await page.getByRole('button', { name: /^Tenant / }).waitFor();
    await page.keyboard.press('Control+Shift+T');
    await page.getByRole('menuitemradio', { name: /Contoso/ }).click();
    await goTo(page, 'Preferences');
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.locator('input[value="dark"]:checked').waitFor();
    await goTo(page, 'Exclusions');
    await page.getByText('Type or paste e-mail addresses').click();
    await page.keyboard.type('somebody@contoso.example');
    await page.keyboard.press('Enter');
    await page
      .getByText(/not saved: 1 edit/)
      .first()
      .waitFor();
    const bounds = { x: 60, y: 40, width: 1100, height: 700 };
    await before.app.evaluate(({ BrowserWindow }, to) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(to);
    }, bounds);
    await before.close();

    const after = await office.launch();
    page = after.page;
    await page.getByRole('button', { name: /^Tenant Contoso/ }).waitFor();
    expect(await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(true);
    const size = await after.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    );
    expect(size).toMatchObject({ width: 1100, height: 700 });
    await goTo(page, 'Exclusions');
    await page.getByText(/^Your 1 unsaved edit from .+ is back\.$/).waitFor();
    expect(office.troubles).toEqual([]);
  });

  it('a second time beside the first, it brings the first to the front and ends', async () => {
    const office = await openOffice({ directory: staff, console: staff, testMode: 'on' }, onTestFinished);
    const { app, page: first } = await office.launch();
    page = first;
    await button(page, 'Force Sync Now').waitFor();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const { spawnfile, spawnargs } = app.process();
    const args = spawnargs.slice(1).filter((one) => !/^--(inspect|remote-debugging)/.test(one));
    const second = spawn(spawnfile, args, {
      stdio: 'ignore',
      env: { ...process.env, ...office.keyring.env, MUSTER_HOME: office.home, MUSTER_HOST_HEADLESS: '1' },
    });
    onTestFinished(() => void second.kill('SIGKILL'));
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    await eventually(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
    ).toEqual([true]);
    await button(page, 'Force Sync Now').waitFor();
    expect(office.troubles).toEqual([]);
  });
});
