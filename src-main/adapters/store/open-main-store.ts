import type Database from 'better-sqlite3';
import type { Clock } from '../../app/ports/clock.ts';
import type { MainStore } from '../../app/ports/main-store.ts';
import { fail, type Result, succeed } from '../../core/failure.ts';
import { approvalStore } from './approvals.ts';
import { auditStore, auditTrail } from './audit.ts';
import { clockMemory } from './clock-memory.ts';
import { BUSY_TIMEOUT_MS, openMainDatabase } from './database.ts';
import { historyStore } from './history.ts';
import { journalStore } from './journal.ts';
import { type Machine, thisMachine } from './machine.ts';
import { managedGroupStore } from './managed-groups.ts';
import { migrate } from './migrate.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { keptForATime } from './migrations/0002-kept-for-a-time.ts';
import { auditTrail as auditTrailTables } from './migrations/0003-audit-trail.ts';
import { requestsAtATime } from './migrations/0004-requests-at-a-time.ts';
import { doorOfARun } from './migrations/0005-door-of-a-run.ts';
import { runStore } from './runs.ts';
import { diskFailureOf, guardedByDisk, onDisk } from './store-error.ts';
import { systemUser } from './system-user.ts';
import { tenantLocks } from './tenant-lock.ts';
import { tenantStore } from './tenants.ts';
import { wipeDatabase } from './wipe-database.ts';

const MIGRATIONS = [firstTables, keptForATime, auditTrailTables, requestsAtATime, doorOfARun];

export interface MainStoreOptions {
  readonly file: string;
  readonly clock: Clock;
  /** Another machine's view of processes, for tests; this machine's otherwise. */
  readonly machine?: Machine;
  /** How long a call waits for another process's write. @default 5,000 */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens the database of this installation, making or migrating it as needed (design §10).
 * Fails with `store-unavailable` or `disk-full`; the methods of what it returns throw a StoreError.
 */
export function openMainStore(options: MainStoreOptions): Result<MainStore> {
  const { file, clock } = options;
  let db: Database.Database | undefined;
  try {
    db = openMainDatabase(file, options.busyTimeoutMs ?? BUSY_TIMEOUT_MS);
    migrate(db, file, MIGRATIONS, clock.now());
    return succeed(partsOf(db, options));
  } catch (error) {
    db?.close();
    const failure = diskFailureOf(error, file);
    if (failure === undefined) throw error;
    return fail(failure);
  }
}

function partsOf(db: Database.Database, options: MainStoreOptions): MainStore {
  const { file, clock, machine = thisMachine } = options;
  const who = systemUser();
  const locks = tenantLocks(db, machine);
  const now = () => clock.now();
  const trail = auditTrail(db, file, now);
  const { history, shown: shownHistory } = historyStore(db, trail);
  const { runs, shown: shownRuns } = runStore(db, file, locks, now, trail, who);
  const audit = auditStore(trail, { history: shownHistory, runs: shownRuns });
  return {
    tenants: guardedByDisk(file, tenantStore(db, file, trail, history, who)),
    runs: guardedByDisk(file, runs),
    journal: guardedByDisk(file, journalStore(db, file)),
    history: guardedByDisk(file, history),
    audit: guardedByDisk(file, audit),
    managedGroups: guardedByDisk(file, managedGroupStore(db)),
    approvals: guardedByDisk(file, approvalStore(db, trail, history, who)),
    clockSeen: guardedByDisk(file, clockMemory(db)),
    wipe: () => onDisk(file, () => wipeDatabase(db, file)),
    close: () => {
      db.close();
    },
  };
}
