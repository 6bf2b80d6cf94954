import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchConsole {
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly scimToken: string;
  readonly adminKey: string;
  stop(): Promise<void>;
}

/** Starts a demo console in its own process; it ends with this one at the latest. */
export async function startBenchConsole(folder: string, seedFile?: string): Promise<BenchConsole> {
  mkdirSync(folder, { recursive: true });
  const child = fork(
    join(import.meta.dirname, 'serve-for-bench.ts'),
    seedFile === undefined ? [folder] : [folder, seedFile],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  if (!child.stdout) throw new Error('the console has no output');
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const served = JSON.parse(line) as Omit<BenchConsole, 'stop'>;
  return {
    ...served,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Opens the console for live writes. */
export async function turnTestModeOff({ consoleApiUrl, adminKey }: BenchConsole): Promise<void> {
  const url = `${consoleApiUrl}/provisioning`;
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
  const read = await fetch(url, { headers });
  const { provisioningEnabled, mode } = (await read.json()) as Record<string, unknown>;
  const saved = await fetch(url, {
    method: 'PUT',
    headers: { ...headers, 'if-match': read.headers.get('etag') ?? '' },
    body: JSON.stringify({ provisioningEnabled, mode, testMode: false, acknowledgedAliases: '' }),
  });
  if (!saved.ok) throw new Error(`Test Mode could not be turned off: ${saved.status} ${await saved.text()}`);
}
