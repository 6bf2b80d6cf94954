import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchApp } from './launch-app.ts';

export interface ProvisioningWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  readonly close: () => Promise<void>;
}

/** The built app in a fresh data folder, with the demo console's tenant, at its Provisioning screen. */
export async function openProvisioning(): Promise<ProvisioningWindow> {
  const home = mkdtempSync(join(tmpdir(), 'muster-provisioning-'));
  const launched = await launchApp({ home });
  const { app, page } = launched;
  page.setDefaultTimeout(30_000);
  await page.getByRole('button', { name: 'Try it with the demo console' }).click();
  await goTo(page, 'Provisioning');
  await page.getByRole('checkbox', { name: 'Enable User Provisioning (User Syncing)' }).waitFor();
  return {
    app,
    page,
    home,
    async close() {
      // A draft that a failed test left would ask whether it may be lost.
      await app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.destroy();
      });
      await launched.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A place of the navigation, whose name may have a number behind it. */
export const placeOf = (page: Page, place: string) =>
  page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${place}`) });

/** Goes there and waits until its screen stands: until then the one before is still shown. */
export async function goTo(page: Page, place: string): Promise<void> {
  await placeOf(page, place).click();
  await page.getByRole('heading', { level: 1, name: place }).waitFor();
}
