import assert from 'node:assert/strict';
import type { SecretStore } from '../../src-main/app/ports/secret-store.ts';

/** What every SecretStore keeps to (R18); run on the fake, and on the real keychain in a process of its own. */
export const SECRET_STORE_CONTRACT: Readonly<Record<string, (store: SecretStore) => Promise<void>>> = {
  'works at all': async (store) => {
    assert.deepEqual(await store.check(), { ok: true, value: undefined });
  },
  'knows nothing of a secret that was never written': async (store) => {
    assert.deepEqual(await store.read('t0', 'scim-token'), { ok: true, value: undefined });
  },
  'gives back exactly what was written, of any script': async (store) => {
    const secret = 'tök€n 𝕏 "quoted" \\ 00123 ';
    assert.deepEqual(await store.write('t1', 'scim-token', secret), { ok: true, value: undefined });
    assert.deepEqual(await store.read('t1', 'scim-token'), { ok: true, value: secret });
  },
  'keeps the secrets of tenants and their kinds apart': async (store) => {
    await store.write('t2', 'scim-token', 'one');
    await store.write('t2', 'admin-key', 'two');
    await store.write('t3', 'scim-token', 'three');
    assert.deepEqual(await store.read('t2', 'scim-token'), { ok: true, value: 'one' });
    assert.deepEqual(await store.read('t2', 'admin-key'), { ok: true, value: 'two' });
    assert.deepEqual(await store.read('t3', 'scim-token'), { ok: true, value: 'three' });
    assert.deepEqual(await store.read('t3', 'admin-key'), { ok: true, value: undefined });
  },
  'puts a new token in the place of the old one': async (store) => {
    await store.write('t4', 'scim-token', 'old');
    await store.write('t4', 'scim-token', 'new');
    assert.deepEqual(await store.read('t4', 'scim-token'), { ok: true, value: 'new' });
  },
  'forgets a secret, and one that is not there as well': async (store) => {
    await store.write('t5', 'scim-token', 'gone');
    assert.deepEqual(await store.forget('t5', 'scim-token'), { ok: true, value: undefined });
    assert.deepEqual(await store.read('t5', 'scim-token'), { ok: true, value: undefined });
    assert.deepEqual(await store.forget('t5', 'scim-token'), { ok: true, value: undefined });
  },
  'holds 2,560 bytes and refuses more, and nothing at all, leaving what was there': async (store) => {
    const longest = 'ä'.repeat(1_280);
    assert.deepEqual(await store.write('t6', 'scim-token', longest), { ok: true, value: undefined });
    for (const refused of [`${longest}x`, '']) {
      const outcome = await store.write('t6', 'scim-token', refused);
      assert.equal(outcome.ok ? 'kept' : outcome.failure.code, 'bad-input');
    }
    assert.deepEqual(await store.read('t6', 'scim-token'), { ok: true, value: longest });
  },
};
