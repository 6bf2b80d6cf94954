import type Database from 'better-sqlite3';
import type { ClockMemory } from '../../app/ports/main-store.ts';

interface ClockRow {
  last_ms: number;
  trusted_ms: number;
  doubted_since_ms: number | null;
}

/** How the wall clock stood at earlier starts; one row. */
export function clockMemory(db: Database.Database): ClockMemory {
  const read = db.prepare<[], ClockRow>('SELECT last_ms, trusted_ms, doubted_since_ms FROM clock_seen');
  const write = db.prepare<[ClockRow]>(`
    INSERT OR REPLACE INTO clock_seen (only_one, last_ms, trusted_ms, doubted_since_ms)
    VALUES (1, @last_ms, @trusted_ms, @doubted_since_ms)`);

  return {
    read() {
      const row = read.get();
      if (row === undefined) return undefined;
      return {
        lastMs: row.last_ms,
        trustedMs: row.trusted_ms,
        ...(row.doubted_since_ms !== null && { doubtedSinceMs: row.doubted_since_ms }),
      };
    },
    write: ({ lastMs, trustedMs, doubtedSinceMs }) => {
      write.run({ last_ms: lastMs, trusted_ms: trustedMs, doubted_since_ms: doubtedSinceMs ?? null });
    },
  };
}
