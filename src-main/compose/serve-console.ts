import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf } from '../adapters/store/store-error.ts';
import { fail, type Result, succeed } from '../core/failure.ts';
import { type RunningDemoConsole, serveDemoConsole } from '../demo-console/serve.ts';
import { checkSeed, SeedRefused, seedFromCsv } from './demo-seed.ts';
import { makeFolder } from './make-folder.ts';

export interface ServeRequest {
  /** 0 = any free port. */
  readonly port: number;
  readonly dataFolder: string;
  /** Used only while nobody is on the console. */
  readonly seedFile?: string;
  readonly syncLimitMs: number;
  readonly freshSecrets: 'if-new' | 'always';
}

/** Serves the demo console on loopback until it is closed. */
export async function serveConsole(request: ServeRequest): Promise<Result<RunningDemoConsole>> {
  try {
    const dataFile = join(request.dataFolder, 'console.sqlite');
    if (request.seedFile !== undefined && !existsSync(dataFile)) {
      const checked = await checkSeed(request.seedFile);
      if (!checked.ok) return checked;
    }
    const made = makeFolder(request.dataFolder);
    if (!made.ok) return made;
    const running = await serveDemoConsole({
      dataFile,
      port: request.port,
      syncLimitMs: request.syncLimitMs,
      now: Date.now,
      freshSecrets: request.freshSecrets,
      ...(request.seedFile === undefined ? {} : { seed: seedFromCsv(request.seedFile) }),
    });
    return succeed(running);
  } catch (error) {
    if (error instanceof SeedRefused) return fail(error.failure);
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      return fail({
        code: 'bad-input',
        sentence: `Port ${request.port} is in use by another program.`,
        next: 'Choose another with --port, or leave it out for any free one.',
      });
    }
    return fail(failureOf(error));
  }
}
