import { describe, expect, it } from 'vitest';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { whyNoSync } from '../../src-renderer/frame/why-no-sync.ts';

const contoso: TenantView = {
  id: 't',
  name: 'Contoso',
  isDemo: false,
  profile: 'generic',
  tenantUrl: 'https://console.example/scim/v2',
  consoleApiUrl: 'https://console.example/console/v1',
  directory: { kind: 'csv', name: 'hr.csv', place: '/data/hr.csv' },
  mode: 'scim',
  provisioningEnabled: true,
  testMode: true,
  settingsReadAtMs: 1,
  link: 'linked',
  reportsWaiting: 0,
  syncLimitMs: 900_000,
  reportsKeptDays: 90,
};
const quiet = { runAlive: false, unsaved: false };

describe('why Force Sync Now cannot be pressed (ux §1)', () => {
  it.each<[string, Partial<TenantView>, { runAlive?: true; unsaved?: true }, string | undefined]>([
    ['nothing is in the way', {}, {}, undefined],
    ['a run lives', {}, { runAlive: true }, 'A sync is going on.'],
    ['the console does not answer', { link: 'no-answer' }, {}, 'Needs a connection.'],
    ['a draft is open', {}, { unsaved: true }, 'Save or discard your changes first.'],
    ['there is no token', { link: 'not-linked' }, {}, 'No SCIM token yet.'],
    ['it is off', { provisioningEnabled: false }, {}, 'User Provisioning is off.'],
    ['ADI is selected', { mode: 'adi' }, {}, 'ADI is selected.'],
  ])('%s', (_what, change, now, why) => {
    expect(whyNoSync({ ...contoso, ...change }, { ...quiet, ...now })).toBe(why);
  });

  it('says nothing of settings that the console was not asked for since the start', () => {
    const { settingsReadAtMs: _unread, ...unread } = contoso;
    expect(whyNoSync({ ...unread, provisioningEnabled: false, mode: 'adi' }, quiet)).toBeUndefined();
  });

  it('knows the settings that are kept on this computer without asking', () => {
    const { settingsReadAtMs: _never, consoleApiUrl: _none, ...local } = contoso;
    expect(whyNoSync({ ...local, provisioningEnabled: false }, quiet)).toBe('User Provisioning is off.');
  });
});
