import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModule } from './floors/read-module.ts';
import { brokenRules, lineLimit } from './floors/rules.ts';

const root = join(import.meta.dirname, '..');
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// Electron is what the app runs in; it is never a dependency of the shipped package.
const packages = new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), 'electron']);

const modules = globSync('{src-main,src-preload,src-renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => readModule(path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')))
  .sort((a, b) => (a.path < b.path ? -1 : 1));

describe('the floors of design §3', () => {
  it('are kept by every source file: imports point down, and nothing forbidden is in use', () => {
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.flatMap((module) => brokenRules(module, packages))).toEqual([]);
  });

  it(`reports files above ${lineLimit.reported} lines`, () => {
    const long = modules.filter(({ lineCount }) => lineCount > lineLimit.reported);
    for (const { path, lineCount } of long)
      console.warn(`${path} has ${lineCount} lines: look whether it holds two ideas.`);
    expect(long.every(({ lineCount }) => lineCount <= lineLimit.refused)).toBe(true);
  });
});

function check(path: string, source: string): string[] {
  return brokenRules(readModule(path, source), packages);
}

describe('the checker sees', () => {
  it.each([
    [
      'core importing a use case',
      'src-main/core/diff.ts',
      `import { a } from '../app/a.ts';`,
      'core imports nothing',
    ],
    [
      'core importing only a type',
      'src-main/core/diff.ts',
      `import type { A } from '../app/ports/clock.ts';`,
      'core imports nothing',
    ],
    [
      'core naming a type by import()',
      'src-main/core/diff.ts',
      `export type A = import('../app/a.ts').A;`,
      'core imports nothing',
    ],
    [
      'core re-exporting from above',
      'src-main/core/diff.ts',
      `export { a } from '../app/a.ts';\nexport const b = 1;`,
      'core imports nothing',
    ],
    [
      'core importing node:',
      'src-main/core/diff.ts',
      `import { createHash } from 'node:crypto';`,
      'core imports nothing',
    ],
    ['core importing a package', 'src-main/core/diff.ts', `import { z } from 'zod';`, 'core imports nothing'],
    ['core reading the clock', 'src-main/core/diff.ts', 'export const now = () => Date.now();', 'no clock'],
    [
      'core making a date of now',
      'src-main/core/diff.ts',
      'export const now = () => new Date();',
      'no clock',
    ],
    ['core rolling dice', 'src-main/core/diff.ts', 'export const dice = () => Math.random();', 'no clock'],
    ['core waiting', 'src-main/core/diff.ts', 'setTimeout(() => 1, 1);', 'no clock'],
    ['core reading the environment', 'src-main/core/diff.ts', 'export const a = process.env;', 'no clock'],
    [
      'a use case importing an adapter',
      'src-main/app/sync.ts',
      `import { a } from '../adapters/scim/a.ts';`,
      'Use cases import core',
    ],
    [
      'a use case importing the engine',
      'src-main/app/sync.ts',
      `import { a } from '../engine/run-handle.ts';`,
      'Use cases import core',
    ],
    [
      'a use case importing node:',
      'src-main/app/sync.ts',
      `import { readFile } from 'node:fs/promises';`,
      'Use cases import core',
    ],
    [
      'a use case reading the clock',
      'src-main/app/sync.ts',
      'export const now = () => Date.now();',
      'handed in',
    ],
    [
      'an adapter importing another',
      'src-main/adapters/scim/a.ts',
      `import { b } from '../store/b.ts';`,
      'never another adapter',
    ],
    [
      'one directory importing another',
      'src-main/adapters/directory/csv/a.ts',
      `import { b } from '../scim/b.ts';`,
      'never another adapter',
    ],
    [
      'the groundwork importing an adapter',
      'src-main/adapters/network/a.ts',
      `import { b } from '../scim/b.ts';`,
      'knows no adapter',
    ],
    [
      'the SCIM directory importing the store',
      'src-main/adapters/directory/scim/a.ts',
      `import { b } from '../../store/b.ts';`,
      'knows no other adapter',
    ],
    [
      'an adapter importing a use case',
      'src-main/adapters/scim/a.ts',
      `import { b } from '../../app/b.ts';`,
      'never another adapter',
    ],
    [
      'the demo console importing an adapter',
      'src-main/demo-console/a.ts',
      `import { b } from '../adapters/store/b.ts';`,
      'only over HTTP',
    ],
    [
      'the demo console importing a port',
      'src-main/demo-console/a.ts',
      `import type { Clock } from '../app/ports/clock.ts';`,
      'only over HTTP',
    ],
    [
      'the engine importing an adapter',
      'src-main/engine/run-handle.ts',
      `import { b } from '../adapters/store/b.ts';`,
      'only worker.ts',
    ],
    [
      'a worker importing compose',
      'src-main/engine/worker.ts',
      `import { b } from '../compose.ts';`,
      'no door',
    ],
    [
      'a door importing an adapter',
      'src-main/cli.ts',
      `import { b } from './adapters/store/b.ts';`,
      'The two doors',
    ],
    [
      'a command importing an adapter',
      'src-main/cli/sync.ts',
      `import { b } from '../adapters/store/b.ts';`,
      'The two doors',
    ],
    ['ipc importing the engine', 'src-main/ipc/a.ts', `import { b } from '../engine/b.ts';`, 'ipc imports'],
    [
      'the shell importing an adapter',
      'src-main/shell/a.ts',
      `import { b } from '../adapters/log/b.ts';`,
      'The shell imports',
    ],
    [
      'a screen importing core',
      'src-renderer/a.tsx',
      `import { b } from '../src-main/core/b.ts';`,
      'Screens know only',
    ],
    ['a screen importing node:', 'src-renderer/a.tsx', `import { b } from 'node:fs';`, 'Screens know only'],
    [
      'the preload script importing core',
      'src-preload/index.ts',
      `import { b } from '../src-main/core/b.ts';`,
      'only the contract',
    ],
    [
      'the contract importing core',
      'src-preload/contract/calls.ts',
      `import { b } from '../../src-main/core/b.ts';`,
      'nothing but zod',
    ],
    [
      'the contract importing another package',
      'src-preload/contract/calls.ts',
      `import ky from 'ky';`,
      'nothing but zod',
    ],
    [
      'a file that stands on no floor',
      'src-main/extra/a.ts',
      `import { b } from '../core/b.ts';`,
      'stands on no floor',
    ],
    [
      'Electron in the engine',
      'src-main/adapters/log/a.ts',
      `import { app } from 'electron';`,
      'imports electron. Only',
    ],
    [
      'Electron by a path of its own',
      'src-main/adapters/log/a.ts',
      `import { app } from 'electron/main';`,
      'imports electron. Only',
    ],
    [
      'keytar outside the keychain',
      'src-main/adapters/store/a.ts',
      `const k = await import('keytar');`,
      'imports keytar. Only',
    ],
    [
      'keytar by require',
      'src-main/adapters/store/a.ts',
      `const k = require('keytar');`,
      'imports keytar. Only',
    ],
    [
      'SQLite outside the store',
      'src-main/adapters/scim/a.ts',
      `import D from 'better-sqlite3';`,
      'imports better-sqlite3. Only',
    ],
    ['ky outside the Console API', 'src-main/adapters/scim/a.ts', `import ky from 'ky';`, 'imports ky. Only'],
    [
      'undici outside SCIM',
      'src-main/adapters/console-api/a.ts',
      `import { request } from 'undici';`,
      'imports undici. Only',
    ],
    [
      'a package only the tests have',
      'src-main/adapters/scim/a.ts',
      `import { a } from 'vitest';`,
      'not in "dependencies"',
    ],
    [
      'an import of a computed name',
      'src-main/adapters/scim/a.ts',
      "await import('./' + name);",
      'computed name',
    ],
    ['any', 'src-main/adapters/scim/a.ts', 'export const a = (b: any) => b;', 'says "any"'],
    ['as any', 'src-main/adapters/scim/a.ts', 'export const a = 1 as any;', 'says "any"'],
    ['@ts-ignore', 'src-main/adapters/scim/a.ts', '// @ts-ignore\nexport const a = 1;', 'says @ts-ignore'],
    [
      '@ts-expect-error',
      'src-main/adapters/scim/a.ts',
      '// @ts-expect-error\nexport const a = 1;',
      'says @ts-expect-error',
    ],
    ['a default export', 'src-main/adapters/scim/a.ts', 'export default 1;', 'default export'],
    [
      'a default export by name',
      'src-main/adapters/scim/a.ts',
      'const a = 1;\nexport { a as default };',
      'default export',
    ],
    ['an empty catch', 'src-main/adapters/scim/a.ts', 'try { a(); } catch { /* ignored */ }', 'empty catch'],
    ['a barrel', 'src-main/adapters/scim/index.ts', `export * from './a.ts';`, 'only passes exports on'],
    ['a file named utils', 'src-main/adapters/scim/utils.ts', 'export const a = 1;', 'called "utils"'],
    ['a folder named helpers', 'src-main/core/helpers/a.ts', 'export const a = 1;', 'called "helpers"'],
    ['a manager', 'src-main/app/sync-manager.ts', 'export const a = 1;', 'called "sync-manager"'],
    ['a file of 401 lines', 'src-main/core/a.ts', 'export const a = 1;\n'.repeat(401), '401 lines'],
    ['a file that cannot be read', 'src-main/core/a.ts', 'export const = 1;', 'cannot be read'],
  ])('%s', (_what, path, source, sentence) => {
    expect(check(path, source)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
  });

  it.each([
    [
      'core importing core',
      'src-main/core/diff.ts',
      `import { fold } from './fold.ts';\nimport type { R } from '../core/records.ts';`,
    ],
    [
      'core with a date that it was given',
      'src-main/core/diff.ts',
      'export const day = (ms: number) => new Date(ms).toISOString();',
    ],
    [
      'core with forbidden words in texts',
      'src-main/core/diff.ts',
      `// import x from 'ky'; Date.now()\nexport const a = "require('ky')";`,
    ],
    ['a use case with a port', 'src-main/app/sync.ts', `import type { Clock } from './ports/clock.ts';`],
    [
      'an adapter with its port, its folder and its library',
      'src-main/adapters/scim/a.ts',
      `import { request } from 'undici';\nimport { readFile } from 'node:fs/promises';\nimport type { S } from '../../app/ports/source.ts';\nimport { b } from './b.ts';\nexport const a = () => Date.now();`,
    ],
    [
      'a worker that builds adapters',
      'src-main/engine/worker.ts',
      `import { b } from '../adapters/store/b.ts';\nimport { parentPort } from 'node:worker_threads';`,
    ],
    [
      'the command line with compose',
      'src-main/cli.ts',
      `import { compose } from './compose.ts';\nimport { Command } from 'commander';`,
    ],
    [
      'a catch that answers',
      'src-main/adapters/scim/a.ts',
      'export const a = () => { try { return b(); } catch { return undefined; } };',
    ],
  ])('nothing wrong with %s', (_what, path, source) => {
    expect(check(path, source)).toEqual([]);
  });
});
