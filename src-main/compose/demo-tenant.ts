import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { csvSource } from '../adapters/directory/csv/csv-directory.ts';
import type { LendingSecretStore } from '../adapters/keychain/secrets-lent-to-tenants.ts';
import type { House, SourceChoice } from '../app/house.ts';
import { listSnapshot } from '../app/list-snapshot.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { fold } from '../core/fold.ts';
import { DEMO_TENANT_ID, type Tenant } from '../core/tenant.ts';
import { type RunningDemo, serveDemoOnThread } from '../engine/demo-handle.ts';
import { homeFolders } from './home.ts';
import { packageRoot } from './package-root.ts';
import { openSnapshots } from './sources.ts';

const DEMO_LIMIT_MS = 60_000;
/** What the demo company's last live sync left on the console, so that a console edit shows (R15). */
const LAST_SYNC = 'demo-last-sync';

type Acts = Pick<
  House,
  'listTenants' | 'findTenant' | 'addTenant' | 'moveTenant' | 'setSources' | 'adoptBaseLine'
>;

export interface DemoTenant {
  /** Serves the console if it is not served, and answers with its tenant (WindowHouse.startDemo). */
  start(): Promise<Result<Tenant>>;
  /** Waits for a start under way, so that nothing is closed beneath it. */
  settled(): Promise<void>;
  /** The demo tenant is gone: its console goes too, served data and all, so that the next start is a first one. */
  forget(): Promise<Result<void>>;
  close(): Promise<void>;
}

/** The built-in demo: its console on a thread, its tenant, and its secrets in memory for that tenant only. */
export function demoTenant(home: string, acts: Acts, secrets: LendingSecretStore): DemoTenant {
  let running: RunningDemo | undefined;
  let starting: Promise<Result<Tenant>> | undefined;

  const start = async (): Promise<Result<Tenant>> => {
    const known = acts.findTenant(DEMO_TENANT_ID);
    // Another process that served the demo meanwhile has moved the tenant and made other secrets.
    if (running && known.ok && known.value.tenantUrl === running.tenantUrl) return known;
    await running?.close();
    const served = await serveDemoOnThread({
      dataFolder: homeFolders(home).demoConsole,
      seedFile: join(demoFolder(), 'console.csv'),
      syncLimitMs: DEMO_LIMIT_MS,
    });
    if (!served.ok) return served;
    const demo = served.value;
    const { tenantUrl, consoleApiUrl, scimToken, adminKey } = demo;
    secrets.lend(DEMO_TENANT_ID, {
      ...(scimToken === null ? {} : { 'scim-token': scimToken }),
      ...(adminKey === null ? {} : { 'admin-key': adminKey }),
    });
    running = demo;
    void demo.ended.then(() => {
      if (running !== demo) return;
      running = undefined;
      secrets.lend(DEMO_TENANT_ID, undefined);
    });
    const placed = await placeTenant(home, acts, { tenantUrl, consoleApiUrl });
    if (!placed.ok) await demo.close();
    return placed;
  };

  return {
    // Pressed twice, it is started once.
    start: () => {
      starting ??= start().finally(() => {
        starting = undefined;
      });
      return starting;
    },
    async settled() {
      await starting;
    },
    async forget() {
      await starting;
      await running?.close();
      const folder = homeFolders(home).demoConsole;
      try {
        // Windows lets go of a closed file a moment late.
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
        return succeed(undefined);
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        return fail({
          code: 'file-unreadable',
          sentence: `The demo was removed, but the data of its console could not be: ${folder}.`,
          next: 'Close other programs that have it open, and delete the folder.',
          cause,
        });
      }
    },
    async close() {
      await running?.close();
    },
  };
}

/** Adds the demo tenant, or tells the one that is there where its console answers this time. */
async function placeTenant(
  home: string,
  acts: Acts,
  where: { readonly tenantUrl: string; readonly consoleApiUrl: string },
): Promise<Result<Tenant>> {
  const tenants = acts.listTenants();
  const tenant = tenants.some(({ id }) => id === DEMO_TENANT_ID)
    ? await acts.moveTenant(DEMO_TENANT_ID, where)
    : await acts.addTenant({
        id: DEMO_TENANT_ID,
        name: freeName(tenants.map(({ name }) => name)),
        profile: 'demo',
        ...where,
      });
  if (!tenant.ok) return tenant;
  const missing = missingSources(tenant.value);
  const set = missing ? await acts.setSources(DEMO_TENANT_ID, missing) : tenant;
  if (!set.ok) return set;
  if (set.value.syncedSnapshotId !== undefined) return set;
  await listLastSync(home);
  return acts.adoptBaseLine(DEMO_TENANT_ID, LAST_SYNC);
}

/** The demo's files for what is not set, or was set to files that are gone since Muster was moved or updated. */
function missingSources({ directory, exclusionsFile }: Tenant): SourceChoice | undefined {
  const isNew = directory === undefined;
  const directoryGone = directory?.kind === 'csv' && !existsSync(directory.file);
  const exclusionsGone = exclusionsFile === undefined ? isNew : !existsSync(exclusionsFile);
  if (!isNew && !directoryGone && !exclusionsGone) return undefined;
  return {
    ...(isNew || directoryGone
      ? { directory: { kind: 'csv' as const, file: join(demoFolder(), 'directory.csv') } }
      : {}),
    ...(exclusionsGone ? { exclusionsFile: join(demoFolder(), 'exclusions.csv') } : {}),
  };
}

async function listLastSync(home: string): Promise<void> {
  const snapshots = openSnapshots(home);
  if (snapshots.has(LAST_SYNC)) return;
  const source = csvSource({ file: join(demoFolder(), 'last-sync.csv'), role: 'directory' });
  const { signal } = new AbortController();
  const listed = await listSnapshot(source, snapshots, LAST_SYNC, systemClock, { signal });
  listed.close();
}

function demoFolder(): string {
  return join(packageRoot(), 'resources', 'demo');
}

/** "Demo", or the nearest name that no tenant of the admin's has. */
function freeName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => fold(name)));
  let name = 'Demo';
  for (let n = 1; names.has(fold(name)); n++) name = n === 1 ? 'Demo (built-in)' : `Demo (built-in ${n})`;
  return name;
}
