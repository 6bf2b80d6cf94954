import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

// Fluent UI's guards around a menu or dialog only pass the focus on; nobody ever stands on one.
const FOCUS_GUARDS = '[data-tabster-dummy]';

/**
 * A colour on its way to another is nobody's colour. A new theme reaches the page some frames after it was asked for,
 * so that motion is waited for until two frames show none. What turns for ever is not waited for.
 */
const MOTION_ENDED = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const moving = () =>
    document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getTiming().iterations !== Infinity);
  for (let quiet = 0; quiet < 2; quiet++) {
    await frame();
    await frame();
    if (moving().length === 0) continue;
    await Promise.allSettled(moving().map((a) => a.finished));
    quiet = -1;
  }
})()`;

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
