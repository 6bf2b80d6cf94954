import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../adapters/store/store-error.ts';
import { serveConsole } from '../compose/serve-console.ts';
import type { DemoCommand, DemoMessage, DemoSpec } from './demo-message.ts';

/** The demo console's thread: its database and its pages of people never keep the window waiting. */
const port = parentPort;
if (!port) throw new Error('the demo console’s thread is started by demo-handle.ts');

const spec = workerData as DemoSpec;
const tell = (message: DemoMessage) => port.postMessage(message);

async function serve(): Promise<void> {
  const served = await serveConsole({ ...spec, port: 0, freshSecrets: 'always' });
  if (!served.ok) {
    tell({ kind: 'failed', failure: served.failure });
    port?.close();
    return;
  }
  const { close, ...facts } = served.value;
  port?.on('message', (command: DemoCommand) => {
    if (command.kind !== 'close') return;
    close()
      .catch((error: unknown) => tell({ kind: 'failed', failure: failureOf(error) }))
      .finally(() => port.close());
  });
  tell({ kind: 'served', ...facts });
}

serve().catch((error: unknown) => {
  tell({ kind: 'failed', failure: failureOf(error) });
  port.close();
});
