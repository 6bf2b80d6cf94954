import type { ConsoleDatabase } from './open-database.ts';

/** Who did what, in the console's own history. Names objects by id, so that no person's data stands in it (R24). */
export interface Audit {
  write(actor: string, action: string, object: string): void;
}

export function auditIn(database: ConsoleDatabase, now: () => number): Audit {
  const insert = database.prepare('INSERT INTO audit (at_ms, actor, action, object) VALUES (?, ?, ?, ?)');
  return {
    write(actor, action, object) {
      insert.run(now(), actor, action, object);
    },
  };
}
