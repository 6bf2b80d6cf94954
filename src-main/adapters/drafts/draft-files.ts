import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DraftEntry, DraftStart, DraftStore } from '../../app/ports/draft-store.ts';
import { readEntry, readStart, startToText } from './draft-text.ts';

/** Half of what ux §7 asks for, since a busy disk may take as long again. */
const SYNC_AFTER_MS = 100;

interface OpenLog {
  readonly handle: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Drafts as files `TENANT.draft`: the first line is the draft as it stood when the log began, each further line one
 * act. Readable by this user only: the lines name people (R24). A damaged one is moved aside and told.
 */
export function openDraftFiles(folder: string, onDamaged: (movedTo: string) => void): DraftStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logs = new Map<string, OpenLog>();
  const pathOf = (tenantId: string) => join(folder, `${encodeURIComponent(tenantId)}.draft`);

  const closeLog = (tenantId: string) => {
    const log = logs.get(tenantId);
    if (!log) return;
    logs.delete(tenantId);
    clearTimeout(log.timer);
    fsyncSync(log.handle);
    closeSync(log.handle);
  };

  return {
    open(tenantId) {
      const file = pathOf(tenantId);
      if (!existsSync(file)) return undefined;
      const atMs = statSync(file).mtimeMs;
      const read = readDraft(file);
      if (!read) {
        // What nobody can read is kept for whoever can, and is not in the way of the next draft.
        renameSync(file, `${file}.damaged`);
        onDamaged(`${file}.damaged`);
        return undefined;
      }
      if (read.wholeBytes < read.bytes) truncateSync(file, read.wholeBytes);
      return { ...read.start, entries: read.entries, atMs };
    },
    begin(tenantId, start) {
      closeLog(tenantId);
      const file = pathOf(tenantId);
      const handle = openSync(`${file}.part`, 'w', 0o600);
      try {
        writeWhole(handle, startToText(start));
        fsyncSync(handle);
      } catch (error) {
        rmSync(`${file}.part`, { force: true });
        throw error;
      } finally {
        closeSync(handle);
      }
      renameSync(`${file}.part`, file);
    },
    append(tenantId, entry) {
      let log = logs.get(tenantId);
      if (!log) {
        log = { handle: openSync(pathOf(tenantId), 'a', 0o600), timer: undefined };
        logs.set(tenantId, log);
      }
      const { handle } = log;
      const bytes = fstatSync(handle).size;
      try {
        writeWhole(handle, `${JSON.stringify(entry)}\n`);
      } catch (error) {
        // A full disk takes half a line; the next act would be written onto it, and both be lost.
        ftruncateSync(handle, bytes);
        throw error;
      }
      log.timer ??= setTimeout(() => {
        const open = logs.get(tenantId);
        if (open?.handle !== handle) return;
        open.timer = undefined;
        // Not waited for by anybody, so nobody could hear it fail; a disk that does not serve tells so at the next act.
        fsync(handle, () => undefined);
      }, SYNC_AFTER_MS);
    },
    remove(tenantId) {
      closeLog(tenantId);
      for (const ending of ['', '.part', '.damaged']) rmSync(pathOf(tenantId) + ending, { force: true });
    },
    close() {
      for (const tenantId of [...logs.keys()]) closeLog(tenantId);
    },
  };
}

/** A disk that is nearly full takes a part and says how much; only the next write says that it is full. */
function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}

interface ReadDraft {
  readonly start: DraftStart;
  readonly entries: readonly DraftEntry[];
  readonly bytes: number;
  /** Up to the end of the last whole line; the rest was torn by a crash. */
  readonly wholeBytes: number;
}

const LINE_END = 0x0a;

function readDraft(file: string): ReadDraft | undefined {
  const bytes = readFileSync(file);
  let from = bytes.indexOf(LINE_END) + 1;
  const start = from === 0 ? undefined : readStart(bytes.toString('utf8', 0, from));
  if (!start) return undefined;
  const entries: DraftEntry[] = [];
  for (;;) {
    const end = bytes.indexOf(LINE_END, from);
    const entry = end < 0 ? undefined : readEntry(bytes.toString('utf8', from, end));
    // Acts build on each other: after one that cannot be read, the next ones speak of other lines.
    if (!entry) return { start, entries, bytes: bytes.length, wholeBytes: from };
    entries.push(entry);
    from = end + 1;
  }
}
