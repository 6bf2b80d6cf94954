// Closing and quitting while something would be lost: one question at a time, and keeping it is the default (ux §4, §6).
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { need, preview, TENANT } from '../../e2e/open-world.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { answerSystem, askedBySystem, button, goTo } from '../world/act-in-window.ts';
import { applyApproved, openApprovedOffice, PROMOTED, runBar } from '../world/approved-office.ts';
import { eventually } from '../world/eventually.ts';
import { openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

const ended = (app: ElectronApplication): Promise<unknown> =>
  new Promise((resolve) => app.process().once('exit', resolve));
const quit = (app: ElectronApplication) =>
  app.evaluate(({ app: own }) => setTimeout(() => own.quit(), 0) && undefined);
const isVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

describe.skipIf(NO_KEYRING_HERE)('quitting while a live sync goes on', () => {
  it('keeps it running in the tray unless told otherwise, and tells its end in a notice without names', async () => {
    const office = await openApprovedOffice(onTestFinished);
    const { app, page: first } = await office.launch();
    page = first;
    const release = office.holdFromWrite(4);
    await applyApproved(page);
    await eventually(() => office.wire.writes().length).toBe(3);
    await answerSystem(app, 'Keep running in the tray');
    await quit(app);
    await eventually(() => isVisible(app)).toBe(false);
    expect(await askedBySystem(app)).toEqual(['A live sync of Contoso is going on.']);
    await watchNotices(app);
    release();
    await eventually(() => office.promotedOnConsole()).toBe(PROMOTED);
    await eventually(() => notices(app)).toEqual([expect.stringMatching(/^Contoso: /)]);
    expect(String(await notices(app))).not.toMatch(/@|Ruiz|Müller/);
  });

  it('stops it and ends when told so; nothing is left half known', async () => {
    const office = await openApprovedOffice(onTestFinished);
    const { app, page: first } = await office.launch();
    page = first;
    const release = office.holdFromWrite(4);
    await applyApproved(page);
    await eventually(() => office.wire.writes().length).toBe(3);
    await answerSystem(app, 'Cancel the sync and quit');
    const end = ended(app);
    await quit(app);
    await runBar(page).getByText('Stopping after the requests under way').waitFor();
    release();
    await end;
    expect(await office.promotedOnConsole()).toBeLessThan(PROMOTED);
    ({ page } = await office.launch());
    await goTo(page, 'History');
    await page
      .getByText(/Cancelled/)
      .first()
      .waitFor();
    expect(await page.getByText(/Muster ended during this sync/).count()).toBe(0);
    expect(await runBar(page).count()).toBe(0);
  });
});

describe.skipIf(NO_KEYRING_HERE)('quitting while an apply is armed', () => {
  it('says that it is made only while Muster runs; disarmed, nothing was sent', async () => {
    const staff = staffOf(20);
    const office = await openOffice(
      {
        directory: staff.map((row, i) => (i < 4 ? { ...row, 'Job Title': 'Promoted' } : row)),
        console: staff,
        syncLimitMs: 15 * 60_000,
        async before({ house }) {
          const { planHash } = await preview(house);
          need(house.approve(TENANT, planHash));
        },
      },
      onTestFinished,
    );
    const { app, page: first } = await office.launch();
    page = first;
    await button(page.getByRole('group', { name: 'Next step' }), 'Apply').click();
    await button(page.getByRole('dialog'), 'Apply when the limit ends').click();
    await page
      .getByRole('banner')
      .getByText(/^Applies at/)
      .waitFor();

    await answerSystem(app, 'Keep running in the tray');
    await quit(app);
    await eventually(() => isVisible(app)).toBe(false);
    expect(await askedBySystem(app)).toEqual([
      expect.stringMatching(/^Muster applies an approved report at .+ only while it runs\.$/),
    ]);
    await answerSystem(app, 'Disarm and quit');
    const end = ended(app);
    await quit(app);
    await end;
    expect(office.wire.writes()).toEqual([]);
  });
});

describe.skipIf(NO_KEYRING_HERE)('quitting with a draft of settings', () => {
  it('stays by default; discarded, Muster ends and nothing was saved', async () => {
    const staff = staffOf(5);
    const office = await openOffice({ directory: staff, console: staff, testMode: 'on' }, onTestFinished);
    const { app, page: first } = await office.launch();
    page = first;
    await goTo(page, 'Provisioning');
    await page.getByRole('checkbox', { name: 'Test Mode' }).click();
    await page.getByText('1 change not saved').waitFor();
    await quit(app);
    const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await question.waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Stay');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.getByText('1 change not saved').waitFor();
    await quit(app);
    const end = ended(app);
    await button(question, 'Discard').click();
    await end;
    expect(await office.askApi('GET', '/provisioning')).toMatchObject({ testMode: true });
  });
});

// Real Electron's Notification tells nobody what was shown, so `show` is listened to on both hosts.
async function watchNotices(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const kept: string[] = [];
    Object.assign(globalThis, { notices: kept });
    const { show } = Notification.prototype;
    Notification.prototype.show = function () {
      kept.push(`${this.title}: ${this.body}`);
      return show.call(this);
    };
  });
}

const notices = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as { notices?: string[] }).notices ?? []);
