import { createInterface } from 'node:readline';
import type { SyncRequest } from '../../src-main/app/house.ts';
import type { Door } from '../../src-main/app/ports/main-store.ts';
import type { WindowHouse } from '../../src-main/app/window-house.ts';
import { composition } from '../../src-main/compose.ts';

// A process of its own with one house, as a window has, that lives through what goes wrong. Argument: JSON of the
// house. Reads one act a line and answers each with one line.
export type HouseAct =
  | { readonly act: 'sync'; readonly request: SyncRequest }
  | { readonly act: 'resume'; readonly runId: string }
  | { readonly act: 'runs'; readonly tenant: string }
  | { readonly act: 'exclude'; readonly tenant: string; readonly email: string }
  | { readonly act: 'end' };

const task = JSON.parse(process.argv[2] ?? '') as {
  home: string;
  token: string;
  adminKey: string;
  door?: Door;
};
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
process.on('unhandledRejection', (error) => say({ unhandled: String(error) }));
process.on('uncaughtException', (error) => say({ unhandled: String(error) }));

const opened = await composition.openHouse({ ...task, env: process.env });
say(opened.ok ? { ok: true } : opened);
if (!opened.ok) process.exit(1);
const house: WindowHouse = opened.value;
const hooks = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

async function exclude(tenant: string, email: string) {
  const draft = await house.exclusionDesk.open(tenant, AbortSignal.timeout(10_000));
  return draft.ok ? house.exclusionDesk.edit(tenant, { kind: 'add', lines: [{ email }] }) : draft;
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as HouseAct;
  if (asked.act === 'sync') say(await house.sync(asked.request, hooks()));
  else if (asked.act === 'resume') say(await house.resumeRun(asked.runId, hooks()));
  else if (asked.act === 'runs') say(house.listRuns(asked.tenant, 5));
  else if (asked.act === 'exclude') say(await exclude(asked.tenant, asked.email));
  else break;
}
await house.close();
process.exit(0);
