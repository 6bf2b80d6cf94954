import { afterEach, describe, expect, it } from 'vitest';
import { rememberLinks } from '../../src-main/app/remember-links.ts';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { openHouse } from '../../src-main/compose/open-house.ts';
import { temporaryFolder } from '../adapters/store/example-store.ts';

const { signal } = new AbortController();
const opened: WindowHouse[] = [];

/** A real house with a tenant whose console nobody serves. */
async function houseWithTenant(secrets: { readonly token?: string; readonly adminKey?: string }) {
  const house = await openHouse({ home: temporaryFolder(), env: {}, ...secrets });
  if (!house.ok) throw new Error(house.failure.sentence);
  opened.push(house.value);
  const tenant = await house.value.addTenant({
    name: 'Contoso',
    tenantUrl: 'http://127.0.0.1:9/scim/v2',
    profile: 'generic',
  });
  if (!tenant.ok) throw new Error(tenant.failure.sentence);
  const changed: string[] = [];
  const links = rememberLinks(
    house.value,
    () => 1,
    (id) => changed.push(id),
  );
  return { ...links, id: tenant.value.id, changed };
}

afterEach(async () => {
  for (const house of opened.splice(0)) await house.close();
});

describe('what the frame knows of a link (ux §1)', () => {
  it('knows nothing before anybody was asked', async () => {
    const { known, id } = await houseWithTenant({});
    expect(known(id)).toEqual({});
  });

  it('says that nobody answers, once, when nobody does', async () => {
    const { house, known, id, changed } = await houseWithTenant({ token: 'a-token' });
    await house.testTenant('Contoso', signal);
    await house.testTenant('Contoso', signal);
    expect(known(id).link).toBe('no-answer');
    expect(changed).toEqual([id]);
  });

  it('says that nobody answers when that is what an act of the console met', async () => {
    const { house, known, id, changed } = await houseWithTenant({ token: 'a-token', adminKey: 'a-key' });
    await house.changeTenant('Contoso', { consoleApiUrl: 'http://127.0.0.1:9/api' });
    changed.length = 0;
    const saved = await house.saveSettings('Contoso', { provisioningEnabled: true }, signal);
    expect(saved).toMatchObject({ ok: false, failure: { code: 'network' } });
    expect(known(id).link).toBe('no-answer');
    await house.changeTenant('Contoso', { consoleApiUrl: 'http://127.0.0.1:9/other' });
    expect(known(id)).toEqual({});
    await house.generateToken('Contoso', { act: 'regenerate', keep: 'show-only' }, signal);
    expect(known(id).link).toBe('no-answer');
    expect(changed).toHaveLength(3);
  });

  it('takes settings that are kept on this computer for no answer of the console', async () => {
    const { house, known, id } = await houseWithTenant({ token: 'a-token' });
    await house.showSettings('Contoso', signal);
    expect(known(id)).toEqual({});
  });

  it('forgets what another address told', async () => {
    const { house, known, id } = await houseWithTenant({ token: 'a-token' });
    await house.testTenant('Contoso', signal);
    await house.changeTenant('Contoso', { name: 'Contoso Ltd' });
    expect(known(id).link).toBe('no-answer');
    await house.changeTenant('Contoso Ltd', { tenantUrl: 'https://console.example/scim' });
    expect(known(id)).toEqual({});
  });
});
