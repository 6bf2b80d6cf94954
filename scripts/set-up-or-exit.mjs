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
    process.stderr.write(`\n${explain(error)}\n`);
    process.exit(1);
  }
}

function explain(error) {
  if (error instanceof SetupStopped) return `${error.message}\n\n${error.next}`;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) {
    const next = 'Free space, or give this folder to the user who runs it; then try again.';
    return `Muster cannot write to its own folder (${error.code}: ${error.path}).\n\n${next}`;
  }
  return `The set-up met a fault of its own: ${error.stack}\nThe log is .cache/setup.log.`;
}
