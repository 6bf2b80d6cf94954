import type { ElectronApplication, Locator, Page } from 'playwright-core';

/** A place of the navigation, whose name may have a number behind it. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: new RegExp(`^${place}`) })
    .click();
}

export const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

/** Answers every save dialog with this file, as the admin would choose it. */
export async function saveTo(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
}

/** Answers every open dialog with this file. */
export async function choose(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, file);
}

/** Answers every question of the system by the label of its button, and keeps what was asked (`askedBySystem`). */
export async function answerSystem(app: ElectronApplication, label: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const kept = globalThis as { askedBySystem?: string[] };
    kept.askedBySystem = [];
    dialog.showMessageBox = async (...all: unknown[]) => {
      const { message = '', buttons = [] } = all.at(-1) as { message?: string; buttons?: string[] };
      kept.askedBySystem?.push(message);
      return { response: buttons.indexOf(chosen), checkboxChecked: false };
    };
  }, label);
}

export const askedBySystem = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as { askedBySystem?: string[] }).askedBySystem ?? []);

/** Pastes a secret where alone it is pasted: in the token window, which this button opens. */
export async function enterSecret(app: ElectronApplication, opener: Locator, secret: string): Promise<void> {
  const opened = app.waitForEvent('window');
  await opener.click();
  const token = await opened;
  await token.getByRole('textbox').first().fill(secret);
  const closed = token.waitForEvent('close');
  await token.getByRole('button', { name: 'Use on this computer' }).click();
  await closed;
}

/** Force Sync Now in Test Mode, until its report can be read; opens it. */
export async function syncAndReview(page: Page): Promise<void> {
  await button(page, 'Force Sync Now').click();
  await page.getByText(/report ready/).waitFor();
  await button(page, 'Review report').first().click();
  await heading(page)
    .filter({ hasText: /This sync would|Nothing to do/ })
    .waitFor();
}
