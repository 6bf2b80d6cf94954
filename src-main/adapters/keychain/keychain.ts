import type { SecretName, SecretStore } from '../../app/ports/secret-store.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';

/** The part of keytar that is used; its successor (@napi-rs/keyring) has the same shape. */
export interface KeychainLibrary {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, secret: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainOptions {
  /** Loads the native library on first use; where it is not installed, the rest of Muster works. */
  readonly load?: () => Promise<KeychainLibrary>;
  /** A locked keyring may wait for somebody who is not there. */
  readonly timeoutMs?: number;
}

const SERVICE = 'Muster';
const TIMEOUT_MS = 20_000;
/** The Windows Credential Manager's limit (CRED_MAX_CREDENTIAL_BLOB_SIZE); held everywhere, so that all computers agree. */
export const LONGEST_SECRET_BYTES = 2_560;
const CHECK_ACCOUNT = 'muster-doctor/check';

/**
 * The keychain of the operating system, under the service "Muster", one entry for each tenant and secret (R18).
 * Everything fails with `keychain-unavailable` where there is none; no failure holds a secret.
 */
export function openKeychain({
  load = loadKeytar,
  timeoutMs = TIMEOUT_MS,
}: KeychainOptions = {}): SecretStore {
  const ask = async <T>(question: (keychain: KeychainLibrary) => Promise<T>): Promise<Result<T>> => {
    try {
      return await withinTime(
        load()
          .then(question)
          .then((value) => succeed(value)),
        timeoutMs,
      );
    } catch (error) {
      return fail(unavailable(error));
    }
  };

  const writeAndReadBack = async (account: string, secret: string): Promise<Result<void>> => {
    const bytes = Buffer.byteLength(secret, 'utf8');
    if (bytes > LONGEST_SECRET_BYTES) return fail(tooLong(bytes));
    if (secret === '') return fail(empty());
    const back = await ask(async (keychain) => {
      await keychain.setPassword(SERVICE, account, secret);
      return keychain.getPassword(SERVICE, account);
    });
    if (!back.ok) return back;
    return back.value === secret ? succeed(undefined) : fail(notKept());
  };

  return {
    async read(tenantId, name) {
      const found = await ask((keychain) => keychain.getPassword(SERVICE, accountOf(tenantId, name)));
      return found.ok ? succeed(found.value ?? undefined) : found;
    },
    write: (tenantId, name, secret) => writeAndReadBack(accountOf(tenantId, name), secret),
    async forget(tenantId, name) {
      const account = accountOf(tenantId, name);
      const left = await ask(async (keychain) => {
        await keychain.deletePassword(SERVICE, account);
        return keychain.getPassword(SERVICE, account);
      });
      if (!left.ok) return left;
      return left.value === null ? succeed(undefined) : fail(notForgotten());
    },
    async check() {
      const written = await writeAndReadBack(CHECK_ACCOUNT, 'check');
      if (!written.ok) return written;
      const removed = await ask((keychain) => keychain.deletePassword(SERVICE, CHECK_ACCOUNT));
      return removed.ok ? succeed(undefined) : removed;
    },
  };
}

function accountOf(tenantId: string, name: SecretName): string {
  return `${tenantId}/${name}`;
}

async function loadKeytar(): Promise<KeychainLibrary> {
  // A CommonJS module: its functions stand on `default`, whatever Node finds as names.
  const { default: keytar } = await import('keytar');
  return keytar;
}

class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Not --token-stdin: the commands that keep a secret take it from there, and would end here again. */
const WITHOUT_KEYCHAIN =
  'do without it: add the tenant without a token, and give MUSTER_TOKEN (and MUSTER_ADMIN_KEY) for each run';

/** Not in the window: a token of the environment would go to every tenant's console (R18). */
const ON_THE_COMMAND_LINE =
  'Without one, the command line takes a token for one run, in the variable MUSTER_TOKEN; the demo needs none.';

function unavailable(error: unknown): Failure {
  const cause = error instanceof Error ? `${error.name}: ${firstLine(error.message)}` : 'unknown';
  if (error instanceof TookTooLong) {
    return {
      code: 'keychain-unavailable',
      sentence: 'The keychain of this computer did not answer; it may be locked and wait for its password.',
      next: `Unlock the keychain and try again, or ${WITHOUT_KEYCHAIN}.`,
      inWindow: 'Unlock the keychain and try again.',
      cause,
    };
  }
  if (isMissingLibrary(error)) {
    return {
      code: 'keychain-unavailable',
      sentence: 'The keychain cannot be used: its library is not installed, or does not fit this computer.',
      next: `Install libsecret and the keyring (on Debian and Ubuntu: libsecret-1-0 and gnome-keyring) and run the set-up again, or ${WITHOUT_KEYCHAIN}.`,
      inWindow: `Install libsecret and the keyring (on Debian and Ubuntu: libsecret-1-0 and gnome-keyring), run the set-up again and start Muster anew. ${ON_THE_COMMAND_LINE}`,
      cause,
    };
  }
  return {
    code: 'keychain-unavailable',
    sentence:
      'The keychain of this computer cannot be used: there is no secret service in this session, or it refused.',
    next: `Sign in to a desktop session with an unlocked keychain (on Debian and Ubuntu: libsecret-1-0 and gnome-keyring), or ${WITHOUT_KEYCHAIN}.`,
    inWindow: `Sign in to a desktop session with an unlocked keychain (on Debian and Ubuntu: libsecret-1-0 and gnome-keyring). ${ON_THE_COMMAND_LINE}`,
    cause,
  };
}

function isMissingLibrary(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return (
    error.code === 'ERR_MODULE_NOT_FOUND' ||
    error.code === 'MODULE_NOT_FOUND' ||
    error.code === 'ERR_DLOPEN_FAILED'
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function tooLong(bytes: number): Failure {
  return {
    code: 'bad-input',
    sentence: `The secret has ${bytes} bytes; a keychain holds at most ${LONGEST_SECRET_BYTES}. It was not kept.`,
    next: 'Check that only the token was pasted, without anything before or after it.',
  };
}

function empty(): Failure {
  return {
    code: 'bad-input',
    sentence: 'The secret is empty, so nothing was kept.',
    next: 'Paste the token again.',
  };
}

function notKept(): Failure {
  return {
    code: 'keychain-unavailable',
    sentence:
      'The keychain took the secret but did not give it back as it was, so it does not count as kept.',
    next: `Look at the entry "Muster" in the keychain and try again, or ${WITHOUT_KEYCHAIN}.`,
  };
}

function notForgotten(): Failure {
  return {
    code: 'keychain-unavailable',
    sentence: 'The keychain still holds the secret after it was asked to forget it.',
    next: 'Remove the entry "Muster" in the keychain by hand, and revoke the token at the console.',
  };
}
