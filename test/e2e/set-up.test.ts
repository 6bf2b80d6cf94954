import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inAProcess } from './in-a-process.ts';

const root = join(import.meta.dirname, '../..');

/** A fresh clone as far as set-up can tell: scripts and package files, no packages, an npm cache of its own. */
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'muster-clone-'));
  cpSync(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, file), join(clone, file));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function setUp(env: NodeJS.ProcessEnv = {}) {
  return inAProcess(process.execPath, ['scripts/setup.mjs'], {
    cwd: clone,
    env: {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(clone, 'npm-cache'),
      npm_config_fetch_retries: '0',
      ...env,
    },
  });
}

describe('set-up on a fresh machine', () => {
  it('says in a sentence that the registry cannot be reached, what to do, and no name of a host', async () => {
    const ended = await setUp();
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('The npm registry could not be reached, so nothing was installed.');
    expect(ended.stderr).toContain('then run "npm run setup"');
    expect(ended.stderr).not.toContain('127.0.0.1');
    expect(readFileSync(join(clone, '.cache/setup.log'), 'utf8')).toContain('ECONNREFUSED');
    expect(existsSync(join(clone, '.cache/setup.lock'))).toBe(false);
  });

  it('shows the end of the log where the cause is unknown, again without the name of a host', async () => {
    const lock = JSON.parse(readFileSync(join(clone, 'package-lock.json'), 'utf8'));
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ ...lock, packages: 7 }));
    const ended = await setUp();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/npm could not install the packages. The log ends with:\n {4}npm error/);
    expect(ended.stderr).not.toContain('127.0.0.1');
  });

  it('passes over a set-up that died in the middle', async () => {
    mkdirSync(join(clone, '.cache/setup.lock'), { recursive: true });
    // No process has this number: it is above what Linux hands out.
    writeFileSync(join(clone, '.cache/setup.lock/pid'), '99999999');
    expect((await setUp()).stderr).toContain('The npm registry could not be reached');
  });
});

describe.runIf(process.platform === 'linux')('system packages', () => {
  it('are installed where the user may, and only those that are missing', async () => {
    const asked = join(clone, 'asked');
    const ended = await setUp(
      debianWithout('gnome-keyring', `echo "$@" >> '${asked}'; touch '${clone}/installed'`),
    );
    expect(ended.stderr).toContain('installing 1 Debian packages: gnome-keyring');
    expect(readFileSync(asked, 'utf8').trim().split('\n')).toEqual([
      '-o DPkg::Lock::Timeout=120 update',
      '-o DPkg::Lock::Timeout=120 install -y --no-install-recommends gnome-keyring',
    ]);
    expect(ended.stderr).not.toContain('missing:');
  });

  it('that cannot be installed are named, with what does not work and what to ask for; set-up goes on', async () => {
    const ended = await setUp(debianWithout('gnome-keyring', 'exit 100'));
    expect(ended.stderr).toContain(
      'Debian packages could not be installed (see .cache/setup.log); missing: gnome-keyring.',
    );
    expect(ended.stderr).toContain('tokens cannot be kept in the keychain (hand them in as MUSTER_TOKEN)');
    expect(ended.stderr).toContain('apt-get update && apt-get install -y gnome-keyring\n');
    expect(ended.stderr).toContain('The npm registry could not be reached');
  });
});

/** A path with a Debian that lacks one package until the file `installed` is there, and an apt-get that does this. */
function debianWithout(missing: string, aptGet: string): NodeJS.ProcessEnv {
  const bin = join(clone, 'bin');
  mkdirSync(bin);
  const program = (name: string, lines: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  program('apt-get', aptGet);
  program('sudo', 'shift; exec "$@"');
  program(
    'dpkg-query',
    `shift 3; for name in "$@"; do
       [ "$name" = '${missing}' ] && [ ! -e '${clone}/installed' ] || echo "$name installed"
     done`,
  );
  return { PATH: `${bin}:${process.env.PATH}` };
}
