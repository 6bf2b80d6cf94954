import { canonicalEntry, chainHash, NO_HASH } from '../../../core/audit-trail.ts';
import { sha256OfText } from '../audit-hash.ts';
import type { Migration } from '../migrate.ts';
import { systemUser } from '../system-user.ts';

/**
 * The audit trail: entries are only added, and each holds the hash of the one before. What was done earlier stays in the
 * history as it is; the first entry says how much that was, since nothing can be proven of it.
 */
export const auditTrail: Migration = {
  version: 3,
  sql: `
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY,
      text TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
    CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit trail is never shortened'); END;
  `,
  fill(db, nowMs) {
    const newest = (table: 'history' | 'run') =>
      Number(db.prepare(`SELECT coalesce(max(number), 0) FROM ${table}`).pluck().get());
    const text = canonicalEntry({
      number: 1,
      atMs: nowMs,
      who: systemUser(),
      act: 'trail-begins',
      facts: { historyBefore: newest('history'), runsBefore: newest('run') },
    });
    db.prepare('INSERT INTO audit (number, text, hash) VALUES (1, ?, ?)').run(
      text,
      chainHash(NO_HASH, text, sha256OfText),
    );
  },
};
