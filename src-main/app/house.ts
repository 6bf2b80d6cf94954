import type { HistoryEntry } from '../core/audit-line.ts';
import type { TrailEnd, TrailEntry } from '../core/audit-trail.ts';
import type { ExclusionProblem } from '../core/exclusion-list.ts';
import type { Failure, Result } from '../core/failure.ts';
import type { ProfileName } from '../core/profile.ts';
import type { ReportHead, RunStatus } from '../core/report.ts';
import type { GuardLimits, ProvisioningMode, ProvisioningSettings } from '../core/settings.ts';
import type { DirectoryChoice, Tenant } from '../core/tenant.ts';
import type { TrailReport } from '../core/trail-sentences.ts';
import type { ExclusionDesk } from './exclusion-desk.ts';
import type { PersonPath } from './person-path.ts';
import type { SkipCause } from './ports/console-api.ts';
import type { Run } from './ports/main-store.ts';
import type { ReportReader, ReportStore } from './ports/report-store.ts';
import type { ConsoleLoad, RunProgress } from './run-progress.ts';

/** What making a file the exclusion list did (design §9). */
export interface AppliedExclusions {
  readonly addresses: number;
  readonly where: 'console' | 'computer';
  /** Whom the list before protected and nothing protects now; `undefined` where that list cannot be read. */
  readonly unprotected: number | undefined;
}

/**
 * What an admin can do, one method an act. Both doors, window and command line, call these and nothing
 * beneath. Built by compose.ts.
 */
export interface House {
  readonly reports: ReportStore;

  addTenant(input: NewTenant): Promise<Result<Tenant>>;
  listTenants(): readonly Tenant[];
  findTenant(nameOrId: string): Result<Tenant>;
  /** Another address of the same console, e.g. the demo console's port of this start. */
  moveTenant(
    nameOrId: string,
    where: Pick<NewTenant, 'tenantUrl' | 'consoleApiUrl'>,
  ): Promise<Result<Tenant>>;
  /** Takes a snapshot as what the last live sync left on the console (R15). */
  adoptBaseLine(tenantId: string, snapshotId: string): Result<Tenant>;
  /** Forgets the tenant's settings, history, reports, snapshots and secrets; the console is not touched. */
  removeTenant(
    nameOrId: string,
  ): Promise<Result<{ readonly tenant: Tenant; readonly reports: number; readonly runs: number }>>;
  /** "Test connection": the steps in order, each told as it ends (ux §2). */
  testTenant(
    nameOrId: string,
    signal: AbortSignal,
    onStep?: (step: ConnectionStep) => void,
  ): Promise<Result<readonly ConnectionStep[]>>;
  setSources(nameOrId: string, sources: SourceChoice): Promise<Result<Tenant>>;

  showSettings(nameOrId: string, signal: AbortSignal): Promise<Result<SettingsView>>;
  /**
   * Saves what is given and leaves the rest. Test Mode off is refused without a fresh report unless
   * `withoutFreshReport`, and while aliases are not acknowledged (R16); ADI → SCIM turns Test Mode on.
   */
  saveSettings(nameOrId: string, change: SettingsChange, signal: AbortSignal): Promise<Result<SettingsView>>;

  /** The most requests to the console at a time (R17), from 1 to what its kind of console bears. */
  limitRequests(nameOrId: string, maxConcurrency: number): Result<Tenant>;
  /** Limits of the guard (R4): those given are set, the others stay. Earlier reports are no longer fresh then. */
  setLimits(nameOrId: string, limits: Partial<GuardLimits>): Result<Tenant>;

  /** Shows the token once and, where `keep` says so, puts it into the keychain (design §5). */
  generateToken(nameOrId: string, how: TokenChoice, signal: AbortSignal): Promise<Result<GeneratedToken>>;
  revokeToken(nameOrId: string, signal: AbortSignal): Promise<Result<void>>;
  /** Puts pasted secrets into the keychain. */
  setSecrets(
    nameOrId: string,
    secrets: { readonly token?: string; readonly adminKey?: string },
  ): Promise<Result<void>>;

  /** Compares two files; no tenant, no network. */
  preview(request: PreviewRequest, hooks: RunHooks): Promise<Result<SyncOutcome>>;
  /** A sync of a tenant: test mode unless `live`. Skipped is an outcome, not a failure. */
  sync(request: SyncRequest, hooks: RunHooks): Promise<Result<SyncOutcome>>;
  /**
   * A new report of the listings behind a report, with today's exclusions, mapping and limits: no slot, no network for
   * listing, no run (design §6, §8). Its head says `reEvaluates`, its times are those of the listings, and it can be
   * approved like the first. Given a list instead of 'in force', it shows what a draft would do: that report is
   * marked `draft`, stands in no list and is never approved; it goes when the next is made.
   */
  reEvaluate(
    nameOrId: string,
    reportId: string,
    hooks: RunHooks,
    exclusions?: ExclusionsToTry,
  ): Promise<Result<SyncOutcome>>;
  /**
   * "Look again now" (ux §8): reads both sides for these people only, claims no slot and is no run. The report says
   * `lookUp`, stands in no list, is never approved, and the tenant keeps its last five.
   */
  lookUp(nameOrId: string, addresses: readonly string[], hooks: RunHooks): Promise<Result<SyncOutcome>>;
  /** Goes on with an Interrupted live run, with its slot (R7). */
  resumeRun(runId: string, hooks: RunHooks): Promise<Result<SyncOutcome>>;
  /** Closes an Interrupted run: what was proven stays, the rest is not sent. */
  closeRun(runId: string): Promise<Result<Run>>;
  /**
   * Shows what it would take to undo a live run: a test-mode run that ends with the reverse plan, made from the
   * journal against the console as it is now. It is applied like any plan, by its hash (R23).
   */
  undoRun(runId: string, hooks: RunHooks): Promise<Result<SyncOutcome>>;
  /** Runs that wait for Resume or Close. */
  interruptedRuns(tenantId: string): readonly Run[];
  listRuns(nameOrId: string, limit: number): Result<readonly Run[]>;
  listHistory(nameOrId: string, limit: number): Result<readonly HistoryEntry[]>;
  /**
   * Follows the audit trail of this installation, over all tenants, and compares it with the history and with ends of it
   * that were written down elsewhere.
   */
  checkTrail(known?: readonly TrailEnd[]): Promise<Result<TrailReport>>;
  /** Entries of the audit trail after this number, in order. */
  trailPage(afterNumber: number, limit: number): readonly TrailEntry[];
  /** When the next sync may start, as known here; `undefined` = now (design §6). */
  nextAllowedAt(tenant: Tenant): number | undefined;

  /** A report by id; the newest of all (or of a tenant) for 'latest'. */
  openReport(reportId: string, tenant?: string): Result<ReportReader>;
  /** The report of a tenant whose plan hash (or a unique prefix of 8 or more) this is. */
  approve(nameOrId: string, planHash: string): Result<void>;
  /** Why a person's row of a report has its verdict, step by step (design §1, journey 4). */
  personPath(reportId: string, seq: number, signal: AbortSignal): Promise<Result<PersonPath>>;
  /** Rows of those whom a report's listings call so by employee number, external id or alias (ux §8). */
  peopleCalled(reportId: string, name: string, signal: AbortSignal): Promise<Result<readonly number[]>>;

  checkExclusions(request: ExclusionsRequest): Promise<Result<ExclusionsCheck>>;
  /** Makes a file the exclusion list: on the console where it has the Console API, else the tenant's file. */
  applyExclusions(nameOrId: string, file: string, signal: AbortSignal): Promise<Result<AppliedExclusions>>;
  /** The list in force as CSV text: console's and file's. */
  exportExclusions(
    nameOrId: string,
    signal: AbortSignal,
  ): Promise<Result<{ readonly csv: string; readonly addresses: number }>>;

  /** The exclusions editor's documents (ux §7). */
  readonly exclusionDesk: ExclusionDesk;

  /** Erases one person from reports, listings and journals on this computer (R24); the console is not touched. */
  erasePerson(request: EraseRequest, signal: AbortSignal): Promise<Result<ErasedPerson>>;

  doctor(signal: AbortSignal): Promise<readonly DoctorLine[]>;
  close(): Promise<void>;
}

export interface NewTenant {
  /** Only the built-in demo brings its own (core/tenant.ts); everybody else gets a new one. */
  readonly id?: string;
  readonly name: string;
  readonly tenantUrl: string;
  readonly consoleApiUrl?: string;
  readonly profile: ProfileName;
  readonly token?: string;
  readonly adminKey?: string;
}

export interface SourceChoice {
  readonly directory?: DirectoryChoice;
  readonly directoryToken?: string;
  readonly consoleExportFile?: string;
  readonly exclusionsFile?: string;
}

/** The step that asks the Console API; those before it are of the SCIM token. */
export const ADMIN_KEY_STEP = 'Admin key accepted';

export interface ConnectionStep {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'not tried';
  readonly sentence: string;
  readonly failure?: Failure;
}

export interface SettingsView {
  readonly tenant: Tenant;
  readonly settings: ProvisioningSettings;
  /** `console`: the console keeps them; `computer`: a console without the Console API (design §5). */
  readonly keptOn: 'console' | 'computer';
  readonly version: string;
  readonly tenantUrl: string;
  /** Whether the console has a valid token, where it tells. */
  readonly consoleHasToken: boolean | undefined;
  readonly tokenKeptHere: boolean;
  /** The token comes from MUSTER_TOKEN or standard input; whether one is kept was not asked. */
  readonly tokenGivenForThisRun: boolean;
  readonly changedBy?: string;
  readonly changedAtMs?: number;
}

export interface SettingsChange {
  readonly provisioningEnabled?: boolean;
  readonly mode?: ProvisioningMode;
  readonly testMode?: boolean;
  readonly acknowledgeAliases?: string;
  /** Turn Test Mode off although no fresh report tells what the next sync would do (`--yes`). */
  readonly withoutFreshReport?: boolean;
  /** The version that the change was made upon; where the settings have another by now, that is a `conflict`. */
  readonly version?: string;
}

export interface TokenChoice {
  /** `generate` refuses where a token exists; `regenerate` where none does. */
  readonly act: 'generate' | 'regenerate';
  readonly keep: 'keychain' | 'show-only';
}

export interface GeneratedToken {
  readonly token: string;
  readonly tenantUrl: string;
  readonly kept: boolean;
}

export interface PreviewRequest {
  readonly directoryFile: string;
  readonly consoleFile: string;
  readonly exclusionsFile?: string;
  /** A console profile's name: whose attributes and forms are compared. */
  readonly mapping: ProfileName;
}

export interface SyncRequest {
  readonly tenant: string;
  readonly live: boolean;
  /** Apply exactly this approved plan (R3). A full hash or a unique prefix. */
  readonly planHash?: string;
  /** One-off: only these people. */
  readonly only?: readonly string[];
  /** One-off: the people whose archive was asked for by name (design §6). */
  readonly archiveByName?: readonly string[];
  /** Allows this one plan past the guard (R4). */
  readonly overrideGuard?: string;
  /**
   * Live: what a plan that nobody approved is worth (R3). The window lets it wait for approval.
   * @default 'is-ordered'
   */
  readonly unapproved?: 'is-ordered' | 'waits';
}

/** The exclusions that a report is evaluated with: those in force, or a draft that is not saved yet. */
export type ExclusionsToTry = 'in force' | readonly { readonly address: string; readonly managed: boolean }[];

export interface RunHooks {
  readonly onProgress: (progress: RunProgress) => void;
  readonly signal: AbortSignal;
}

export interface SyncOutcome {
  readonly status: RunStatus;
  readonly runId: string | undefined;
  /** `undefined` where nothing was listed (Skipped before it began). */
  readonly report: ReportHead | undefined;
  readonly skip?: { readonly cause: SkipCause; readonly sentence: string };
  readonly nextAllowedAtMs: number | undefined;
  /** Set for Failed, Halted, Interrupted, Cancelled: what stopped it. */
  readonly failure?: Failure;
  /** Live on a console that only receives: applied, not confirmed (R21). */
  readonly received: boolean;
  /** How the console bore the requests; absent where it was not asked (R17). */
  readonly load?: ConsoleLoad;
}

export interface ExclusionsRequest {
  readonly file: string;
  /** With a tenant, people are looked up in its last snapshots. */
  readonly tenant?: string;
}

export interface ExclusionsCheck {
  readonly file: string;
  readonly entries: number;
  readonly protects: number;
  readonly problems: readonly ExclusionProblem[];
  /** Whether people could be looked up at all. */
  readonly lookedUpIn: string | undefined;
}

export interface EraseRequest {
  /** An address of the person, past or present. */
  readonly address: string;
  /** Of this tenant only; else of all, and of comparisons of files. */
  readonly tenant?: string;
}

/** In how many of each the person was found. */
export interface ErasedPerson {
  readonly reports: number;
  readonly listings: number;
  /** Runs whose journal named the person. */
  readonly journals: number;
  /** Listings of a sync that did not end well within the last day: not searched, removed a day after they were made. */
  readonly unfinishedListings: number;
  /** Report files that are damaged or of a newer Muster, so that nobody can say whom they name. */
  readonly unreadableReports: readonly string[];
}

export interface DoctorLine {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly sentence: string;
  readonly next?: string;
}
