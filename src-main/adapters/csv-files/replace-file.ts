import { randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';

/**
 * Writes a whole file beside the old one and puts it in its place in one step, so that a full disk or a
 * crash leaves the old file as it was. `mayReplace` is asked last, when the new file is complete.
 */
export async function replaceFile<T>(
  file: string,
  write: (handle: FileHandle) => Promise<Result<T>>,
  mayReplace: () => Promise<Result<undefined>> = async () => succeed(undefined),
): Promise<Result<T>> {
  let temporary: string | undefined;
  try {
    const target = await followLink(file);
    temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    const written = await writeNew(temporary, await modeOf(target), write);
    if (!written.ok) return written;
    const allowed = await mayReplace();
    if (!allowed.ok) return allowed;
    await rename(temporary, target);
    temporary = undefined;
    return written;
  } catch (cause) {
    return fail(unwritable(file, cause));
  } finally {
    if (temporary !== undefined) await rm(temporary, { force: true });
  }
}

async function writeNew<T>(
  path: string,
  mode: number,
  write: (handle: FileHandle) => Promise<Result<T>>,
): Promise<Result<T>> {
  const handle = await open(path, 'wx', mode);
  try {
    const written = await write(handle);
    if (written.ok) await handle.sync();
    return written;
  } finally {
    await handle.close();
  }
}

/** A link stays a link: what it points to is replaced. */
async function followLink(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return file;
    throw cause;
  }
}

async function modeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch (cause) {
    // A new file holds people's data: for its owner only (R24).
    if (codeOf(cause) === 'ENOENT') return 0o600;
    throw cause;
  }
}

function unwritable(file: string, cause: unknown): Failure {
  const name = basename(file);
  const code = codeOf(cause);
  const unchanged = `${name} could not be written (${code}); what was there before is unchanged.`;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      code: 'disk-full',
      sentence: `The disk is full. ${unchanged}`,
      next: 'Make room, then try again.',
      cause: code,
    };
  }
  return {
    code: 'file-unreadable',
    sentence: unchanged,
    next: 'Check that the folder exists, that this account may write there, and that no other program has the file open.',
    where: { file: name },
    cause: code,
  };
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : String(cause);
}
