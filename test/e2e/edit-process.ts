import { composition } from '../../src-main/compose.ts';

// A process of its own that edits a tenant's exclusions without end and is killed by a test. Argument: JSON of where.
// Prints the number of each edit that was answered.
interface Task {
  readonly home: string;
  readonly token: string;
  readonly adminKey: string;
  readonly tenant: string;
}

const { home, token, adminKey, tenant } = JSON.parse(process.argv[2] ?? '') as Task;
const opened = await composition.openHouse({ home, env: process.env, token, adminKey });
if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
const { exclusionDesk } = opened.value;
const draft = await exclusionDesk.open(tenant, AbortSignal.timeout(10_000));
if (!draft.ok) throw new Error(JSON.stringify(draft.failure));
for (let i = draft.value.lines; ; i++) {
  const lines = [{ email: `edit.${i}@contoso.example` }];
  const done = await exclusionDesk.edit(tenant, { kind: 'add', lines });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  console.log(String(i));
}
