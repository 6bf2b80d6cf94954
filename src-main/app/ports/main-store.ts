import type { HistoryEntry } from '../../core/audit-line.ts';
import type { AuditFacts } from '../../core/audit-trail.ts';
import type { ClockSeen } from '../../core/clock-seen.ts';
import type { Result } from '../../core/failure.ts';
import type { Operation, ReportObject, RowResult, RunStatus } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { AuditStore } from './audit-store.ts';

/**
 * The database of this installation: tenants, runs, journal, history. All calls are synchronous and
 * small; growing data is paged. What the database cannot do (locked, full, damaged) is thrown as a
 * StoreError by the adapter and turned into a Failure at the door.
 */
export interface MainStore {
  readonly tenants: TenantStore;
  readonly runs: RunStore;
  readonly journal: JournalStore;
  readonly history: HistoryStore;
  readonly audit: AuditStore;
  readonly managedGroups: ManagedGroupStore;
  readonly approvals: ApprovalStore;
  readonly clockSeen: ClockMemory;
  /**
   * Makes the database file anew without what was erased, so that its bytes are gone, and removes the copies that were
   * made before updates of Muster: they hold what was erased since (R24).
   */
  wipe(): void;
  close(): void;
}

export interface TenantStore {
  list(): readonly Tenant[];
  /** By id, or by name without regard to case. */
  find(nameOrId: string): Tenant | undefined;
  /** Fails with `bad-input` when the name is taken. What is told goes into history and trail with it. */
  add(tenant: Tenant, told?: readonly Told[]): Result<void>;
  /** What is told, and each change of a setting that is not told, go into the trail with it. */
  update(tenant: Tenant, told?: readonly Told[]): Result<void>;
  /** Forgets the tenant with its runs, journal and history; the trail keeps that there was one. */
  remove(tenantId: string): void;
}

export interface Run {
  readonly id: string;
  readonly tenantId: string;
  /** An undo is no sync with the directory: it is neither a good run for the guard nor a base line (R4, R15, R23). */
  readonly kind: 'test' | 'live' | 'one-off-test' | 'one-off-live' | 'undo-test' | 'undo-live';
  readonly status: RunStatus;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** When the slot was claimed; absent = this run does not count for the limit (design §6). */
  readonly slotClaimedAtMs?: number;
  /** The console's id of the claimed sync. */
  readonly consoleSyncId?: string;
  readonly nextAllowedAtMs?: number;
  readonly reportId?: string;
  readonly planHash?: string;
  readonly who: string;
  /** Why it was Skipped, Halted, Failed …: a code and a sentence. */
  readonly causeCode?: string;
  readonly causeSentence?: string;
  /** Directory rows of a complete listing, for the guard's "shrunk" (R4). */
  readonly directoryRows?: number;
  readonly applied?: {
    readonly succeeded: number;
    readonly failed: number;
    readonly movedSincePreview: number;
  };
  /** The process that runs it, so that a dead one is noticed. */
  readonly pid: number;
  /** Where it was started, so that whoever waits for it knows where to look; absent in runs of earlier versions. */
  readonly door?: Door;
}

/** The two ways into Muster. */
export type Door = 'window' | 'command line';

type RunFact = 'kind' | 'status' | 'startedAtMs' | 'who' | 'pid';
/** A key given as `undefined` clears that field (a slot given back); an absent key leaves it as it is. */
export type RunChanges = Partial<Pick<Run, RunFact>> & {
  readonly [Key in Exclude<keyof Run, RunFact | 'id' | 'tenantId'>]?: Run[Key] | undefined;
};

export interface RunStore {
  /**
   * Writes the run and takes the tenant's lock in one transaction. Fails with `run-alive` while another
   * process's run of the tenant is alive, and with `run-undecided` while one is Interrupted and waits for a decision.
   */
  begin(run: Run): Result<void>;
  /** Writes a run that never began (Skipped), without a lock. */
  record(run: Run): void;
  update(id: string, changes: RunChanges): void;
  /** Says that the run lives. */
  beat(id: string, nowMs: number): void;
  /** Ends it and gives the lock back; the facts are for the trail. */
  end(id: string, changes: RunChanges, facts?: AuditFacts): void;
  /** Takes over the lock of an Interrupted run, to resume or close it; which of them is for the trail. */
  takeOver(id: string, pid: number, nowMs: number, to: 'resume' | 'close'): Result<void>;
  find(id: string): Run | undefined;
  /** Newest first. */
  list(tenantId: string, page: { readonly limit: number; readonly before?: string }): readonly Run[];
  /** The newest run that claimed a slot and did not give it back. */
  newestSlot(tenantId: string): Run | undefined;
  /** The newest run of these kinds with this status. */
  newest(tenantId: string, kinds: readonly Run['kind'][], status: RunStatus): Run | undefined;
  /**
   * Marks runs whose process is gone as Interrupted (live) or Failed (test), and returns them. `left`: the run that
   * this process holds for a tenant is dead too, since the caller knows that its thread has ended.
   */
  sweepDead(nowMs: number, left?: LeftBehind): readonly Run[];
}

/** A run whose thread ended and could not write down how, as on a full disk. */
export interface LeftBehind {
  readonly tenantId: string;
  /** Of the calling process. */
  readonly pid: number;
}

export type JournalStep = 'main' | 'manager';

/** How one sent operation ended, as it came back. */
export interface JournalAnswer {
  readonly runId: string;
  readonly seq: number;
  readonly step: JournalStep;
  readonly result: RowResult;
  /** The console's id that a create gave. */
  readonly createdId?: string;
}

/** One operation of a live run, in the order of sending. */
export interface JournalEntry {
  readonly runId: string;
  /** The report row's number. */
  readonly seq: number;
  /** A row's manager link is sent in a pass of its own (R8), so a row may stand here twice. */
  readonly step: JournalStep;
  readonly object: ReportObject;
  readonly key: string;
  readonly operation: Operation;
}

export interface JournaledEntry extends JournalEntry {
  readonly state: 'intended' | 'answered';
  readonly result?: RowResult;
  /** The console's id that a create gave. */
  readonly createdId?: string;
}

/** An entry that comes back as the very same object stays as it is. */
export interface JournalEdit {
  /** Asked first, with the stored texts: `false` spares reading the entry. */
  readonly mayConcern: (storedText: string) => boolean;
  readonly entry: (entry: JournaledEntry) => JournaledEntry | 'gone';
}

export interface JournalStore {
  /**
   * One transaction, safe on disk when it returns: answers of what came back, then intents of what is
   * sent next (R7). Either list may be empty.
   *
   * An intent that stands already (a resumed run sends it again) is left as it is; but one that was answered as not
   * reached is open from now on, since the next crash must find that it may have been sent.
   */
  write(answers: readonly JournalAnswer[], intents: readonly JournalEntry[]): void;
  /** Intended and never answered: to be settled by look-up. */
  unanswered(runId: string): readonly JournaledEntry[];
  find(runId: string, seq: number, step: JournalStep): JournaledEntry | undefined;
  /** Ids that creates of this run gave, by `${object}\n${key}`. */
  createdIds(runId: string): ReadonlyMap<string, string>;
  counts(runId: string): { readonly intended: number; readonly answered: number };
  /** Answered entries of the next `limit` rows after `afterSeq`, by seq then step: a row's entries stand together. */
  answered(runId: string, afterSeq: number, limit: number): readonly JournaledEntry[];
  /** Removes what stands there of a run that is decided (R24). */
  forget(runId: string): void;
  /** Takes entries of a decided run out or changes them, in one transaction (R24). */
  erase(runId: string, edit: JournalEdit): 'changed' | 'same';
}

/** A line of the history, with what the audit trail is told beside it. */
export type Told = HistoryEntry & { readonly facts?: AuditFacts };

export interface HistoryStore {
  append(told: Told): void;
  list(tenantId: string, page: { readonly limit: number; readonly before?: string }): readonly HistoryEntry[];
}

export interface ManagedGroup {
  readonly tenantId: string;
  readonly consoleGroupId: string;
  readonly archived: boolean;
}

export interface ManagedGroupStore {
  list(tenantId: string): readonly ManagedGroup[];
  put(group: ManagedGroup): void;
}

export interface Approval {
  readonly tenantId: string;
  readonly planHash: string;
  readonly reportId: string;
  readonly who: string;
  readonly atMs: number;
  /** True for an override of the guard; names this plan and nothing else (R4). */
  readonly overridesGuard: boolean;
}

export interface ApprovalStore {
  put(approval: Approval, told?: Told): void;
  find(tenantId: string, planHash: string): Approval | undefined;
  remove(tenantId: string, planHash: string, told?: Told): void;
}

/** How the wall clock stood at earlier starts of Muster on this computer (R24). */
export interface ClockMemory {
  read(): ClockSeen | undefined;
  write(seen: ClockSeen): void;
}
