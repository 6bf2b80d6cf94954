import type Database from 'better-sqlite3';
import type { Machine } from './machine.ts';

/** A heartbeat older than this no longer proves that its run lives. */
export const HEARTBEAT_LIFETIME_MS = 15_000;

export interface TenantLock {
  readonly tenant_id: string;
  readonly run_id: string;
  readonly pid: number;
  readonly process_start: string;
  readonly machine: string;
  readonly heartbeat_ms: number;
  readonly heartbeat_uptime_ms: number;
}

/** Statements on `tenant_lock`: at most one run of a tenant goes on at a time. */
export function tenantLocks(db: Database.Database, machine: Machine) {
  const ofTenant = db.prepare<[string], TenantLock>('SELECT * FROM tenant_lock WHERE tenant_id = ?');
  const ofRun = db.prepare<[string], TenantLock>('SELECT * FROM tenant_lock WHERE run_id = ?');
  const all = db.prepare<[], TenantLock>('SELECT * FROM tenant_lock');
  const put = db.prepare<[TenantLock]>(`
    INSERT OR REPLACE INTO tenant_lock
      (tenant_id, run_id, pid, process_start, machine, heartbeat_ms, heartbeat_uptime_ms)
    VALUES (@tenant_id, @run_id, @pid, @process_start, @machine, @heartbeat_ms, @heartbeat_uptime_ms)`);
  const beat = db.prepare<[number, number, string]>(
    'UPDATE tenant_lock SET heartbeat_ms = ?, heartbeat_uptime_ms = ? WHERE run_id = ?',
  );
  const drop = db.prepare<[string]>('DELETE FROM tenant_lock WHERE run_id = ?');

  return {
    ofTenant: (tenantId: string) => ofTenant.get(tenantId),
    ofRun: (runId: string) => ofRun.get(runId),
    all: () => all.all(),
    take(tenantId: string, runId: string, pid: number, nowMs: number): void {
      const process = machine.processStart(pid);
      put.run({
        tenant_id: tenantId,
        run_id: runId,
        pid,
        process_start: process === 'absent' ? '' : process.start,
        machine: machine.name(),
        heartbeat_ms: nowMs,
        heartbeat_uptime_ms: machine.uptimeMs(),
      });
    },
    beat: (runId: string, nowMs: number) => beat.run(nowMs, machine.uptimeMs(), runId),
    drop: (runId: string) => drop.run(runId),
    holderIsDead: (lock: TenantLock) => holderIsDead(lock, machine),
  };
}

export type TenantLocks = ReturnType<typeof tenantLocks>;

/**
 * Whether the process that holds a lock is gone (R7). Never by the heartbeat alone: a laptop that slept
 * has an old heartbeat and a living run. Ages are counted by the machine's uptime, so that setting
 * the clock neither kills a run nor keeps a dead one alive.
 */
function holderIsDead(lock: TenantLock, machine: Machine): boolean {
  const found = machine.processStart(lock.pid);
  // The same number with another start time is another process.
  const alive =
    found !== 'absent' &&
    (found.start === '' || lock.process_start === '' || found.start === lock.process_start);
  if (alive) return false;
  // On the very machine, and with start times to compare, absence is proof. Elsewhere the lock may be of a
  // process that we cannot see, so its heartbeat must have ended too.
  if (lock.machine !== '' && lock.machine === machine.name()) return true;
  const age = machine.uptimeMs() - lock.heartbeat_uptime_ms;
  return age > HEARTBEAT_LIFETIME_MS || age < 0;
}
