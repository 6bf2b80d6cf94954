import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { CdpConnection } from './cdp-connection.ts';

/** Whether windows are drawn on a display; without one Chromium runs headless. */
export const headed =
  process.env.MUSTER_HOST_HEADLESS !== '1' && Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const profile = mkdtempSync(join(tmpdir(), 'muster-host-'));

/**
 * Ends Chromium and removes its profile when the host ends, however it ends. The reader's standard input is a pipe from
 * the host, which the system closes even after SIGKILL; the group is Chromium's own, so no other process is hit. Chromium's crash
 * handler ends a little later and may make the folder anew, so it is removed for a while.
 */
const watch =
  'cat >/dev/null; kill -KILL -- "-$1" 2>/dev/null; for i in 1 2 3 4 5 6 7 8; do rm -rf "$2"; sleep 0.25; done';

export function chromiumPath(): string | undefined {
  const named = process.env.CHROME_PATH ?? process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const files = folders.flatMap((folder) =>
    ['chromium', 'chromium-browser'].map((name) => join(folder, name)),
  );
  return [...(named ? [named] : []), ...files, '/usr/bin/chromium'].find(mayRun);
}

export function chromiumArguments(): string[] {
  return [
    ...(headed ? [] : ['--headless']),
    // Debian's sandbox does not run as root nor in most containers. Pages come only from the app itself.
    '--no-sandbox',
    `--user-data-dir=${profile}`,
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-component-extensions-with-background-pages',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-dev-shm-usage',
    '--disable-infobars',
    '--test-type',
    '--disable-search-engine-choice-screen',
    '--disable-popup-blocking',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--disable-features=Translate,MediaRouter,OptimizationHints,HttpsUpgrades,DialMediaRouteProvider,PaintHolding',
    '--password-store=basic',
    '--use-mock-keychain',
    // A second wall behind page-requests.ts: nothing resolves, so nothing leaves this machine.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--force-color-profile=srgb',
  ];
}

export interface BrowserProcess {
  readonly connection: CdpConnection;
  readonly product: string;
  /** Settles when Chromium has ended. */
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

/** Starts Chromium, and prints where its DevTools listen as Electron does, when the app was started with that switch. */
export async function startBrowser(debuggingPort: string | undefined): Promise<BrowserProcess> {
  const path = chromiumPath();
  if (!path) throw new Error('The stand-in host needs Chromium: install it, or name it in CHROME_PATH.');
  const child = spawn(
    path,
    [
      ...chromiumArguments(),
      '--remote-debugging-pipe',
      ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const watcher = startWatcher(child);
  passOnDevToolsAddress(child);
  const [, , , toChromium, fromChromium] = child.stdio;
  if (!(toChromium instanceof Writable) || !(fromChromium instanceof Readable))
    throw new Error('Chromium has no debugging pipes.');
  const connection = new CdpConnection(toChromium, fromChromium);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    watcher.stdin?.end();
    if (child.pid !== undefined && child.exitCode === null) killGroup(child.pid);
  };
  process.on('exit', kill);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended at once (exit code ${code}).`)));
  });
  const { product } = await Promise.race([connection.browser.send('Browser.getVersion', {}), failed]);
  return { connection, product, ended, kill };
}

/** Asks the running Chromium for one more window without tabs; only there a window has the size of its page. */
export function openAppWindow(url: string): void {
  const path = chromiumPath();
  const args = chromiumArguments().filter((arg) => arg !== '--no-startup-window');
  if (path) spawn(path, [...args, `--app=${url}`], { stdio: 'ignore' }).unref();
}

function startWatcher(child: ChildProcess): ChildProcess {
  const watcher = spawn('/bin/sh', ['-c', watch, 'sh', String(child.pid), profile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  return watcher;
}

function passOnDevToolsAddress(child: ChildProcess): void {
  if (!child.stderr) return;
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on') || process.env.MUSTER_HOST_DEBUG)
      process.stderr.write(`${line}\n`);
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return readFileSync(file).length > 0;
  } catch {
    // Not there or not ours to run: the next place is looked at.
    return false;
  }
}
