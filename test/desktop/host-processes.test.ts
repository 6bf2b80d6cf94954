// Nothing of the stand-in outlives the app, and a start finds no trace of one that was killed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureFolder, launcher, openFixture } from '../desktop-host/open-fixture.ts';

let userData: string;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'muster-fixture-'));
});
afterEach(() => rmSync(userData, { recursive: true, force: true }));

/** Processes of this test: the host names its data folder, and its Chromium is a child of it. */
function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const [state, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // Ended while we looked.
        return [];
      }
    });
}

const hosts = () =>
  processes().filter(({ command }) => /run-app\.ts/.test(command) && command.includes(userData));

/** The profile folder of the host's Chromium, by which its processes are known even without their parent. */
function chromiumOf(host: number): string {
  const found = processes().find(
    ({ parent, command }) => parent === host && command.includes('--user-data-dir='),
  );
  return /--user-data-dir=(\S+)/.exec(found?.command ?? '')?.[1] ?? '';
}
const running = (profile: string) => processes().filter(({ command }) => command.includes(profile)).length;

async function startedHost(): Promise<{ host: number; profile: string }> {
  await expect.poll(() => hosts().length, { timeout: 20_000 }).toBe(1);
  const host = hosts()[0]?.pid ?? 0;
  let profile = '';
  const look = () => {
    profile = chromiumOf(host);
    return profile;
  };
  await expect.poll(look, { timeout: 20_000 }).toMatch(/muster-host-/);
  return { host, profile };
}

describe('processes', () => {
  it('all end when the host is killed, and its profile is gone', async () => {
    const child = spawn(launcher, [fixtureFolder, `--user-data-dir=${userData}`], { stdio: 'ignore' });
    const { host, profile } = await startedHost();
    expect(host).toBe(child.pid);
    process.kill(host, 'SIGKILL');
    await expect.poll(() => running(profile), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => readdirSync(tmpdir()).filter((name) => profile.endsWith(name))).toEqual([]);
  });

  it('all end when whoever started the host is killed', async () => {
    const script = `require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: 'ignore' }); setInterval(() => {}, 1000)`;
    const parent = spawn(
      process.execPath,
      ['-e', script, launcher, fixtureFolder, `--user-data-dir=${userData}`],
      {
        stdio: 'ignore',
      },
    );
    const { profile } = await startedHost();
    parent.kill('SIGKILL');
    await expect.poll(() => hosts().length + running(profile), { timeout: 20_000 }).toBe(0);
  });

  it('all end when the app quits', async () => {
    const child = spawn(launcher, [fixtureFolder, `--user-data-dir=${userData}`], { stdio: 'ignore' });
    const { profile } = await startedHost();
    child.kill('SIGTERM');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
    await expect.poll(() => running(profile), { timeout: 20_000 }).toBe(0);
  });

  it('start again right after a kill, on the same data folder', async () => {
    for (const _ of [1, 2]) {
      const child = spawn(launcher, [fixtureFolder, `--user-data-dir=${userData}`], { stdio: 'ignore' });
      await startedHost();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
  });
});

describe('a second start', () => {
  it('ends at once, and the first hears its arguments', async () => {
    const fixture = await openFixture();
    try {
      const args = [fixtureFolder, `--user-data-dir=${fixture.userData}`, '--second'];
      const child = spawn(launcher, args, { stdio: 'ignore', cwd: tmpdir() });
      expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
      const { second } = await fixture.seen();
      expect(second).toEqual([{ argv: [launcher, ...args], cwd: tmpdir(), data: { from: 'fixture' } }]);
    } finally {
      await fixture.close();
    }
  });
});
