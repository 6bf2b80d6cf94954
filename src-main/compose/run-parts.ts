import { timeSortedIds } from '../adapters/clock/ids.ts';
import { newSha256 } from '../adapters/clock/sha256.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import { fileLog, type LogLevel } from '../adapters/log/log.ts';
import type { ScimClient } from '../adapters/scim/scim-client.ts';
import { createScimSource } from '../adapters/scim/scim-source.ts';
import { createScimWriter } from '../adapters/scim/scim-writer.ts';
import { openMainStore } from '../adapters/store/open-main-store.ts';
import { openReportStore } from '../adapters/store/report-files.ts';
import type { PreviewRequest } from '../app/house.ts';
import type { LookUpParts } from '../app/look-up.ts';
import type { OneOff } from '../app/one-off-filter.ts';
import type { Log } from '../app/ports/log.ts';
import type { ReportStore } from '../app/ports/report-store.ts';
import type { ReEvaluation, ReEvaluationParts } from '../app/re-evaluate.ts';
import type { LiveOrder } from '../app/run-live-sync.ts';
import type { ConsoleLoad, RunPhase, RunProgress } from '../app/run-progress.ts';
import type { LiveParts, ReadingParts, SyncParts } from '../app/sync-parts.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { concurrencyOf, PROFILES, type ProfileName } from '../core/profile.ts';
import type { DirectoryChoice, Tenant } from '../core/tenant.ts';
import type { RunSpec } from '../engine/run-message.ts';
import { readDirectoryAside } from '../engine/side-reader.ts';
import { consoleApiOf, type Outside, scimLinkOf, THIS_COMPUTER } from './console-link.ts';
import { homeFolders } from './home.ts';
import { loadExclusions } from './load-exclusions.ts';
import { networkFor, openSnapshots } from './sources.ts';
import { userExportSource } from './user-export.ts';

export interface ThreadHooks {
  readonly signal: AbortSignal;
  readonly checkCancelled: () => void;
  readonly onProgress: (progress: RunProgress) => void;
}

/** What a run's thread works with; only the live kinds hold a writer (R2). */
export type RunParts = {
  close(): Promise<void>;
  /** How the console bears the requests so far (R17); absent where it is not asked. */
  readonly load?: () => ConsoleLoad;
} & (
  | { readonly kind: 'preview'; readonly request: PreviewRequest; readonly reading: ReadingParts }
  | { readonly kind: 'test'; readonly oneOff: OneOff | undefined; readonly sync: SyncParts }
  | { readonly kind: 'undo'; readonly runId: string; readonly sync: SyncParts }
  | {
      readonly kind: 're-evaluate';
      readonly evaluation: ReEvaluation;
      readonly evaluating: ReEvaluationParts;
    }
  | { readonly kind: 'look-up'; readonly addresses: readonly string[]; readonly looking: LookUpParts }
  | { readonly kind: 'live'; readonly order: LiveOrder; readonly live: LiveParts }
  | { readonly kind: 'resume' | 'close'; readonly runId: string; readonly live: LiveParts }
);

/**
 * Builds the adapters of one run, on the run's own thread (design §3). `outside` is this computer's clock and trust,
 * unless a test brings its own.
 */
export async function openRunParts(
  spec: RunSpec,
  hooks: ThreadHooks,
  outside: Outside = THIS_COMPUTER,
): Promise<Result<RunParts>> {
  const { task } = spec;
  return task.kind === 'preview'
    ? succeed(previewParts(spec, task.request, hooks, outside))
    : tenantParts(spec, task, hooks, outside);
}

function previewParts(
  spec: RunSpec,
  request: PreviewRequest,
  hooks: ThreadHooks,
  outside: Outside,
): RunParts {
  const directory: DirectoryChoice = { kind: 'csv', file: request.directoryFile };
  return {
    kind: 'preview',
    request,
    reading: {
      ...readingTools(spec, hooks, directory, request.mapping, outside),
      profile: PROFILES[request.mapping],
      console: csvSource({ file: request.consoleFile, role: 'console' }),
      userExport: undefined,
      loadExclusions: (signal) => loadExclusions(undefined, request.exclusionsFile, signal),
    },
    close: async () => {},
  };
}

async function tenantParts(
  spec: RunSpec,
  task: Exclude<RunSpec['task'], { kind: 'preview' }>,
  hooks: ThreadHooks,
  outside: Outside,
): Promise<Result<RunParts>> {
  const folders = homeFolders(spec.home);
  const { clock } = outside;
  const opened = openMainStore({ file: folders.database, clock });
  if (!opened.ok) return opened;
  const store = opened.value;
  const tenant = store.tenants.find(task.tenantId);
  const network = networkFor(
    tenant ? concurrencyOf(tenant.profile, tenant.maxConcurrency).most : 1,
    spec.env,
    outside.certificates,
  );
  const close = async () => {
    await network.close();
    store.close();
  };
  const stop = async (result: Extract<Result<never>, { ok: false }>) => {
    await close();
    return result;
  };
  if (!tenant) return stop(fail(noTenant()));
  if (task.kind === 're-evaluate') {
    const list = consoleApiOf(tenant, spec.secrets, network, clock);
    if (!list.ok) return stop(list);
    const evaluating = {
      ...evaluatingTools(spec, hooks, outside),
      profile: PROFILES[tenant.profile],
      loadExclusions: (signal: AbortSignal) => loadExclusions(list.value, tenant.exclusionsFile, signal),
      tenant,
      store,
    };
    return succeed({ kind: 're-evaluate', evaluation: task.evaluation, evaluating, close });
  }
  if (!tenant.directory) return stop(fail(noDirectory(tenant)));
  const api = consoleApiOf(tenant, spec.secrets, network, clock);
  if (!api.ok) return stop(api);
  const onWait = (waitMs: number) => hooks.onProgress({ phase: 'claim', done: 0, total: undefined, waitMs });
  const link = await scimLinkOf(tenant, spec.secrets.scimToken, network, hooks.signal, onWait, outside);
  if (!link.ok) return stop(link);

  const ids = timeSortedIds(clock);
  const { client } = link.value;
  const load = () => loadOf(client);
  const told: ThreadHooks = {
    ...hooks,
    onProgress: (progress) => hooks.onProgress(withLoad(progress, load)),
  };
  const sync: SyncParts = {
    ...readingTools(spec, told, tenant.directory, tenant.profile, outside),
    profile: link.value.profile,
    console: createScimSource(link.value),
    userExport: exportOf(tenant, api.value, folders.temporary, ids.next()),
    loadExclusions: (signal) => loadExclusions(api.value, tenant.exclusionsFile, signal),
    tenant,
    store,
    api: api.value,
    who: spec.who,
    ...(spec.door === undefined ? {} : { door: spec.door }),
    pid: process.pid,
  };
  const live = (): LiveParts => ({ ...sync, writer: createScimWriter(link.value) });
  switch (task.kind) {
    case 'test':
      return succeed({ kind: 'test', oneOff: task.oneOff, sync, load, close });
    case 'look-up':
      return succeed({ kind: 'look-up', addresses: task.addresses, looking: sync, load, close });
    case 'undo':
      return succeed({ kind: 'undo', runId: task.runId, sync, load, close });
    case 'live':
      return succeed({ kind: 'live', order: task.order, live: live(), load, close });
    case 'resume':
    case 'close':
      return succeed({ kind: task.kind, runId: task.runId, live: live(), load, close });
  }
}

/** Phases in which the console is not asked; what the directory is asked has a pace of its own. */
const CONSOLE_RESTS: ReadonlySet<RunPhase> = new Set(['claim', 'read-directory', 'compare', 'check-limits']);

function withLoad(progress: RunProgress, load: () => ConsoleLoad): RunProgress {
  return CONSOLE_RESTS.has(progress.phase) ? progress : { ...progress, load: load() };
}

function loadOf(client: ScimClient): ConsoleLoad {
  const { limit, most, slowed } = client.load();
  return { limit, most, slowed };
}

function exportOf(
  tenant: Tenant,
  api: SyncParts['api'],
  temporaryFolder: string,
  id: string,
): SyncParts['userExport'] {
  if (tenant.consoleExportFile !== undefined)
    return csvSource({ file: tenant.consoleExportFile, role: 'console' });
  return tenant.profile === 'demo' && api ? userExportSource(api, temporaryFolder, id) : undefined;
}

function readingTools(
  spec: RunSpec,
  hooks: ThreadHooks,
  directory: DirectoryChoice,
  profile: ProfileName,
  outside: Outside,
) {
  return {
    readDirectory: readDirectoryAside(
      {
        home: spec.home,
        directory,
        token: spec.secrets.directoryToken,
        profile,
        env: spec.env,
        cancelFlag: spec.cancelFlag,
      },
      hooks.signal,
      hooks.onProgress,
    ),
    ...evaluatingTools(spec, hooks, outside),
  };
}

/** What works on stored listings alone. */
function evaluatingTools(spec: RunSpec, hooks: ThreadHooks, { clock }: Outside) {
  return {
    snapshots: openSnapshots(spec.home),
    reports: openReports(spec.home, spec.logLevel),
    clock,
    ids: timeSortedIds(clock),
    newSha256,
    log: openLog(spec.home, spec.logLevel),
    ...hooks,
  };
}

export function openLog(home: string, level: string): Log {
  return fileLog({ file: homeFolders(home).log, level: level as LogLevel });
}

export function openReports(home: string, logLevel = 'info'): ReportStore {
  return openReportStore({
    folder: homeFolders(home).reports,
    clock: systemClock,
    onDamaged: ({ code }) => openLog(home, logLevel).warn('a report cannot be read', { code }),
  });
}

function noTenant() {
  return {
    code: 'not-found' as const,
    sentence: 'This tenant is no longer known on this computer.',
    next: 'See the tenants with: muster tenant list',
    inWindow: 'It may have been removed. Choose one under Tenants.',
  };
}

function noDirectory(tenant: Tenant) {
  return {
    code: 'settings-refused' as const,
    sentence: `${tenant.name} has no directory yet, so there is nothing to compare the console with.`,
    next: `Choose one with: muster source set --tenant "${tenant.name}" --csv FILE`,
    inWindow: 'Choose one under Provisioning > Sources.',
  };
}
