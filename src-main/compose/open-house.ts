import { isDeepStrictEqual } from 'node:util';
import { timeSortedIds } from '../adapters/clock/ids.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { readExclusions } from '../adapters/csv-files/read-exclusions.ts';
import { exclusionsAsCsv } from '../adapters/csv-files/write-exclusions.ts';
import { openKeychain } from '../adapters/keychain/keychain.ts';
import { withSecretsOfThisRun } from '../adapters/keychain/secrets-from-environment.ts';
import { lendingSecrets } from '../adapters/keychain/secrets-lent-to-tenants.ts';
import { checkOutwardUrl } from '../adapters/network/outward-url.ts';
import { openMainStore } from '../adapters/store/open-main-store.ts';
import { failureOf } from '../adapters/store/store-error.ts';
import { systemUser } from '../adapters/store/system-user.ts';
import { addTenant, changeTenant, keepSecrets, moveTenant } from '../app/add-tenant.ts';
import { changeTenantFields } from '../app/change-tenant.ts';
import { checkExclusions } from '../app/check-exclusions.ts';
import type { House, RunHooks } from '../app/house.ts';
import { nextAllowedAt } from '../app/next-allowed.ts';
import { approvePlan } from '../app/plan-approvals.ts';
import type { Door } from '../app/ports/main-store.ts';
import { removeTenant } from '../app/remove-tenant.ts';
import { revokeToken, rotateToken } from '../app/rotate-token.ts';
import { saveSettings, showSettings } from '../app/save-settings.ts';
import { noteHistory, type TenantParts, tenantOf, toldOf } from '../app/tenant-parts.ts';
import type { WindowHouse } from '../app/window-house.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { speakNumbersOf } from '../core/number-words.ts';
import type { Tenant } from '../core/tenant.ts';
import { tenantFacts } from '../core/tenant-facts.ts';
import { checkTrailOnThread, eraseOnThread, forgetTenantOnThread } from '../engine/keep-handle.ts';
import { reportDeskOnThread } from '../engine/report-reader-handle.ts';
import { applyExclusionFile, exclusionsInForce } from './apply-exclusions.ts';
import { checkSources } from './check-sources.ts';
import { consoleApiOf } from './console-link.ts';
import { examine } from './doctor.ts';
import { openExclusionDesk } from './exclusion-desk.ts';
import { makeHome } from './home.ts';
import { testTenant } from './probe-connection.ts';
import { openReports } from './run-parts.ts';
import { runsOnThreads } from './runs-on-threads.ts';
import { networkFor, openSnapshots } from './sources.ts';
import { forgetAside, sweepUnfinished } from './sweep-old-data.ts';
import { withWindowActs } from './window-acts.ts';

export interface HouseOptions {
  /** The data folder (MUSTER_HOME). */
  readonly home: string;
  /** Secrets for this run only; they win over the keychain and are never written (design §14). */
  readonly token?: string;
  readonly adminKey?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Who opens it, for whoever waits for its runs. @default 'command line' */
  readonly door?: Door;
  /** Whose numbers and times the sentences have; absent = those of English, as on the command line (ux §14). */
  readonly locale?: string;
}

const CONNECTIONS = 4;

/** Builds the house: where adapters meet use cases. Fails where this computer cannot keep Muster's data. */
export async function openHouse(options: HouseOptions): Promise<Result<WindowHouse>> {
  const { home, env, locale } = options;
  if (locale !== undefined) speakNumbersOf(locale);
  try {
    const folders = makeHome(home);
    if (!folders.ok) return folders;
    const store = openMainStore({ file: folders.value.database, clock: systemClock });
    if (!store.ok) return store;
    const logLevel = env.MUSTER_LOG_LEVEL ?? 'info';
    const reports = openReports(home, logLevel);
    sweepUnfinished(home, { store: store.value, reports });
    return succeed(houseOf({ ...options, logLevel }, { store: store.value, reports }));
  } catch (error) {
    return fail(failureOf(error));
  }
}

function houseOf(
  options: HouseOptions & { readonly logLevel: string },
  opened: Pick<TenantParts, 'store' | 'reports'>,
): WindowHouse {
  const { home, env } = options;
  const { store, reports } = opened;
  const network = networkFor(CONNECTIONS, env);
  const secrets = lendingSecrets(
    withSecretsOfThisRun(
      {
        ...(options.token === undefined ? {} : { 'scim-token': options.token }),
        ...(options.adminKey === undefined ? {} : { 'admin-key': options.adminKey }),
      },
      openKeychain(),
    ),
  );
  const parts = {
    store,
    reports,
    secrets,
    snapshots: openSnapshots(home),
    clock: systemClock,
    ids: timeSortedIds(systemClock),
    who: systemUser(),
    connectApi: async (tenant: Tenant) => {
      if (tenant.consoleApiUrl === undefined) return succeed(undefined);
      const adminKey = await secrets.read(tenant.id, 'admin-key');
      if (!adminKey.ok) return adminKey;
      return consoleApiOf(tenant, { adminKey: adminKey.value }, network);
    },
  };
  const { locale } = options;
  const setting = {
    home,
    who: parts.who,
    logLevel: options.logLevel,
    ...(locale === undefined ? {} : { locale }),
  };
  const reportDesk = reportDeskOnThread(setting);
  const exclusions = openExclusionDesk(setting, parts);
  const swept = forgetAside(setting, store);
  const { run, ended } = runsOnThreads({
    home,
    env,
    logLevel: options.logLevel,
    door: options.door ?? 'command line',
    parts,
  });

  const runOnRun = async (kind: 'resume' | 'undo', runId: string, hooks: RunHooks) => {
    const tenant = tenantOfRun(runId, store);
    return tenant.ok ? run({ kind, tenantId: tenant.value.id, runId }, tenant.value, hooks) : tenant;
  };

  const house: House = {
    reports,
    exclusionDesk: exclusions.desk,
    addTenant: (input) => addTenant(input, checkOutwardUrl, parts),
    listTenants: () => store.tenants.list(),
    findTenant: (nameOrId) => tenantOf(nameOrId, store),
    moveTenant: async (nameOrId, where) => moveTenant(nameOrId, where, checkOutwardUrl, parts),
    adoptBaseLine: (tenantId, syncedSnapshotId) => changeTenant(tenantId, { syncedSnapshotId }, parts),
    removeTenant: (nameOrId) =>
      removeTenant(nameOrId, parts, async (tenantId) => {
        // Windows removes no file that is open.
        const released = await reportDesk.release();
        await exclusions.forget(tenantId);
        return released.ok ? forgetTenantOnThread(setting, tenantId) : released;
      }),
    async testTenant(nameOrId, signal, onStep) {
      const found = tenantOf(nameOrId, store);
      return found.ok ? testTenant(found.value, secrets, network, signal, onStep) : found;
    },
    async setSources(nameOrId, sources) {
      const found = tenantOf(nameOrId, store);
      if (!found.ok) return found;
      if (sources.directory?.kind === 'scim') {
        const url = checkOutwardUrl(sources.directory.url, 'directory address');
        if (!url.ok) return url;
      }
      const checked = await checkSources(sources, new AbortController().signal);
      if (!checked.ok) return checked;
      if (sources.directoryToken !== undefined) {
        const kept = await secrets.write(found.value.id, 'directory-token', sources.directoryToken);
        if (!kept.ok) return kept;
        const sentence = 'The token of the directory was given to this computer.';
        noteHistory(parts, found.value.id, 'directory-token-set', sentence);
      }
      const { directoryToken: _kept, ...choice } = sources;
      const before = found.value;
      // Set again to what they are already, they leave the reports fresh.
      if (isDeepStrictEqual({ ...before, ...choice }, before)) return succeed(before);
      const facts = tenantFacts(before, { ...before, ...choice });
      const told = toldOf(parts, before.id, 'sources-set', 'The sources of this tenant were set.', { facts });
      return changeTenant(before.id, choice, parts, [told]);
    },
    showSettings: (nameOrId, signal) => showSettings(nameOrId, parts, signal),
    saveSettings: (nameOrId, change, signal) => saveSettings(nameOrId, change, parts, signal),
    limitRequests: (nameOrId, maxConcurrency) =>
      changeTenantFields(nameOrId, { maxConcurrency }, checkOutwardUrl, parts),
    setLimits: (nameOrId, guardLimits) =>
      changeTenantFields(nameOrId, { guardLimits }, checkOutwardUrl, parts),
    generateToken: (nameOrId, how, signal) => rotateToken(nameOrId, how, parts, signal),
    revokeToken: (nameOrId, signal) => revokeToken(nameOrId, parts, signal),
    async setSecrets(nameOrId, given) {
      const found = tenantOf(nameOrId, store);
      if (!found.ok) return found;
      const kept = await keepSecrets(found.value.id, given, parts);
      if (kept.ok)
        noteHistory(parts, found.value.id, 'secrets-set', 'A token or key was given to this computer.');
      return kept;
    },
    preview: (request, hooks) => run({ kind: 'preview', request }, undefined, hooks),
    async sync(request, hooks) {
      const found = tenantOf(request.tenant, store);
      if (!found.ok) return found;
      const tenant = found.value;
      const oneOff =
        request.only === undefined || request.only.length === 0
          ? undefined
          : { only: request.only, archiveByName: request.archiveByName ?? [] };
      if (!request.live) return run({ kind: 'test', tenantId: tenant.id, oneOff }, tenant, hooks);
      const { planHash, overrideGuard, unapproved = 'is-ordered' } = request;
      const order = { planHash, overrideGuard, oneOff, unapproved };
      return run({ kind: 'live', tenantId: tenant.id, order }, tenant, hooks);
    },
    async reEvaluate(nameOrId, reportId, hooks, exclusions = 'in force') {
      const found = tenantOf(nameOrId, store);
      if (!found.ok) return found;
      const evaluation = { reportId, exclusions };
      return run({ kind: 're-evaluate', tenantId: found.value.id, evaluation }, found.value, hooks);
    },
    async lookUp(nameOrId, addresses, hooks) {
      const found = tenantOf(nameOrId, store);
      if (!found.ok) return found;
      return run({ kind: 'look-up', tenantId: found.value.id, addresses }, found.value, hooks);
    },
    resumeRun: (runId, hooks) => runOnRun('resume', runId, hooks),
    undoRun: (runId, hooks) => runOnRun('undo', runId, hooks),
    async closeRun(runId) {
      const tenant = tenantOfRun(runId, store);
      if (!tenant.ok) return tenant;
      const hooks = { onProgress: () => undefined, signal: new AbortController().signal };
      const closed = await run({ kind: 'close', tenantId: tenant.value.id, runId }, tenant.value, hooks);
      const after = store.runs.find(runId);
      return closed.ok && after ? succeed(after) : closed.ok ? fail(noRun(runId)) : closed;
    },
    interruptedRuns: (tenantId) =>
      store.runs.list(tenantId, { limit: 100 }).filter(({ status }) => status === 'Interrupted'),
    listRuns(nameOrId, limit) {
      const found = tenantOf(nameOrId, store);
      return found.ok ? succeed(store.runs.list(found.value.id, { limit })) : found;
    },
    listHistory(nameOrId, limit) {
      const found = tenantOf(nameOrId, store);
      return found.ok ? succeed(store.history.list(found.value.id, { limit })) : found;
    },
    checkTrail: (known = []) => checkTrailOnThread(setting, known),
    trailPage: (afterNumber, limit) => store.audit.page(afterNumber, limit),
    nextAllowedAt: (tenant) => nextAllowedAt(tenant, parts),
    openReport(reportId, tenant) {
      if (reportId !== 'latest') return reports.open(reportId);
      const found = tenant === undefined ? undefined : tenantOf(tenant, store);
      if (found && !found.ok) return found;
      const newest = reports.list(found?.value.id)[0];
      return newest ? reports.open(newest.reportId) : fail(noReport());
    },
    personPath: (reportId, seq, signal) => reportDesk.path(reportId, seq, signal),
    peopleCalled: (reportId, name, signal) => reportDesk.calledSo(reportId, name, signal),
    approve: (nameOrId, planHash) => approvePlan(nameOrId, planHash, parts),
    async checkExclusions({ file, tenant }) {
      const read = await readExclusions(file);
      return read.ok ? checkExclusions(file, read.value.list, tenant, parts) : read;
    },
    applyExclusions: (nameOrId, file, signal) => applyExclusionFile(nameOrId, file, parts, signal),
    async exportExclusions(nameOrId, signal) {
      const list = await exclusionsInForce(nameOrId, parts, signal);
      if (!list.ok) return list;
      const entries = [...list.value].map((address) => ({ address, managed: false }));
      return succeed({ csv: exclusionsAsCsv(entries), addresses: entries.length });
    },
    async erasePerson(request, signal) {
      // What is open would keep the search index that has to go.
      const released = await reportDesk.release();
      return released.ok ? eraseOnThread(setting, request, signal) : released;
    },
    doctor: (signal) =>
      examine({ home, parts, network, trail: () => checkTrailOnThread(setting, []) }, signal),
    async close() {
      await ended();
      await swept;
      await reportDesk.close();
      await exclusions.close();
      await network.close();
      store.close();
    },
  };
  return withWindowActs({ home, env }, house, parts, network, reportDesk);
}

function tenantOfRun(runId: string, store: TenantParts['store']): Result<Tenant> {
  const run = store.runs.find(runId);
  return run ? tenantOf(run.tenantId, store) : fail(noRun(runId));
}

function noRun(runId: string) {
  return {
    code: 'not-found' as const,
    sentence: `There is no run ${runId} on this computer.`,
    next: 'See the runs with: muster run list',
    inWindow: 'See the runs under History.',
  };
}

function noReport() {
  return {
    code: 'not-found' as const,
    sentence: 'There is no such report on this computer.',
    next: 'See the reports with: muster report list',
    inWindow: 'It may have been removed. Choose one under Reports.',
  };
}
