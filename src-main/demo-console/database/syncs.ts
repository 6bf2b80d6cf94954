import { randomUUID } from 'node:crypto';
import type { ProvisioningMode } from '../../core/settings.ts';
import type { ConsoleDatabase } from './open-database.ts';

export interface StoredSync {
  readonly row: number;
  readonly id: string;
  readonly service: ProvisioningMode;
  readonly testMode: boolean;
  readonly status: string;
  readonly by: string;
  readonly cause: string | null;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly wrote: boolean;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

export interface NewSync {
  readonly service: ProvisioningMode;
  readonly testMode: boolean;
  readonly by: string;
}

export interface SyncClosing {
  readonly status: 'Completed' | 'Failed' | 'Cancelled' | 'Released';
  readonly cause?: string;
  readonly counts?: Readonly<Record<string, number>>;
}

/** The history of syncs, and the slot that the limit counts from (design §6). */
export interface Syncs {
  /** From when the limit counts; `undefined` when no slot is taken. Heals a clock that was set back. */
  slotFromMs(): number | undefined;
  claim(sync: NewSync): StoredSync;
  skip(sync: NewSync, cause: string): void;
  find(id: string): StoredSync | undefined;
  close(id: string, closing: SyncClosing): StoredSync;
  /** Newest first; `before` is the row number of the last one seen. */
  page(limit: number, before: number): readonly StoredSync[];
  /** Said on each SCIM write: a live sync that is open has written now, and cannot be Released any more. */
  noteWrite(): void;
  /** Closes as Failed what was left open for longer than `ageMs`. */
  failAbandoned(ageMs: number): void;
}

interface Row {
  row: number;
  id: string;
  service: ProvisioningMode;
  test_mode: number;
  status: string;
  asked_by: string;
  cause: string | null;
  counts_json: string | null;
  wrote: number;
  started_at_ms: number;
  ended_at_ms: number | null;
  slot_from_ms: number | null;
}

export function syncsIn(database: ConsoleDatabase, now: () => number): Syncs {
  const insert = database.prepare(`
    INSERT INTO sync (id, service, test_mode, status, asked_by, cause, started_at_ms, ended_at_ms, slot_from_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = database.prepare<[string], Row>('SELECT * FROM sync WHERE id = ?');
  const selectPage = database.prepare<[number, number], Row>(
    'SELECT * FROM sync WHERE row < ? ORDER BY row DESC LIMIT ?',
  );
  const update = database.prepare(`
    UPDATE sync SET status = ?, cause = ?, counts_json = ?, ended_at_ms = ?,
      slot_from_ms = CASE WHEN ? = 'Released' THEN NULL ELSE slot_from_ms END
    WHERE id = ? AND status = 'Processing'`);
  const selectSlot = database.prepare<[], number | null>('SELECT max(slot_from_ms) FROM sync').pluck();
  const pullSlotBack = database.prepare('UPDATE sync SET slot_from_ms = ? WHERE slot_from_ms > ?');
  const markWrote = database.prepare(
    `UPDATE sync SET wrote = 1 WHERE status = 'Processing' AND test_mode = 0 AND wrote = 0`,
  );
  const failOld = database.prepare(`
    UPDATE sync SET status = 'Failed', cause = 'Left open for too long; closed by the console.', ended_at_ms = ?
    WHERE status = 'Processing' AND started_at_ms < ?`);

  function find(id: string): StoredSync | undefined {
    const row = select.get(id);
    return row && syncOf(row);
  }

  function mustFind(id: string): StoredSync {
    const sync = find(id);
    if (!sync) throw new Error('A sync that was just written is gone.');
    return sync;
  }

  return {
    slotFromMs() {
      const slot = selectSlot.get() ?? undefined;
      if (slot === undefined) return undefined;
      // A clock set back would otherwise lock the account until the old time comes round again. How long
      // ago the claim really was cannot be known any more, so the limit counts anew from now.
      if (slot > now()) {
        pullSlotBack.run(now(), now());
        return now();
      }
      return slot;
    },
    claim(sync) {
      const id = randomUUID();
      insert.run(id, sync.service, Number(sync.testMode), 'Processing', sync.by, null, now(), null, now());
      return mustFind(id);
    },
    skip(sync, cause) {
      insert.run(
        randomUUID(),
        sync.service,
        Number(sync.testMode),
        'Skipped',
        sync.by,
        cause,
        now(),
        now(),
        null,
      );
    },
    find,
    close(id, closing) {
      const counts = closing.counts ? JSON.stringify(closing.counts) : null;
      update.run(closing.status, closing.cause ?? null, counts, now(), closing.status, id);
      return mustFind(id);
    },
    page: (limit, before) => selectPage.all(before, limit).map(syncOf),
    noteWrite() {
      markWrote.run();
    },
    failAbandoned(ageMs) {
      failOld.run(now(), now() - ageMs);
    },
  };
}

function syncOf(row: Row): StoredSync {
  return {
    row: row.row,
    id: row.id,
    service: row.service,
    testMode: row.test_mode === 1,
    status: row.status,
    by: row.asked_by,
    cause: row.cause,
    counts: row.counts_json === null ? null : (JSON.parse(row.counts_json) as Record<string, number>),
    wrote: row.wrote === 1,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  };
}
