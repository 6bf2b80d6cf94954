import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

export const launcher = join(import.meta.dirname, 'electron');
export const fixtureFolder = join(import.meta.dirname, 'fixture-app');

/** What the fixture app wrote down (fixture-app/main.mjs). */
export interface Seen {
  readonly frames: readonly { url: string; origin: string; top: boolean; main: boolean }[];
  readonly navigations: readonly string[];
  readonly popups: readonly string[];
  readonly requests: readonly string[];
  readonly second: readonly { argv: readonly string[]; cwd: string; data: unknown }[];
  readonly clicks: readonly string[];
  readonly permissions: readonly string[];
}

export interface Fixture {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  readonly seen: () => Promise<Seen>;
  readonly close: () => Promise<void>;
}

/** The fixture app on the stand-in, whether or not real Electron is here: these tests are about the stand-in. */
export async function openFixture(env: Readonly<Record<string, string>> = {}): Promise<Fixture> {
  const userData = mkdtempSync(join(tmpdir(), 'muster-fixture-'));
  const app = await _electron.launch({
    executablePath: launcher,
    args: [fixtureFolder, `--user-data-dir=${userData}`],
    cwd: fixtureFolder,
    colorScheme: null,
    env: { ...stringsOf(process.env), MUSTER_HOST_HEADLESS: '1', ...env },
  });
  const page = await app.firstWindow();
  await page.getByRole('heading', { name: 'Hello' }).waitFor();
  return {
    app,
    page,
    userData,
    seen: () => app.evaluate(() => Reflect.get(globalThis, 'seen')),
    close: async () => {
      await app.close();
      rmSync(userData, { recursive: true, force: true });
    },
  };
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
