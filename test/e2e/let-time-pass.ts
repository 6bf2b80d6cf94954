import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Moves everything that this installation remembers of its runs into the past. A process cannot be given another
 * clock, but it can be given other memories.
 */
export function letTimePass(home: string, ms: number): void {
  const db = new Database(join(home, 'muster.sqlite'));
  try {
    db.prepare(
      `UPDATE run SET started_at_ms = started_at_ms - @ms, ended_at_ms = ended_at_ms - @ms,
        slot_claimed_at_ms = slot_claimed_at_ms - @ms, next_allowed_at_ms = next_allowed_at_ms - @ms`,
    ).run({ ms });
  } finally {
    db.close();
  }
}
