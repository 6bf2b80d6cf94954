import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', '..', '.cache', 'test-pictures');

/** Keeps what the window looked like when a test of this file failed, in `.cache/test-pictures`. */
export function keepPictureOfFailure(page: () => Page | undefined): void {
  // Before the test's own parts are tidied away.
  afterEach(async ({ task }) => {
    const shown = page();
    if (task.result?.state !== 'fail' || !shown || shown.isClosed()) return;
    mkdirSync(folder, { recursive: true });
    const name = task.name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
    await shown.screenshot({ path: join(folder, `${name}.png`) });
  });
}
