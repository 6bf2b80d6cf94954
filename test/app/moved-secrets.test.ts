import { describe, expect, it } from 'vitest';
import { forgetMovedSecrets } from '../../src-main/app/moved-secrets.ts';
import { succeed } from '../../src-main/core/failure.ts';
import { DEFAULT_GUARD_LIMITS, DEFAULT_SETTINGS } from '../../src-main/core/settings.ts';
import type { Tenant } from '../../src-main/core/tenant.ts';

const contoso: Tenant = {
  id: 'tenant-1',
  name: 'Contoso',
  tenantUrl: 'https://eu.console.example/scim/v2',
  consoleApiUrl: 'https://eu.console.example/console/v1',
  profile: 'generic',
  localSettings: DEFAULT_SETTINGS,
  guardLimits: DEFAULT_GUARD_LIMITS,
  syncLimitMs: 900_000,
  approvalLifetimeMs: 86_400_000,
  maxConcurrency: 16,
  reportsKeptDays: 90,
  idSourceChanged: false,
  groupsTakenOver: [],
  firstLiveDone: false,
  addedAtMs: 0,
};

const originOf = (url: string | undefined) => (url === undefined ? undefined : new URL(url).origin);

function keychain(onlyForThisRun = false) {
  const forgotten: string[] = [];
  return {
    forgotten,
    forget: async (tenantId: string, name: string) => succeed(void forgotten.push(`${tenantId} ${name}`)),
    isOnlyForThisRun: () => onlyForThisRun,
  };
}

describe('secrets of a tenant whose address moves (R18)', () => {
  it.each<[string, Partial<Tenant>, string[]]>([
    [
      'another host: both are forgotten',
      {
        tenantUrl: 'https://evil.example/scim/v2',
        consoleApiUrl: 'https://evil.example/console/v1',
      },
      ['tenant-1 scim-token', 'tenant-1 admin-key'],
    ],
    ['another port', { tenantUrl: 'https://eu.console.example:8443/scim/v2' }, ['tenant-1 scim-token']],
    ['only another path: they stay', { tenantUrl: 'https://eu.console.example/scim/v3' }, []],
    ['nothing but the name', { name: 'Contoso EU' }, []],
  ])('%s', async (_what, change, forgotten) => {
    const secrets = keychain();
    await forgetMovedSecrets(contoso, { ...contoso, ...change }, originOf, secrets);
    expect(secrets.forgotten).toEqual(forgotten);
  });

  it('forgets the admin key when the Console API is taken away', async () => {
    const secrets = keychain();
    const { consoleApiUrl: _gone, ...without } = contoso;
    await forgetMovedSecrets(contoso, without, originOf, secrets);
    expect(secrets.forgotten).toEqual(['tenant-1 admin-key']);
  });

  it('leaves alone what was given for this start only', async () => {
    const secrets = keychain(true);
    await forgetMovedSecrets(contoso, { ...contoso, tenantUrl: 'https://x.example/' }, originOf, secrets);
    expect(secrets.forgotten).toEqual([]);
  });
});
