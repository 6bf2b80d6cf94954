import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ConsoleDatabase } from './open-database.ts';

export type SecretKind = 'scim-token' | 'admin-key';

/** Recognisable, so that secret scanners and the admin's eye find a token that lies where it should not. */
const PREFIX: Readonly<Record<SecretKind, string>> = { 'scim-token': 'kscim_', 'admin-key': 'kadmin_' };

/** The console's secrets. Only their SHA-256 is kept; 32 random bytes need no slow hash (R18). */
export interface Secrets {
  has(kind: SecretKind): boolean;
  /** Makes a new one, which replaces the old from this moment on, and returns it this once. */
  make(kind: SecretKind): string;
  revoke(kind: SecretKind): void;
  /** Which secret this is, compared in constant time; `undefined` = none that is valid. */
  kindOf(presented: string): SecretKind | undefined;
}

export function secretsIn(database: ConsoleDatabase, now: () => number): Secrets {
  const insert = database.prepare(
    'INSERT OR REPLACE INTO secret (kind, sha256, made_at_ms) VALUES (?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM secret WHERE kind = ?');
  const selectAll = database.prepare<[], { kind: SecretKind; sha256: Buffer }>(
    'SELECT kind, sha256 FROM secret',
  );
  const hashes = new Map<SecretKind, Buffer>(selectAll.all().map((row) => [row.kind, row.sha256]));
  return {
    has: (kind) => hashes.has(kind),
    make(kind) {
      const secret = PREFIX[kind] + randomBytes(32).toString('base64url');
      const hash = sha256(secret);
      insert.run(kind, hash, now());
      hashes.set(kind, hash);
      return secret;
    },
    revoke(kind) {
      remove.run(kind);
      hashes.delete(kind);
    },
    kindOf(presented) {
      const hash = sha256(presented);
      let found: SecretKind | undefined;
      for (const [kind, kept] of hashes) if (timingSafeEqual(hash, kept)) found = kind;
      return found;
    },
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
