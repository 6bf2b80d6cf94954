import { openKeychain } from '../../src-main/adapters/keychain/keychain.ts';
import { SECRET_STORE_CONTRACT } from '../contracts/secret-store.ts';

// Runs the contract on the keychain of the session that this process is in; one line of JSON for each promise.
const keychain = openKeychain();
for (const [promise, keep] of Object.entries(SECRET_STORE_CONTRACT)) {
  try {
    await keep(keychain);
    console.log(JSON.stringify({ promise, kept: true }));
  } catch (error) {
    console.log(
      JSON.stringify({ promise, kept: false, why: error instanceof Error ? error.message : String(error) }),
    );
  }
}
