import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

// Fluent UI's guards around a menu or dialog only pass the focus on; nobody ever stands on one.
const FOCUS_GUARDS = '[data-tabster-dummy]';

/** A colour on its way to another is nobody's colour. What turns for ever is not waited for. */
const MOTION_ENDED = `Promise.allSettled(
  document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished),
).then(() => undefined)`;

/** What axe finds on the page as it stands, one line a rule with the places. */
export async function axeProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(MOTION_ENDED);
  // A window of the app cannot open the blank page that axe otherwise finishes in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude(FOCUS_GUARDS).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}

/** In both themes; the system's is put back. */
export async function axeProblemsInBothThemes(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const problem of await axeProblems(page)) found.push(`${colorScheme}: ${problem}`);
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}
