import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from '../built/built-program.ts';

const cli = builtProgram('cli');
let folder: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-cli-'));
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, MUSTER_HOME: join(folder, 'home'), NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  const ended = once(child, 'close').then(
    ([exit]): Ended => ({ exit: typeof exit === 'number' ? exit : null, ...texts }),
  );
  return { child, ended, texts };
}

async function muster(args: readonly string[], env?: Readonly<Record<string, string>>) {
  const { exit, out, err } = await start([...args, '--json'], env).ended;
  const json: unknown = JSON.parse(out);
  return { exit, err, json };
}

function fileOf(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** Starts the demo console and gives back the first line that it prints. */
async function serve(args: readonly string[]) {
  const { child, ended, texts } = start(['console', 'serve', ...args]);
  while (!texts.out.includes('\n')) {
    await Promise.race([once(child.stdout, 'data'), ended]);
    if (child.exitCode !== null) throw new Error(`console serve ended: ${texts.err}`);
  }
  const line: unknown = JSON.parse(texts.out.split('\n')[0] ?? '');
  if (typeof line !== 'object' || line === null) throw new Error('the first line is no JSON object');
  return {
    child,
    ended,
    line: Object.fromEntries(
      Object.entries(line).map(([key, value]) => [key, value === null ? null : String(value)]),
    ),
  };
}

describe('the command line as a process', () => {
  it('goes from a console to a safe live sync, and finds nothing to do after it', async () => {
    const data = join(folder, 'console');
    const seed = fileOf('seed.csv', [
      'Email,First Name,Job Title',
      'ana@contoso.example,Ana,Lead',
      'ben@contoso.example,Ben,Clerk',
    ]);
    const served = await serve(['--data', data, '--seed', seed, '--sync-limit', '0']);
    const { tenantUrl, consoleApiUrl, scimToken, adminKey } = served.line;
    const env = { MUSTER_TOKEN: String(scimToken), MUSTER_ADMIN_KEY: String(adminKey) };

    await muster(
      [
        'tenant',
        'add',
        '--name',
        'Contoso',
        '--tenant-url',
        String(tenantUrl),
        '--console-api',
        String(consoleApiUrl),
        '--profile',
        'demo',
      ],
      env,
    );
    const directory = fileOf('hr.csv', [
      'Email,First Name,Job Title',
      'ana@contoso.example,Ana,Head of Sales',
      'ben@contoso.example,Ben,Clerk',
      'cem@contoso.example,Cem,Clerk',
    ]);
    await muster(['source', 'set', '--tenant', 'Contoso', '--csv', directory], env);

    const test = await muster(['sync', '--tenant', 'Contoso'], env);
    expect(test).toMatchObject({
      exit: 0,
      err: '',
      json: {
        status: 'Completed',
        testMode: true,
        users: { created: 1, changed: 1, archived: 0, unchanged: 1 },
      },
    });
    const early = await muster(['sync', '--tenant', 'Contoso', '--live'], env);
    expect(early).toMatchObject({ exit: 2, json: { error: { code: 'settings-refused' } } });

    expect(await muster(['settings', 'set', '--tenant', 'Contoso', '--test-mode', 'off'], env)).toMatchObject(
      { exit: 0, json: { settings: { testMode: false } } },
    );
    const { planHash } = Object(test.json);
    const live = await muster(['sync', '--tenant', 'Contoso', '--live', '--plan', String(planHash)], env);
    expect(live).toMatchObject({
      exit: 0,
      json: { status: 'Completed', testMode: false, applied: { failed: 0, movedSincePreview: 0 } },
    });
    const again = await muster(['sync', '--tenant', 'Contoso'], env);
    expect(again).toMatchObject({
      exit: 0,
      json: { users: { created: 0, changed: 0, archived: 0, unchanged: 3, adopted: 0 } },
    });

    served.child.kill('SIGINT');
    expect((await served.ended).exit).toBe(0);
    const restarted = await serve(['--data', data]);
    expect(restarted.line).toMatchObject({ scimToken: null, adminKey: null });
    restarted.child.kill('SIGTERM');
    expect((await restarted.ended).exit).toBe(0);
  });

  it('names file, line and column of bad input, and leaves no stack trace', async () => {
    const good = fileOf('good.csv', ['Email', 'ana@contoso.example']);
    const noEmail = fileOf('no-email.csv', ['Mail,First Name', 'ana@contoso.example,Ana']);
    const cut = fileOf('cut.csv', ['Email,First Name', 'ana@contoso.example,"Ana']);
    const preview = async (directory: string) =>
      start(['preview', '--directory', directory, '--console', good]).ended;
    const [missing, withoutEmail, unclosed] = [
      await preview(join(folder, 'missing.csv')),
      await preview(noEmail),
      await preview(cut),
    ];
    expect([missing.exit, missing.out, withoutEmail.exit, withoutEmail.out, unclosed.exit]).toEqual([
      2,
      '',
      2,
      '',
      7,
    ]);
    expect(missing.err).toContain('missing.csv');
    expect(withoutEmail.err).toMatch(/no-email\.csv has no column Email .*line 1/);
    expect(unclosed.err).toMatch(/cut\.csv ends within a quoted cell .*line 2/);
    expect(missing.err + withoutEmail.err + unclosed.err).not.toMatch(/\n\s+at /);
  });

  it('ends with 130 on Ctrl-C, while a console keeps it waiting', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const env = { MUSTER_TOKEN: 'token' };
    await muster(
      ['tenant', 'add', '--name', 'Silent', '--tenant-url', `http://127.0.0.1:${port}/scim/v2`],
      env,
    );
    await muster(
      ['source', 'set', '--tenant', 'Silent', '--csv', fileOf('one.csv', ['Email', 'ana@contoso.example'])],
      env,
    );
    await muster(['settings', 'set', '--tenant', 'Silent', '--provisioning', 'on'], env);
    const asked = once(silent, 'connection');
    const { child, ended } = start(['sync', '--tenant', 'Silent', '--json'], env);
    await asked;
    child.kill('SIGINT');
    const { exit, out, err } = await ended;
    silent.close();
    expect([exit, err]).toEqual([130, '']);
    expect(JSON.parse(out)).toBeTypeOf('object');
  });
});
