import { posix } from 'node:path';
import type { Import, Module } from './read-module.ts';

/** Where a file stands, and what may be imported there. Paths are prefixes; the first floor that fits counts. */
export interface Floor {
  readonly name: string;
  readonly holds: readonly string[];
  readonly sees: readonly string[];
  /** `node:` modules and packages. */
  readonly outside: 'nothing' | 'node' | 'packages' | 'zod';
  readonly rule: string;
}

const core = 'src-main/core/';
const ports = 'src-main/app/ports/';
const app = 'src-main/app/';
const engine = 'src-main/engine/';
const adapters = 'src-main/adapters/';
const contract = 'src-preload/contract/';

/** What several adapters stand on: reading CSV as text, and the machine's proxy, certificates and timeouts. */
const groundwork = [`${adapters}csv-files/`, `${adapters}network/`];

/** The table of design §3. `<own>` stands for the folder of the adapter itself. */
export const floors: readonly Floor[] = [
  {
    name: 'contract',
    holds: [contract],
    sees: [contract],
    outside: 'zod',
    rule: 'The contract imports nothing but zod.',
  },
  {
    name: 'preload',
    holds: ['src-preload/'],
    sees: ['src-preload/'],
    outside: 'packages',
    rule: 'The preload script knows only the contract and Electron.',
  },
  {
    name: 'renderer',
    holds: ['src-renderer/'],
    sees: ['src-renderer/', contract],
    outside: 'packages',
    rule: 'Screens know only the contract.',
  },
  {
    name: 'core',
    holds: [core],
    sees: [core],
    outside: 'nothing',
    rule: 'core imports nothing: no other floor, no node: module, no package.',
  },
  {
    name: 'app',
    holds: [app],
    sees: [core, app],
    outside: 'nothing',
    rule: 'Use cases import core and the ports in app/ports; what is outside is handed to them.',
  },
  {
    name: 'run threads',
    holds: [`${engine}worker.ts`, `${engine}side-worker.ts`],
    sees: [core, app, engine, adapters, 'src-main/compose/run-parts.ts', 'src-main/compose/sources.ts'],
    outside: 'node',
    rule: 'A worker builds the adapters of a run on its own thread, by the two files that say how; it sees no door, no window and no demo console.',
  },
  {
    name: 'keeping thread',
    holds: [`${engine}keep-worker.ts`],
    sees: [core, app, engine, `${adapters}store/store-error.ts`, 'src-main/compose/kept-parts.ts'],
    outside: 'node',
    rule: 'The thread that works on what is kept here opens it by compose/kept-parts.ts; it sees no network and no secret.',
  },
  {
    name: 'desk’s thread',
    holds: [`${engine}desk-worker.ts`],
    sees: [
      core,
      app,
      engine,
      `${adapters}store/store-error.ts`,
      `${adapters}csv-files/`,
      'src-main/compose/desk-tools.ts',
      'src-main/compose/desk-lists.ts',
    ],
    outside: 'node',
    rule: 'The thread of the exclusions editor opens what it needs by compose/desk-tools.ts; it sees no network and no secret.',
  },
  {
    name: 'reports’ thread',
    holds: [`${engine}report-reader-thread.ts`],
    sees: [core, app, engine, `${adapters}store/store-error.ts`, 'src-main/compose/report-tools.ts'],
    outside: 'node',
    rule: 'The thread that reads reports for the window opens them by compose/report-tools.ts; it sees no network and no secret.',
  },
  {
    name: 'demo console’s thread',
    holds: [`${engine}demo-console.ts`],
    sees: [core, engine, `${adapters}store/store-error.ts`, 'src-main/compose/serve-console.ts'],
    outside: 'node',
    rule: 'The demo console’s thread serves by compose/serve-console.ts and sees nothing else of Muster.',
  },
  {
    name: 'engine',
    holds: [engine],
    sees: [core, app, engine],
    outside: 'node',
    rule: 'The engine imports core and app; only worker.ts and side-worker.ts see adapters.',
  },
  {
    name: 'groundwork',
    holds: groundwork,
    sees: [core, ports, '<own>'],
    outside: 'packages',
    rule: 'The groundwork of the adapters (files, network) knows no adapter.',
  },
  {
    name: 'SCIM directory',
    holds: [`${adapters}directory/scim/`],
    sees: [core, ports, '<own>', ...groundwork, `${adapters}scim/`],
    outside: 'packages',
    rule: 'The SCIM directory reads by the SCIM adapter; it knows no other adapter and no use case.',
  },
  {
    name: 'adapters',
    holds: [adapters],
    sees: [core, ports, '<own>', ...groundwork],
    outside: 'packages',
    rule: 'An adapter imports core, the ports, its own folder, the groundwork and its library; never another adapter or a use case.',
  },
  {
    name: 'demo console',
    holds: ['src-main/demo-console/'],
    sees: [core, 'src-main/demo-console/'],
    outside: 'packages',
    rule: 'The demo console imports core and libraries; Muster reaches it only over HTTP.',
  },
  {
    name: 'compose',
    holds: ['src-main/compose.ts', 'src-main/compose/'],
    sees: [core, app, engine, adapters, 'src-main/demo-console/', 'src-main/compose.ts', 'src-main/compose/'],
    outside: 'packages',
    rule: 'compose.ts sees all floors below the doors.',
  },
  {
    name: 'shell',
    holds: ['src-main/shell/'],
    sees: [core, app, 'src-main/shell/', contract],
    outside: 'packages',
    rule: 'The shell imports core, app and the contract.',
  },
  {
    name: 'ipc',
    holds: ['src-main/ipc/'],
    sees: [core, app, 'src-main/ipc/', contract],
    outside: 'packages',
    rule: 'ipc imports core, app and the contract.',
  },
  {
    name: 'doors',
    holds: ['src-main/cli.ts', 'src-main/cli/', 'src-main/index.ts'],
    sees: [core, app, 'src-main/cli/', 'src-main/compose.ts', 'src-main/shell/', 'src-main/ipc/', contract],
    outside: 'packages',
    rule: 'The two doors see compose, app and core; adapters are met only in compose.ts.',
  },
];

/** Packages that one place owns, so that replacing one is a change in one folder. */
export const owners: Readonly<Record<string, readonly string[]>> = {
  electron: ['src-main/shell/', 'src-main/ipc/', 'src-main/index.ts', 'src-preload/'],
  keytar: [`${adapters}keychain/`],
  'better-sqlite3': [`${adapters}store/`, 'src-main/demo-console/'],
  ky: [`${adapters}console-api/`],
  undici: [`${adapters}scim/`, `${adapters}network/`],
};

export const lineLimit = { reported: 300, refused: 400 } as const;

const vagueNames = /^(utils?|helpers?|misc|manager|.+-(utils?|helpers?|manager))$/;

/** Every rule that this file breaks, as sentences with the place. An empty list is a good file. */
export function brokenRules(module: Module, allowedPackages: ReadonlySet<string>): string[] {
  return [
    ...module.imports.flatMap((one) => brokenByImport(module.path, one, allowedPackages)),
    ...brokenByUsage(module),
    ...brokenByShape(module),
  ];
}

function brokenByImport(path: string, { from, line }: Import, allowedPackages: ReadonlySet<string>) {
  const place = `${path}:${line}`;
  if (from === undefined)
    return [`${place} imports a computed name. An import names its module, so that it can be checked.`];
  const floor = floorOf(path);
  if (!floor) return [`${path} stands on no floor. Give its folder a row in test/floors/rules.ts.`];
  if (from.startsWith('.')) {
    const target = posix.join(posix.dirname(path), from);
    const sees = floor.sees.map((prefix) => (prefix === '<own>' ? ownFolder(path) : prefix));
    return sees.some((prefix) => isIn(target, prefix)) ? [] : [`${place} imports ${target}. ${floor.rule}`];
  }
  const bad: string[] = [];
  if (from.startsWith('node:')) {
    if (floor.outside === 'nothing' || floor.outside === 'zod' || floor.name === 'renderer') {
      bad.push(`${place} imports ${from}. ${floor.rule}`);
    }
    return bad;
  }
  const name = packageName(from);
  const allowedHere = floor.outside === 'packages' || (floor.outside === 'zod' && name === 'zod');
  if (!allowedHere) bad.push(`${place} imports ${from}. ${floor.rule}`);
  const owned = owners[name];
  if (owned && !owned.some((prefix) => isIn(path, prefix))) {
    bad.push(`${place} imports ${name}. Only ${owned.join(', ')} may, so that replacing it is one change.`);
  }
  if (!allowedPackages.has(name)) {
    bad.push(`${place} imports ${name}, which is not in "dependencies" of package.json.`);
  }
  return bad;
}

function brokenByUsage({ path, usages }: Module): string[] {
  const timeless = isIn(path, core) || isIn(path, app);
  return usages.flatMap(({ what, name, line }) => {
    const place = `${path}:${line}`;
    switch (what) {
      case 'global':
        if (isIn(path, core))
          return [`${place} uses ${name}. core has no clock, no randomness and no outside world.`];
        return timeless && isTimeOrChance(name)
          ? [`${place} uses ${name}. Time and chance are handed in (Clock, Ids).`]
          : [];
      case 'any':
        return [`${place} says "any". Use unknown and narrow it.`];
      case 'silencer':
        return [`${place} says ${name}. The compiler is not silenced.`];
      case 'default-export':
        return [`${place} has a default export. Exports have names.`];
      case 'empty-catch':
        return [`${place} has an empty catch. A failure is answered, passed on or explained by code.`];
      case 'syntax-error':
        return [`${place} cannot be read: ${name}`];
      default:
        return what satisfies never;
    }
  });
}

function brokenByShape({ path, lineCount, isBarrel }: Module): string[] {
  const bad: string[] = [];
  if (isBarrel) bad.push(`${path} only passes exports on. Import from the file that has the thing.`);
  const vague = path
    .replace(/\.\w+$/, '')
    .split('/')
    .find((part) => vagueNames.test(part));
  if (vague) bad.push(`${path} is called "${vague}". A file is named for its one idea.`);
  if (lineCount > lineLimit.refused) {
    bad.push(
      `${path} has ${lineCount} lines. Above ${lineLimit.refused} it holds more than one idea: split it.`,
    );
  }
  return bad;
}

function isTimeOrChance(name: string): boolean {
  return /^(Date|new Date|Math\.random|performance|set(Timeout|Interval|Immediate))/.test(name);
}

function floorOf(path: string): Floor | undefined {
  return floors.find(({ holds }) => holds.some((prefix) => isIn(path, prefix)));
}

function isIn(path: string, prefix: string): boolean {
  return prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix;
}

/** `adapters/store/`; the directories share one library folder but are adapters of their own: `adapters/directory/csv/`. */
function ownFolder(path: string): string {
  const [first = '', second = ''] = path.slice(adapters.length).split('/');
  return first === 'directory' && !second.endsWith('.ts')
    ? `${adapters}directory/${second}/`
    : `${adapters}${first}/`;
}

function packageName(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}
