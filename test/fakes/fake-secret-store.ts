import type { SecretStore } from '../../src-main/app/ports/secret-store.ts';
import { fail, succeed } from '../../src-main/core/failure.ts';

/** A keychain in memory; held to the same contract as the real one (test/contracts/secret-store.ts). */
export function fakeSecretStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    read: async (tenantId, name) => succeed(secrets.get(`${tenantId}/${name}`)),
    async write(tenantId, name, secret) {
      if (secret === '' || Buffer.byteLength(secret) > 2_560) {
        return fail({
          code: 'bad-input',
          sentence: 'The secret is empty or too long.',
          next: 'Paste it again.',
        });
      }
      secrets.set(`${tenantId}/${name}`, secret);
      return succeed(undefined);
    },
    async forget(tenantId, name) {
      secrets.delete(`${tenantId}/${name}`);
      return succeed(undefined);
    },
    check: async () => succeed(undefined),
  };
}
