// The npm packages: whether those that package-lock.json names are really there, and how they get there.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastLines, SetupStopped, say } from './progress.mjs';
import { runStep } from './run-step.mjs';

/**
 * npm writes node_modules/.package-lock.json when an installation has ended well, so the two lock files say
 * whether anything is to be done. Optional packages may be absent: other platforms', or the keychain library.
 */
export function npmPackagesAreInstalled(root) {
  const locked = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (!locked || !installed || !existsSync(projectNode(root))) return false;
  return Object.entries(locked.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (!found) return Boolean(entry.optional || entry.devOptional);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

export async function installNpmPackages(root) {
  say('installing npm packages (about half a minute) …');
  const { ok, output } = await runNpm(root, ['ci', '--no-audit', '--no-fund', '--foreground-scripts']);
  if (!ok) throw npmStopped(root, output);
  if (!existsSync(projectNode(root))) {
    throw new SetupStopped(
      'npm installed the packages but not the Node version that Muster runs on.',
      'Install scripts seem to be switched off: run "npm config set ignore-scripts false", then "npm run setup".',
    );
  }
}

/** The Node of package.json; the machine's own may be older. */
export function projectNode(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** npm as it was called, on the Node it was called with: `npm ci` replaces the one in node_modules. */
export function runNpm(root, args) {
  const env = { ...compilerHeaders(), npm_config_loglevel: 'notice' };
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (npm?.endsWith('.js') && existsSync(npm)) {
    return runStep(root, node && existsSync(node) ? node : process.execPath, [npm, ...args], { env });
  }
  return runStep(root, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { env });
}

/** Native code is compiled against the headers beside the machine's Node, so that none need be downloaded. */
function compilerHeaders() {
  if (process.env.npm_config_nodedir) return {};
  const beside = [process.env.npm_node_execpath, process.execPath]
    .filter(Boolean)
    .map((node) => dirname(dirname(node)));
  const nodedir = [...beside, '/usr', '/usr/local'].find((folder) =>
    existsSync(join(folder, 'include/node/node_api.h')),
  );
  return nodedir ? { npm_config_nodedir: nodedir } : {};
}

/** A known cause needs no log beside it; an unknown one is shown with the end of the log. */
function npmStopped(root, allOutput) {
  // Only npm's own verdict: an optional package that failed to download something may stand there too.
  const output = allOutput
    .split('\n')
    .filter((line) => line.startsWith('npm error'))
    .join('\n');
  if (/\bEUSAGE\b/.test(output) && output.includes('in sync')) {
    return new SetupStopped(
      'package.json and package-lock.json do not fit each other.',
      'Run "npm install" once and commit both files.',
    );
  }
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)
  ) {
    return new SetupStopped(
      'The npm registry could not be reached, so nothing was installed.',
      'Check the network and the proxy or registry in your npm configuration, then run "npm run setup". The log is .cache/setup.log.',
    );
  }
  if (/\bENOSPC\b/.test(output)) {
    return new SetupStopped('The disk is full.', 'Free about 1 GB, then run "npm run setup".');
  }
  if (/\b(EACCES|EPERM)\b/.test(output)) {
    return new SetupStopped(
      'npm may not write to this folder or to its cache.',
      'Give both to the user who runs it, then run "npm run setup". The log is .cache/setup.log.',
    );
  }
  return new SetupStopped(
    `npm could not install the packages. The log ends with:\n${lastLines(root)}`,
    'The whole log is .cache/setup.log. Then run "npm run setup" again.',
  );
}

/** Undefined where there is no such file; a damaged one is worth a sentence, because somebody has to mend it. */
function readJson(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SetupStopped(
      `${file} cannot be read: ${error.message}`,
      'If it is package-lock.json, restore it (git checkout package-lock.json); if not, delete node_modules. Then run "npm run setup".',
    );
  }
}
