import type { SyncRequest } from '../../src-main/app/house.ts';
import { composition } from '../../src-main/compose.ts';

// A process of its own that runs one sync and is killed or watched by a test. Argument: JSON of what to do.
// Prints a line for each phase, then one with the outcome.
interface Task {
  readonly home: string;
  readonly token: string;
  readonly adminKey: string;
  readonly request: SyncRequest;
}

const task = JSON.parse(process.argv[2] ?? '') as Task;
const opened = await composition.openHouse({
  home: task.home,
  env: process.env,
  token: task.token,
  adminKey: task.adminKey,
});
if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
const house = opened.value;
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
let phase = '';
const outcome = await house.sync(task.request, {
  signal: stop.signal,
  onProgress: (progress) => {
    if (progress.phase === phase) return;
    phase = progress.phase;
    console.log(JSON.stringify({ phase }));
  },
});
console.log(JSON.stringify({ outcome }));
await house.close();
