// What "set up" means, step by step. Each step asks first whether there is anything to do.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, buildIsThere, sourceHash } from './build.mjs';
import {
  buildKeychain,
  keychainCanBeBuilt,
  keychainIsBuilt,
  keychainLoads,
  tellKeychainMissing,
} from './keychain.mjs';
import { installNpmPackages, npmPackagesAreInstalled } from './npm-packages.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { SetupStopped, say, startLog } from './progress.mjs';
import { installSystemPackages, missingSystemPackages } from './system-packages.mjs';

/**
 * Brings this folder to where Muster can run. Quick and silent when nothing is to be done.
 * `again: 'everything'` also retries what an earlier set-up could not get (system packages, the keychain).
 * Answers whether anything was done; throws `SetupStopped` with a sentence when it cannot go on.
 */
export async function setUp(root, { again }) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupStopped(
      `Muster needs Node 20 or newer; this is ${process.version}.`,
      'Install a current Node, then try again.',
    );
  }
  if (again === 'changes' && nothingToDo(root)) return false;
  return oneAtATime(root, () => allSteps(root, again));
}

function nothingToDo(root) {
  const stamp = readStamp(root);
  return (
    npmPackagesAreInstalled(root) &&
    buildIsThere(root) &&
    stamp.sources === sourceHash(root) &&
    stamp.keychain !== undefined &&
    !keychainNeedsWork(root, stamp)
  );
}

function keychainNeedsWork(root, stamp) {
  return stamp.keychain === 'works'
    ? !keychainIsBuilt(root)
    : keychainCanBeBuilt() !== stamp.keychainCouldBeBuilt;
}

async function allSteps(root, again) {
  let done = false;
  let stamp = readStamp(root);
  startLog(root);

  let stillMissing = [];
  const packagesAreThere = npmPackagesAreInstalled(root);
  if (!packagesAreThere || again === 'everything') {
    const missing = missingSystemPackages();
    if (missing.length > 0) {
      done = true;
      stillMissing = await installSystemPackages(root, missing);
    }
  }
  if (!packagesAreThere) {
    done = true;
    await installNpmPackages(root);
    stamp = {};
  }
  if (stamp.keychain === undefined || again === 'everything' || keychainNeedsWork(root, stamp)) {
    const keychain = await prepareKeychain(root, { freshlyInstalled: !packagesAreThere });
    done ||= keychain.keychain === 'missing' || stamp.keychain !== keychain.keychain;
    // Where system packages are missing, their sentence has just said it.
    if (keychain.keychain === 'missing' && stillMissing.length === 0) tellKeychainMissing();
    stamp = { ...stamp, ...keychain };
    writeStamp(root, stamp);
  }
  const sources = sourceHash(root);
  if (stamp.sources !== sources || !buildIsThere(root)) {
    done = true;
    await build(root);
    writeStamp(root, { ...stamp, sources });
  }
  if (done) say('done.');
  return done;
}

async function prepareKeychain(root, { freshlyInstalled }) {
  const could = keychainCanBeBuilt();
  // Right after `npm ci` its own attempt has just been made; a second one would end the same way.
  if (!freshlyInstalled && could && !(keychainIsBuilt(root) && keychainLoads(root)))
    await buildKeychain(root);
  if (keychainIsBuilt(root) && keychainLoads(root)) return { keychain: 'works', keychainCouldBeBuilt: could };
  return { keychain: 'missing', keychainCouldBeBuilt: could };
}

/** Inside node_modules, so that `npm ci` or deleting that folder forgets it as well. */
function stampFile(root) {
  return join(root, 'node_modules', '.cache', 'muster', 'setup.json');
}

function readStamp(root) {
  return existsSync(stampFile(root)) ? JSON.parse(readFileSync(stampFile(root), 'utf8')) : {};
}

function writeStamp(root, stamp) {
  mkdirSync(dirname(stampFile(root)), { recursive: true });
  writeFileSync(stampFile(root), JSON.stringify(stamp));
}
