import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PrivateKeyring {
  /** What a program needs to find this keyring and no other. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A real secret service on a D-Bus of its own, unlocked, whose files go with it. */
export async function openPrivateKeyring(): Promise<PrivateKeyring> {
  const home = mkdtempSync(join(tmpdir(), 'muster-keyring-'));
  const folders = { HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: home };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, ...folders },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstLine(bus);
  const env = { ...folders, DBUS_SESSION_BUS_ADDRESS: address };
  const keyring = spawn('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  keyring.stdin?.end('test');
  await untilServed(env);
  return {
    env,
    async close() {
      for (const child of [keyring, bus]) {
        if (child.exitCode !== null) continue;
        child.kill();
        await once(child, 'exit');
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The bus has no output.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(
    'dbus-daemon did not start. Install dbus and gnome-keyring, or set MUSTER_TEST_NO_KEYRING=1.',
  );
}

async function untilServed(env: Readonly<Record<string, string>>): Promise<void> {
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.GetNameOwner',
  ];
  for (let turn = 0; turn < 100; turn++) {
    const asked = spawnSync('dbus-send', [...question, 'string:org.freedesktop.secrets'], {
      env: { ...process.env, ...env },
    });
    if (asked.status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    'gnome-keyring-daemon did not start. Install gnome-keyring, or set MUSTER_TEST_NO_KEYRING=1.',
  );
}
