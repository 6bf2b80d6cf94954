import { join } from 'node:path';
import { inject } from 'vitest';

/** A program as the build made it, for a process or a thread (test/built/electron.vite.config.ts names them). */
export function builtProgram(name: string): string {
  return join(inject('builtFolder'), `${name}.js`);
}
