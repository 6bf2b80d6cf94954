import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import { binaryKind, EightBitSurvey, type Encoding, encodingOfHead } from './encoding.ts';
import { firstLineWith, holdsNul, isNotUtf8 } from './faulty-line.ts';

/** Large enough that a read costs nothing beside the parsing, small enough to keep a million rows cheap. */
const CHUNK_BYTES = 256 * 1024;

export interface ReadTextOptions {
  readonly signal?: AbortSignal | undefined;
  /** Sees each byte that is decoded, once and in order; for a hash of exactly what was read. */
  readonly onBytes?: (chunk: Uint8Array) => void;
}

export interface TextEnd {
  /** Set where the text is not the whole file, or is no text. */
  readonly why?: Failure;
  readonly notes: readonly string[];
}

/**
 * Streams a text file as decoded text, in constant memory. The encoding is found in a first pass over the
 * bytes: UTF-8, UTF-16 (both with or without a byte order mark), else Windows-1252, which holds ISO-8859-1
 * (facts §3). Never throws for what the file is; the end says why nothing, or not everything, came.
 */
export async function* readText(
  file: string,
  options: ReadTextOptions = {},
): AsyncGenerator<string, TextEnd, void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    return yield* readOpened(handle, file, options);
  } catch (cause) {
    return { why: unreadable(file, cause), notes: [] };
  } finally {
    await handle?.close();
  }
}

async function* readOpened(
  handle: FileHandle,
  file: string,
  options: ReadTextOptions,
): AsyncGenerator<string, TextEnd, void> {
  const before = await handle.stat();
  if (!before.isFile()) return { why: notAFile(file, before.isDirectory()), notes: [] };

  const found = await findEncoding(handle, file, options.signal);
  if (!found.ok) return { why: found.failure, notes: [] };
  const { encoding, cut } = found.value;
  const notes =
    encoding === 'windows-1252'
      ? [
          `${basename(file)} is not UTF-8 and was read as Windows-1252. If names look wrong, save it as UTF-8.`,
        ]
      : [];

  const decoder = new TextDecoder(encoding, { fatal: encoding !== 'windows-1252' && !cut });
  try {
    for await (const chunk of chunksOf(handle, options.signal)) {
      options.onBytes?.(chunk);
      const text = decoder.decode(chunk, { stream: true });
      if (text.includes('\0')) return { why: nulFound(file), notes };
      if (text !== '') yield text;
    }
    const last = decoder.decode();
    if (last !== '' && !cut) yield last;
  } catch (cause) {
    if (cause instanceof TypeError) return { why: undecodable(file, encoding), notes };
    throw cause;
  }

  if (options.signal?.aborted) return { why: cancelled(file), notes };
  if (cut) return { why: cutInTwo(file), notes };
  const after = await handle.stat();
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) return { why: changed(file), notes };
  return { notes };
}

async function findEncoding(
  handle: FileHandle,
  file: string,
  signal: AbortSignal | undefined,
): Promise<Result<{ encoding: Encoding; cut: boolean }>> {
  const survey = new EightBitSurvey();
  let first = true;
  for await (const chunk of chunksOf(handle, signal)) {
    if (first) {
      first = false;
      const binary = binaryKind(chunk);
      if (binary !== undefined) return fail(notText(file, binary));
      const encoding = encodingOfHead(chunk);
      if (encoding === 'utf-16le' || encoding === 'utf-16be') return succeed({ encoding, cut: false });
    }
    survey.add(chunk);
  }
  const seen = survey.end();
  switch (seen.kind) {
    case 'nul':
      return fail(nulFound(file, await firstLineWith(chunksOf(handle, signal), holdsNul)));
    case 'mixed':
      return fail(mixed(file, await firstLineWith(chunksOf(handle, signal), isNotUtf8)));
    case 'utf-8-cut':
      return succeed({ encoding: 'utf-8', cut: true });
    default:
      return succeed({ encoding: seen.kind, cut: false });
  }
}

/** The file from its start; the buffer is used again for the next chunk. */
async function* chunksOf(handle: FileHandle, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let position = 0;
  while (!signal?.aborted) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const SAVE_AS_CSV = 'Save it as "CSV UTF-8" and give that file.';

/** Turns the system's refusal to open or read a file into a sentence. */
export function unreadable(file: string, cause: unknown): Failure {
  const code = codeOf(cause);
  const name = basename(file);
  const failure = { code: 'file-unreadable', where: { file: name }, cause: code } as const;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { ...failure, sentence: `There is no file ${name}.`, next: 'Check its name and folder.' };
    case 'EACCES':
    case 'EPERM':
      return {
        ...failure,
        sentence: `${name} may not be read by this account.`,
        next: 'Ask for the right to read it, or give a copy.',
      };
    case 'EISDIR':
      return notAFile(file, true);
    case 'EBUSY':
      return {
        ...failure,
        sentence: `${name} is in use by another program.`,
        next: 'Close it there, then try again.',
      };
    default:
      return {
        ...failure,
        sentence: `${name} could not be read (${code}).`,
        next: 'Check the disk or network drive, then try again.',
      };
  }
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : String(cause);
}

function notAFile(file: string, isFolder: boolean): Failure {
  const name = basename(file);
  return {
    code: 'file-unreadable',
    sentence: isFolder ? `${name} is a folder.` : `${name} is no ordinary file.`,
    next: 'Give the CSV file itself.',
    where: { file: name },
  };
}

function notText(file: string, what: string): Failure {
  return badInput(file, `${basename(file)} is ${what}, not a CSV.`, SAVE_AS_CSV);
}

function nulFound(file: string, line?: number): Failure {
  const where = line === undefined ? '' : ` (the first in line ${line})`;
  return badInput(
    file,
    `${basename(file)} holds NUL characters${where}, so it is damaged or no text file.`,
    SAVE_AS_CSV,
    line,
  );
}

function mixed(file: string, line: number | undefined): Failure {
  const where = line === undefined ? '' : ` (the first such line is ${line})`;
  return badInput(
    file,
    `${basename(file)} is partly UTF-8 and partly in another encoding${where}, so names cannot be read reliably.`,
    'Export it again in one encoding, UTF-8 at best.',
    line,
  );
}

function undecodable(file: string, encoding: Encoding): Failure {
  return badInput(
    file,
    `${basename(file)} begins as ${encoding.toUpperCase()} but holds bytes that this encoding does not have, or its end is missing.`,
    'Export it again, UTF-8 at best.',
  );
}

function cutInTwo(file: string): Failure {
  return incomplete(file, `${basename(file)} ends in the middle of a character, so its end is missing.`);
}

function changed(file: string): Failure {
  return incomplete(file, `${basename(file)} was changed while it was being read.`);
}

function cancelled(file: string): Failure {
  return {
    code: 'cancelled',
    sentence: `Reading ${basename(file)} was cancelled.`,
    next: 'Start again when you are ready.',
  };
}

function badInput(file: string, sentence: string, next: string, line?: number): Failure {
  const where = { file: basename(file), ...(line === undefined ? {} : { line }) };
  return { code: 'bad-input', sentence, next, where };
}

function incomplete(file: string, sentence: string): Failure {
  return {
    code: 'listing-incomplete',
    sentence,
    next: 'Wait until the export is finished, then try again.',
    where: { file: basename(file) },
  };
}
