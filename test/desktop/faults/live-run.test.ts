// What befalls a live sync, seen from the window: stopped by the admin, its token revoked, its console gone, its process
// killed (design R7, ux §6, §10, §11).

import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { button, goTo, heading } from '../world/act-in-window.ts';
import { applyApproved, openApprovedOffice, PROMOTED, runBar } from '../world/approved-office.ts';
import { eventually } from '../world/eventually.ts';
import { kill } from '../world/kill.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

describe.skipIf(NO_KEYRING_HERE)('a live sync', () => {
  it('is stopped after a question with numbers; what is made stays, and the rest was not sent', async () => {
    const office = await openApprovedOffice(onTestFinished);
    ({ page } = await office.launch());
    const release = office.holdFromWrite(4);
    await applyApproved(page);
    await eventually(() => office.wire.writes().length).toBe(3);
    await runBar(page)
      .getByText(/Applying changes/)
      .waitFor();
    await button(runBar(page), 'Cancel').click();
    const question = page.getByRole('alertdialog', { name: 'Stop now?' });
    expect(await question.textContent()).toMatch(/\d of 60 changes of this step are made and stay\./);
    await button(question, 'Go on').click();
    await button(runBar(page), 'Cancel').click();
    await button(question, 'Stop').click();
    await runBar(page).getByText('Stopping after the requests under way').waitFor();
    release();
    await page.getByText(`Contoso: cancelled`).first().waitFor();
    await eventually(() => runBar(page).count()).toBe(0);
    const made = await office.promotedOnConsole();
    expect(made).toBeGreaterThanOrEqual(3);
    expect(made).toBeLessThan(PROMOTED);
    expect(await page.getByRole('main').textContent()).toMatch(new RegExp(`${made}`));
    expect(office.troubles).toEqual([]);
  });

  it('says in words that its token was revoked while it ran, and how far it came', async () => {
    const office = await openApprovedOffice(onTestFinished);
    ({ page } = await office.launch());
    const release = office.holdFromWrite(4);
    await applyApproved(page);
    await eventually(() => office.wire.writes().length).toBe(3);
    await office.askApi('DELETE', '/provisioning/token');
    release();
    await page
      .getByText(/The console refused the token \(401\)/)
      .first()
      .waitFor();
    await eventually(() => runBar(page).count()).toBe(0);
    expect(office.troubles).toEqual([]);
  });

  it('is interrupted by a console that is gone, and resumed from the window when it is back', async () => {
    const office = await openApprovedOffice(onTestFinished, 8);
    ({ page } = await office.launch());
    office.wire.meddle(({ nthWrite, path }) => (nthWrite >= 4 && path.startsWith('/scim/') ? 'cut' : 'pass'));
    await applyApproved(page, 8);
    await page
      .getByText(/^Contoso\s+The connection to .+ broke off/)
      .or(page.getByText(/No connection to/))
      .first()
      // Each request is tried again with growing pauses before the run gives up (R17).
      .waitFor({ timeout: 45_000 });
    await page
      .getByText(/3 changes are proven/)
      .first()
      .waitFor({ timeout: 30_000 });
    office.wire.meddle(() => 'pass');
    await resume(page);
    await eventually(() => office.promotedOnConsole()).toBe(8);
    expect(office.troubles).toEqual([]);
  });

  it.each(['Resume', 'Close as Interrupted'] as const)(
    'is found again after its process was killed: %s',
    async (choice) => {
      const office = await openApprovedOffice(onTestFinished);
      const killed = await office.launch();
      const release = office.holdFromWrite(4);
      await applyApproved(killed.page);
      await eventually(() => office.wire.writes().length).toBe(3);
      await kill(killed.app);
      release();
      office.wire.meddle(() => 'pass');
      await office.wire.quiet();

      const again = await office.launch();
      page = again.page;
      await page
        .getByText(/Muster ended during this sync\./)
        .first()
        .waitFor();
      expect(await page.getByText(/Nothing is sent twice\./).count()).toBeGreaterThan(0);
      await button(page, choice).first().click();
      if (choice !== 'Resume') await button(page.getByRole('alertdialog'), choice).click();
      if (choice === 'Resume') {
        await eventually(() => office.promotedOnConsole()).toBe(PROMOTED);
        const targets = office.wire
          .writes()
          .filter(({ method }) => method === 'PATCH')
          .map(({ path, body }) => path + body);
        expect(targets.filter((one, at) => targets.indexOf(one) !== at)).toEqual([]);
      } else {
        await page
          .getByText(/Muster ended during this sync\./)
          .first()
          .waitFor({ state: 'detached' });
        expect(await office.promotedOnConsole()).toBeLessThan(PROMOTED);
        await heading(page).waitFor();
      }
      expect(office.troubles).toEqual([]);
    },
  );
});

async function resume(page: Page): Promise<void> {
  await goTo(page, 'History');
  await button(page, 'Resume').first().click();
}
