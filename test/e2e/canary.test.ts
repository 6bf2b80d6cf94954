import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SyncOutcome } from '../../src-main/app/house.ts';
import type { Result } from '../../src-main/core/failure.ts';
import { serveDemoConsole } from '../../src-main/demo-console/serve.ts';
import { builtProgram } from '../built/built-program.ts';
import { inSecretService, NO_KEYRING_HERE } from '../peers/secret-service.ts';
import { startScimmy } from '../peers/start-scimmy.ts';
import { standBetween } from './console-between.ts';
import { expectedPeople, peopleOn, staffOf } from './expected-state.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const CANARY = 'CANARY-directory-5c1f0b7e';
const WRONG = 'CANARY-wrong-token-93ab';
const staff = staffOf(30);
const idOf = (i: number) => `dir-${i}`;

/** The same people as a SCIM service has them; the managers are a group within “All Employees”. */
const directoryUsers = staff.map((row, i) => ({
  id: idOf(i),
  userName: row.Email,
  active: true,
  name: { givenName: row['First Name'], familyName: row['Last Name'] },
  title: row['Job Title'],
  preferredLanguage: row.Language,
  emails: [{ value: row.Email, type: 'work', primary: true }],
  addresses: [{ formatted: row.Location, type: 'work' }],
  phoneNumbers: [
    { value: row['Phone Number'], type: 'work' },
    { value: row.Mobile, type: 'mobile' },
  ],
  [ENTERPRISE]: {
    department: row.Department,
    division: row.Division,
    organization: row.Organization,
    employeeNumber: row['Employee Number'],
    ...(i === 0 ? {} : { manager: { value: idOf(i % 10 === 0 ? 0 : i - (i % 10)) } }),
  },
}));
const members = (wanted: (i: number) => boolean) =>
  staff.flatMap((_, i) => (wanted(i) ? [{ value: idOf(i), type: 'User' }] : []));
const directoryGroups = [
  { id: 'g-managers', displayName: 'Managers', members: members((i) => i % 10 === 0) },
  {
    id: 'g-all',
    displayName: 'All Employees',
    members: [...members((i) => i % 10 !== 0), { value: 'g-managers', type: 'Group' }],
  },
];

describe.skipIf(NO_KEYRING_HERE)('a tenant’s whole life with its secrets in a real keychain (R18)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-canary-'));
  const home = join(folder, 'home');
  const steps = new Map<string, unknown>();
  let output = '';
  let secrets: Record<string, string> = {};
  let state: Awaited<ReturnType<typeof peopleOn>> = [];

  beforeAll(async () => {
    const console = await serveDemoConsole({
      dataFile: join(folder, 'console.sqlite'),
      port: 0,
      syncLimitMs: 1,
      now: Date.now,
      freshSecrets: 'always',
    });
    const directory = await startScimmy({ token: CANARY, users: directoryUsers, groups: directoryGroups });
    const wire = await standBetween(new URL(console.tenantUrl).origin);
    const token = console.scimToken ?? '';
    secrets = { token, adminKey: console.adminKey ?? '', directoryToken: CANARY, wrongToken: WRONG };
    let conflicts = 0;
    let echoes = 0;
    let broken = 0;
    wire.meddle(async ({ method, path, body }) => {
      if (method !== 'POST' || !path.endsWith('/Users')) {
        state =
          path.includes('/nowhere') && state.length === 0 ? await peopleOn(console.tenantUrl, token) : state;
        return 'pass';
      }
      if (body.includes('person.3@') && conflicts++ === 0)
        return { status: 409, body: { scimType: 'uniqueness', detail: 'userName is taken' } };
      // A console that gives the very token back in its words.
      if (body.includes('person.4@') && echoes++ === 0)
        return {
          status: 400,
          body: { detail: `Bearer ${token} may not do this (${encodeURIComponent(token)})` },
        };
      if (body.includes('person.5@') && broken++ === 0)
        return { status: 500, body: { detail: `oops ${token}` } };
      return 'pass';
    });
    try {
      const ended = await inSecretService(builtProgram('keychain-session'), 'unlocked', {
        MUSTER_LOG_LEVEL: 'debug',
        MUSTER_TEST_TASK: JSON.stringify({
          home,
          tenantUrl: `${wire.origin}/scim/v2`,
          consoleApiUrl: `${wire.origin}/console/v1`,
          directoryUrl: directory.url,
          secrets,
        }),
      });
      output = `${ended.output}\n${ended.errors}`;
      expect(ended.exitCode, output).toBe(0);
      for (const line of ended.output.split('\n')) {
        if (line === '') continue;
        const { step, result } = JSON.parse(line) as { step: string; result: unknown };
        steps.set(step, result);
      }
    } finally {
      await wire.close();
      await directory.stop();
      await console.close();
    }
    return () => rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  const outcome = (step: string) => {
    const result = steps.get(step) as Result<SyncOutcome> | undefined;
    if (!result) throw new Error(`no step ${step}: ${output}`);
    return result;
  };
  const came = (step: string) => {
    const result = outcome(step);
    return result.ok ? result.value.status : result.failure.code;
  };

  it('goes the way that was meant: failures, a second look, wrong and new tokens, a link that is down', () => {
    expect(came('test')).toBe('Completed');
    const failing = outcome('live with failures');
    // Two people, and the membership of each.
    expect(failing.ok && failing.value.report?.applied?.failed).toBe(4);
    expect(came('live')).toBe('Completed');
    expect(came('with a wrong token')).toBe('token-refused');
    const nowhere = outcome('at a wrong address');
    expect(nowhere.ok && nowhere.value.report?.partial).toBe(true);
    expect(steps.get('regenerated')).toEqual({ ok: true, kept: true, isNew: true });
    expect(came('with the new token')).toBe('Completed');
    expect(steps.get('regenerated without keeping')).toEqual({ ok: true, kept: false });
    expect(came('while the link is down')).toBe('token-missing');
    expect(came('with the given token')).toBe('Completed');
    expect(came('after revoke')).toBe('token-missing');
  });

  it('brings people, managers and nested groups from one SCIM service to the other, and then finds nothing to do', () => {
    const look = outcome('second look');
    expect(look.ok && look.value.report?.counts).toMatchObject({
      users: { created: 0, changed: 0, archived: 0, restored: 0, adopted: 0, unchanged: 30 },
      groups: { created: 0, changed: 0, archived: 0, unchanged: 2 },
      memberships: { created: 0, archived: 0 },
    });
    expect(state).toEqual(
      expectedPeople(
        staff.map((row, i) => ({
          ...row,
          'External ID': idOf(i),
          Group: i % 10 === 0 ? 'All Employees;Managers' : 'All Employees',
        })),
      ),
    );
  });

  it('leaves no secret anywhere but in the keychain: not in a file below the data folder, not in any output', () => {
    const forms = Object.entries(secrets).flatMap(([name, secret]): [string, string][] => [
      [name, secret],
      [`${name}, base64`, Buffer.from(secret).toString('base64').replaceAll('=', '')],
      [`${name}, hex`, Buffer.from(secret).toString('hex')],
      [`${name}, percent-encoded`, encodeURIComponent(secret)],
    ]);
    const files = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith('muster.sqlite'))).toBe(true);
    expect(files.some((file) => file.includes('logs'))).toBe(true);
    expect(files.some((file) => file.includes('reports'))).toBe(true);
    const found = [
      ...files.map((file) => [file, readFileSync(file, 'latin1')] as const),
      ['output', output] as const,
    ].flatMap(([where, text]) =>
      forms.filter(([, form]) => text.includes(form)).map(([name]) => `${name} in ${where}`),
    );
    expect(found).toEqual([]);
    // The search itself works: what is no secret is found.
    expect(output).toContain('Contoso');
  });
});
