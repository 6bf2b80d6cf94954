import {
  closeSync,
  existsSync,
  fsyncSync,
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
 * act. Readable by this user only: the lines name people (R24).
 */
export function openDraftFiles(folder: string): DraftStore {
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
        writeSync(handle, startToText(start));
        fsyncSync(handle);
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
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      log.timer ??= setTimeout(() => {
        const open = logs.get(tenantId);
        if (open?.handle !== handle) return;
        open.timer = undefined;
        fsyncSync(handle);
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
