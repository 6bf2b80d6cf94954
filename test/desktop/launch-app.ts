import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');
/** The folder of the built product; another build is tried by naming its folder. */
export const builtApp = process.env.MUSTER_TEST_APP ?? root;
const electronFolder = join(root, 'node_modules', 'electron');

/** Electron's own program, when it was downloaded. The package itself is never imported: that would download it. */
function electronBinary(): string | undefined {
  const named = join(electronFolder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const binary = join(electronFolder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

export interface LaunchOptions {
  /** The data folder of Muster (`MUSTER_HOME`). */
  readonly home: string;
  /** Electron's own folder for the window's data; inside `home` unless named. */
  readonly userData?: string;
  /** The folder that holds the app's package.json; the built product unless named. */
  readonly app?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  /** What ran: "Electron 45.4.1" or "stand-in (Chromium 156.0.8078.79)". */
  readonly host: string;
  readonly close: () => Promise<void>;
}

const told = new Set<string>();

/** Starts the app on real Electron where its binary is present, otherwise on the stand-in host, and says which. */
export async function launchApp(options: LaunchOptions): Promise<LaunchedApp> {
  const app = await startApp(options);
  const page = await app.firstWindow();
  const host = await hostOf(app);
  if (!told.has(host)) console.log(`The window runs on ${host}.`);
  told.add(host);
  return { app, page, host, close: () => app.close() };
}

/** The command that starts the app, also for a start that Playwright is not to drive. */
export function commandOf(options: LaunchOptions) {
  const binary = electronBinary();
  const folder = options.app ?? builtApp;
  const userData = options.userData ?? join(options.home, 'window');
  const asRoot = binary && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    executablePath: binary ?? launcher,
    args: [...asRoot, folder, `--user-data-dir=${userData}`, ...(options.args ?? [])],
    cwd: folder,
    // Tests take no place on the developer's screen, unless MUSTER_HOST_HEADLESS=0 asks for it.
    env: { MUSTER_HOST_HEADLESS: '1', ...ownEnvironment(), MUSTER_HOME: options.home, ...options.env },
  };
}

/** Starts the app and does not wait for a window, for what must be seen before or without one. */
export function startApp(options: LaunchOptions): Promise<ElectronApplication> {
  // The theme is the app's to choose.
  return _electron.launch({ ...commandOf(options), colorScheme: null, timeout: 60_000 });
}

/** Electron's command line: its own binary, or the stand-in's launcher. */
export const launcher = join(root, 'test', 'desktop-host', 'electron');

async function hostOf(app: ElectronApplication): Promise<string> {
  const { electron, chrome } = await app.evaluate(() => ({
    electron: process.versions.electron,
    chrome: process.versions.chrome,
  }));
  return electronBinary() ? `Electron ${electron}` : `stand-in (Chromium ${chrome})`;
}

function ownEnvironment(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
