import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { House, SyncRequest } from '../../src-main/app/house.ts';
import { seedFromCsv } from '../../src-main/compose/demo-seed.ts';
import { composition } from '../../src-main/compose.ts';
import { serveDemoConsole } from '../../src-main/demo-console/serve.ts';
import { type ConsoleBetween, standBetween } from './console-between.ts';
import { readConsoleState, withoutIds } from './console-state.ts';
import { need, preview, TENANT } from './open-world.ts';
import { type Row, writeCsv } from './people-csv.ts';

/** A company in which a test-mode sync was just approved: a folder that can be copied for each kill. */
export interface Template {
  readonly folder: string;
  readonly token: string;
  readonly adminKey: string;
  readonly planHash: string;
}
/** Approves what a test-mode sync shows for these people, and stops everything. */
export async function makeTemplate(before: readonly Row[], after: readonly Row[]): Promise<Template> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-kill-'));
  writeCsv(join(folder, 'directory.csv'), after);
  writeCsv(join(folder, 'console.csv'), before);
  const served = await serveDemoConsole({
    dataFile: join(folder, 'console.sqlite'),
    port: 0,
    syncLimitMs: 1,
    now: Date.now,
    freshSecrets: 'if-new',
    seed: seedFromCsv(join(folder, 'console.csv')),
  });
  const { tenantUrl, consoleApiUrl } = served;
  const token = served.scimToken ?? '';
  const adminKey = served.adminKey ?? '';
  const house = need(
    await composition.openHouse({ home: join(folder, 'home'), env: process.env, token, adminKey }),
  );
  need(await house.addTenant({ name: TENANT, profile: 'demo', tenantUrl, consoleApiUrl }));
  need(await house.setSources(TENANT, { directory: { kind: 'csv', file: join(folder, 'directory.csv') } }));
  const { planHash } = await preview(house);
  need(await house.saveSettings(TENANT, { testMode: false }, AbortSignal.timeout(10_000)));
  need(house.approve(TENANT, planHash));
  await house.close();
  await served.close();
  return { folder, token, adminKey, planHash };
}

export interface Copy {
  readonly home: string;
  readonly wire: ConsoleBetween;
  readonly request: SyncRequest;
  openHouse(): Promise<House>;
  state(): Promise<ReturnType<typeof withoutIds>>;
  /** The console's own history of syncs, newest first. */
  syncs(): Promise<readonly { readonly status: string; readonly cause: string | null }[]>;
  /** Entries of the journal that have no answer. */
  openEntries(): number;
  /** All of the newest journaled run, as it is on the disk. */
  journal(): readonly JournalLine[];
}

export interface JournalLine {
  readonly seq: number;
  readonly step: string;
  readonly row_key: string;
  readonly operation: string;
  /** `null`: not answered. */
  readonly result: string | null;
  readonly created_id: string | null;
}

/** The same company again, on a console of its own behind a wire that counts. */
export async function copyOf(
  template: Template,
  atEnd: (tidy: () => Promise<void> | void) => void = onTestFinished,
): Promise<Copy> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-killed-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(template.folder, folder, { recursive: true });
  const { token, adminKey, planHash } = template;
  const dataFile = join(folder, 'console.sqlite');
  const served = await serveDemoConsole({
    dataFile,
    port: 0,
    syncLimitMs: 1,
    now: Date.now,
    freshSecrets: 'if-new',
  });
  atEnd(() => served.close());
  const wire = await standBetween(new URL(served.tenantUrl).origin);
  atEnd(() => wire.close());
  const home = join(folder, 'home');
  const openHouse = async () => {
    const house = need(await composition.openHouse({ home, env: process.env, token, adminKey }));
    atEnd(() => house.close());
    return house;
  };
  const house = await openHouse();
  need(
    await house.moveTenant(TENANT, {
      tenantUrl: `${wire.origin}/scim/v2`,
      consoleApiUrl: `${wire.origin}/console/v1`,
    }),
  );
  await house.close();
  return {
    home,
    wire,
    request: { tenant: TENANT, live: true, planHash, overrideGuard: planHash },
    openHouse,
    state: async () => withoutIds(await readConsoleState(served.tenantUrl, token)),
    async syncs() {
      const headers = { authorization: `Bearer ${adminKey}` };
      const answer = await fetch(`${served.consoleApiUrl}/syncs`, { headers });
      const { syncs } = (await answer.json()) as { syncs: { status: string; cause: string | null }[] };
      return syncs;
    },
    openEntries: () =>
      onStore(
        home,
        (db) =>
          db.prepare<[], number>('SELECT count(*) FROM journal WHERE result IS NULL').pluck().get() ?? -1,
      ),
    journal: () =>
      onStore(home, (db) =>
        db
          .prepare<[], JournalLine>(
            `SELECT seq, step, row_key, operation, result, created_id FROM journal
             WHERE run_id = (SELECT run_id FROM journal ORDER BY run_id DESC LIMIT 1) ORDER BY seq, step`,
          )
          .all(),
      ),
  };
}

function onStore<T>(home: string, read: (db: Database.Database) => T): T {
  const db = new Database(join(home, 'muster.sqlite'), { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
