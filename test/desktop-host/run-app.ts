// The stand-in's main program: `electron [switches] <folder of the app> [arguments]`.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { announceReady, app, introduceApp } from './app.ts';
import { electron } from './electron-module.ts';
import { browser } from './page-targets.ts';
import { endWithParent } from './parent-watchdog.ts';

interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

const [, , launcher = '', ...args] = process.argv;
const at = args.findIndex((arg) => !arg.startsWith('-'));
if (at < 0) throw new Error('usage: electron [switches] <folder of the app> [arguments]');
const given = args[at] ?? '';
const folder = resolve(given);
const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const rest = args.slice(at + 1);
const port = args.find((arg) => arg.startsWith('--remote-debugging-port='))?.split('=')[1];

const electronVersion: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../node_modules/electron/package.json'), 'utf8'),
).version;

Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'resourcesPath', { value: folder });
nameVersions({ electron: String(electronVersion), chrome: '' });
// Where electron-for-require.cjs finds it.
Object.defineProperty(globalThis, Symbol.for('stand-in electron'), { value: electron });
endWithParent();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
const starting = browser(port);
process.argv = [launcher, given, ...rest];

introduceApp({
  folder,
  name: manifest.productName ?? manifest.name ?? 'Electron',
  version: manifest.version ?? '0.0.0',
  switches: args.slice(0, at).concat(rest),
});

const main = join(folder, manifest.main ?? 'index.js');
if (!existsSync(main)) throw new Error(`Unable to find Electron app at ${main}`);
// Chromium starts while main loads. "ready" comes when main is loaded; main may also wait for it in its own top level.
const loaded = import(pathToFileURL(main).href);
const { product, ended } = await starting;
await Promise.race([loaded, setTimeout(500)]);
ended.then(() => {
  console.error('Chromium has ended, and with it the stand-in host.');
  app.exit(1);
});
nameVersions({ electron: String(electronVersion), chrome: product.split('/')[1] ?? '' });
announceReady();
await loaded;

function nameVersions(named: Readonly<Record<string, string>>): void {
  Object.defineProperty(process, 'versions', {
    value: Object.freeze({ ...process.versions, ...named }),
    enumerable: true,
    configurable: true,
  });
}
