import type { RunHooks, SyncOutcome } from '../app/house.ts';
import type { Door } from '../app/ports/main-store.ts';
import type { TenantParts } from '../app/tenant-parts.ts';
import { type Result, succeed } from '../core/failure.ts';
import type { Tenant } from '../core/tenant.ts';
import { startRun } from '../engine/run-handle.ts';
import type { RunTask } from '../engine/run-message.ts';
import { runsLeftBehind } from './runs-left-behind.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Starts runs, each on a thread of its own with its secrets in memory, and knows when all have ended. */
export function runsOnThreads({
  home,
  env,
  logLevel,
  door,
  parts,
}: {
  readonly home: string;
  readonly env: Env;
  readonly logLevel: string;
  readonly door: Door;
  readonly parts: TenantParts;
}): {
  run(task: RunTask, tenant: Tenant | undefined, hooks: RunHooks): Promise<Result<SyncOutcome>>;
  ended(): Promise<void>;
} {
  const runs = new Set<Promise<void>>();
  const leftBehind = runsLeftBehind(home, parts);
  return {
    async run(task, tenant, hooks) {
      const swept = tenant === undefined ? succeed(undefined) : leftBehind.before(tenant.id);
      if (!swept.ok) return swept;
      const secrets = await secretsOf(tenant, parts);
      if (!secrets.ok) return secrets;
      const spec = { home, task, secrets: secrets.value, who: parts.who, door, env: proxyEnv(env), logLevel };
      const { outcome, ended } = startRun(spec, hooks);
      // `ended` never rejects: a thread that breaks tells so by its outcome.
      runs.add(ended);
      if (tenant !== undefined) leftBehind.watch(tenant.id, outcome);
      void ended.then(() => runs.delete(ended));
      return outcome;
    },
    async ended() {
      await Promise.all(runs);
      leftBehind.close();
    },
  };
}

async function secretsOf(tenant: Tenant | undefined, { secrets }: TenantParts) {
  if (!tenant) return succeed({ scimToken: undefined, adminKey: undefined, directoryToken: undefined });
  const scimToken = await secrets.read(tenant.id, 'scim-token');
  if (!scimToken.ok) return scimToken;
  const adminKey =
    tenant.consoleApiUrl === undefined ? succeed(undefined) : await secrets.read(tenant.id, 'admin-key');
  if (!adminKey.ok) return adminKey;
  const needsToken = tenant.directory?.kind === 'scim';
  const directoryToken = needsToken ? await secrets.read(tenant.id, 'directory-token') : succeed(undefined);
  if (!directoryToken.ok) return directoryToken;
  return succeed({
    scimToken: scimToken.value,
    adminKey: adminKey.value,
    directoryToken: directoryToken.value,
  });
}

const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];

/** Only what the network needs goes to the run's thread; MUSTER_TOKEN does not. */
function proxyEnv(env: Env): Env {
  return Object.fromEntries(PROXY_VARIABLES.map((name) => [name, env[name]]));
}
