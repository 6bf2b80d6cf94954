import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ScimmyOptions {
  /** Express 5 breaks its paging: each page is the same first 20. @default 4 */
  readonly express?: 4 | 5;
  readonly token?: string;
  /** SCIM resources it holds from the start. */
  readonly users?: readonly object[];
  readonly groups?: readonly object[];
}

export interface ScimmyPeer {
  readonly url: string;
  readonly token: string;
  /** Asks it directly, past Muster; the parsed answer. */
  ask(path: string): Promise<unknown>;
  /** Writes to it directly, as somebody else would. */
  tell(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the third-party SCIM server as a process of its own on loopback. */
export async function startScimmy(options: ScimmyOptions = {}): Promise<ScimmyPeer> {
  const token = options.token ?? 'scimmy-test-token';
  const folder = mkdtempSync(join(tmpdir(), 'scimmy-'));
  const seed = join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify({ users: options.users ?? [], groups: options.groups ?? [] }));
  const script = fileURLToPath(new URL('./scimmy-server.mjs', import.meta.url));
  const child = spawn(
    process.execPath,
    [script, '--token', token, '--express', String(options.express ?? 4), '--seed', seed],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const url = await firstLine(child);

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    url,
    token,
    ask: (path) => call('GET', path),
    tell: call,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && 'url' in said) return String(said.url);
  }
  throw new Error('The SCIM peer ended before it listened.');
}
