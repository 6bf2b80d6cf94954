import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode } from './npm-packages.mjs';
import { lastLines, SetupStopped, say } from './progress.mjs';
import { runStep } from './run-step.mjs';

const read = [
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** One hash over everything that the build reads: the same hash, the same output. */
export function sourceHash(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const name of read) addToHash(hash, root, name);
  return hash.digest('hex');
}

function addToHash(hash, root, name) {
  const path = join(root, name);
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const child of readdirSync(path).sort()) addToHash(hash, root, `${name}/${child}`);
    return;
  }
  hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
}

export function buildIsThere(root) {
  return existsSync(join(root, 'out/main/cli.js'));
}

export async function build(root) {
  say('building …');
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { ok } = await runStep(root, projectNode(root), [tool, 'build', '--logLevel', 'warn'], {
    limitMinutes: 5,
  });
  if (ok && buildIsThere(root)) return;
  throw new SetupStopped(
    `The build failed. The log ends with:\n${lastLines(root)}`,
    'If you changed the source, correct it; if not, delete node_modules and run "npm run setup" again.',
  );
}
