// Somebody clicks and types at random all over the window: nothing breaks, nothing is thrown, and it still works after.
// MUSTER_TEST_SEED repeats a run, MUSTER_TEST_CLICKS=10000 makes it a long one.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heading } from '../world/act-in-window.ts';
import { type DemoWindow, openDemo } from '../world/open-demo.ts';
import { tidyLater } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';
import { PLACES } from '../world/places.ts';

const SEED = Number(process.env.MUSTER_TEST_SEED ?? Date.now() % 1_000_000);
const CLICKS = Number(process.env.MUSTER_TEST_CLICKS ?? 300);
const ACT_MS = 250;

const { atEnd, tidy } = tidyLater();
let demo: DemoWindow;
let page: Page;

beforeAll(async () => {
  demo = await openDemo(atEnd);
  page = demo.page;
});
afterAll(tidy);
keepPictureOfFailure(() => page);

const KEYS = [
  'Tab',
  'Shift+Tab',
  'Enter',
  'Space',
  'Escape',
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'F6',
  'F2',
  'Delete',
  'j',
  'n',
  'r',
  'x',
  'w',
  'Control+f',
  'Control+k',
  'Control+/',
  'Control+z',
  'Control+y',
  'Control+a',
  'Control+s',
  'Alt+ArrowLeft',
  'Control+Shift+T',
];
const TEXTS = ['ana', 'a@b.example', '0', '-1', '99999999999', "'; DROP", '<b>', '𝒳é‮', ' '];

/** What can be pressed now: of the front dialog where there is one. Answers with a place on the screen. */
const PRESSABLE = `(() => {
  const front = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')].at(-1) ?? document;
  return [...front.querySelectorAll('button, a, input, [role="row"], [role="tab"], [role^="menuitem"], [role="gridcell"]')]
    .map((one) => one.getBoundingClientRect())
    .filter(({ width, height, x, y }) => width > 0 && height > 0 && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
    .map(({ x, y, width, height }) => ({ x: Math.min(x + width / 2, innerWidth - 1), y: Math.min(y + height / 2, innerHeight - 1) }));
})()`;

describe(`random clicks (MUSTER_TEST_SEED=${SEED}, ${CLICKS} acts)`, () => {
  it('break nothing', { timeout: 60_000 + CLICKS * ACT_MS }, async () => {
    const random = fractions(SEED);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    for (let act = 0; act < CLICKS; act++) {
      const kind = random();
      if (act % 25 === 0) {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.keyboard.press(`Control+${1 + (Math.floor(act / 25) % PLACES.length)}`);
      }
      if (kind < 0.6) {
        const at = pick(await page.evaluate<readonly { x: number; y: number }[]>(PRESSABLE));
        if (at) await page.mouse.click(at.x, at.y);
      } else if (kind < 0.9) await page.keyboard.press(pick(KEYS) ?? 'Tab');
      else await page.keyboard.type(pick(TEXTS) ?? '');
      expect(demo.troubles, `after act ${act}`).toEqual([]);
      if (await page.getByText('Muster met a fault of its own').count())
        throw new Error(`a fault of its own after act ${act}`);
    }
  });

  it('leave the window as usable as it was', async () => {
    for (let turn = 0; turn < 4; turn++) await page.keyboard.press('Escape');
    const leaving = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await page.keyboard.press('Control+1');
    if (await leaving.isVisible()) await leaving.getByRole('button', { name: 'Discard' }).click();
    await heading(page).waitFor();
    expect(demo.app.process().exitCode).toBeNull();
    expect(demo.troubles).toEqual([]);
  });
});

/** Numbers between 0 and 1 that a seed repeats (mulberry32). */
function fractions(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
