import type { Locator, Page } from 'playwright-core';
import type { Fate } from '../../e2e/console-between.ts';
import { staffOf } from '../../e2e/expected-state.ts';
import { need, preview, TENANT } from '../../e2e/open-world.ts';
import { button } from './act-in-window.ts';
import { type Office, openOffice, type Tidy } from './open-office.ts';

/** As many people as that, of whom so many are promoted: within every limit, and more than are asked for at once. */
const PEOPLE = 240;
export const PROMOTED = 60;

export interface ApprovedOffice extends Office {
  /** Holds the console's answer to this write and those that follow, until the returned function is called. */
  holdFromWrite(nth: number): () => void;
  /** People on the console who bear their new title, asked past Muster. */
  promotedOnConsole(token?: string): Promise<number>;
}

/** An office with Test Mode off and one approved plan that promotes so many people. */
export async function openApprovedOffice(atEnd: Tidy, changes = PROMOTED): Promise<ApprovedOffice> {
  const staff = staffOf(PEOPLE);
  const promoted = staff.map((row, i) => (i < changes ? { ...row, 'Job Title': 'Promoted' } : row));
  const office = await openOffice(
    {
      directory: promoted,
      console: staff,
      async before({ house }) {
        const { planHash } = await preview(house);
        need(house.approve(TENANT, planHash));
      },
    },
    atEnd,
  );
  return {
    ...office,
    holdFromWrite(nth) {
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      office.wire.meddle(async ({ nthWrite }): Promise<Fate> => {
        if (nthWrite >= nth) await gate;
        return 'pass';
      });
      atEnd(release);
      return release;
    },
    async promotedOnConsole() {
      const filter = encodeURIComponent('title eq "Promoted"');
      const found = (await office.ask('GET', `/Users?filter=${filter}`)) as { totalResults: number };
      return found.totalResults;
    },
  };
}

/** Force Sync Now with Test Mode off, past its question. */
export async function applyApproved(page: Page, changes = PROMOTED): Promise<void> {
  // Until the console's settings are read, a press is a test: never riskier than what is on the screen.
  await page.getByText('SCIM · Live').first().waitFor();
  await button(page, 'Force Sync Now').click();
  await button(page.getByRole('alertdialog'), `Apply ${changes} changes`).click();
}

/** The run at the foot of the window. */
export const runBar = (page: Page): Locator => page.getByRole('region', { name: 'Syncs going on' });
