import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DEMO_TENANT_ID } from '../../src-main/core/tenant.ts';
import { exampleCounts, exampleHead, exampleRow } from '../fakes/example-report.ts';
import { FakeHouse } from '../fakes/fake-house.ts';
import { callMuster, houseOfContoso } from './call-muster.ts';

const leaver = exampleRow({
  verdict: 'Archived',
  name: 'Ben Ode',
  address: 'ben.ode@contoso.example',
  key: 'user-7',
  reason: 'archived.absent',
  changes: [{ field: 'active', old: 'Active', new: 'Archived' }],
  warnings: [{ code: 'manager.leaves', facts: { n: 3 } }],
  consoleRef: 'user-7',
});
const promoted = exampleRow({
  verdict: 'Changed',
  reason: 'changed.attrs',
  facts: { n: 1 },
  changes: [{ field: 'title', old: 'Lead', new: 'Head of Sales' }],
});
const found = {
  head: exampleHead({ counts: exampleCounts({ users: { archived: 1, changed: 1, unchanged: 404 } }) }),
  rows: [leaver, promoted],
};

async function houseThatFinds(): Promise<FakeHouse> {
  const house = await houseOfContoso();
  house.finds = found;
  return house;
}

describe('muster sync', () => {
  it('gives a test-mode sync in the shape of the contract', async () => {
    const called = await callMuster(await houseThatFinds(), ['sync', '--tenant', 'Contoso', '--json']);
    expect([called.exit, called.err]).toEqual([0, '']);
    expect(called.json()).toMatchObject({
      reportId: '01REPORT',
      planHash: found.head.planHash,
      status: 'Completed',
      testMode: true,
      users: {
        created: 0,
        changed: 1,
        archived: 1,
        restored: 0,
        unchanged: 404,
        excluded: 0,
        blocked: 0,
        adopted: 0,
      },
      groups: { created: 0, changed: 0, archived: 0, restored: 0, unchanged: 0, blocked: 0 },
      memberships: { created: 0, archived: 0, unchanged: 0, blocked: 0 },
      directory: { kind: 'csv', rows: 437, complete: true },
      console: { kind: 'scim', rows: 437, complete: true },
      guard: { halted: false, reasons: [] },
      warnings: { 'manager.leaves': 1 },
      applied: null,
      nextAllowedAt: null,
      durationMs: 1200,
    });
  });

  it('tells people what would happen, why, and how to go on', async () => {
    const { exit, out } = await callMuster(await houseThatFinds(), ['sync']);
    expect(exit).toBe(0);
    expect(out).toContain('This sync would change 1 and archive 1 (0.2 % of 406 active).');
    expect(out).toContain('!! 1 manager leaves');
    expect(out).toContain(
      '  Ben Ode <ben.ode@contoso.example>\n      On the console, no longer in the (complete) directory.',
    );
    expect(out).toContain('Job Title: Lead → Head of Sales');
    expect(out).toContain('muster sync --tenant Contoso --live --plan sha256:ab12ab12ab12');
    expect(out.indexOf('Archived (1)')).toBeLessThan(out.indexOf('Changed (1)'));
  });

  it('shows whom a one-off sync was asked for, also where nothing is done and why', async () => {
    const house = await houseOfContoso();
    const address = 'ben.ode@contoso.example';
    const row = exampleRow({
      verdict: 'Unchanged',
      address,
      reason: 'archived.notAsked',
      facts: { x: address },
    });
    const counts = exampleCounts({ users: { unchanged: 1 } });
    house.finds = { head: exampleHead({ only: [address], counts }), rows: [row] };
    const { out } = await callMuster(house, ['sync', '--only', address]);
    expect(out).toContain('Nothing to do for the people asked for.');
    expect(out).toContain(`archives only whom it is asked to by name (--archive ${address}).`);
  });

  it('asks the house for exactly what was ordered', async () => {
    const house = await houseThatFinds();
    await callMuster(house, ['settings', 'set', '--test-mode', 'off', '--yes']);
    await callMuster(house, [
      'sync',
      '--live',
      '--plan',
      'AB12AB12',
      '--override-guard',
      'sha256:ab12ab12',
      '--only',
      'ana@a.example',
      '--archive',
      'ben@a.example',
    ]);
    expect(house.asked).toEqual([
      {
        act: 'sync',
        request: {
          tenant: 'tenant-1',
          live: true,
          planHash: 'sha256:ab12ab12',
          overrideGuard: 'sha256:ab12ab12',
          only: ['ana@a.example', 'ben@a.example'],
          archiveByName: ['ben@a.example'],
        },
      },
    ]);
  });

  it('answers Skipped within the limit: exit code 3, the cause, and when the next may start', async () => {
    const house = await houseThatFinds();
    await callMuster(house, ['sync']);
    const called = await callMuster(house, ['sync', '--json']);
    expect(called.exit).toBe(3);
    expect(called.json()).toMatchObject({
      status: 'Skipped',
      testMode: true,
      reportId: null,
      users: null,
      skip: { cause: 'limit' },
      nextAllowedAt: '2026-11-24T14:52:00.000Z',
    });
    expect((await callMuster(house, ['sync'])).out).toContain(
      'Skipped. Another sync was less than 15 minutes old.',
    );
  });

  it('refuses a live sync while Test Mode is on, and --plan without --live', async () => {
    const house = await houseThatFinds();
    const live = await callMuster(house, ['sync', '--live']);
    const plan = await callMuster(house, ['sync', '--plan', 'ab12ab12']);
    expect([live.exit, plan.exit, house.asked.length]).toEqual([2, 2, 1]);
    expect(live.err).toContain('Test Mode is on');
    expect(plan.err).toContain('--plan and --override-guard apply to a live sync.');
  });

  it('tells a partial listing by exit code 7 and before anything else', async () => {
    const house = await houseOfContoso();
    const why = { code: 'network', sentence: 'The connection broke.', next: 'Try again.' } as const;
    const head = exampleHead({
      partial: true,
      directory: { ...exampleHead().directory, complete: false, why },
    });
    house.finds = { head, rows: [] };
    const called = await callMuster(house, ['sync']);
    expect(called.exit).toBe(7);
    expect(called.out).toContain(
      'This report is partial. The directory listing stopped after 437 people: The connection broke.',
    );
    expect(called.out).not.toContain('--live');
  });

  it('says why a run failed, on standard error as well and once in the JSON', async () => {
    const house = await houseOfContoso();
    const refused = {
      code: 'token-refused',
      sentence: 'The console refused the token (401).',
      next: 'Regenerate it.',
    } as const;
    house.finds = { head: exampleHead({ status: 'Failed' }), rows: [] };
    house.ends = { failure: refused };
    const asText = await callMuster(house, ['sync']);
    house.nowMs += 3_600_000;
    const asJson = await callMuster(house, ['sync', '--json']);
    expect([asText.exit, asText.err]).toEqual([
      5,
      'The console refused the token (401).\n  Regenerate it.\n',
    ]);
    expect([asJson.exit, asJson.err, asJson.json().error]).toEqual([5, '', refused]);
  });

  it('shows which rows of a live sync were not applied, and why', async () => {
    const house = await houseOfContoso();
    await callMuster(house, ['settings', 'set', '--test-mode', 'off', '--yes']);
    const operation = {
      phase: 'change',
      level: 0,
      canonical: 'c',
      act: { kind: 'update-user', id: '1' },
    } as const;
    house.finds = {
      head: exampleHead({
        testMode: false,
        counts: exampleCounts({ users: { changed: 2 } }),
        applied: { succeeded: 1, failed: 1, movedSincePreview: 0 },
      }),
      rows: [
        { ...promoted, operation, result: { status: 'applied' } },
        {
          ...promoted,
          name: 'Ivo Lind',
          operation,
          result: { status: 'refused', words: 'title is too long' },
        },
      ],
    };
    const called = await callMuster(house, ['sync', '--live']);
    expect(called.exit).toBe(6);
    expect(called.out).toMatch(
      /Not applied \(1 failed, 0 changed since the preview\)\n.*Ivo Lind.*\n.*\n.*\n.*Result: Refused by the console: title is too long/,
    );
    const rows = await callMuster(house, ['report', 'rows', '--result', 'refused', '--json']);
    expect(rows.json().rows).toMatchObject([{ name: 'Ivo Lind', result: { status: 'refused' } }]);
  });

  it('pages through the rows of a result', async () => {
    const house = await houseOfContoso();
    const refused = { status: 'refused', words: 'no' } as const;
    const rows = ['One', 'Two', 'Three'].map((name) => exampleRow({ name }));
    house.reports.put({ head: exampleHead(), rows: rows.map((row) => ({ ...row, result: refused })) });
    const ask = ['report', 'rows', '--result', 'refused', '--limit', '2'];
    const first = (await callMuster(house, [...ask, '--json'])).json();
    expect(first).toMatchObject({ total: 3, next: '2', rows: [{ name: 'One' }, { name: 'Two' }] });
    const rest = await callMuster(house, [...ask, '--after', String(first.next), '--json']);
    expect(rest.json()).toMatchObject({ total: 3, next: null, rows: [{ name: 'Three' }] });
    expect((await callMuster(house, ask)).out).toContain('Showing 2 of 3');
    expect((await callMuster(house, [...ask, '--after', 'x'])).exit).toBe(2);
  });

  it('shows progress only on a terminal, and takes it away again', async () => {
    const house = await houseThatFinds();
    house.during = async ({ onProgress }) => onProgress({ phase: 'read-console', done: 312, total: 1204 });
    const onTerminal = await callMuster(house, ['sync'], { terminal: 'terminal' });
    house.nowMs += 3_600_000;
    const inPipe = await callMuster(house, ['sync']);
    expect(onTerminal.err).toBe('\r\u001b[KReading the console 312 of 1,204\r\u001b[K');
    expect(inPipe.err).toBe('');
  });

  it('ends with 130 when it is cancelled, also where the run does not listen', async () => {
    const house = await houseThatFinds();
    const stop = new AbortController();
    house.during = () => {
      stop.abort();
      return new Promise(() => undefined);
    };
    const called = await callMuster(house, ['sync', '--json'], { signal: stop.signal });
    expect([called.exit, called.json()]).toMatchObject([130, { error: { code: 'cancelled' } }]);
  });

  it('waits for a live run that was cancelled, so that its journal is whole', async () => {
    const house = await houseThatFinds();
    await callMuster(house, ['settings', 'set', '--test-mode', 'off', '--yes']);
    const stop = new AbortController();
    vi.useFakeTimers();
    house.during = async () => {
      stop.abort();
      await vi.advanceTimersByTimeAsync(60_000);
    };
    const called = await callMuster(house, ['sync', '--live', '--json'], { signal: stop.signal });
    vi.useRealTimers();
    expect([called.exit, called.json().status, house.isClosed]).toEqual([130, 'Cancelled', true]);
  });

  it('says that it waits for the requests under way', async () => {
    const house = await houseThatFinds();
    await callMuster(house, ['settings', 'set', '--test-mode', 'off', '--yes']);
    const stop = new AbortController();
    house.during = async () => stop.abort();
    const called = await callMuster(house, ['sync', '--live'], { signal: stop.signal });
    expect(called.err).toContain('Stopping after the requests under way.');
  });
});

describe('muster demo', () => {
  it('exits with 0 when Skipped, with the last report and when the next may start', async () => {
    const house = new FakeHouse();
    await house.addTenant({
      id: DEMO_TENANT_ID,
      name: 'Demo',
      tenantUrl: 'http://127.0.0.1:1/scim/v2',
      profile: 'demo',
    });
    house.finds = { ...found, head: { ...found.head, tenantId: DEMO_TENANT_ID, tenantName: 'Demo' } };
    const first = await callMuster(house, ['demo', '--json']);
    const second = await callMuster(house, ['demo', '--json']);
    const inText = await callMuster(house, ['demo']);
    expect([first.exit, first.json().status]).toEqual([0, 'Completed']);
    expect([second.exit, second.json()]).toMatchObject([
      0,
      { status: 'Skipped', nextAllowedAt: '2026-11-24T14:52:00.000Z', lastReport: { reportId: '01REPORT' } },
    ]);
    expect([inText.exit, inText.out]).toEqual([0, expect.stringContaining('The last report:')]);
  });
});

describe('muster preview', () => {
  it('compares two files, named wherever it is called from', async () => {
    const house = new FakeHouse();
    const called = await callMuster(house, [
      'preview',
      '--directory',
      '/a/hr.csv',
      '--console',
      '/a/export.csv',
      '--mapping',
      'ksat',
      '--json',
    ]);
    expect(house.asked).toEqual([
      {
        act: 'preview',
        request: { directoryFile: '/a/hr.csv', consoleFile: '/a/export.csv', mapping: 'ksat' },
      },
    ]);
    expect([called.exit, called.json().status]).toEqual([0, 'Completed']);
  });

  it('names file, line and column of bad input, with exit code 2', async () => {
    const house = new FakeHouse();
    house.failsWith = {
      code: 'bad-input',
      sentence: 'The quotation mark is never closed.',
      next: 'Close it.',
      where: { file: 'hr.csv', line: 12, column: 'Job Title' },
    };
    const args = ['preview', '--directory', 'hr.csv', '--console', 'export.csv'];
    const asText = await callMuster(house, args);
    const asJson = await callMuster(house, [...args, '--json']);
    expect([asText.exit, asText.out, asText.err]).toEqual([
      2,
      '',
      'hr.csv, line 12, column "Job Title": The quotation mark is never closed.\n  Close it.\n',
    ]);
    expect([asJson.exit, asJson.err, asJson.json()]).toEqual([2, '', { error: house.failsWith }]);
  });
});

describe('muster report', () => {
  async function houseWithReport() {
    const house = await houseThatFinds();
    house.reports.put(found);
    return house;
  }

  it('shows the newest report unless one is named', async () => {
    const house = await houseWithReport();
    const latest = await callMuster(house, ['report', 'show', '--json']);
    const named = await callMuster(house, ['report', 'show', '01REPORT', '--json']);
    expect(latest.json()).toMatchObject({
      reportId: '01REPORT',
      status: 'Completed',
      users: { archived: 1 },
    });
    expect(named.out).toBe(latest.out);
    expect((await callMuster(house, ['report', 'show', 'nope'])).exit).toBe(2);
  });

  it('lists rows by kind and object, with reasons and warnings in words', async () => {
    const called = await callMuster(await houseWithReport(), [
      'report',
      'rows',
      '--kind',
      'archived',
      '--object',
      'user',
      '--limit',
      '10',
      '--json',
    ]);
    expect(called.json()).toEqual({
      reportId: '01REPORT',
      total: 1,
      next: null,
      rows: [
        {
          row: 1,
          object: 'user',
          verdict: 'Archived',
          name: 'Ben Ode',
          address: 'ben.ode@contoso.example',
          reason: {
            code: 'archived.absent',
            sentence: 'On the console, no longer in the (complete) directory.',
          },
          changes: [{ field: 'active', old: 'Active', new: 'Archived', label: 'Status' }],
          warnings: [
            {
              code: 'manager.leaves',
              weight: 'heavy',
              sentence: '3 people report to this person, who would be archived.',
            },
          ],
          consoleRef: 'user-7',
        },
      ],
    });
  });

  it('answers why a person is in the report, or that nobody is', async () => {
    const house = await houseWithReport();
    const ben = await callMuster(house, ['report', 'why', 'BEN.ODE@contoso.example']);
    const either = await callMuster(house, ['report', 'why', '01REPORT', 'ben.ode@contoso.example']);
    const nobody = await callMuster(house, ['report', 'why', 'no@b.example', '--json']);
    expect(ben.out).toContain('Archived  Ben Ode <ben.ode@contoso.example>\n      On the console, no longer');
    expect(either.out).toBe(ben.out);
    expect([nobody.exit, nobody.json()]).toMatchObject([0, { found: false, rows: [] }]);
  });

  it('answers why by a name, and lists several people instead of guessing', async () => {
    const house = await houseOfContoso();
    const rows = ['Ana Ruiz', 'Ana Lind', 'Ben Ode'].map((name) => {
      const address = `${name.toLowerCase().replace(' ', '.')}@contoso.example`;
      return exampleRow({ name, address, key: address });
    });
    house.reports.put({ head: exampleHead(), rows });
    const one = await callMuster(house, ['report', 'why', 'ben ode']);
    expect(one.out).toContain('Created  Ben Ode <ben.ode@contoso.example>');
    const several = await callMuster(house, ['report', 'why', 'Ana']);
    expect(several.out).toContain('2 people with “Ana”; name one by e-mail:');
    const json = (await callMuster(house, ['report', 'why', 'Ana', '--json'])).json();
    expect(json).toMatchObject({
      found: true,
      several: true,
      rows: [{ name: 'Ana Ruiz' }, { name: 'Ana Lind' }],
    });
  });

  it('exports all rows as CSV that no spreadsheet runs, and as JSON', async () => {
    const house = await houseWithReport();
    house.reports.put({ ...found, rows: [exampleRow({ name: '=cmd|calc' })] });
    const folder = mkdtempSync(join(tmpdir(), 'muster-export-'));
    const csv = await callMuster(house, ['report', 'export', '--out', join(folder, 'r.csv'), '--json']);
    const json = await callMuster(house, ['report', 'export', '--format', 'json']);
    expect([csv.exit, csv.json()]).toMatchObject([0, { rows: 1, format: 'csv' }]);
    expect(readFileSync(join(folder, 'r.csv'), 'utf8').split('\r\n')[1]).toMatch(
      /^1,user,Created,'=cmd\|calc,ana\.ruiz@/,
    );
    expect(json.json()).toMatchObject({ report: { reportId: '01REPORT' }, rows: [{ name: '=cmd|calc' }] });
  });
});

describe('secrets', () => {
  it('come by standard input, the token first and then the admin key', async () => {
    const house = new FakeHouse();
    const called = await callMuster(
      house,
      [
        'tenant',
        'add',
        '--name',
        'Contoso',
        '--tenant-url',
        'https://a.example/scim',
        '--token-stdin',
        '--admin-key-stdin',
        '--json',
      ],
      { stdin: ['canary-token', 'canary-key'] },
    );
    expect([...house.secrets.values()]).toEqual([{ token: 'canary-token', adminKey: 'canary-key' }]);
    expect(called.exit).toBe(0);
    expect(called.out + called.err).not.toContain('canary');
  });

  it('are for one run where they come from the environment', async () => {
    const house = await houseThatFinds();
    const opened: unknown[] = [];
    await callMuster(house, ['sync'], {
      env: { MUSTER_TOKEN: 'from-env', MUSTER_ADMIN_KEY: 'key' },
      composition: {
        openHouse: async ({ token, adminKey }) => {
          opened.push({ token, adminKey });
          return { ok: true, value: house };
        },
      },
    });
    expect(opened).toEqual([{ token: 'from-env', adminKey: 'key' }]);
    expect([...house.secrets.values()]).toEqual([{}]);
  });

  it.each([
    [['token', 'set', '--token', 'canary-secret']],
    [['tenant', 'add', '--name', 'x', '--tenant-url', 'y', '--token=canary-secret']],
    [['sync', '--admin-key', 'canary-secret']],
    [['token', 'set', 'Contoso', 'canary-secret']],
    [['sync', '--secret=canary-secret']],
  ])('are refused as an argument and never repeated: %j', async (args) => {
    const asText = await callMuster(await houseOfContoso(), args);
    const asJson = await callMuster(await houseOfContoso(), [...args, '--json']);
    expect([asText.exit, asJson.exit]).toEqual([2, 2]);
    expect(asText.out + asText.err + asJson.out + asJson.err).not.toContain('canary');
  });

  it('that standard input lacks change nothing', async () => {
    const called = await callMuster(await houseOfContoso(), ['token', 'set', '--token-stdin'], {
      stdin: [''],
    });
    expect([called.exit, called.err]).toEqual([
      2,
      expect.stringContaining('Standard input has no SCIM token'),
    ]);
  });

  it('are shown once when they are generated, unless the keychain keeps them', async () => {
    const house = await houseOfContoso();
    const shown = await callMuster(house, ['token', 'generate', '--json']);
    const kept = await callMuster(house, ['token', 'generate', '--keep']);
    expect(shown.json()).toMatchObject({ token: 'new-token-1', kept: false, shownOnce: true });
    expect(kept.out).not.toContain('new-token');
    expect(house.secrets.get('tenant-1')?.token).toMatch(/^new-token/);
  });

  it('are shown where the keychain should have kept them and did not', async () => {
    const house = await houseOfContoso();
    house.keychainWorks = false;
    const { exit, out } = await callMuster(house, ['token', 'generate', '--keep']);
    expect([exit, out]).toEqual([0, expect.stringContaining('SCIM token: new-token-1')]);
  });
});

describe('the other commands', () => {
  it('add, list, test and forget tenants', async () => {
    const house = await houseOfContoso();
    expect((await callMuster(house, ['tenant', 'list', '--json'])).json()).toMatchObject({
      tenants: [{ id: 'tenant-1', name: 'Contoso', profile: 'generic', directory: null }],
    });
    expect((await callMuster(house, ['tenant', 'test', '--json'])).json()).toMatchObject({ passed: true });
    expect((await callMuster(house, ['tenant', 'remove'])).exit).toBe(2);
    expect((await callMuster(house, ['tenant', 'remove', 'contoso'])).out).toContain(
      'Everything on the console stays as it is.',
    );
    expect(house.listTenants()).toEqual([]);
  });

  it('give the exit code of the step at which a connection test failed', async () => {
    const house = await houseOfContoso();
    const failure = {
      code: 'token-refused',
      sentence: 'The console refused the token.',
      next: 'Set it.',
    } as const;
    house.connection = [
      { name: 'Address resolves', state: 'passed', sentence: 'It does.' },
      { name: 'Token accepted', state: 'failed', sentence: failure.sentence, failure },
      { name: 'People readable', state: 'not tried', sentence: '' },
    ];
    const called = await callMuster(house, ['tenant', 'test', '--json']);
    expect([called.exit, called.json().passed]).toEqual([5, false]);
  });

  it('set the sources, by whole paths', async () => {
    const house = await houseOfContoso();
    const called = await callMuster(house, [
      'source',
      'set',
      '--csv',
      '/data/hr.csv',
      '--exclusions',
      '/data/vip.csv',
      '--json',
    ]);
    expect(called.json()).toMatchObject({
      tenant: { directory: { kind: 'csv', file: '/data/hr.csv' }, exclusionsFile: '/data/vip.csv' },
    });
    const both = await callMuster(house, ['source', 'set', '--csv', 'a.csv', '--scim', 'https://a.example']);
    expect(both.exit).toBe(2);
  });

  it('cap the requests to the console at a time (R17)', async () => {
    const house = await houseOfContoso();
    const saved = await callMuster(house, ['settings', 'set', '--max-concurrency', '4', '--json']);
    expect(saved.json()).toMatchObject({ settings: { maxConcurrency: 4, testMode: true } });
    expect((await callMuster(house, ['settings', 'show'])).out).toMatch(/Requests at a time +at most 4/);
    const refused = await callMuster(house, ['settings', 'set', '--max-concurrency', '17']);
    expect(refused.err).toContain('1 to 16 requests at a time');
  });

  it('show and save settings, and pass on why Test Mode stays on', async () => {
    const house = await houseOfContoso();
    const refused = await callMuster(house, ['settings', 'set', '--test-mode', 'off']);
    const saved = await callMuster(house, ['settings', 'set', '--test-mode', 'off', '--yes', '--json']);
    const nothing = await callMuster(house, ['settings', 'set', '--yes']);
    expect([refused.exit, refused.err]).toEqual([
      2,
      expect.stringContaining('There is no report from the last 24 hours.'),
    ]);
    expect(saved.json()).toMatchObject({ settings: { testMode: false, mode: 'scim' }, keptOn: 'computer' });
    expect(nothing.exit).toBe(2);
    expect((await callMuster(house, ['settings', 'show'])).out).toContain('Test Mode                 OFF');
  });

  it('name each problem of an exclusion file by its line, with exit code 2', async () => {
    const house = await houseOfContoso();
    house.exclusions = {
      entries: 2,
      protects: 2,
      problems: [
        {
          kind: 'bad-value',
          line: 3,
          column: 'Provisioning Managed',
          sentence: '“nope” is neither true nor false.',
        },
      ],
    };
    const called = await callMuster(house, ['exclusions', 'check', 'vip.csv']);
    expect([called.exit, called.out.split('\n')[0]]).toEqual([
      2,
      'vip.csv, line 3, column "Provisioning Managed": “nope” is neither true nor false.',
    ]);
  });

  it('says how many people lose their protection by a new list', async () => {
    const house = await houseOfContoso();
    house.unprotected = 11;
    const called = await callMuster(house, ['exclusions', 'apply', 'heading-only.csv']);
    expect(called.out.replace(/\s+/g, ' ')).toContain(
      '11 people who were protected before are not any more.',
    );
    const json = (await callMuster(house, ['exclusions', 'apply', 'heading-only.csv', '--json'])).json();
    expect(json).toMatchObject({ unprotected: 11 });
  });

  it('names lines of the exclusion file that are not right in the report of a sync', async () => {
    const house = await houseOfContoso();
    const notes = ['vip.csv line 3: “ana” is no e-mail address.'];
    house.finds = {
      head: exampleHead({ exclusions: { sources: ['vip.csv'], addresses: 1, hash: 'sha256:0', notes } }),
      rows: [],
    };
    expect((await callMuster(house, ['sync'])).out).toContain('vip.csv line 3: “ana” is no e-mail address.');
    house.nowMs += 3_600_000;
    const json = (await callMuster(house, ['sync', '--json'])).json();
    expect(json).toMatchObject({ exclusions: { sources: ['vip.csv'], notes } });
  });

  it('write the exclusions in force exactly as they are', async () => {
    const called = await callMuster(await houseOfContoso(), ['exclusions', 'export']);
    expect(called.out).toBe('Email,Provisioning Managed\r\nana@a.example,false\r\n');
  });

  it('give 1 where doctor finds something wrong, and say what to do', async () => {
    const house = await houseOfContoso();
    house.doctorLines = [
      { what: 'Keychain', state: 'failed', sentence: 'It is locked.', next: 'Unlock it.' },
    ];
    const called = await callMuster(house, ['doctor']);
    expect([called.exit, called.out]).toEqual([1, 'failed  Keychain  It is locked. Unlock it.\n']);
  });

  it('resume and close a run that was cut short', async () => {
    const house = await houseOfContoso();
    house.runs.push({
      id: 'run-9',
      tenantId: 'tenant-1',
      kind: 'live',
      status: 'Interrupted',
      startedAtMs: 0,
      who: 'kim',
      pid: 1,
    });
    const list = await callMuster(house, ['run', 'list']);
    expect(list.out).toContain('muster run resume run-9');
    expect((await callMuster(house, ['run', 'resume', 'run-9', '--json'])).json().status).toBe('Completed');
    expect((await callMuster(house, ['run', 'close', 'run-9'])).exit).toBe(0);
    expect((await callMuster(house, ['run', 'resume', 'run-1'])).exit).toBe(2);
  });

  it('R23 show what it would take to undo a live sync, and how to apply that', async () => {
    const house = await houseOfContoso();
    house.runs.push({
      id: 'run-7',
      tenantId: 'tenant-1',
      kind: 'live',
      status: 'Completed',
      startedAtMs: 0,
      who: 'kim',
      pid: 1,
    });
    const counts = exampleCounts({ users: { changed: 2, archived: 1 } });
    house.finds = { head: exampleHead({ undoes: 'run-7', counts }), rows: [] };
    const shown = await callMuster(house, ['run', 'undo', 'run-7']);
    expect(shown.exit).toBe(0);
    expect(shown.out).toContain('undo of run-7');
    expect(shown.out).toContain('This undo would change 2 and archive 1');
    expect(shown.out).toContain('muster sync --tenant Contoso --live --plan sha256:ab12ab12ab12');
    expect(shown.out.replace(/\s+/g, ' ')).toContain('the next sync would do the same again');
    expect((await callMuster(house, ['run', 'undo', 'run-7', '--json'])).json()).toMatchObject({
      undoes: 'run-7',
      testMode: true,
    });
    expect((await callMuster(house, ['run', 'undo', 'run-1'])).exit).toBe(2);
  });

  it('say which tenants there are where one must be named', async () => {
    const house = await houseOfContoso();
    await house.addTenant({ name: 'Fabrikam', tenantUrl: 'https://f.example', profile: 'generic' });
    const called = await callMuster(house, ['sync']);
    expect([called.exit, called.err]).toEqual([2, expect.stringContaining('Contoso, Fabrikam')]);
  });
});
