import type { SecretName, SecretStore } from '../../app/ports/secret-store.ts';
import { type Failure, fail, succeed } from '../../core/failure.ts';

/** Secrets given for this run only, by the environment or standard input; values, not names of variables. */
export type SecretsOfThisRun = Readonly<Partial<Record<SecretName, string>>>;

/**
 * Secrets of this run win over the keychain and are never written to it (design §14). Where one is given, the keychain
 * is not even asked, so that a run works on a computer that has none.
 */
export function withSecretsOfThisRun(given: SecretsOfThisRun, keychain: SecretStore): SecretStore {
  const givenFor = (name: SecretName): string | undefined => {
    const secret = given[name];
    return secret === undefined || secret === '' ? undefined : secret;
  };
  return {
    async read(tenantId, name) {
      const secret = givenFor(name);
      return secret === undefined ? keychain.read(tenantId, name) : succeed(secret);
    },
    async write(tenantId, name, secret) {
      // The very value that was lent for this run must not outlive it by somebody's "save what you read".
      if (secret === givenFor(name)) return fail(onlyForThisRun());
      return keychain.write(tenantId, name, secret);
    },
    forget: (tenantId, name) => keychain.forget(tenantId, name),
    isOnlyForThisRun: (name) => givenFor(name) !== undefined,
    check: () => keychain.check(),
  };
}

function onlyForThisRun(): Failure {
  return {
    code: 'settings-refused',
    sentence: 'The token was given for this run only, so it was not put into the keychain.',
    next: 'To keep it on this computer, give it with --token-stdin to `muster token set` and without MUSTER_TOKEN.',
    inWindow:
      'To keep it on this computer, start Muster without MUSTER_TOKEN and enter the token under Provisioning.',
  };
}
