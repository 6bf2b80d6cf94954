import { systemClock } from '../../src-main/adapters/clock/system-clock.ts';
import { openMainStore } from '../../src-main/adapters/store/open-main-store.ts';

// Begins a live run as soon as a line comes in, says how that went, and lives on until it is killed.
const [file = '', runId = ''] = process.argv.slice(2);
const opened = openMainStore({ file, clock: systemClock });
if (!opened.ok) throw new Error(opened.failure.sentence);
const { runs } = opened.value;
console.log('ready');
process.stdin.on('data', () => {
  const begun = runs.begin({
    id: runId,
    tenantId: 't1',
    kind: 'live',
    status: 'Processing',
    startedAtMs: Date.now(),
    who: runId,
    pid: process.pid,
  });
  console.log(JSON.stringify(begun));
});
