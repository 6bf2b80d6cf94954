import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type KeychainLibrary, openKeychain } from '../../../src-main/adapters/keychain/keychain.ts';
import { SECRET_STORE_CONTRACT } from '../../contracts/secret-store.ts';
import { fakeSecretStore } from '../../fakes/fake-secret-store.ts';
import { inSecretService, NO_KEYRING_HERE } from '../../peers/secret-service.ts';

const peers = join(import.meta.dirname, '../../peers');

describe('the fake keychain', () => {
  it.each(Object.entries(SECRET_STORE_CONTRACT))('%s', async (_, keep) => {
    await expect(keep(fakeSecretStore())).resolves.toBeUndefined();
  });
});

describe.skipIf(NO_KEYRING_HERE)('the keychain on a real secret service', () => {
  it('keeps every promise of the secret store', async () => {
    const outcome = await inSecretService(join(peers, 'keychain-contract.ts'), 'unlocked');
    const kept = outcome.output
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(kept, outcome.errors).toEqual(
      Object.keys(SECRET_STORE_CONTRACT).map((promise) => ({ promise, kept: true })),
    );
  });

  it('says what to do where the session has no secret service, and never the token', async () => {
    const canary = 'canary-4711-never-seen';
    const outcome = await inSecretService(join(peers, 'keychain-check.ts'), 'none', {
      MUSTER_TEST_CANARY: canary,
    });
    const failure = {
      code: 'keychain-unavailable',
      sentence: expect.stringContaining('keychain of this computer'),
      next: expect.stringContaining('add the tenant without a token, and give MUSTER_TOKEN'),
      inWindow: expect.not.stringContaining('--'),
      cause: expect.any(String),
    };
    expect(JSON.parse(outcome.output), outcome.errors).toEqual({
      check: { ok: false, failure },
      written: { ok: false, failure },
    });
    expect(outcome.output + outcome.errors).not.toContain(canary);
  });
});

describe('the keychain without its library', () => {
  const library = (parts: Partial<KeychainLibrary>): KeychainLibrary => ({
    getPassword: async () => null,
    setPassword: async () => {},
    deletePassword: async () => false,
    ...parts,
  });
  const codeAndSentence = async (load: () => Promise<KeychainLibrary>) => {
    const outcome = await openKeychain({ load, timeoutMs: 50 }).write('t1', 'scim-token', 'canary');
    return outcome.ok ? 'kept' : [outcome.failure.code, outcome.failure.sentence, outcome.failure.next];
  };

  it('says that the library is missing and how to go on', async () => {
    const missing = Object.assign(new Error("Cannot find package 'keytar'"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    expect(await codeAndSentence(() => Promise.reject(missing))).toEqual([
      'keychain-unavailable',
      expect.stringContaining('library is not installed'),
      expect.stringContaining('MUSTER_TOKEN'),
    ]);
  });

  it('gives up on a locked keyring that never answers', async () => {
    const locked = library({ setPassword: () => new Promise(() => {}) });
    expect(await codeAndSentence(async () => locked)).toEqual([
      'keychain-unavailable',
      expect.stringContaining('locked'),
      expect.stringContaining('give MUSTER_TOKEN'),
    ]);
  });

  it('does not call a secret kept that comes back cut short', async () => {
    const cutting = library({ getPassword: async () => 'can' });
    expect(await codeAndSentence(async () => cutting)).toEqual([
      'keychain-unavailable',
      expect.stringContaining('does not count as kept'),
      expect.any(String),
    ]);
  });
});
