import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtProgram } from '../built/built-program.ts';
import { expectedPeople, peopleOn, staffOf } from './expected-state.ts';
import { type Ended, inAProcess } from './in-a-process.ts';
import { writeCsv } from './people-csv.ts';

const root = join(import.meta.dirname, '../..');
const cli = builtProgram('cli');
const staff = staffOf(200);
const promoted = staff.map((row, i) => (i < 55 ? { ...row, 'Job Title': 'Promoted' } : row));

/** Everything that any of the processes of a test said. */
const said: string[] = [];

async function muster(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> {
  const ended = await inAProcess(process.execPath, [cli, ...args], { cwd: root, env });
  said.push(ended.stdout, ended.stderr);
  return ended;
}

async function answer(env: NodeJS.ProcessEnv, exit: number, ...args: readonly string[]) {
  const ended = await muster(env, ...args, '--json');
  expect(ended.code, ended.stdout + ended.stderr).toBe(exit);
  return JSON.parse(ended.stdout) as Record<string, unknown>;
}

interface Served {
  readonly child: ChildProcess;
  readonly line: Readonly<Record<string, string | null>>;
}

function serve(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [cli, 'console', 'serve', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end < 0) return;
      resolve({ child, line: JSON.parse(text.slice(0, end)) as Served['line'] });
    });
    child.once('exit', () => reject(new Error(`console serve ended: ${text}`)));
  });
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('through the command line, when console and Muster are killed in the middle of a live sync (R7)', () => {
  it('the next start says what is to be decided, and Resume finishes it; no secret was written or said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-both-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const home = join(folder, 'home');
    const directory = join(folder, 'directory.csv');
    writeCsv(directory, promoted);
    writeCsv(join(folder, 'seed.csv'), staff);
    const data = ['--data', join(folder, 'console'), '--sync-limit', '0'];
    let console = await serve({ MUSTER_HOME: home }, ...data, '--seed', join(folder, 'seed.csv'));
    const { tenantUrl, consoleApiUrl, scimToken, adminKey } = console.line;
    const port = new URL(tenantUrl ?? '').port;
    const env = { MUSTER_HOME: home, MUSTER_TOKEN: scimToken ?? '', MUSTER_ADMIN_KEY: adminKey ?? '' };
    const tenant = ['--tenant', 'Contoso'];

    const where = ['--tenant-url', tenantUrl ?? '', '--console-api', consoleApiUrl ?? ''];
    await answer(env, 0, 'tenant', 'add', '--name', 'Contoso', ...where, '--profile', 'demo');
    await answer(env, 0, 'source', 'set', ...tenant, '--csv', directory);
    const report = await answer(env, 0, 'sync', ...tenant);
    expect(report.users).toMatchObject({ changed: 55, created: 0, archived: 0 });
    await answer(env, 0, 'settings', 'set', ...tenant, '--test-mode', 'off');

    // Both die while changes are under way.
    const live = spawn(
      process.execPath,
      [cli, 'sync', ...tenant, '--live', '--plan', String(report.planHash)],
      { env: { ...process.env, ...env }, stdio: 'ignore' },
    );
    const promotedNow = async () =>
      (await peopleOn(tenantUrl ?? '', scimToken ?? '')).filter(({ title }) => title === 'Promoted').length;
    while ((await promotedNow()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([killed(live), killed(console.child)]);

    console = await serve({ MUSTER_HOME: home }, ...data, '--port', port);
    expect(console.line).toMatchObject({ tenantUrl, scimToken: null, adminKey: null });
    const done = await promotedNow();
    expect(done).toBeGreaterThan(0);

    if (done < 55) {
      const refused = await muster(env, 'sync', ...tenant, '--json');
      expect(refused.code).toBe(1);
      const { runs } = (await answer(env, 0, 'run', 'list', ...tenant)) as {
        runs: { runId: string; status: string }[];
      };
      expect(runs[0]?.status).toBe('Interrupted');
      expect(refused.stdout).toContain(runs[0]?.runId);
      const doctor = await muster(env, 'doctor');
      expect(doctor.stdout).toContain('run resume');
      const resumed = await answer(env, 0, 'run', 'resume', runs[0]?.runId ?? '');
      expect(resumed).toMatchObject({ status: 'Completed', applied: { succeeded: 55, failed: 0 } });
    }
    expect(await peopleOn(tenantUrl ?? '', scimToken ?? '')).toEqual(expectedPeople(promoted));
    const look = await answer(env, 0, 'sync', ...tenant);
    expect(look.users).toMatchObject({ created: 0, changed: 0, archived: 0, restored: 0, adopted: 0 });

    // A refused token: its exit code, a sentence, and neither the token nor a stack trace anywhere.
    const wrong = 'CANARY-wrong-token-of-the-command-line';
    const refused = await muster({ ...env, MUSTER_TOKEN: wrong }, 'sync', ...tenant);
    expect(refused.code).toBe(5);
    await muster({ ...env, MUSTER_TOKEN: wrong }, 'doctor');
    await muster({ ...env, MUSTER_TOKEN: wrong }, 'tenant', 'test', 'Contoso');
    expect(refused.stderr).not.toMatch(/\n\s+at /);
    const files = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(files.length).toBeGreaterThan(3);
    for (const secret of [scimToken ?? '', adminKey ?? '', wrong]) {
      expect(files.some((text) => text.includes(secret))).toBe(false);
      expect(said.some((text) => text.includes(secret))).toBe(false);
    }
  });
});
