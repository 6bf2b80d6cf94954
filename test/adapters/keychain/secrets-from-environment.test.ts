import { expect, it } from 'vitest';
import { withSecretsOfThisRun } from '../../../src-main/adapters/keychain/secrets-from-environment.ts';
import type { SecretStore } from '../../../src-main/app/ports/secret-store.ts';
import { fail } from '../../../src-main/core/failure.ts';
import { fakeSecretStore } from '../../fakes/fake-secret-store.ts';

const noKeychain: SecretStore = {
  read: async () => broken,
  write: async () => broken,
  forget: async () => broken,
  check: async () => broken,
};
const broken = fail({ code: 'keychain-unavailable', sentence: 'No keychain.', next: 'Use MUSTER_TOKEN.' });

it('lets the token of this run win over the keychain, and leaves the keychain as it was', async () => {
  const keychain = fakeSecretStore();
  await keychain.write('t1', 'scim-token', 'kept');
  await keychain.write('t1', 'admin-key', 'kept key');
  const secrets = withSecretsOfThisRun({ 'scim-token': 'lent' }, keychain);
  expect(await secrets.read('t1', 'scim-token')).toEqual({ ok: true, value: 'lent' });
  expect(await secrets.read('t1', 'admin-key')).toEqual({ ok: true, value: 'kept key' });
  expect(await keychain.read('t1', 'scim-token')).toEqual({ ok: true, value: 'kept' });
});

it('works with the token of this run on a computer without a keychain', async () => {
  const secrets = withSecretsOfThisRun({ 'scim-token': 'lent' }, noKeychain);
  expect(await secrets.read('t1', 'scim-token')).toEqual({ ok: true, value: 'lent' });
  expect(await secrets.read('t1', 'admin-key')).toEqual(broken);
});

it('never writes the token of this run, but keeps a new one', async () => {
  const keychain = fakeSecretStore();
  const secrets = withSecretsOfThisRun({ 'scim-token': 'lent' }, keychain);
  const lent = await secrets.write('t1', 'scim-token', 'lent');
  expect(lent.ok ? 'kept' : lent.failure.code).toBe('settings-refused');
  expect(await keychain.read('t1', 'scim-token')).toEqual({ ok: true, value: undefined });
  expect(await secrets.write('t1', 'scim-token', 'generated')).toEqual({ ok: true, value: undefined });
  expect(await keychain.read('t1', 'scim-token')).toEqual({ ok: true, value: 'generated' });
});

it('takes an empty variable as none', async () => {
  const keychain = fakeSecretStore();
  await keychain.write('t1', 'scim-token', 'kept');
  const secrets = withSecretsOfThisRun({ 'scim-token': '' }, keychain);
  expect(await secrets.read('t1', 'scim-token')).toEqual({ ok: true, value: 'kept' });
});
