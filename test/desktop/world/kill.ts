import type { ChildProcess } from 'node:child_process';
import type { ElectronApplication } from 'playwright-core';

/** Ends the app's process at once, as a power cut would; nothing is asked and nothing is written any more. */
export async function kill(app: ElectronApplication | ChildProcess): Promise<void> {
  const child = 'process' in app ? app.process() : app;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
