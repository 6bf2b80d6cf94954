import type {
  Approval,
  JournaledEntry,
  JournalStore,
  MainStore,
  ManagedGroup,
  Run,
  RunStore,
  Told,
} from '../../src-main/app/ports/main-store.ts';
import type { HistoryEntry } from '../../src-main/core/audit-line.ts';
import type { ClockSeen } from '../../src-main/core/clock-seen.ts';
import { type Failure, fail, succeed } from '../../src-main/core/failure.ts';
import type { Tenant } from '../../src-main/core/tenant.ts';

export interface FakeMainStore extends MainStore {
  /** What the journal holds, in the order of its first writing. */
  journaled(): readonly JournaledEntry[];
  /** Told of each write before anything else happens. */
  onJournalWrite: (intents: readonly string[]) => void;
  historyOf(tenantId: string): readonly HistoryEntry[];
  runsOf(tenantId: string): readonly Run[];
  /** As after a `kill -9`: the run's process is gone, its lock stands. */
  processDied(runId: string): void;
}

/** The database in memory, with the semantics that the port promises. */
export function fakeMainStore(): FakeMainStore {
  const tenants = new Map<string, Tenant>();
  const history: HistoryEntry[] = [];
  const groups = new Map<string, ManagedGroup>();
  const approvals = new Map<string, Approval>();
  let clockSeen: ClockSeen | undefined;
  // The trail's facts are no part of a line of the history.
  const tell = ({ facts: _ofTheTrail, ...entry }: Told) => history.push(entry);
  const runs = runStore();
  const journal = journalStore((intents) => store.onJournalWrite(intents));
  const store: FakeMainStore = {
    tenants: {
      list: () => [...tenants.values()],
      find: (name) =>
        tenants.get(name) ??
        [...tenants.values()].find((each) => each.name.toLowerCase() === name.toLowerCase()),
      add: (tenant, told = []) => {
        tenants.set(tenant.id, tenant);
        told.forEach(tell);
        return succeed(undefined);
      },
      update: (tenant, told = []) => {
        tenants.set(tenant.id, tenant);
        told.forEach(tell);
        return succeed(undefined);
      },
      remove: (id) => {
        tenants.delete(id);
      },
    },
    runs,
    journal,
    history: {
      append: tell,
      list: (tenantId, page) =>
        history
          .filter((entry) => entry.tenantId === tenantId)
          .toReversed()
          .slice(0, page.limit),
    },
    audit: {
      append: () => {},
      page: () => [],
      remembered: () => 'missing',
      inSnapshot: (read) => read(),
      shown: () => [],
    },
    managedGroups: {
      list: (tenantId) => [...groups.values()].filter((group) => group.tenantId === tenantId),
      put: (group) => {
        groups.set(`${group.tenantId} ${group.consoleGroupId}`, group);
      },
    },
    approvals: {
      put: (approval, told) => {
        approvals.set(`${approval.tenantId} ${approval.planHash}`, approval);
        if (told) tell(told);
      },
      find: (tenantId, planHash) => approvals.get(`${tenantId} ${planHash}`),
      remove: (tenantId, planHash, told) => {
        approvals.delete(`${tenantId} ${planHash}`);
        if (told) tell(told);
      },
    },
    clockSeen: {
      read: () => clockSeen,
      write: (seen) => {
        clockSeen = seen;
      },
    },
    wipe: () => {},
    close: () => {},
    journaled: journal.entries,
    onJournalWrite: () => {},
    historyOf: (tenantId) => history.filter((entry) => entry.tenantId === tenantId),
    runsOf: (tenantId) => runs.list(tenantId, { limit: 1_000 }),
    processDied: (runId) => runs.update(runId, { status: 'Interrupted' }),
  };
  return store;
}

function runStore(): RunStore {
  const runs = new Map<string, Run>();
  const locks = new Map<string, string>();
  const newestFirst = (tenantId: string) =>
    [...runs.values()].filter((run) => run.tenantId === tenantId).toReversed();
  const change: RunStore['update'] = (id, changes) => {
    const run = runs.get(id);
    if (run === undefined) return;
    const changed = Object.entries({ ...run, ...changes }).filter(([, value]) => value !== undefined);
    runs.set(id, Object.fromEntries(changed) as unknown as Run);
  };
  return {
    begin(run) {
      const holder = runs.get(locks.get(run.tenantId) ?? '');
      if (holder) return fail(holder.status === 'Interrupted' ? { ...ALIVE, code: 'run-undecided' } : ALIVE);
      locks.set(run.tenantId, run.id);
      runs.set(run.id, run);
      return succeed(undefined);
    },
    record: (run) => {
      runs.set(run.id, run);
    },
    update: change,
    beat: () => {},
    end(id, changes) {
      change(id, changes);
      for (const [tenantId, holder] of locks) if (holder === id) locks.delete(tenantId);
    },
    takeOver(id, pid) {
      const run = runs.get(id);
      if (run?.status !== 'Interrupted') return fail({ ...ALIVE, code: 'conflict' });
      locks.set(run.tenantId, id);
      change(id, {
        status: 'Processing',
        pid,
        endedAtMs: undefined,
        causeCode: undefined,
        causeSentence: undefined,
      });
      return succeed(undefined);
    },
    find: (id) => runs.get(id),
    list(tenantId, page) {
      const all = newestFirst(tenantId);
      const start = page.before === undefined ? 0 : all.findIndex((run) => run.id === page.before) + 1;
      return all.slice(start, start + page.limit);
    },
    newestSlot: (tenantId) => newestFirst(tenantId).find((run) => run.slotClaimedAtMs !== undefined),
    newest: (tenantId, kinds, status) =>
      newestFirst(tenantId).find((run) => kinds.includes(run.kind) && run.status === status),
    sweepDead: () => [],
  };
}

function journalStore(
  onWrite: (intents: readonly string[]) => void,
): JournalStore & { entries(): readonly JournaledEntry[] } {
  const entries = new Map<string, JournaledEntry>();
  const keyOf = (one: { readonly runId: string; readonly seq: number; readonly step: string }) =>
    `${one.runId} ${one.seq} ${one.step}`;
  const ofRun = (runId: string) =>
    [...entries.values()]
      .filter((entry) => entry.runId === runId)
      .sort((a, b) => a.seq - b.seq || (a.step < b.step ? -1 : 1));
  return {
    write(answers, intents) {
      for (const { result, createdId, ...which } of answers) {
        const entry = entries.get(keyOf(which));
        if (entry === undefined) continue;
        entries.set(keyOf(which), {
          ...entry,
          state: 'answered',
          result,
          ...(createdId === undefined ? {} : { createdId }),
        });
      }
      for (const intent of intents) {
        const stands = entries.get(keyOf(intent));
        if (stands === undefined || stands.result?.status === 'not-reached')
          entries.set(keyOf(intent), { ...intent, state: 'intended' });
      }
      onWrite(intents.map((intent) => intent.key));
    },
    unanswered: (runId) => ofRun(runId).filter((entry) => entry.state === 'intended'),
    find: (runId, seq, step) => entries.get(keyOf({ runId, seq, step })),
    createdIds: (runId) =>
      new Map(
        ofRun(runId).flatMap((entry) =>
          entry.createdId === undefined ? [] : [[`${entry.object}\n${entry.key}`, entry.createdId]],
        ),
      ),
    counts: (runId) => ({
      intended: ofRun(runId).length,
      answered: ofRun(runId).filter((entry) => entry.state === 'answered').length,
    }),
    answered(runId, afterSeq, limit) {
      const rows = ofRun(runId).filter((entry) => entry.state === 'answered' && entry.seq > afterSeq);
      const numbers = [...new Set(rows.map((entry) => entry.seq))].slice(0, limit);
      return rows.filter((entry) => numbers.includes(entry.seq));
    },
    forget: (runId) => {
      for (const [key, entry] of entries) if (entry.runId === runId) entries.delete(key);
    },
    erase: () => {
      throw new Error('nobody is erased here');
    },
    entries: () => [...entries.values()],
  };
}

const ALIVE: Failure = {
  code: 'run-alive',
  sentence: 'Another run is going on or undecided.',
  next: 'Decide it.',
};
