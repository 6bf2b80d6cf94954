// Debian's packages that the keychain and the stand-in window need. Elsewhere (Windows, macOS, other Linux) nothing is installed.
import { spawnSync } from 'node:child_process';
import { say } from './progress.mjs';
import { runStep } from './run-step.mjs';

const forTheKeychain = [
  // What keytar is compiled with and against.
  'libsecret-1-dev',
  'build-essential',
  'python3',
  'pkg-config',
  // A keychain for machines without a desktop, and for the tests.
  'gnome-keyring',
  'dbus-x11',
];
const forTheWindow = [
  // What shows the window where Electron's own binary cannot be had, and a display where there is none.
  'chromium',
  'xvfb',
  'xauth',
];
const wanted = [...forTheKeychain, ...forTheWindow];

/** Names of the packages that this machine lacks; empty where there is no Debian package manager. */
export function missingSystemPackages() {
  if (process.platform !== 'linux' || !exists('apt-get') || !exists('dpkg-query')) return [];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are dpkg-query's own placeholders.
  const form = '${Package} ${db:Status-Status}\n';
  const asked = spawnSync('dpkg-query', ['-W', '-f', form, ...wanted], { encoding: 'utf8' });
  const installed = new Set(
    asked.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

/**
 * Installs what is missing where this user may; otherwise says what does not work and what to ask an admin for.
 * Answers the packages that are still missing.
 */
export async function installSystemPackages(root, missing) {
  const prefix = rootPrefix();
  if (!prefix) {
    tellMissing(missing, 'This user may not install system packages');
    return missing;
  }
  say(`installing ${missing.length} Debian packages: ${missing.join(' ')}`);
  const apt = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
  ];
  const [command, ...args] = apt;
  // A failed refresh is no reason to stop: the lists that are there may do.
  await runStep(root, command, [...args, 'update'], { limitMinutes: 5 });
  await runStep(root, command, [...args, 'install', '-y', '--no-install-recommends', ...missing]);
  const still = missingSystemPackages();
  if (still.length > 0) tellMissing(still, 'Debian packages could not be installed (see .cache/setup.log)');
  return still;
}

function tellMissing(missing, why) {
  say(`${why}; missing: ${missing.join(' ')}.`);
  if (missing.some((name) => forTheKeychain.includes(name)))
    say(
      '  Without them tokens cannot be kept in the keychain (hand them in as MUSTER_TOKEN), and the keychain tests are skipped.',
    );
  if (missing.some((name) => forTheWindow.includes(name)))
    say(
      "  Without them the window needs Electron's own binary; where that cannot be fetched, there is only the command line.",
    );
  say('  Everything else works. Ask an administrator for this, then run "npm run setup" again:');
  say(`  apt-get update && apt-get install -y ${missing.join(' ')}`);
}

/** How to become root without being asked for a password, or undefined. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : undefined;
}

export function exists(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}
