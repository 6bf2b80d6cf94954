import type Database from 'better-sqlite3';
import type { AuditStore, ShownLine } from '../../app/ports/audit-store.ts';
import {
  type AuditAct,
  canonicalEntry,
  chainHash,
  NO_HASH,
  type TrailEnd,
  type TrailEntry,
} from '../../core/audit-trail.ts';
import { sha256OfText } from './audit-hash.ts';
import { diskFailureOf } from './store-error.ts';
import { readTrailEnd, trailEndFile, writeTrailEnd } from './trail-end.ts';

/** The trail as the other parts of the store write it. */
export interface AuditTrail extends Omit<AuditStore, 'shown'> {
  /**
   * One transaction that has the database for itself: what is done in it and what the trail tells of it stand together or
   * not at all. May be within another.
   */
  inStep<T>(act: () => T): T;
  /** At this time, where the act brings its own. */
  append(act: AuditAct, atMs?: number): void;
}

/** The entries of the audit trail; only ever added to. */
export function auditTrail(db: Database.Database, file: string, now: () => number): AuditTrail {
  const endFile = trailEndFile(file);
  const newest = db.prepare<[], TrailEnd>('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1');
  const hashAt = db.prepare<[number], string>('SELECT hash FROM audit WHERE number = ?').pluck();
  const insert = db.prepare<[TrailEntry]>(
    'INSERT INTO audit (number, text, hash) VALUES (@number, @text, @hash)',
  );
  const page = db.prepare<[number, number], TrailEntry>(
    'SELECT number, text, hash FROM audit WHERE number > ? ORDER BY number LIMIT ?',
  );
  const nameOf = db.prepare<[string], string>('SELECT name FROM tenant WHERE id = ?').pluck();
  let hasNews = false;

  const add = (act: AuditAct, atMs: number) => {
    const last = newest.get();
    const name = act.tenantId === undefined ? undefined : nameOf.get(act.tenantId);
    const named = { ...(name === undefined ? {} : { tenantName: name }), ...act };
    const number = (last?.number ?? 0) + 1;
    const text = canonicalEntry({ ...named, number, atMs });
    insert.run({ number, text, hash: chainHash(last?.hash ?? NO_HASH, text, sha256OfText) });
    hasNews = true;
  };

  const inStep = <T>(act: () => T): T => {
    const result = db.transaction(act).immediate();
    if (hasNews && !db.inTransaction) rememberEnd();
    return result;
  };

  /** After the commit, so that it is never ahead of the trail; an end that does not fit stays, as it shows what is gone. */
  const rememberEnd = () => {
    try {
      const end = newest.get();
      const before = readTrailEnd(endFile);
      hasNews = false;
      if (end === undefined) return;
      if (typeof before === 'object' && hashAt.get(before.number) !== before.hash) return;
      writeTrailEnd(endFile, end);
    } catch (error) {
      // The entry stands, and so does its act. Where the disk is full the end remembered is an earlier one, until the next.
      if (diskFailureOf(error, endFile) === undefined) throw error;
    }
  };

  const isEndLost = () => typeof readTrailEnd(endFile) === 'string';
  if (isEndLost() && newest.get()?.number === 1) rememberEnd();

  return {
    inStep,
    append: (act, atMs) =>
      inStep(() => {
        // Whoever takes that file away cannot hide it by going on with Muster.
        if (!hasNews && isEndLost() && (newest.get()?.number ?? 0) > 1) {
          add({ who: act.who, act: 'end-not-remembered' }, now());
        }
        add(act, atMs ?? now());
      }),
    page: (afterNumber, limit) => page.all(afterNumber, limit),
    remembered: () => readTrailEnd(endFile),
    inSnapshot: (read) => db.transaction(read).deferred(),
  };
}

export type ShownLines = (afterNumber: number, limit: number) => readonly ShownLine[];

/** The trail with what it is compared with. */
export function auditStore(
  trail: AuditTrail,
  shown: { readonly history: ShownLines; readonly runs: ShownLines },
): AuditStore {
  return {
    append: (act) => trail.append(act),
    page: trail.page,
    remembered: trail.remembered,
    inSnapshot: trail.inSnapshot,
    shown: (kind, afterNumber, limit) => shown[kind](afterNumber, limit),
  };
}
