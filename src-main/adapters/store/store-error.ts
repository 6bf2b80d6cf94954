import type { Failure } from '../../core/failure.ts';

/**
 * What a database could not do, thrown because the store's calls are synchronous and seldom fail;
 * `failure` is what the admin reads. Turned back into a value at the door by `failureOf`.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: { readonly cause?: unknown }) {
    super(failure.sentence, options);
    this.failure = failure;
  }
}

/** Turns anything thrown into a Failure: a StoreError into its own, what the disk refused too, else `unexpected`. */
export function failureOf(error: unknown): Failure {
  const ofDisk = diskFailureOf(error, fileOf(error) ?? 'What Muster keeps on this computer');
  if (ofDisk) return ofDisk;
  return {
    code: 'unexpected',
    sentence: 'Something went wrong inside Muster that it was not prepared for.',
    next: 'Try again; if it happens again, send the log to whoever supports Muster for you.',
    cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

/** The file that the operating system names, where it does: it names none for a handle. */
function fileOf(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}

/** Runs one act on a database file; what SQLite or the disk refuses becomes a StoreError. */
export function onDisk<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const failure = diskFailureOf(error, file);
    if (failure === undefined) throw error;
    throw new StoreError(failure, { cause: error });
  }
}

/** The same part with each of its methods under `onDisk`. */
export function guardedByDisk<T extends object>(file: string, part: T): T {
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => onDisk(file, () => Reflect.apply(member, target, args));
    },
  });
}

/** The Failure for an error of SQLite or the file system; `undefined` for anything else, which is our own bug. */
export function diskFailureOf(error: unknown, file: string): Failure | undefined {
  if (error instanceof StoreError) return error.failure;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const words = wordsFor(error.code);
  if (words === undefined) return undefined;
  return {
    code: words.code,
    sentence: words.sentence(file),
    next: words.next,
    where: { file },
    cause: `${error.code}: ${error.message}`,
  };
}

interface Words {
  readonly code: 'disk-full' | 'store-unavailable';
  readonly sentence: (file: string) => string;
  readonly next: string;
}

const DISK_FULL: Words = {
  code: 'disk-full',
  sentence: (file) =>
    `The disk is full, so ${file} could not be written. What was written before is still there.`,
  next: 'Make room on this disk, then try again.',
};

/** A limit on how large a file may be, of the user or of the disk (FAT ends at 4 GiB). */
const TOO_LARGE: Words = {
  code: 'disk-full',
  sentence: (file) =>
    `${file} may not grow any further on this disk, so it could not be written. What was written before is still there.`,
  next: 'Make room on this disk, lift the limit on the size of files, or move the data folder (MUSTER_HOME) to another disk; then try again.',
};

/** SQLite tells of a refused write, not why: out of quota, a limit on the file, a network disk that went away. */
const NOT_WRITTEN: Words = {
  code: 'store-unavailable',
  sentence: (file) =>
    `The disk took no more of ${file}, so it could not be written. What was written before is still there.`,
  next: 'Check that the disk is connected and has room, and that your user may fill it (quota, size of files); then try again.',
};

const LOCKED: Words = {
  code: 'store-unavailable',
  sentence: (file) =>
    `${file} is in use by another program and did not come free in time. Nothing was written.`,
  next: 'Close other copies of Muster, and backup or virus scanners that hold the file, then try again.',
};

const DAMAGED: Words = {
  code: 'store-unavailable',
  sentence: (file) => `${file} is damaged or is not a file of Muster. Nothing in it was changed.`,
  next: 'Move the file away and put a copy from a backup in its place, then start Muster again.',
};

const READ_ONLY: Words = {
  code: 'store-unavailable',
  sentence: (file) => `${file} may not be written by this user. Nothing was changed.`,
  next: 'Give your user write permission on the file and its folder, then try again.',
};

const UNREADABLE: Words = {
  code: 'store-unavailable',
  sentence: (file) => `${file} could not be opened. Nothing was changed.`,
  next: 'Check that the folder exists, that its disk is connected and that your user may read and write there.',
};

function wordsFor(code: string): Words | undefined {
  if (code === 'ENOSPC' || code === 'EDQUOT' || code.startsWith('SQLITE_FULL')) return DISK_FULL;
  // The index of the write-ahead log cannot grow by a page.
  if (code === 'SQLITE_IOERR_SHMSIZE') return DISK_FULL;
  if (code === 'EFBIG') return TOO_LARGE;
  if (/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE)$/.test(code)) return NOT_WRITTEN;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'EBUSY') return LOCKED;
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return DAMAGED;
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return READ_ONLY;
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR')) return UNREADABLE;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EIO' || code === 'EISDIR') return UNREADABLE;
  return undefined;
}
