// What shows the window: Electron where its binary is or can be fetched, else the stand-in window on the installed Chromium.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectNode } from './npm-packages.mjs';
import { say } from './progress.mjs';
import { runStep } from './run-step.mjs';
import { exists } from './system-packages.mjs';

/** So long a fetch that failed is not tried again, so that a machine without the internet starts at once. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** The program that opens the window, its first arguments, and what is to be said about the choice. */
export async function findWindowHost(root) {
  if (!hasDisplay()) {
    return {
      sentences: ['There is no display, so this is the demo on the command line instead of the window.'],
    };
  }
  const electron = electronBinary(root) ?? (await fetchElectron(root));
  if (typeof electron === 'string') return { command: electron, args: rootArgs(), sentences: [] };
  const why = `Electron's binary is not here and could not be fetched (${electron.why})`;
  const standIn = join(root, 'test', 'desktop-host', 'electron');
  if (process.platform !== 'win32' && (exists('chromium') || process.env.CHROME_PATH)) {
    return { command: standIn, args: [], sentences: [`${why}; opening the stand-in window on Chromium.`] };
  }
  return {
    sentences: [
      `${why}, and there is no Chromium for the stand-in window. This is the demo on the command line.`,
      '  Give this computer access to where Electron is downloaded from, or install Chromium; then start again.',
    ],
  };
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Chromium refuses its sandbox to root on Linux. */
function rootArgs() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
}

/** Never by importing the package: that would download it where nobody can see. */
function electronBinary(root) {
  const folder = join(root, 'node_modules', 'electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const binary = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

async function fetchElectron(root) {
  const memory = join(root, 'node_modules', '.cache', 'muster', 'electron.json');
  const before = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : undefined;
  if (before && Date.now() - before.atMs < RETRY_AFTER_MS && Date.now() >= before.atMs) return before;
  say("fetching Electron's binary …");
  const install = join(root, 'node_modules', 'electron', 'install.js');
  const { ok, output } = await runStep(root, projectNode(root), [install], { limitMinutes: 3 });
  const binary = ok ? electronBinary(root) : undefined;
  if (binary) return binary;
  const failed = { atMs: Date.now(), why: reasonIn(output) };
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify(failed));
  return failed;
}

/** The code of a network error, or that it took too long; the whole text is in the log. */
function reasonIn(output) {
  return (
    /fetch failed|\b(?:E[A-Z]{3,}(?:_[A-Z]+)*|HTTPError|RequestError|TimeoutError)\b/.exec(output)?.[0] ??
    'see .cache/setup.log'
  );
}
