import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composition } from '../../src-main/compose.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-places-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function serve(dataFolder: string, seedFile?: string) {
  return composition.serveConsole({
    port: 0,
    dataFolder,
    syncLimitMs: 0,
    freshSecrets: 'if-new',
    ...(seedFile === undefined ? {} : { seedFile }),
  });
}

describe('a served console with a wrong seed', () => {
  it.each([
    ['is missing', undefined, 'There is no file seed.csv.'],
    ['has no Email column', 'Name\nAna\n', 'has no column Email'],
    ['is cut short', 'Email,Title\nana@a.example,"Lea', 'ends within a quoted cell'],
  ])('that %s is not begun, and leaves no data folder', async (_what, text, sentence) => {
    const data = join(folder, 'console');
    const file = text === undefined ? join(folder, 'seed.csv') : fileOf('seed.csv', text);
    const served = await serve(data, file);
    if (served.ok) await served.value.close();
    expect(served).toMatchObject({
      ok: false,
      failure: { code: 'bad-input', sentence: expect.stringContaining(sentence) },
    });
    expect(existsSync(data)).toBe(false);
  });
});

describe('a data folder that cannot be one', () => {
  it('is refused in a sentence where it, or a part of its path, is a file', async () => {
    const file = fileOf('taken', '');
    for (const home of [file, join(file, 'below')]) {
      const refused = {
        ok: false,
        failure: { code: 'bad-input', sentence: expect.stringContaining('a file') },
      };
      expect(await composition.openHouse({ home, env: {} })).toMatchObject(refused);
      expect(await serve(home)).toMatchObject(refused);
    }
  });

  it.runIf(process.platform === 'linux')('is refused, and not tried for ever, on /proc', async () => {
    const opened = await composition.openHouse({ home: '/proc/muster/home', env: {} });
    expect(opened).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
  });
});

describe('files that a tenant is to be read from', () => {
  async function house() {
    const opened = await composition.openHouse({ home: join(folder, 'home'), env: {} });
    if (!opened.ok) throw new Error(opened.failure.sentence);
    await opened.value.addTenant({
      name: 'Contoso',
      tenantUrl: 'https://c.example/scim/v2',
      profile: 'ksat',
    });
    return opened.value;
  }

  it('are refused where they are missing, a folder, empty or without their columns, and nothing is saved', async () => {
    const muster = await house();
    const files = [
      join(folder, 'missing.csv'),
      folder,
      fileOf('blank.csv', ''),
      fileOf('names.csv', 'Name\nAna\n'),
    ];
    for (const file of files) {
      for (const choice of [
        { directory: { kind: 'csv' as const, file } },
        { consoleExportFile: file },
        { exclusionsFile: file },
      ]) {
        const set = await muster.setSources('Contoso', choice);
        expect([choice, set]).toMatchObject([
          choice,
          {
            ok: false,
            failure: { code: 'bad-input', sentence: expect.stringMatching(/Nothing was saved\.$/) },
          },
        ]);
      }
    }
    const [tenant] = muster.listTenants();
    expect([tenant?.directory, tenant?.consoleExportFile, tenant?.exclusionsFile]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await muster.close();
  });

  it('are kept where they have a heading and nobody yet', async () => {
    const muster = await house();
    const file = fileOf('hr.csv', 'Email,Title\n');
    expect(await muster.setSources('Contoso', { directory: { kind: 'csv', file } })).toMatchObject({
      ok: true,
    });
    await muster.close();
  });
});

describe('a token from the environment', () => {
  it('is said to be given for this run, not to be kept on this computer', async () => {
    const opened = await composition.openHouse({ home: join(folder, 'home'), env: {}, token: 'lent-token' });
    if (!opened.ok) throw new Error(opened.failure.sentence);
    await opened.value.addTenant({
      name: 'Contoso',
      tenantUrl: 'https://c.example/scim/v2',
      profile: 'ksat',
    });
    expect(await opened.value.showSettings('Contoso', new AbortController().signal)).toMatchObject({
      ok: true,
      value: { tokenKeptHere: false, tokenGivenForThisRun: true },
    });
    await opened.value.close();
  });
});

describe('a name of a tenant', () => {
  it('is refused with characters that cannot be seen', async () => {
    const opened = await composition.openHouse({ home: join(folder, 'home'), env: {} });
    if (!opened.ok) throw new Error(opened.failure.sentence);
    for (const name of ['Con\ntoso', 'Con\u001b[31mtoso', 'Con\u202etoso']) {
      expect(
        await opened.value.addTenant({ name, tenantUrl: 'https://c.example/scim/v2', profile: 'ksat' }),
      ).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
    }
    expect(opened.value.listTenants()).toEqual([]);
    await opened.value.close();
  });
});
