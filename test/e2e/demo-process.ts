import { composition } from '../../src-main/compose.ts';
import { DEMO_TENANT_ID } from '../../src-main/core/tenant.ts';

// A process of its own that serves the demo, begins a live sync of the plan that was approved, and dies as by kill -9
// when the changes begin: creates and restores are on the console by then. Arguments: the data folder, the plan.
const [, , home = '', planHash = ''] = process.argv;
const opened = await composition.openHouse({ home, env: process.env });
if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
const house = opened.value;
const demo = await house.startDemo();
if (!demo.ok) throw new Error(JSON.stringify(demo.failure));
const outcome = await house.sync(
  { tenant: DEMO_TENANT_ID, live: true, planHash, unapproved: 'waits' },
  {
    signal: new AbortController().signal,
    onProgress: ({ phase }) => {
      if (phase === 'apply-changes') process.kill(process.pid, 'SIGKILL');
    },
  },
);
throw new Error(`the sync ended: ${JSON.stringify(outcome)}`);
