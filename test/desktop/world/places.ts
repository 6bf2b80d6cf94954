import type { Page } from 'playwright-core';
import { goTo, heading } from './act-in-window.ts';

/** The eight places of the window, in the order of their keys Ctrl+1 to Ctrl+8 (ux §1, §14). */
export const PLACES = [
  'Overview',
  'Reports',
  'Exclusions',
  'People',
  'History',
  'Provisioning',
  'Tenants',
  'Preferences',
] as const;

export type PlaceName = (typeof PLACES)[number];

/** Goes there and waits until the place has read what it shows. */
export async function showPlace(page: Page, place: PlaceName): Promise<void> {
  await goTo(page, place);
  await page
    .getByRole('navigation', { name: 'Places' })
    .locator('[aria-current="page"]')
    .and(page.getByRole('button', { name: new RegExp(`^${place}`) }))
    .waitFor();
  await heading(page).waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}
