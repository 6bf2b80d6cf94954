import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type {
  SnapshotFacts,
  SnapshotReader,
  SnapshotStore,
  SnapshotWriter,
} from '../../app/ports/snapshot-store.ts';
import { fail, succeed } from '../../core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import { personFromLine, personToLine } from './person-line.ts';

const WRITE_CHUNK = 1 << 20;
const READ_CHUNK = 1 << 18;
/** A gap this small is skipped by reading on. */
const NEAR = 1 << 14;
const NEWLINE = 10;

/**
 * Snapshots as folders of plain files: `people` (a line each), `groups` (a line each) and `facts.json`, which
 * is written last: a folder without it was never finished. Readable by this user only (R24).
 */
export function openSnapshotFolder(folder: string): SnapshotStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, id);
  return {
    create: (id) => new FileSnapshotWriter(pathOf(id)),
    has: (id) => existsSync(join(pathOf(id), 'facts.json')),
    remove: (id) => rmSync(pathOf(id), { recursive: true, force: true }),
    list: () => readdirSync(folder).map((id) => ({ id, readAtMs: readAtMs(pathOf(id)) })),
    open: (id) => {
      if (!existsSync(join(pathOf(id), 'facts.json'))) {
        return fail({
          code: 'not-found',
          sentence: 'The listing behind this report is no longer kept on this computer.',
          next: 'Run a test-mode sync to make a new one.',
          cause: `snapshot ${id}`,
        });
      }
      return succeed(openSnapshot(pathOf(id)));
    },
  };
}

/** One that was never finished, or is damaged, is as old as its folder. */
function readAtMs(path: string): number {
  try {
    return (JSON.parse(readFileSync(join(path, 'facts.json'), 'utf8')) as SnapshotFacts).readAtMs;
  } catch {
    // Nothing is lost: who asks wants to know how old it is, and the folder tells that too.
    return statSync(path).mtimeMs;
  }
}

class FileSnapshotWriter implements SnapshotWriter {
  readonly #path: string;
  readonly #people: LineFile;
  readonly #groups: LineFile;

  constructor(path: string) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true, mode: 0o700 });
    this.#path = path;
    this.#people = new LineFile(join(path, 'people'));
    this.#groups = new LineFile(join(path, 'groups'));
  }

  addPerson(person: PersonRecord): void {
    this.#people.add(personToLine(person));
  }

  addGroup(group: GroupRecord): void {
    this.#groups.add(JSON.stringify(group));
  }

  finish(facts: SnapshotFacts): SnapshotReader {
    this.#people.finish();
    this.#groups.finish();
    const temporary = join(this.#path, 'facts.json.part');
    writeFileSync(temporary, JSON.stringify(facts), { mode: 0o600 });
    renameSync(temporary, join(this.#path, 'facts.json'));
    return openSnapshot(this.#path);
  }

  discard(): void {
    this.#people.close();
    this.#groups.close();
    rmSync(this.#path, { recursive: true, force: true });
  }
}

/** Lines gathered into large writes. */
class LineFile {
  #descriptor: number | undefined;
  #pending: string[] = [];
  #length = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w', 0o600);
  }

  add(line: string): void {
    this.#pending.push(line, '\n');
    this.#length += line.length + 1;
    if (this.#length >= WRITE_CHUNK) this.#flush();
  }

  finish(): void {
    this.#flush();
    if (this.#descriptor !== undefined) fsyncSync(this.#descriptor);
    this.close();
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    if (this.#descriptor === undefined || this.#pending.length === 0) return;
    const bytes = Buffer.from(this.#pending.join(''), 'utf8');
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    this.#pending = [];
    this.#length = 0;
  }
}

function openSnapshot(path: string): SnapshotReader {
  const facts = JSON.parse(readFileSync(join(path, 'facts.json'), 'utf8')) as SnapshotFacts;
  const people = new LineReader(join(path, 'people'));
  const groups = new LineReader(join(path, 'groups'));
  return {
    facts,
    people: people.count,
    groupCount: groups.count,
    person: (row) => personFromLine(people.line(row)),
    *groups() {
      for (let row = 0; row < groups.count; row++) yield JSON.parse(groups.line(row)) as GroupRecord;
    },
    close: () => {
      people.close();
      groups.close();
    },
  };
}

/**
 * Any line of a file by its number. Where lines begin is found once, by their line ends; a window of the
 * file is kept, since most reading goes forward.
 */
class LineReader {
  readonly #descriptor: number;
  readonly #starts: Float64Array;
  readonly count: number;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.#starts = findLineStarts(this.#descriptor);
    this.count = this.#starts.length - 1;
  }

  line(row: number): string {
    const start = this.#starts[row];
    const end = this.#starts[row + 1];
    if (start === undefined || end === undefined) throw new Error(`a snapshot has no line ${row}`);
    const windowEnd = this.#windowStart + this.#window.length;
    if (start < this.#windowStart || end > windowEnd) {
      // Only reading on goes by windows; a look elsewhere (a match, a manager) must not throw the window away.
      const readsOn = start >= this.#windowStart && start - windowEnd <= NEAR;
      if (!readsOn) return this.#read(start, end - 1 - start).toString('utf8');
      this.#window = this.#read(start, Math.max(READ_CHUNK, end - start));
      this.#windowStart = start;
    }
    return this.#window.toString('utf8', start - this.#windowStart, end - 1 - this.#windowStart);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #read(start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const got = readSync(this.#descriptor, bytes, read, length - read, start + read);
      if (got === 0) break;
      read += got;
    }
    return bytes.subarray(0, read);
  }
}

function findLineStarts(descriptor: number): Float64Array {
  const size = fstatSync(descriptor).size;
  const chunk = Buffer.allocUnsafe(WRITE_CHUNK);
  let starts = new Float64Array(1024);
  let count = 1;
  for (let position = 0; position < size; ) {
    const got = readSync(descriptor, chunk, 0, chunk.length, position);
    if (got === 0) break;
    const bytes = chunk.subarray(0, got);
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      if (count === starts.length) {
        const bigger = new Float64Array(count * 2);
        bigger.set(starts);
        starts = bigger;
      }
      starts[count++] = position + at + 1;
    }
    position += got;
  }
  return starts.slice(0, count);
}
