import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/** The world of preload scripts, by the name that Electron gives it in its developer tools. */
export const preloadWorld = 'Electron Isolated Context';

const page = join(import.meta.dirname, 'page');
const read = (name: string) => readFileSync(join(page, name), 'utf8');
const codec = stripTypeScriptTypes(read('value-codec.ts')).replaceAll(/^export /gm, '');
const bridge = read('world-bridge.js').replaceAll(/^export /gm, '');
const mainWorld = read('main-world.js');
const preloadSide = read('preload-world.js');

export interface PageScripts {
  readonly mainWorld: string;
  readonly preloadWorld: string;
  /** The preload world's way to the host, and the host's way back. */
  readonly send: string;
  readonly receive: string;
}

/** What runs in each new document of a window before the page's own scripts. */
export function pageScripts(
  preloadFile: string | undefined,
  about: Readonly<Record<string, unknown>>,
): PageScripts {
  const random = () => `s${crypto.randomUUID().replaceAll('-', '')}`;
  const [toPreload, toMain, send, receive] = [random(), random(), random(), random()];
  const preload = preloadFile === undefined ? '' : readFileSync(preloadFile, 'utf8');
  const script = `(function (require, module, exports, process, global) {${preload}\n})`;
  const text = JSON.stringify;
  return {
    send,
    receive,
    mainWorld: `(() => {\n${bridge}\nconst OUT = ${text(toPreload)}, IN = ${text(toMain)};\n${mainWorld}\n})();`,
    preloadWorld:
      `(() => {\n${codec}\n${bridge}\nconst OUT = ${text(toMain)}, IN = ${text(toPreload)}, SEND = ${text(send)},` +
      ` RECEIVE = ${text(receive)}, ABOUT = ${text(about)};\nconst PRELOAD = ${script};\n${preloadSide}\n})();`,
  };
}
