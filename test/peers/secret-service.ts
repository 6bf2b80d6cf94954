import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set to 1 on a machine that cannot have a secret service; the tests that need one are then shown as skipped. */
export const NO_KEYRING_HERE = process.env.MUSTER_TEST_NO_KEYRING === '1';

export interface ScriptOutcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs a script in a session of its own with a real secret service: a private D-Bus and a gnome-keyring
 * whose files are in a folder made for it and removed after. The keyring is unlocked, or left locked.
 */
export async function inSecretService(
  script: string,
  keyring: 'unlocked' | 'none',
  env: Readonly<Record<string, string>> = {},
): Promise<ScriptOutcome> {
  demandProgram('dbus-run-session');
  if (keyring === 'unlocked') demandProgram('gnome-keyring-daemon');
  const home = mkdtempSync(join(tmpdir(), 'muster-keyring-'));
  const unlock = 'echo -n test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && ';
  const command = `${keyring === 'unlocked' ? unlock : ''}exec "$0" "$1"`;
  try {
    return await run('dbus-run-session', ['--', 'bash', '-c', command, process.execPath, script], {
      ...process.env,
      ...env,
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_RUNTIME_DIR: home,
      // Without a keyring of its own the bus must not start the one of the machine.
      ...(keyring === 'none' && { XDG_DATA_DIRS: join(home, 'none') }),
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function demandProgram(program: string): void {
  if (spawnSync(program, ['--version']).error === undefined) return;
  throw new Error(
    `${program} is missing. Install it (on Debian: apt-get install dbus dbus-x11 gnome-keyring libsecret-1-dev), ` +
      'or set MUSTER_TEST_NO_KEYRING=1 where this machine cannot have a keyring.',
  );
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<ScriptOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? -1, output, errors }));
  });
}
