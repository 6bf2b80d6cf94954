import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchedApp, type LaunchOptions, launchApp } from '../launch-app.ts';
import { button, heading } from './act-in-window.ts';
import { kill } from './kill.ts';
import type { Tidy } from './open-office.ts';
import { hearTroubles } from './troubles.ts';

export interface DemoWindow extends LaunchedApp {
  readonly home: string;
  readonly troubles: readonly string[];
}

/** The built app in a fresh data folder, at the first report of the demo console. */
export async function openDemo(atEnd: Tidy, options: Omit<LaunchOptions, 'home'> = {}): Promise<DemoWindow> {
  const home = mkdtempSync(join(tmpdir(), 'muster-demo-window-'));
  atEnd(() => rmSync(home, { recursive: true, force: true }));
  const launched = await launchApp({ ...options, home });
  const child = launched.app.process();
  atEnd(() => kill(child));
  const { page } = launched;
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  hearTroubles(page, troubles);
  await button(page, /Try it with the demo console/).click();
  await heading(page)
    .filter({ hasText: /This sync would create \d+/ })
    .waitFor();
  return { ...launched, home, troubles };
}
