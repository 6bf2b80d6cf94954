// After sleep the countdown is right at once: it is asked anew, whatever this computer's clocks say (design §6).
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { staffOf } from '../../e2e/expected-state.ts';
import { NO_KEYRING_HERE } from '../../peers/secret-service.ts';
import { button, syncAndReview } from '../world/act-in-window.ts';
import { eventually } from '../world/eventually.ts';
import { openOffice } from '../world/open-office.ts';
import { keepPictureOfFailure } from '../world/picture-of-failure.ts';

let page: Page;
keepPictureOfFailure(() => page);

describe.skipIf(NO_KEYRING_HERE)('after sleep', () => {
  it('the countdown is corrected at once, forwards and back', async () => {
    const staff = staffOf(6);
    const office = await openOffice(
      {
        directory: staff.slice(1),
        console: staff,
        testMode: 'on',
        profile: 'generic',
        syncLimitMs: 15 * 60_000,
      },
      onTestFinished,
    );
    const { app, page: first } = await office.launch();
    page = first;
    await syncAndReview(page);
    const digits = () => button(page, 'Force Sync Now').textContent();
    await eventually(digits).toMatch(/14:\d\d$/);

    // Ten minutes pass in sleep: the wall clock went on, the monotonic one of a sleeping computer did not.
    const sleep = (minutes: number) =>
      app.evaluate(({ powerMonitor }, ms) => {
        const now = Date.now;
        Date.now = () => now() + ms;
        powerMonitor.emit('resume');
      }, minutes * 60_000);
    await sleep(10);
    await eventually(digits).toMatch(/0?4:\d\d$/);
    // Set back again, it is not longer than the limit and not gone.
    await sleep(-10);
    await eventually(digits).toMatch(/(14|0?4):\d\d$/);
    expect(office.troubles).toEqual([]);
  });
});
