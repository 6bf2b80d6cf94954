import { join } from 'node:path';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import type { House, RunHooks, SyncOutcome } from '../app/house.ts';
import { listSnapshot } from '../app/list-snapshot.ts';
import type { Result } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { DEMO_TENANT_ID } from '../core/tenant.ts';
import { homeFolders } from './home.ts';
import { type HouseOptions, openHouse } from './open-house.ts';
import { packageRoot } from './package-root.ts';
import { serveConsole } from './serve-console.ts';
import { openSnapshots } from './sources.ts';

const DEMO_LIMIT_MS = 60_000;
/** What the demo company's last live sync left on the console, so that a console edit shows (R15). */
const LAST_SYNC = 'demo-last-sync';

/**
 * The demo tenant's test-mode sync, with the demo console started for it. Its secrets are made anew at each
 * start and live in memory only, so that the demo runs on a computer without a keychain too.
 */
export async function runDemo(options: HouseOptions, hooks: RunHooks): Promise<Result<SyncOutcome>> {
  const demo = join(packageRoot(), 'resources', 'demo');
  const served = await serveConsole({
    port: 0,
    dataFolder: homeFolders(options.home).demoConsole,
    seedFile: join(demo, 'console.csv'),
    syncLimitMs: DEMO_LIMIT_MS,
    freshSecrets: 'always',
  });
  if (!served.ok) return served;
  const { tenantUrl, consoleApiUrl, scimToken, adminKey } = served.value;
  const opened = await openHouse({
    home: options.home,
    env: options.env,
    ...(scimToken === null ? {} : { token: scimToken }),
    ...(adminKey === null ? {} : { adminKey }),
  });
  if (!opened.ok) {
    await served.value.close();
    return opened;
  }
  const house = opened.value;
  try {
    const tenant = await demoTenant(house, options.home, demo, { tenantUrl, consoleApiUrl });
    return tenant.ok ? await house.sync({ tenant: tenant.value, live: false }, hooks) : tenant;
  } finally {
    await house.close();
    await served.value.close();
  }
}

/** "Demo", or the nearest name that no tenant of the admin's has. */
function freeName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => fold(name)));
  let name = 'Demo';
  for (let n = 1; names.has(fold(name)); n++) name = n === 1 ? 'Demo (built-in)' : `Demo (built-in ${n})`;
  return name;
}

/** Adds the demo tenant, or tells the one that is there where its console answers this time. */
async function demoTenant(
  house: House,
  home: string,
  demo: string,
  where: { readonly tenantUrl: string; readonly consoleApiUrl: string },
): Promise<Result<string>> {
  const tenants = house.listTenants();
  const tenant = tenants.some(({ id }) => id === DEMO_TENANT_ID)
    ? await house.moveTenant(DEMO_TENANT_ID, where)
    : await house.addTenant({
        id: DEMO_TENANT_ID,
        name: freeName(tenants.map(({ name }) => name)),
        profile: 'demo',
        ...where,
      });
  if (!tenant.ok) return tenant;
  const set = await house.setSources(tenant.value.id, {
    directory: { kind: 'csv', file: join(demo, 'directory.csv') },
    exclusionsFile: join(demo, 'exclusions.csv'),
  });
  if (!set.ok) return set;
  const snapshots = openSnapshots(home);
  if (!snapshots.has(LAST_SYNC)) {
    const source = csvSource({ file: join(demo, 'last-sync.csv'), role: 'directory' });
    const listed = await listSnapshot(source, snapshots, LAST_SYNC, systemClock, {
      signal: new AbortController().signal,
    });
    listed.close();
  }
  if (set.value.syncedSnapshotId === undefined) house.adoptBaseLine(tenant.value.id, LAST_SYNC);
  return { ok: true, value: tenant.value.id };
}
