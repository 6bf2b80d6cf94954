import type { SecretName, SecretStore } from '../../app/ports/secret-store.ts';
import { succeed } from '../../core/failure.ts';

export type LentSecrets = Readonly<Partial<Record<SecretName, string>>>;

export interface LendingSecretStore extends SecretStore {
  /** From now on this tenant has these secrets and no others, in memory only; `undefined` ends it. */
  lend(tenantId: string, secrets: LentSecrets | undefined): void;
}

/**
 * Secrets that count for one tenant only and live in this process only: the built-in demo's, made anew at each start
 * (design §7). For such a tenant the keychain is not asked at all, so the demo runs on a computer that has none, and
 * what is written for it stays in memory too.
 */
export function lendingSecrets(keychain: SecretStore): LendingSecretStore {
  const lent = new Map<string, Map<SecretName, string>>();
  return {
    lend(tenantId, secrets) {
      if (secrets === undefined) {
        lent.delete(tenantId);
        return;
      }
      const { 'scim-token': token, 'admin-key': adminKey, 'directory-token': directoryToken } = secrets;
      const own = new Map<SecretName, string>();
      if (token !== undefined) own.set('scim-token', token);
      if (adminKey !== undefined) own.set('admin-key', adminKey);
      if (directoryToken !== undefined) own.set('directory-token', directoryToken);
      lent.set(tenantId, own);
    },
    async read(tenantId, name) {
      const own = lent.get(tenantId);
      return own ? succeed(own.get(name)) : keychain.read(tenantId, name);
    },
    async write(tenantId, name, secret) {
      const own = lent.get(tenantId);
      if (!own) return keychain.write(tenantId, name, secret);
      own.set(name, secret);
      return succeed(undefined);
    },
    async forget(tenantId, name) {
      const own = lent.get(tenantId);
      if (!own) return keychain.forget(tenantId, name);
      own.delete(name);
      return succeed(undefined);
    },
    isOnlyForThisRun: (name, tenantId) =>
      lent.get(tenantId)?.has(name) ?? keychain.isOnlyForThisRun?.(name, tenantId) ?? false,
    check: () => keychain.check(),
  };
}
