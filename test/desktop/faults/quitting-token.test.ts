// Quitting and closing while the token window holds a token that nobody has yet (ux §4, `token.leave`).
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { button, goTo } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

describe.skipIf(NO_KEYRING_HERE)('quitting with a token that nobody has yet', () => {
  it('asks in its window first; going back, it can still be kept, and then Muster ends without a question', async () => {
    const staff = staffOf(5);
    const office = await openOffice({ directory: staff, console: staff, testMode: 'on' }, onTestFinished);
    const { app, page: first } = await office.launch();
    page = first;
    await goTo(page, 'Provisioning');
    const opened = app.waitForEvent('window');
    await button(page, 'Regenerate SCIM Token').click();
    await button(page.getByRole('alertdialog'), 'Regenerate SCIM Token').click();
    const token = await opened;
    const field = token.getByRole('textbox', { name: 'SCIM Token' });
    await eventually(() => field.inputValue()).toMatch(/^kscim_/);
    const secret = await field.inputValue();

    const quit = () => app.evaluate(({ app: own }) => setTimeout(() => own.quit(), 0) && undefined);
    await quit();
    const question = token.getByRole('alertdialog');
    await question.getByText('You have neither copied nor kept this token.').waitFor();
    await button(question, 'Go back').click();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await question.getByText('You have neither copied nor kept this token.').waitFor();
    await button(question, 'Go back').click();
    await button(token, 'Use on this computer').click();
    await token.getByText('Kept on this computer.').waitFor();
    const end = new Promise((resolve) => app.process().once('exit', resolve));
    await quit();
    await end;

    // What was kept is the token that the console takes now.
    ({ page } = await office.launch());
    await goTo(page, 'Provisioning');
    await page.getByText(/Token kept on this computer\.$/).waitFor();
    await button(page, 'Force Sync Now').click();
    await page
      .getByText(/report ready|Nothing to do/)
      .first()
      .waitFor();
    expect(secret).not.toBe(office.token);
  });
});
