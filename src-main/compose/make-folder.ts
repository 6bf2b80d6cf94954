import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../core/failure.ts';

/**
 * Makes a folder for this user only (R24), with the parents that it lacks. Step by step, because the recursive
 * call of Node does not end where a file system answers "not found" to making a folder, as /proc does.
 */
export function makeFolder(folder: string): Result<void> {
  try {
    const missing: string[] = [];
    for (let at = resolve(folder); ; at = dirname(at)) {
      const found = statSync(at, { throwIfNoEntry: false });
      if (found?.isDirectory()) break;
      if (found) return fail(cannotBe(folder, at === resolve(folder) ? 'it is a file' : `${at} is a file`));
      missing.push(at);
      if (dirname(at) === at) break;
    }
    for (const at of missing.reverse()) makeOne(at);
    return succeed(undefined);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return fail({ ...cannotBe(folder, REFUSALS[code] ?? `the system refused (${code})`), cause: code });
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of its path is a file',
  ENAMETOOLONG: 'its name is too long',
};

/** Another process may make the same folder at the same moment. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function cannotBe(folder: string, why: string): Failure {
  return {
    code: 'bad-input',
    sentence: `${folder} cannot be the data folder: ${why}. Nothing was kept.`,
    next: 'Name another folder with MUSTER_HOME, or --data for a served console.',
  };
}
