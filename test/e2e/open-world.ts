import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { House, SyncOutcome, SyncRequest } from '../../src-main/app/house.ts';
import type { StoredRow } from '../../src-main/app/ports/report-store.ts';
import type { RunProgress } from '../../src-main/app/run-progress.ts';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { seedFromCsv } from '../../src-main/compose/demo-seed.ts';
import { composition } from '../../src-main/compose.ts';
import type { Failure, Result } from '../../src-main/core/failure.ts';
import type { ProfileName } from '../../src-main/core/profile.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { type RunningDemoConsole, serveDemoConsole } from '../../src-main/demo-console/serve.ts';
import { type ConsoleBetween, standBetween } from './console-between.ts';
import { csvOf, type Row, writeCsv } from './people-csv.ts';

export const TENANT = 'Contoso';

export interface WorldOptions {
  /** The directory's file at the start. */
  readonly directory: readonly Row[];
  /** Who is on the console at the start, in the same form. */
  readonly console: readonly Row[];
  readonly profile?: ProfileName;
  /** `without`: a console that offers SCIM alone (design §5). @default 'with' */
  readonly consoleApi?: 'with' | 'without';
  /** The console's limit. @default 1 */
  readonly syncLimitMs?: number;
  /** Above so many the console answers 429. */
  readonly requestsPerSecond?: number;
  /** The console's wall clock. */
  readonly now?: () => number;
  /** @default 'off' */
  readonly testMode?: 'on' | 'off';
  readonly exclusions?: string;
  /** Hears how to tidy up; needed where the world outlives one test. @default onTestFinished */
  readonly atEnd?: (tidy: () => Promise<void> | void) => void;
}

export interface World {
  readonly folder: string;
  readonly home: string;
  readonly directoryFile: string;
  readonly console: RunningDemoConsole;
  readonly token: string;
  readonly adminKey: string;
  /** The wire on which all of Muster's requests go. */
  readonly wire: ConsoleBetween;
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly house: WindowHouse;
  /** The same data folder opened anew, as another process would; with these secrets instead of the first ones. */
  openAgain(secrets?: { readonly token?: string; readonly adminKey?: string }): Promise<WindowHouse>;
  setDirectory(rows: readonly Row[]): void;
  /** Asks the console itself, past Muster and past the wire. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Asks its Console API with the admin key. */
  askApi(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** A demo console, a tenant on it, a data folder and a directory file; all gone when the test is over. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const atEnd = options.atEnd ?? onTestFinished;
  const folder = mkdtempSync(join(tmpdir(), 'muster-e2e-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  const directoryFile = join(folder, 'directory.csv');
  writeCsv(directoryFile, options.directory);
  const seed = join(folder, 'console.csv');
  writeFileSync(seed, csvOf(options.console));
  const console = await serveDemoConsole({
    dataFile: join(folder, 'console.sqlite'),
    port: 0,
    syncLimitMs: options.syncLimitMs ?? 1,
    now: options.now ?? Date.now,
    freshSecrets: 'if-new',
    ...(options.requestsPerSecond === undefined ? {} : { requestsPerSecond: options.requestsPerSecond }),
    ...(options.console.length === 0 ? {} : { seed: seedFromCsv(seed) }),
  });
  atEnd(() => console.close());
  const { scimToken: token, adminKey } = console;
  if (token === null || adminKey === null) throw new Error('a new console makes its secrets');
  const wire = await standBetween(new URL(console.tenantUrl).origin);
  atEnd(() => wire.close());
  const throughWire = (url: string) => wire.origin + new URL(url).pathname;

  const openAgain = async (
    secrets: { readonly token?: string; readonly adminKey?: string } = { token, adminKey },
  ) => {
    const house = need(await composition.openHouse({ home, env: process.env, ...secrets }));
    atEnd(() => house.close());
    return house;
  };
  const call = (base: string, secret: string) => async (method: string, path: string, body?: unknown) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const tenantUrl = throughWire(console.tenantUrl);
  const consoleApiUrl = throughWire(console.consoleApiUrl);
  const house = await openAgain();
  need(
    await house.addTenant({
      name: TENANT,
      profile: options.profile ?? 'demo',
      tenantUrl,
      ...(options.consoleApi === 'without' ? {} : { consoleApiUrl }),
    }),
  );
  const exclusionsFile = join(folder, 'exclusions.csv');
  if (options.exclusions !== undefined) writeFileSync(exclusionsFile, options.exclusions);
  need(
    await house.setSources(TENANT, {
      directory: { kind: 'csv', file: directoryFile },
      ...(options.exclusions === undefined ? {} : { exclusionsFile }),
    }),
  );
  const world: World = {
    folder,
    home,
    directoryFile,
    console,
    token,
    adminKey,
    wire,
    tenantUrl,
    consoleApiUrl,
    house,
    openAgain,
    setDirectory: (rows) => writeCsv(directoryFile, rows),
    ask: call(console.tenantUrl, token),
    askApi: call(console.consoleApiUrl, adminKey),
  };
  if ((options.testMode ?? 'off') === 'off') {
    need(
      await house.saveSettings(
        TENANT,
        { provisioningEnabled: true, testMode: false, withoutFreshReport: true },
        AbortSignal.timeout(10_000),
      ),
    );
    if (options.consoleApi === 'without') await setConsoleTestMode(world, false);
  }
  return world;
}

/** The console's own Test Mode, which Muster cannot set on a console that offers SCIM alone. */
export async function setConsoleTestMode(
  world: Pick<World, 'console' | 'adminKey'>,
  testMode: boolean,
): Promise<void> {
  const url = `${world.console.consoleApiUrl}/provisioning`;
  const headers = { authorization: `Bearer ${world.adminKey}` };
  const read = await fetch(url, { headers });
  const now = (await read.json()) as Record<string, unknown>;
  const { provisioningEnabled, mode, acknowledgedAliases } = now;
  const saved = await fetch(url, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '*' },
    body: JSON.stringify({ provisioningEnabled, mode, testMode, acknowledgedAliases }),
  });
  if (!saved.ok) throw new Error(`Test Mode: ${saved.status} ${await saved.text()}`);
}

export function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure, undefined, 2));
  return result.value;
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error(`did not fail: ${JSON.stringify(result.value)}`);
  return result.failure;
}

export interface SyncHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

export function sync(
  house: House,
  request: Partial<SyncRequest> & { readonly live: boolean },
  { signal, onProgress }: SyncHooks = {},
): Promise<Result<SyncOutcome>> {
  return house.sync(
    { tenant: TENANT, ...request },
    { signal: signal ?? new AbortController().signal, onProgress: onProgress ?? (() => undefined) },
  );
}

export const quietHooks = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

export function reportOf(outcome: SyncOutcome): ReportHead {
  if (!outcome.report) throw new Error(`no report: ${JSON.stringify(outcome)}`);
  return outcome.report;
}

/** A test-mode sync, and the report that it ends with. */
export async function preview(house: House, request: Partial<SyncRequest> = {}): Promise<ReportHead> {
  return reportOf(need(await sync(house, { ...request, live: false })));
}

/** A live sync of exactly what a test-mode sync just showed, past the guard where it would halt. */
export async function previewAndApply(house: House): Promise<SyncOutcome> {
  const { planHash, guard } = await preview(house);
  return need(
    await sync(house, { live: true, planHash, ...(guard.halted ? { overrideGuard: planHash } : {}) }),
  );
}

/** All rows of a report. */
export function rowsOf(house: House, reportId: string): readonly StoredRow[] {
  const reader = need(house.openReport(reportId));
  const rows: StoredRow[] = [];
  try {
    for (let after: string | undefined; ; ) {
      const page = reader.page({}, { limit: 500, ...(after === undefined ? {} : { after }) });
      rows.push(...page.rows);
      if (page.next === undefined) return rows;
      after = page.next;
    }
  } finally {
    reader.close();
  }
}

/** Rows that would do something, in a form that reads well where a test fails. */
export function operationsOf(house: House, reportId: string): readonly string[] {
  return rowsOf(house, reportId)
    .filter(({ operation }) => operation !== undefined)
    .map(
      ({ object, verdict, address, name, changes, result }) =>
        `${object} ${verdict} ${address || name} ${changes.map((change) => `${change.field}: ${change.old} → ${change.new}`).join(', ')} ${result?.status ?? ''}`,
    );
}
