import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { consoleStoreOn } from './database/console-store.ts';
import { openDatabase } from './database/open-database.ts';
import { buildHttpServer, CONSOLE_API_PATH, SCIM_PATH } from './http-server.ts';
import { type DemoSeedPerson, seedPeople } from './seed-people.ts';

export type { DemoSeedPerson } from './seed-people.ts';

export interface DemoConsoleOptions {
  /** SQLite file; survives restarts. `:memory:` is allowed. */
  readonly dataFile: string;
  /** 0 = any free one. */
  readonly port: number;
  /** 900,000 as on the real console, 60,000 for the demo tenant (design §6, §7). */
  readonly syncLimitMs: number;
  /** The wall clock; the sync limit counts with it. */
  readonly now: () => number;
  /** Read only when nobody is on the console yet; streamed. */
  readonly seed?: AsyncIterable<DemoSeedPerson>;
  /** `if-new` makes secrets for a new database only; `always` replaces those that are there. */
  readonly freshSecrets: 'if-new' | 'always';
  /** More are answered 429 with Retry-After. @default 5000 */
  readonly requestsPerSecond?: number;
  /** The largest page of a SCIM listing. @default 500 */
  readonly mostPerPage?: number;
  readonly onRequest?: (method: string, path: string, status: number) => void;
}

export interface RunningDemoConsole {
  /** `http://127.0.0.1:PORT/scim/v2` */
  readonly tenantUrl: string;
  /** `http://127.0.0.1:PORT/console/v1` */
  readonly consoleApiUrl: string;
  /** Shown this once; null when kept from an earlier start. */
  readonly scimToken: string | null;
  readonly adminKey: string | null;
  /** What of the seed could not be taken, as sentences. */
  readonly seedProblems: readonly string[];
  close(): Promise<void>;
}

const DEFAULT_REQUESTS_PER_SECOND = 5000;
/** Longer than clients keep an idle connection, so that none sends a write into one that is just being closed. */
const KEEP_ALIVE_MS = 72_000;

/**
 * Serves the demo console: a real HTTP server on loopback over its own SQLite file, with SCIM 2.0 at the
 * Tenant URL and the Console API beside it (design §7). A new account has User Provisioning enabled, SCIM
 * selected, a token, and Test Mode on.
 */
export async function serveDemoConsole(options: DemoConsoleOptions): Promise<RunningDemoConsole> {
  const database = openDatabase(options.dataFile);
  try {
    const store = consoleStoreOn(database, options.now);
    const isNew = !store.secrets.has('admin-key');
    const isEmpty =
      database.prepare('SELECT 1 FROM user UNION ALL SELECT 1 FROM console_group LIMIT 1').get() ===
      undefined;
    const seedProblems = options.seed && isEmpty ? await seedPeople(store, options.seed) : [];

    // Listening comes first: only then is the port known, which stands in every address that the routes give.
    const httpServer = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
    await listen(httpServer, options.port);
    const origin = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
    const server = buildHttpServer({
      store,
      httpServer,
      origin,
      syncLimitMs: options.syncLimitMs,
      requestsPerSecond: options.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND,
      mostPerPage: options.mostPerPage,
      now: options.now,
      onRequest: options.onRequest,
    });
    await server.ready();

    const makeSecrets = isNew || options.freshSecrets === 'always';
    return {
      tenantUrl: origin + SCIM_PATH,
      consoleApiUrl: origin + CONSOLE_API_PATH,
      scimToken: makeSecrets ? store.secrets.make('scim-token') : null,
      adminKey: makeSecrets ? store.secrets.make('admin-key') : null,
      seedProblems,
      async close() {
        await server.close();
        await stop(httpServer);
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** On loopback only: the console is for this computer. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
