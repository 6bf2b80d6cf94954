// keytar is an optional dependency: without libsecret it cannot be built, and Muster works without a keychain.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, runNpm } from './npm-packages.mjs';
import { say, writeLog } from './progress.mjs';

export function keychainIsBuilt(root) {
  return existsSync(join(root, 'node_modules/keytar/build/Release/keytar.node'));
}

/** Whether a build would have what it needs; cheap enough to ask at every start while the keychain is missing. */
export function keychainCanBeBuilt() {
  if (process.platform !== 'linux') return true;
  return spawnSync('pkg-config', ['--exists', 'libsecret-1'], { stdio: 'ignore' }).status === 0;
}

/** npm takes an optional package away again when its build fails, so it has to be brought back first. */
export async function buildKeychain(root) {
  say('building the keychain library …');
  if (existsSync(join(root, 'node_modules/keytar')))
    await runNpm(root, ['rebuild', 'keytar', '--foreground-scripts']);
  else await runNpm(root, ['install', '--no-save', '--no-audit', '--no-fund', '--foreground-scripts']);
}

/** Loads the library in a process of its own: only that proves that libsecret is there at run time too. */
export function keychainLoads(root) {
  const tried = spawnSync(projectNode(root), ['-e', "require('keytar')"], { cwd: root, encoding: 'utf8' });
  writeLog(root, `\n$ node -e "require('keytar')"\n${tried.stderr}ended with ${tried.status}\n`);
  return tried.status === 0;
}

export function tellKeychainMissing() {
  say('The keychain library could not be built or loaded (see .cache/setup.log).');
  say('  Tokens cannot be kept in the keychain; hand them in as MUSTER_TOKEN. Everything else works.');
  say(
    '  On Debian, "apt-get install libsecret-1-dev build-essential python3 pkg-config" brings what it needs; then run "npm run setup".',
  );
}
