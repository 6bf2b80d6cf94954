// Where the tests live: a data folder and a keychain of their own, never the user's.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../setup/system-packages.mjs';

const unlockAndRun = `printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"`;

/** A private home for one test run; `remove` takes it away again. */
export function privateSurroundings() {
  // Short on purpose: sockets lie in it, and their paths may have about a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), 'muster-'));
  const env = {
    ...process.env,
    MUSTER_HOME: join(folder, 'home'),
    XDG_DATA_HOME: folder,
    XDG_RUNTIME_DIR: folder,
  };
  // A token in the developer's shell would win over everything that the tests store.
  delete env.MUSTER_TOKEN;
  delete env.MUSTER_ADMIN_KEY;
  return { env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The command as it is, or beneath a real secret service where this machine has one. */
export function withKeychain(command, args) {
  if (process.platform !== 'linux' || !exists('dbus-run-session') || !exists('gnome-keyring-daemon')) {
    return [command, args];
  }
  return ['dbus-run-session', ['--', 'bash', '-c', unlockAndRun, 'bash', command, ...args]];
}
