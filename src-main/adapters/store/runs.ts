import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { LeftBehind, Run, RunChanges, RunStore } from '../../app/ports/main-store.ts';
import { runLineText } from '../../core/audit-line.ts';
import type { AuditFacts } from '../../core/audit-trail.ts';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { formatDay } from '../../core/number-words.ts';
import { isGoingOn, type RunStatus } from '../../core/report.ts';
import type { AuditTrail, ShownLines } from './audit.ts';
import { RUN_STATUSES } from './report/head-schema.ts';
import { endOf, startOf } from './run-acts.ts';
import { oneOf, readJson } from './stored-json.ts';
import type { TenantLocks } from './tenant-lock.ts';

interface RunRow {
  id: string;
  tenant_id: string;
  kind: string;
  status: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  slot_claimed_at_ms: number | null;
  console_sync_id: string | null;
  next_allowed_at_ms: number | null;
  report_id: string | null;
  plan_hash: string | null;
  who: string;
  cause_code: string | null;
  cause_sentence: string | null;
  directory_rows: number | null;
  applied: string | null;
  pid: number;
  door: string | null;
}

const KINDS = ['test', 'live', 'one-off-test', 'one-off-live', 'undo-test', 'undo-live'] as const;
const DOORS = ['window', 'command line'] as const;
const LIVE_KINDS: ReadonlySet<Run['kind']> = new Set(['live', 'one-off-live', 'undo-live']);
const appliedSchema = z.object({ succeeded: z.number(), failed: z.number(), movedSincePreview: z.number() });

const COLUMNS = `id, tenant_id, kind, status, started_at_ms, ended_at_ms, slot_claimed_at_ms, console_sync_id,
  next_allowed_at_ms, report_id, plan_hash, who, cause_code, cause_sentence, directory_rows, applied, pid, door`;

/**
 * The runs of all tenants; `number` keeps the order in which they began, whatever the clock said. Beginning, end, and each
 * later change of an ended run are entries of the trail.
 */
export function runStore(
  db: Database.Database,
  file: string,
  locks: TenantLocks,
  now: () => number,
  trail: AuditTrail,
  who: string,
): { readonly runs: RunStore; readonly shown: ShownLines } {
  const toRun = (row: RunRow): Run => runOf(row, file);
  const insert = db.prepare<[RunRow]>(`INSERT INTO run (${COLUMNS}) VALUES (
    @id, @tenant_id, @kind, @status, @started_at_ms, @ended_at_ms, @slot_claimed_at_ms, @console_sync_id,
    @next_allowed_at_ms, @report_id, @plan_hash, @who, @cause_code, @cause_sentence, @directory_rows, @applied, @pid, @door)`);
  const overwrite = db.prepare<[RunRow]>(`UPDATE run SET
    kind = @kind, status = @status, started_at_ms = @started_at_ms, ended_at_ms = @ended_at_ms,
    slot_claimed_at_ms = @slot_claimed_at_ms, console_sync_id = @console_sync_id,
    next_allowed_at_ms = @next_allowed_at_ms, report_id = @report_id, plan_hash = @plan_hash, who = @who,
    cause_code = @cause_code, cause_sentence = @cause_sentence, directory_rows = @directory_rows,
    applied = @applied, pid = @pid, door = @door
    WHERE id = @id`);
  const findRun = db.prepare<[string], RunRow>(`SELECT ${COLUMNS} FROM run WHERE id = ?`);
  const listRuns = db.prepare<[{ tenant: string; before: string | null; limit: number }], RunRow>(`
    SELECT ${COLUMNS} FROM run
    WHERE tenant_id = @tenant
      AND (@before IS NULL OR number < (SELECT number FROM run WHERE id = @before))
    ORDER BY number DESC LIMIT @limit`);
  const newestSlot = db.prepare<[string], RunRow>(`
    SELECT ${COLUMNS} FROM run WHERE tenant_id = ? AND slot_claimed_at_ms IS NOT NULL
    ORDER BY number DESC LIMIT 1`);
  const newestOfKinds = db.prepare<[{ tenant: string; kinds: string; status: string }], RunRow>(`
    SELECT ${COLUMNS} FROM run
    WHERE tenant_id = @tenant AND status = @status AND kind IN (SELECT value FROM json_each(@kinds))
    ORDER BY number DESC LIMIT 1`);

  const endedAfter = db.prepare<[number, number], RunRow & { number: number }>(`
    SELECT number, ${COLUMNS} FROM run WHERE number > ? AND status NOT IN ('Pending', 'Processing')
    ORDER BY number LIMIT ?`);

  const find = (id: string): Run | undefined => {
    const row = findRun.get(id);
    return row === undefined ? undefined : toRun(row);
  };
  const change = (id: string, changes: RunChanges, facts?: AuditFacts): void => {
    const run = find(id);
    if (run === undefined) return;
    overwrite.run(rowOf({ ...run, ...changes }));
    const after = find(id);
    if (after === undefined || isGoingOn(after) || runLineText(run) === runLineText(after)) return;
    trail.append(endOf(after, facts, after.causeCode === 'interrupted' ? who : after.who));
  };

  /** Marks the run of a dead process and gives a test run's lock back; the lock of a live one waits for the admin. */
  const closeDead = (run: Run, nowMs: number): Run => {
    const live = LIVE_KINDS.has(run.kind);
    change(run.id, {
      status: live ? 'Interrupted' : 'Failed',
      endedAtMs: nowMs,
      causeCode: 'interrupted',
      causeSentence: live
        ? 'Muster ended in the middle of this run; what it had done is in the journal.'
        : 'Muster ended in the middle of this run; a test-mode run changes nothing, so nothing is to be repaired.',
    });
    if (!live) locks.drop(run.id);
    return find(run.id) ?? run;
  };

  const begin = (run: Run): Result<void> => {
    const lock = locks.ofTenant(run.tenantId);
    const holder = lock === undefined ? undefined : find(lock.run_id);
    if (lock !== undefined && holder !== undefined) {
      const dead = holder.status !== 'Interrupted' && locks.holderIsDead(lock);
      const now = dead ? closeDead(holder, run.startedAtMs) : holder;
      if (now.status === 'Interrupted') return fail(undecided(now));
      if (!dead) return fail(alive(now));
    }
    insert.run(rowOf(run));
    locks.take(run.tenantId, run.id, run.pid, now());
    trail.append(startOf(run));
    return succeed(undefined);
  };

  const takeOver = (id: string, pid: number, nowMs: number, to: 'resume' | 'close'): Result<void> => {
    const run = find(id);
    if (run === undefined) return fail(noSuchRun(id));
    if (run.status !== 'Interrupted') {
      return fail(locks.ofRun(id) === undefined ? alreadyDecided(run) : alive(run));
    }
    locks.take(run.tenantId, id, pid, nowMs);
    overwrite.run(
      rowOf({
        ...run,
        status: 'Processing',
        pid,
        // Whoever takes it over may sit elsewhere.
        door: undefined,
        endedAtMs: undefined,
        causeCode: undefined,
        causeSentence: undefined,
      }),
    );
    const act = to === 'resume' ? 'run-resumed' : 'run-closed';
    trail.append({ who, act, tenantId: run.tenantId, runId: id });
    return succeed(undefined);
  };

  const sweepDead = (nowMs: number, left: LeftBehind | undefined): readonly Run[] => {
    const swept: Run[] = [];
    for (const lock of locks.all()) {
      const run = find(lock.run_id);
      if (run === undefined || run.status === 'Interrupted') continue;
      const isLeft = left?.tenantId === lock.tenant_id && left.pid === lock.pid;
      if (!isLeft && !locks.holderIsDead(lock)) continue;
      swept.push(closeDead(run, nowMs));
    }
    return swept;
  };

  const runs: RunStore = {
    begin: (run) => trail.inStep(() => begin(run)),
    record: (run) =>
      trail.inStep(() => {
        insert.run(rowOf(run));
        trail.append(isGoingOn(run) ? startOf(run) : endOf(run, undefined, run.who));
      }),
    update: (id, changes) => trail.inStep(() => change(id, changes)),
    beat: (id, nowMs) => {
      locks.beat(id, nowMs);
    },
    end: (id, changes, facts) =>
      trail.inStep(() => {
        change(id, changes, facts);
        locks.drop(id);
      }),
    takeOver: (id, pid, nowMs, to) => trail.inStep(() => takeOver(id, pid, nowMs, to)),
    find,
    list: (tenantId, page) =>
      listRuns.all({ tenant: tenantId, before: page.before ?? null, limit: page.limit }).map(toRun),
    newestSlot(tenantId) {
      const row = newestSlot.get(tenantId);
      return row === undefined ? undefined : toRun(row);
    },
    newest(tenantId, kinds, status: RunStatus) {
      const row = newestOfKinds.get({ tenant: tenantId, kinds: JSON.stringify(kinds), status });
      return row === undefined ? undefined : toRun(row);
    },
    sweepDead: (nowMs, left) => trail.inStep(() => sweepDead(nowMs, left)),
  };
  return {
    runs,
    shown: (afterNumber, limit) =>
      endedAfter.all(afterNumber, limit).map((row) => {
        const run = toRun(row);
        return { number: row.number, tenantId: run.tenantId, text: runLineText(run), runId: run.id };
      }),
  };
}

/** A Run whose optional fields may stand there as `undefined`, which is stored as NULL. */
type RunFields = Pick<Run, 'id' | 'tenantId'> &
  Required<Pick<Run, 'kind' | 'status' | 'startedAtMs' | 'who' | 'pid'>> &
  RunChanges;

function rowOf(run: RunFields): RunRow {
  return {
    id: run.id,
    tenant_id: run.tenantId,
    kind: run.kind,
    status: run.status,
    started_at_ms: run.startedAtMs,
    ended_at_ms: run.endedAtMs ?? null,
    slot_claimed_at_ms: run.slotClaimedAtMs ?? null,
    console_sync_id: run.consoleSyncId ?? null,
    next_allowed_at_ms: run.nextAllowedAtMs ?? null,
    report_id: run.reportId ?? null,
    plan_hash: run.planHash ?? null,
    who: run.who,
    cause_code: run.causeCode ?? null,
    cause_sentence: run.causeSentence ?? null,
    directory_rows: run.directoryRows ?? null,
    applied: run.applied === undefined ? null : JSON.stringify(run.applied),
    pid: run.pid,
    door: run.door ?? null,
  };
}

function runOf(row: RunRow, file: string): Run {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: oneOf(KINDS, row.kind, file),
    status: oneOf(RUN_STATUSES, row.status, file),
    startedAtMs: row.started_at_ms,
    ...(row.ended_at_ms !== null && { endedAtMs: row.ended_at_ms }),
    ...(row.slot_claimed_at_ms !== null && { slotClaimedAtMs: row.slot_claimed_at_ms }),
    ...(row.console_sync_id !== null && { consoleSyncId: row.console_sync_id }),
    ...(row.next_allowed_at_ms !== null && { nextAllowedAtMs: row.next_allowed_at_ms }),
    ...(row.report_id !== null && { reportId: row.report_id }),
    ...(row.plan_hash !== null && { planHash: row.plan_hash }),
    who: row.who,
    ...(row.cause_code !== null && { causeCode: row.cause_code }),
    ...(row.cause_sentence !== null && { causeSentence: row.cause_sentence }),
    ...(row.directory_rows !== null && { directoryRows: row.directory_rows }),
    ...(row.applied !== null && { applied: readJson(appliedSchema, row.applied, file) }),
    pid: row.pid,
    ...(row.door !== null && { door: oneOf(DOORS, row.door, file) }),
  };
}

/** Who holds the tenant: user and computer, since when, where it was started, and its process (design §6). */
function alive(holder: Run): Failure {
  const where = holder.door === undefined ? '' : ` ${AT_DOOR[holder.door]}`;
  const what = LIVE_KINDS.has(holder.kind) ? 'A live sync' : 'A test-mode sync';
  return {
    code: 'run-alive',
    sentence: `${what} of this tenant is going on: ${holder.id}, started by ${holder.who}${where} at ${formatDay(holder.startedAtMs)} (process ${holder.pid}). Nothing was started.`,
    next: `Wait until it ends, or cancel it where it was started${holder.door === undefined ? '' : `: ${TO_CANCEL[holder.door]}`}.`,
  };
}

const AT_DOOR = { window: 'in the window', 'command line': 'on the command line' } as const;
const TO_CANCEL = {
  window: 'with Cancel in the window of Muster',
  'command line': 'with Ctrl+C in its terminal, or by ending its scheduled task',
} as const;

function undecided(holder: Run): Failure {
  return {
    code: 'run-undecided',
    sentence: `The live run ${holder.id}, started by ${holder.who} at ${formatDay(holder.startedAtMs)}, was interrupted and is not decided yet. Nothing was started.`,
    next: 'Resume that run or close it as Interrupted, then start this one again.',
  };
}

function alreadyDecided(run: Run): Failure {
  return {
    code: 'conflict',
    sentence: `The run ${run.id} is ${run.status}, so there is nothing to resume or close.`,
    next: 'Look at the history, then start a new run if one is needed.',
  };
}

function noSuchRun(id: string): Failure {
  return {
    code: 'not-found',
    sentence: `There is no run ${id} on this computer.`,
    next: 'List the runs of the tenant and take the id from there.',
  };
}
