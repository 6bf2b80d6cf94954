import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { hashOfFiles } from './hash-of-files.ts';

const root = join(import.meta.dirname, '../..');
const builds = join(root, '.cache', 'test-build');
const sources = [
  'src-main',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'test/built',
  'test/e2e',
];
const A_DAY_MS = 24 * 60 * 60 * 1000;

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built programs lie (test/built/built-program.ts). */
    readonly builtFolder: string;
  }
}

/**
 * Builds the programs that tests run on threads and in processes, once for each state of the source. From source
 * each thread would load WebAssembly to strip types, and V8 under many such threads ends the process ("Check failed:
 * jit_page.has_value()", nodejs/node issue 64500); and the product is the built program.
 *
 * Each state has a folder of its own, made elsewhere and then renamed, so that no build empties it under a test.
 */
export default async function buildPrograms(project: TestProject): Promise<void> {
  const folder = join(builds, hashOfFiles(root, sources));
  if (existsSync(folder)) utimesSync(folder, new Date(), new Date());
  else await build(folder);
  project.provide('builtFolder', join(folder, 'main'));
  removeOldBuilds();
}

async function build(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(builds, { recursive: true });
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const config = join('test', 'built', 'electron.vite.config.ts');
  const args = [tool, 'build', '--config', config, '--outDir', unfinished, '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run of the tests was quicker.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function removeOldBuilds(): void {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name);
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > A_DAY_MS) rmSync(folder, { recursive: true, force: true });
  }
}
