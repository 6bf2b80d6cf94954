import type { FileHandle } from 'node:fs/promises';
import type { House, RunHooks, SyncOutcome } from '../app/house.ts';
import type { Result } from '../core/failure.ts';

/** Secrets of one run, from the environment or standard input; they win over the keychain (design §14). */
export interface RunSecrets {
  readonly token?: string;
  readonly adminKey?: string;
}

export interface OpenRequest extends RunSecrets {
  /** The data folder. */
  readonly home: string;
  /** For the machine's proxy and certificates. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ServeRequest {
  /** 0 = any free port. */
  readonly port: number;
  readonly dataFolder: string;
  readonly seedFile?: string;
  readonly syncLimitMs: number;
  readonly freshSecrets: 'if-new' | 'always';
}

export interface ServedConsole {
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  /** Shown this once; null when kept from an earlier start. */
  readonly scimToken: string | null;
  readonly adminKey: string | null;
  /** What of the seed could not be taken, as sentences. */
  readonly seedProblems: readonly string[];
  close(): Promise<void>;
}

/** What the command line asks of compose.ts, so that a test can give it other parts. */
export interface Composition {
  openHouse(options: OpenRequest): Promise<Result<House>>;
  serveConsole(request: ServeRequest): Promise<Result<ServedConsole>>;
  /** The demo tenant's test-mode sync, with the demo console started for it. */
  runDemo(options: OpenRequest, hooks: RunHooks): Promise<Result<SyncOutcome>>;
  csvLine(cells: readonly string[], guard: 'exact' | 'guarded'): string;
  replaceFile<T>(file: string, write: (handle: FileHandle) => Promise<Result<T>>): Promise<Result<T>>;
}
