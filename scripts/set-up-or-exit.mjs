import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupStopped } from './setup/progress.mjs';
import { setUp } from './setup/set-up.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Sets up, or ends this process with a sentence on standard error and exit code 1. */
export async function setUpOrExit({ again }) {
  try {
    return await setUp(root, { again });
  } catch (error) {
    if (error instanceof SetupStopped) process.stderr.write(`\n${error.message}\n\n${error.next}\n`);
    else
      process.stderr.write(
        `\nThe set-up met a fault of its own: ${error.stack}\nThe log is .cache/setup.log.\n`,
      );
    process.exit(1);
  }
}
