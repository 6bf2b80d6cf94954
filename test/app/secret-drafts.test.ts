import { expect, it } from 'vitest';
import { addTenant } from '../../src-main/app/add-tenant.ts';
import type { NewTenant } from '../../src-main/app/house.ts';
import { addTenantWithDraft, secretDrafts } from '../../src-main/app/secret-drafts.ts';
import type { TenantParts } from '../../src-main/app/tenant-parts.ts';
import { fail, succeed } from '../../src-main/core/failure.ts';
import { exampleTenant } from '../adapters/store/example-store.ts';
import { dataFolder } from './kept-data.ts';

const input: NewTenant = { name: 'Contoso', tenantUrl: 'https://console.example/scim', profile: 'generic' };
const add = (parts: TenantParts) => (given: NewTenant) => addTenant(given, (text) => succeed(text), parts);

it('puts a draft’s secrets into the keychain with the tenant, and forgets the draft', async () => {
  const { parts } = dataFolder();
  const drafts = secretDrafts(parts);
  drafts.put('d', 'scim-token', ' token-1\n');
  drafts.put('d', 'directory-token', 'directory-1');
  const added = await addTenantWithDraft(input, 'd', drafts, add(parts), parts);
  if (!added.ok) throw new Error(added.failure.sentence);
  expect(await parts.secrets.read(added.value.id, 'scim-token')).toEqual(succeed('token-1'));
  expect(await parts.secrets.read(added.value.id, 'directory-token')).toEqual(succeed('directory-1'));
  expect(drafts.holds('d')).toEqual([]);
});

it('keeps the draft and leaves no half tenant where the keychain refuses one of them', async () => {
  const { parts } = dataFolder();
  const refused = fail({ code: 'keychain-unavailable', sentence: 'No keychain.', next: 'Unlock it.' });
  const refusing = (name: string): TenantParts => ({
    ...parts,
    secrets: {
      ...parts.secrets,
      write: async (id, what, secret) => (what === name ? refused : parts.secrets.write(id, what, secret)),
    },
  });
  for (const name of ['scim-token', 'directory-token'] as const) {
    const broken = refusing(name);
    const drafts = secretDrafts(broken);
    drafts.put('d', 'scim-token', 'token-1');
    drafts.put('d', 'directory-token', 'directory-1');
    expect(await addTenantWithDraft(input, 'd', drafts, add(broken), broken)).toEqual(refused);
    expect(parts.store.tenants.list()).toEqual([]);
    expect(drafts.holds('d')).toEqual(['scim-token', 'directory-token']);
  }
});

it('gives a tenant that is there the secrets of a draft, and notes it without them', async () => {
  const { parts } = dataFolder();
  parts.store.tenants.add(exampleTenant());
  const drafts = secretDrafts(parts);
  drafts.put('d', 'admin-key', 'key-1');
  expect((await drafts.adopt('d', 'Contoso')).ok).toBe(true);
  expect(await parts.secrets.read('t1', 'admin-key')).toEqual(succeed('key-1'));
  const history = parts.store.history.list('t1', { limit: 9 });
  expect(history).toMatchObject([{ what: 'secrets-set' }]);
  expect(JSON.stringify(history)).not.toContain('key-1');
});
