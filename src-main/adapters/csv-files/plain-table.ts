import { isAscii, isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { CARRIAGE_RETURN, LINE_FEED, type RowBatch } from '../../core/row-batch.ts';
import { binaryKind, encodingOfHead } from './encoding.ts';
import { findHeading, type Heading, lineAfter, lineBreakOf } from './heading.ts';
import { openEnd } from './read-table.ts';
import { NOT_PLAIN, RowScanner } from './row-scanner.ts';

/** As `readText` reads, so that the heading is looked for in the same piece of the file. */
const CHUNK_BYTES = 256 * 1024;
/** Places in a file are kept in 32 bits. */
const LARGEST_FILE = 2 ** 32 - 1;
const SEPARATORS = [',', ';', '\t', '|'];

export interface PlainHeading {
  readonly heading: Heading;
  /** Whether it is all ASCII, and so reads the same in whatever encoding the rest turns out to be. */
  readonly sure: boolean;
  /** About how many rows there are. */
  readonly expected: number;
}

export interface PlainTableOptions {
  readonly name: string;
  readonly signal: AbortSignal;
  readonly isKnown: (foldedColumn: string) => boolean;
  /** Takes the heading and gives what takes the rows; `undefined` where this heading is not to be read so. */
  readonly begin: (found: PlainHeading) => ((batch: RowBatch) => void) | undefined;
}

/**
 * Reads a CSV as bytes, once: UTF-8, line feeds (after a carriage return or not), quoting by RFC 4180, every row as
 * wide as the heading, unchanged while it was read. Proves of such a file all that `readTable` proves (R1). `undefined`
 * for any other, and for one that cannot be read or is cancelled: `readTable` says what is the matter with it.
 */
export async function scanPlainTable(
  file: string,
  options: PlainTableOptions,
): Promise<{ readonly notes: readonly string[] } | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    return await scanOpened(handle, options);
  } catch (error) {
    if (isFromTheSystem(error)) return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

/** What the system refuses, `readTable` meets again and says so. */
function isFromTheSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function scanOpened(
  handle: FileHandle,
  { name, signal, isKnown, begin }: PlainTableOptions,
): Promise<{ readonly notes: readonly string[] } | undefined> {
  const before = await handle.stat();
  if (!before.isFile() || before.size === 0 || before.size > LARGEST_FILE) return undefined;
  const buffer = new Uint8Array(CHUNK_BYTES * 2 + 1);
  const ahead = new Uint8Array(CHUNK_BYTES);
  let read = await fill(handle, buffer, 0);
  let filled = read;
  const found = headingIn(buffer.subarray(0, filled), isKnown);
  if (found === undefined) return undefined;
  const { heading, end: headingEnd } = found;
  const scanner = new RowScanner({
    separator: heading.separator.charCodeAt(0),
    width: heading.cells.length,
    firstLine: lineAfter(heading),
  });
  let take: ((batch: RowBatch) => void) | undefined;
  let from = headingEnd;
  for (;;) {
    const isLast = read >= before.size;
    // The disk reads on meanwhile.
    const reading = isLast ? Promise.resolve(0) : fill(handle, ahead, read);
    reading.catch(() => undefined);
    // At the end of the file there is no other half of this line break.
    if (isLast && buffer[filled - 1] === CARRIAGE_RETURN) return undefined;
    buffer[filled] = LINE_FEED;
    const end = scanner.scan(buffer, from, filled, isLast ? 'whole-file' : 'goes-on');
    if (end === NOT_PLAIN) return undefined;
    if (!isText(buffer.subarray(from, end))) return undefined;
    const batch = scanner.batch(buffer);
    take ??= begin({ ...found, expected: expectedRows(before.size, headingEnd, end, batch.rows) });
    if (take === undefined || signal.aborted) return undefined;
    take(batch);
    if (isLast) {
      const after = await handle.stat();
      if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || read !== before.size)
        return undefined;
      return { notes: scanner.openLine === undefined ? [] : [openEnd(name, scanner.openLine)] };
    }
    filled -= end;
    if (filled > CHUNK_BYTES) return undefined;
    buffer.copyWithin(0, end, end + filled);
    from = 0;
    const more = await reading;
    if (more === 0) return undefined;
    buffer.set(ahead.subarray(0, more), filled);
    read += more;
    filled += more;
  }
}

/** Fills a chunk, in as many reads as the system wants; 0 at the end of the file. */
async function fill(handle: FileHandle, chunk: Uint8Array, position: number): Promise<number> {
  let read = 0;
  while (read < CHUNK_BYTES) {
    const { bytesRead } = await handle.read(chunk, read, CHUNK_BYTES - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return read;
}

function isText(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

function expectedRows(size: number, from: number, end: number, rows: number): number {
  if (rows === 0) return 16;
  return Math.ceil(((size - from) / (end - from)) * rows * 1.02) + 16;
}

/** The heading and where the rows begin. Finds what `readTable` finds in the same bytes, or nothing. */
function headingIn(
  bytes: Uint8Array,
  isKnown: (foldedColumn: string) => boolean,
): { readonly heading: Heading; readonly sure: boolean; readonly end: number } | undefined {
  // Rows are looked at one batch after the other; this is for the heading above them.
  if (bytes.includes(0)) return undefined;
  const encoding = encodingOfHead(bytes);
  if (binaryKind(bytes) !== undefined || (encoding !== undefined && encoding !== 'utf-8')) return undefined;
  const text = textOf(bytes, 'strip-mark');
  if (text === undefined || lineBreakOf(text) !== 'lf') return undefined;
  const found = findHeading(unified(text), isKnown, 'first-part');
  if (found === undefined || !SEPARATORS.includes(found.heading.separator)) return undefined;
  let end = 0;
  for (let line = lineAfter(found.heading); line > 1; line--) end = bytes.indexOf(LINE_FEED, end) + 1;
  const rest = textOf(bytes.subarray(end), 'keep-mark');
  if (rest === undefined || unified(rest) !== found.rest) return undefined;
  const head = bytes.subarray(encoding === 'utf-8' ? 3 : 0, end);
  return { heading: found.heading, sure: isAscii(head), end };
}

/** `undefined` where it is not UTF-8; a character that the end cuts in two is left out. */
function textOf(bytes: Uint8Array, mark: 'strip-mark' | 'keep-mark'): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: mark === 'keep-mark' });
    return decoder.decode(bytes, { stream: true });
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** As LineBreaks makes them of the first piece of a file. */
function unified(text: string): string {
  return (text.endsWith('\r') ? text.slice(0, -1) : text).replaceAll('\r\n', '\n');
}
