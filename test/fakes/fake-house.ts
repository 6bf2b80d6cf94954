import type { ExclusionDesk } from '../../src-main/app/exclusion-desk.ts';
import type {
  ConnectionStep,
  DoctorLine,
  ErasedPerson,
  EraseRequest,
  ExclusionsCheck,
  ExclusionsRequest,
  GeneratedToken,
  House,
  NewTenant,
  PreviewRequest,
  RunHooks,
  SettingsChange,
  SettingsView,
  SourceChoice,
  SyncOutcome,
  SyncRequest,
  TokenChoice,
} from '../../src-main/app/house.ts';
import type { PersonPath } from '../../src-main/app/person-path.ts';
import type { Run } from '../../src-main/app/ports/main-store.ts';
import type { ReportReader } from '../../src-main/app/ports/report-store.ts';
import type { HistoryEntry } from '../../src-main/core/audit-line.ts';
import type { TrailEntry } from '../../src-main/core/audit-trail.ts';
import { type Failure, type FailureCode, fail, type Result, succeed } from '../../src-main/core/failure.ts';
import type { PathStep } from '../../src-main/core/path-step.ts';
import { DEFAULT_GUARD_LIMITS, DEFAULT_SETTINGS, type GuardLimits } from '../../src-main/core/settings.ts';
import {
  APPROVAL_LIFETIME_MS,
  REPORTS_KEPT_DAYS,
  SYNC_LIMIT_MS,
  type Tenant,
} from '../../src-main/core/tenant.ts';
import type { TrailReport } from '../../src-main/core/trail-sentences.ts';
import { exampleHead, exampleReadAtMs } from './example-report.ts';
import { type FakeReport, FakeReports } from './fake-reports.ts';

/**
 * A house with a memory instead of a database and a console: tenants, settings, secrets and the sync limit
 * behave as the real ones; what a sync finds is given by the test.
 */
export class FakeHouse implements House {
  readonly reports = new FakeReports();
  readonly secrets = new Map<string, { token?: string; adminKey?: string }>();
  readonly runs: Run[] = [];
  readonly asked: { readonly act: string; readonly request: unknown }[] = [];
  isClosed = false;
  /** What the next sync or preview finds. */
  finds: FakeReport = { head: exampleHead(), rows: [] };
  /** How the next sync ends, where not Completed or Skipped by the limit. */
  ends: Partial<SyncOutcome> = {};
  /** Any act fails with this, where set. */
  failsWith: Failure | undefined;
  keychainWorks = true;
  /** Where the next person who is to be erased is found. */
  erased: ErasedPerson = {
    reports: 0,
    listings: 0,
    journals: 0,
    unfinishedListings: 0,
    unreadableReports: [],
  };
  nowMs = exampleReadAtMs;
  doctorLines: readonly DoctorLine[] = [{ what: 'Keychain', state: 'ok', sentence: 'The keychain answers.' }];
  connection: readonly ConnectionStep[] = [
    { name: 'Token accepted', state: 'passed', sentence: 'The console took the token.' },
  ];
  exclusions: Omit<ExclusionsCheck, 'file' | 'lookedUpIn'> = { entries: 2, protects: 2, problems: [] };
  unprotected = 0;
  /** Called inside each run, so that a test may report progress or wait for a signal. */
  during: (hooks: RunHooks) => Promise<void> = async () => undefined;
  readonly #tenants: Tenant[] = [];
  #lastSyncMs: number | undefined;

  async addTenant(input: NewTenant): Promise<Result<Tenant>> {
    if (this.failsWith) return fail(this.failsWith);
    if (this.#tenants.some(({ name }) => name === input.name)) {
      return failure('bad-input', `There is a tenant ${input.name} already.`);
    }
    const tenant: Tenant = {
      id: input.id ?? `tenant-${this.#tenants.length + 1}`,
      name: input.name,
      tenantUrl: input.tenantUrl,
      ...(input.consoleApiUrl === undefined ? {} : { consoleApiUrl: input.consoleApiUrl }),
      profile: input.profile,
      localSettings: DEFAULT_SETTINGS,
      guardLimits: DEFAULT_GUARD_LIMITS,
      syncLimitMs: SYNC_LIMIT_MS,
      approvalLifetimeMs: APPROVAL_LIFETIME_MS,
      maxConcurrency: 16,
      reportsKeptDays: REPORTS_KEPT_DAYS,
      idSourceChanged: false,
      groupsTakenOver: [],
      firstLiveDone: false,
      addedAtMs: this.nowMs,
    };
    this.#tenants.push(tenant);
    await this.setSecrets(tenant.id, input);
    return succeed(tenant);
  }

  listTenants(): readonly Tenant[] {
    return this.#tenants;
  }

  findTenant(nameOrId: string): Result<Tenant> {
    const found = this.#tenants.find(
      ({ id, name }) => id === nameOrId || name.toLowerCase() === nameOrId.toLowerCase(),
    );
    return found ? succeed(found) : failure('not-found', `There is no tenant ${nameOrId}.`);
  }

  async moveTenant(nameOrId: string, where: Pick<NewTenant, 'tenantUrl' | 'consoleApiUrl'>) {
    return this.#change(nameOrId, where);
  }

  adoptBaseLine(tenantId: string, syncedSnapshotId: string): Result<Tenant> {
    return this.#change(tenantId, { syncedSnapshotId });
  }

  async removeTenant(nameOrId: string) {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    const reports = this.reports.list(tenant.value.id).length;
    this.reports.removeOfTenant(tenant.value.id);
    this.#tenants.splice(this.#tenants.indexOf(tenant.value), 1);
    return succeed({ tenant: tenant.value, reports, runs: this.runs.length });
  }

  async testTenant(nameOrId: string) {
    const tenant = this.findTenant(nameOrId);
    return tenant.ok ? succeed(this.connection) : tenant;
  }

  async setSources(nameOrId: string, { directory, consoleExportFile, exclusionsFile }: SourceChoice) {
    return this.#change(nameOrId, {
      ...(directory ? { directory } : {}),
      ...(consoleExportFile === undefined ? {} : { consoleExportFile }),
      ...(exclusionsFile === undefined ? {} : { exclusionsFile }),
    });
  }

  async showSettings(nameOrId: string): Promise<Result<SettingsView>> {
    if (this.failsWith) return fail(this.failsWith);
    const found = this.findTenant(nameOrId);
    if (!found.ok) return found;
    const tenant = found.value;
    return succeed({
      tenant,
      settings: tenant.localSettings,
      keptOn: tenant.consoleApiUrl === undefined ? 'computer' : 'console',
      version: '1',
      tenantUrl: tenant.tenantUrl,
      consoleHasToken: undefined,
      tokenKeptHere: this.secrets.get(tenant.id)?.token !== undefined,
      tokenGivenForThisRun: false,
    });
  }

  limitRequests(nameOrId: string, maxConcurrency: number): Result<Tenant> {
    const found = this.findTenant(nameOrId);
    if (!found.ok) return found;
    if (maxConcurrency > 16)
      return failure('bad-input', 'This kind of console gets 1 to 16 requests at a time.');
    return this.#change(nameOrId, { maxConcurrency });
  }

  setLimits(nameOrId: string, limits: Partial<GuardLimits>): Result<Tenant> {
    const found = this.findTenant(nameOrId);
    if (!found.ok) return found;
    return this.#change(nameOrId, { guardLimits: { ...found.value.guardLimits, ...limits } });
  }

  async saveSettings(nameOrId: string, change: SettingsChange): Promise<Result<SettingsView>> {
    const found = this.findTenant(nameOrId);
    if (!found.ok) return found;
    const fresh = this.reports.list(found.value.id).length > 0;
    if (change.testMode === false && !fresh && !change.withoutFreshReport) {
      return failure('settings-refused', 'There is no report from the last 24 hours. Test Mode stays on.');
    }
    const { provisioningEnabled, mode, testMode } = change;
    const settings = {
      ...found.value.localSettings,
      ...(provisioningEnabled === undefined ? {} : { provisioningEnabled }),
      ...(mode === undefined ? {} : { mode }),
      ...(testMode === undefined ? {} : { testMode }),
      ...(change.acknowledgeAliases === undefined ? {} : { acknowledgedAliases: change.acknowledgeAliases }),
    };
    this.#change(nameOrId, { localSettings: settings });
    return this.showSettings(nameOrId);
  }

  async generateToken(nameOrId: string, how: TokenChoice): Promise<Result<GeneratedToken>> {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    const { id, tenantUrl } = tenant.value;
    const has = this.secrets.get(id)?.token !== undefined;
    if (how.act === 'generate' && has) return failure('settings-refused', 'There is a token already.');
    const token = `new-token-${this.secrets.size}`;
    const kept = how.keep === 'keychain' && this.keychainWorks;
    if (kept) this.secrets.set(id, { token });
    return succeed({ token, tenantUrl, kept });
  }

  async revokeToken(nameOrId: string): Promise<Result<void>> {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    this.secrets.delete(tenant.value.id);
    return succeed(undefined);
  }

  async setSecrets(
    nameOrId: string,
    { token, adminKey }: { readonly token?: string; readonly adminKey?: string },
  ): Promise<Result<void>> {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    this.secrets.set(tenant.value.id, {
      ...(token === undefined ? {} : { token }),
      ...(adminKey === undefined ? {} : { adminKey }),
    });
    return succeed(undefined);
  }

  async preview(request: PreviewRequest, hooks: RunHooks): Promise<Result<SyncOutcome>> {
    this.asked.push({ act: 'preview', request });
    return this.#run(hooks);
  }

  async sync(request: SyncRequest, hooks: RunHooks): Promise<Result<SyncOutcome>> {
    this.asked.push({ act: 'sync', request });
    const tenant = this.findTenant(request.tenant);
    if (!tenant.ok) return tenant;
    if (request.live && tenant.value.localSettings.testMode) {
      return failure('settings-refused', 'Test Mode is on, so nothing was changed.');
    }
    const nextAllowedAtMs = this.nextAllowedAt(tenant.value);
    if (nextAllowedAtMs !== undefined) {
      return succeed({
        status: 'Skipped',
        runId: 'run-skipped',
        report: undefined,
        skip: { cause: 'limit', sentence: 'Skipped. Another sync was less than 15 minutes old.' },
        nextAllowedAtMs,
        received: false,
      });
    }
    this.#lastSyncMs = this.nowMs;
    return this.#run(hooks);
  }

  async reEvaluate(nameOrId: string, reportId: string, hooks: RunHooks): Promise<Result<SyncOutcome>> {
    this.asked.push({ act: 're-evaluate', request: { nameOrId, reportId } });
    return this.#run(hooks);
  }

  async lookUp(
    nameOrId: string,
    addresses: readonly string[],
    hooks: RunHooks,
  ): Promise<Result<SyncOutcome>> {
    this.asked.push({ act: 'look-up', request: { nameOrId, addresses } });
    return this.#run(hooks);
  }

  get exclusionDesk(): ExclusionDesk {
    throw new Error('the command line edits no exclusions in place');
  }

  async resumeRun(runId: string, hooks: RunHooks): Promise<Result<SyncOutcome>> {
    if (!this.interruptedRuns('').some(({ id }) => id === runId)) {
      return failure('not-found', `No run ${runId} waits to be resumed.`);
    }
    return this.#run(hooks);
  }

  async undoRun(runId: string, hooks: RunHooks): Promise<Result<SyncOutcome>> {
    this.asked.push({ act: 'undo', request: runId });
    if (!this.runs.some(({ id }) => id === runId)) return failure('not-found', `There is no run ${runId}.`);
    return this.#run(hooks);
  }

  async closeRun(runId: string): Promise<Result<Run>> {
    const run = this.interruptedRuns('').find(({ id }) => id === runId);
    return run ? succeed(run) : failure('not-found', `No run ${runId} waits to be closed.`);
  }

  interruptedRuns(_tenantId: string): readonly Run[] {
    return this.runs.filter(({ status }) => status === 'Interrupted');
  }

  listRuns(nameOrId: string, limit: number): Result<readonly Run[]> {
    const tenant = this.findTenant(nameOrId);
    return tenant.ok ? succeed(this.runs.slice(0, limit)) : tenant;
  }

  listHistory(nameOrId: string, limit: number): Result<readonly HistoryEntry[]> {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    const entry = { id: '1', atMs: tenant.value.addedAtMs, tenantId: tenant.value.id, who: 'kim' };
    return succeed([{ ...entry, what: 'tenant-added', sentence: 'Tenant added.' }].slice(0, limit));
  }

  /** How the audit trail stands. */
  trail: TrailReport = {
    entries: 3,
    sinceMs: exampleReadAtMs,
    last: { number: 3, hash: 'c'.repeat(64) },
    remembered: 'kept',
    linesBefore: 0,
    endLostAt: undefined,
    fault: undefined,
  };

  async checkTrail(): Promise<Result<TrailReport>> {
    return succeed(this.trail);
  }

  trailPage(): readonly TrailEntry[] {
    return [];
  }

  nextAllowedAt(tenant: Tenant): number | undefined {
    if (this.#lastSyncMs === undefined) return undefined;
    const next = this.#lastSyncMs + tenant.syncLimitMs;
    return next > this.nowMs ? next : undefined;
  }

  openReport(reportId: string, tenant?: string): Result<ReportReader> {
    if (reportId !== 'latest') return this.reports.open(reportId);
    const found = tenant === undefined ? undefined : this.findTenant(tenant);
    if (found && !found.ok) return found;
    const [head] = this.reports.list(found?.value.id);
    return head ? this.reports.open(head.reportId) : failure('not-found', 'There is no report yet.');
  }

  /** Steps that tests put for a row; a real path is made from listings, which are none here. */
  readonly paths = new Map<number, readonly PathStep[]>();

  async personPath(reportId: string, seq: number): Promise<Result<PersonPath>> {
    return succeed({ reportId, seq, steps: this.paths.get(seq) ?? [], listings: 'gone' });
  }

  /** Rows by a number or alias that only the listings have. */
  readonly called = new Map<string, readonly number[]>();

  async peopleCalled(_reportId: string, name: string): Promise<Result<readonly number[]>> {
    return succeed(this.called.get(name) ?? []);
  }

  approve(_nameOrId: string, _planHash: string): Result<void> {
    return succeed(undefined);
  }

  async checkExclusions({ file, tenant }: ExclusionsRequest): Promise<Result<ExclusionsCheck>> {
    if (this.failsWith) return fail(this.failsWith);
    return succeed({ ...this.exclusions, file, lookedUpIn: tenant });
  }

  async applyExclusions(nameOrId: string) {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    const where = tenant.value.consoleApiUrl === undefined ? ('computer' as const) : ('console' as const);
    return succeed({ addresses: this.exclusions.protects, where, unprotected: this.unprotected });
  }

  async exportExclusions(nameOrId: string) {
    const tenant = this.findTenant(nameOrId);
    if (!tenant.ok) return tenant;
    return succeed({ csv: 'Email,Provisioning Managed\r\nana@a.example,false\r\n', addresses: 1 });
  }

  async erasePerson(request: EraseRequest): Promise<Result<ErasedPerson>> {
    this.asked.push({ act: 'erase', request });
    if (this.failsWith) return fail(this.failsWith);
    const tenant = request.tenant === undefined ? undefined : this.findTenant(request.tenant);
    return tenant && !tenant.ok ? tenant : succeed(this.erased);
  }

  async doctor() {
    return this.doctorLines;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  async #run(hooks: RunHooks): Promise<Result<SyncOutcome>> {
    if (this.failsWith) return fail(this.failsWith);
    await this.during(hooks);
    const { head: found, rows } = this.finds;
    const head = { ...found, status: hooks.signal.aborted ? ('Cancelled' as const) : found.status };
    this.reports.put({ head, rows });
    return succeed({
      status: head.status,
      runId: 'run-1',
      report: head,
      nextAllowedAtMs: head.nextAllowedAtMs ?? undefined,
      received: false,
      ...this.ends,
    });
  }

  #change(nameOrId: string, changes: Partial<Tenant>): Result<Tenant> {
    const found = this.findTenant(nameOrId);
    if (!found.ok) return found;
    const changed = { ...found.value, ...changes };
    this.#tenants[this.#tenants.indexOf(found.value)] = changed;
    return succeed(changed);
  }
}

function failure(code: FailureCode, sentence: string) {
  return fail({ code, sentence, next: 'Do something about it.' });
}
