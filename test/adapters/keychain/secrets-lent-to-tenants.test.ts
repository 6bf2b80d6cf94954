import { expect, it } from 'vitest';
import { lendingSecrets } from '../../../src-main/adapters/keychain/secrets-lent-to-tenants.ts';
import { succeed } from '../../../src-main/core/failure.ts';
import { fakeSecretStore } from '../../fakes/fake-secret-store.ts';

it('counts for its tenant only, and asks the keychain for every other', async () => {
  const keychain = fakeSecretStore();
  await keychain.write('t1', 'scim-token', 'kept');
  const secrets = lendingSecrets(keychain);
  secrets.lend('demo', { 'scim-token': 'lent' });
  expect(await secrets.read('demo', 'scim-token')).toEqual(succeed('lent'));
  expect(await secrets.read('demo', 'admin-key')).toEqual(succeed(undefined));
  expect(await secrets.read('t1', 'scim-token')).toEqual(succeed('kept'));
  expect(secrets.isOnlyForThisRun?.('scim-token', 'demo')).toBe(true);
  expect(secrets.isOnlyForThisRun?.('scim-token', 't1')).toBe(false);
});

it('what is written for such a tenant stays in memory, and is gone when lending ends', async () => {
  const keychain = fakeSecretStore();
  const secrets = lendingSecrets(keychain);
  secrets.lend('demo', { 'scim-token': 'lent' });
  await secrets.write('demo', 'scim-token', 'generated');
  expect(await secrets.read('demo', 'scim-token')).toEqual(succeed('generated'));
  expect(await keychain.read('demo', 'scim-token')).toEqual(succeed(undefined));
  await secrets.forget('demo', 'scim-token');
  expect(await secrets.read('demo', 'scim-token')).toEqual(succeed(undefined));
  secrets.lend('demo', undefined);
  await keychain.write('demo', 'scim-token', 'kept');
  expect(await secrets.read('demo', 'scim-token')).toEqual(succeed('kept'));
});
