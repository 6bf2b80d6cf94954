import type { Failure, Result } from '../core/failure.ts';
import type { ProfileName } from '../core/profile.ts';
import type { ReadyList } from '../core/ready-list.ts';
import type { ReportHead } from '../core/report.ts';
import type { GuardLimits } from '../core/settings.ts';
import type { AccentName, DirectoryChoice, Tenant } from '../core/tenant.ts';
import type { HistoryPage, HistoryRequest } from './history-page.ts';
import type { ConnectionStep, House, NewTenant } from './house.ts';
import type { InterruptedRun } from './interrupted-runs.ts';
import type { ConsoleSync } from './ports/console-api.ts';
import type { GuessedColumns } from './ports/guessed-columns.ts';
import type { SecretName } from './ports/secret-store.ts';
import type { RemovableSource } from './remove-source.ts';
import type { ReportDesk, ReviewedCount } from './report-desk.ts';
import type { DirectoryHits } from './search-directory.ts';
import type { TrailPiece } from './trail-export.ts';

/** What the window can do beyond the command line, one method an act. Built by compose/open-house.ts. */
export interface WindowHouse extends House {
  readonly secretDrafts: SecretDrafts;
  /** Everything the report's screen and the people's search ask (ux §5, §8). */
  readonly reportDesk: ReportDesk;

  /**
   * Serves the built-in demo console until `close`, on a thread of its own, and tells where it answers to the demo
   * tenant, which is added at the first start. Its secrets are made anew at each start, live in memory only and
   * count for the demo tenant only. Called again while it is served, it answers with the tenant at once.
   */
  startDemo(): Promise<Result<Tenant>>;

  /** `addTenant` with secrets that were put under a draft id; they go into the keychain, and the draft is forgotten. */
  addTenantWithDraft(input: NewTenant, draftId: string): Promise<Result<Tenant>>;
  /** Changes what is given and leaves the rest; each changed field is one line of the history, old → new. */
  changeTenant(nameOrId: string, change: TenantChange): Promise<Result<Tenant, TenantChangeFailure>>;

  /** Takes a source away from a tenant; its file stays where it is, and the history tells. */
  removeSource(nameOrId: string, source: RemovableSource): Promise<Result<Tenant>>;

  /**
   * "Test connection" before the tenant is saved (ux §2): each step is told as it ends; later steps of a failed
   * one come as "not tried". Reads only.
   */
  connectTrial(input: TrialInput, hooks: TrialHooks): Promise<Result<readonly ConnectionStep[]>>;
  /** Reads only the head of a CSV: what its columns mean and its first five people (ux §2, step 2). */
  guessColumns(file: string, signal: AbortSignal): Promise<Result<GuessedColumns>>;
  /** People of a directory that no tenant has yet; a SCIM directory is read with the draft's token (ux §2). */
  searchDirectory(input: DirectorySearch, signal: AbortSignal): Promise<Result<DirectoryHits>>;

  /** Runs and acts merged, newest first (ux §9). */
  history(request: HistoryRequest): Result<HistoryPage>;
  /** The approval of a plan, as the tenant's lifetime for approvals has it now; `undefined` = none. */
  approvalOf(nameOrId: string, planHash: string): Result<PlanApproval | undefined>;
  /**
   * Approves exactly what a look-up showed, for a one-off sync of its people (ux §8, U3). It counts for no full sync,
   * also where that one's plan is the same.
   */
  approveOneOff(reportId: string, planHash: string): Result<void>;
  /** Live runs that wait for Resume or Close, with what of them is proven (ux §11, `interrupted`). */
  interruptedInNumbers(tenantId: string): readonly InterruptedRun[];
  /** The whole history under a filter as CSV text. */
  historyAsCsv(
    request: Omit<HistoryRequest, 'limit' | 'before'>,
  ): Result<{ readonly csv: string; readonly rows: number }>;
  /** The audit trail as CSV, a page at a time. */
  trailAsCsv(): Iterable<TrailPiece>;
  /** The console's own list of syncs, whoever began them; `undefined` where it cannot be asked (ux §9). */
  consoleSyncs(nameOrId: string, signal: AbortSignal): Promise<Result<readonly ConsoleSync[] | undefined>>;
  /** The report by which turning Test Mode off is judged, and whether it is fresh (design §5, §6). */
  lastFullReport(nameOrId: string): Result<LastFullReport | undefined>;
  /** Writes the aliases that a report says will vanish as a CSV, exactly the list that is acknowledged (R16). */
  saveAliasList(reportId: string, file: string): Promise<Result<{ readonly aliases: number }>>;
  /** Takes back an approval, and an override of the guard with it. */
  revokeApproval(nameOrId: string, planHash: string): Result<void>;
  /** What is in the way of applying a report's plan (ux §5). Asks the console for its settings. */
  readyList(reportId: string, input: ReadyInput, signal: AbortSignal): Promise<Result<ReadyList>>;
  /**
   * Allows this one plan past the guard (R4; ux §11, `guard.override`): the number that the guard names first is typed
   * and a reason is given; both go into the history with who and when. It approves the plan too. A live sync of the
   * window that is ordered by this plan hash then passes the guard; it needs no `overrideGuard` of its own.
   */
  overrideGuard(reportId: string, typedCount: number, reason: string): Result<void>;
}

/**
 * Secrets that were typed into the token window before their tenant exists. They stay in this process's memory, so
 * that the renderer never holds one (R18); the renderer knows only the draft's id.
 */
export interface SecretDrafts {
  put(draftId: string, name: SecretName, secret: string): void;
  /** Which secrets a draft holds, never their values. */
  holds(draftId: string): readonly SecretName[];
  forget(draftId: string): void;
  /** Puts a draft's secrets into the keychain for a tenant, and forgets the draft where that worked. */
  adopt(draftId: string, nameOrId: string): Promise<Result<void>>;
}

/** The newest complete report of a full sync. */
export interface LastFullReport {
  readonly head: ReportHead;
  /** Less than 24 hours old and made under the settings of now. */
  readonly isFresh: boolean;
}

/** An absent field stays as it is; `null` removes an optional one. Shares are 0…1, counts whole. */
export interface TenantChange {
  readonly name?: string;
  readonly tenantUrl?: string;
  readonly consoleApiUrl?: string | null;
  readonly profile?: ProfileName;
  readonly accent?: AccentName | null;
  readonly guardLimits?: Partial<GuardLimits>;
  readonly reportsKeptDays?: number;
  readonly approvalLifetimeMs?: number;
  /** Most requests to the console at a time (R17); 1 to what its kind of console bears. */
  readonly maxConcurrency?: number;
  /** Names of foreign groups that this tenant takes over (R19). */
  readonly groupsTakenOver?: readonly string[];
  /** The source of external ids changed (R9). */
  readonly idSourceChanged?: boolean;
  /** The console's own Test Mode, which Muster cannot read: "as told by you on …" (design §5). */
  readonly consoleTestMode?: { readonly on: boolean };
}

export interface TenantChangeFailure extends Failure {
  /** The field that was refused, e.g. `name` or `guardLimits.archivedShare`; nothing was saved. */
  readonly field?: keyof TenantChange | `guardLimits.${keyof GuardLimits}`;
}

export interface DirectorySearch {
  readonly directory: DirectoryChoice;
  readonly draftId: string;
  /** In name or address; '' = the first people. */
  readonly text: string;
  readonly limit: number;
}

export interface TrialInput {
  readonly name: string;
  readonly tenantUrl: string;
  readonly consoleApiUrl?: string;
  readonly profile: ProfileName;
  /** Where the token window put the token. */
  readonly draftId: string;
}

export interface TrialHooks {
  readonly signal: AbortSignal;
  readonly onStep: (step: ConnectionStep) => void;
}

export interface PlanApproval {
  readonly planHash: string;
  readonly who: string;
  readonly atMs: number;
  readonly lapsesAtMs: number;
  readonly lapsed: boolean;
  readonly overridesGuard: boolean;
}

export interface ReadyInput {
  /** Rows with a heavy warning, and how many of them are marked as reviewed (report desk, `heavyReviewed`). */
  readonly heavy: ReviewedCount;
}
