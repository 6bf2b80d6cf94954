import { openKeychain } from '../../src-main/adapters/keychain/keychain.ts';

// Says what the keychain of this session answers to the doctor and to a token that is to be kept.
const keychain = openKeychain({ timeoutMs: 10_000 });
const written = await keychain.write('t1', 'scim-token', process.env.MUSTER_TEST_CANARY ?? 'canary');
console.log(JSON.stringify({ check: await keychain.check(), written }));
