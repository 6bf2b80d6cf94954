import { pathToFileURL } from 'node:url';
import type { ThreadName } from '../../src-main/engine/thread-file.ts';
import { builtProgram } from './built-program.ts';

/** Stands for src-main/engine/thread-file.ts in tests: threads run as they are built (vitest.config.ts). */
export function threadFile(name: ThreadName): URL {
  return pathToFileURL(builtProgram(name));
}
