import {
  closeSync,
  copyFileSync,
  existsSync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type {
  MadeOfListing,
  MadeWriter,
  RowSnapshotWriter,
  SnapshotFacts,
  SnapshotReader,
  SnapshotStore,
  SnapshotWriter,
} from '../../app/ports/snapshot-store.ts';
import { type Failure, fail, succeed } from '../../core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import type { RowBatch, RowsBegin } from '../../core/row-batch.ts';
import { eraseInSnapshot, isOfRows } from './erase-in-snapshot.ts';
import { LineFile } from './line-file.ts';
import { LinePlaces } from './line-places.ts';
import { LineReader } from './line-reader.ts';
import {
  BriefFile,
  hasIndex,
  LINE_PLACES,
  openBriefs,
  readIndex,
  readKeys,
  removeWhatWasMade,
  writeIndex,
} from './made-of-listing.ts';
import { personFromLine, personToLine } from './person-line.ts';
import { areRowsWhole, RowFileReader } from './row-file-reader.ts';
import { RowFileWriter } from './row-file-writer.ts';

const FACTS = 'facts.json';

/**
 * Snapshots as folders of plain files: `people` (a line each) and `groups` (a line each), or `rows` (the rows of a
 * plain CSV), and `facts.json`, which is written last: a folder without it was never finished. Readable by this user
 * only (R24).
 */
export function openSnapshotFolder(folder: string): SnapshotStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, id);
  return {
    create: (id) => new FileSnapshotWriter(pathOf(id)),
    createOfRows: (id, begin) => new RowSnapshotFiles(pathOf(id), begin),
    keepMade: (id) => new MadeFiles(pathOf(id)),
    dropMade: (id) => removeWhatWasMade(pathOf(id)),
    flush: (id) => flushFolder(pathOf(id)),
    has: (id) => isFinished(pathOf(id)),
    share: (id, as) => shareFolder(pathOf(id), pathOf(as)),
    remove: (id) => rmSync(pathOf(id), { recursive: true, force: true }),
    erase(id, edit) {
      if (!isFinished(pathOf(id))) return fail(noSnapshot(id));
      return succeed(eraseInSnapshot(pathOf(id), edit));
    },
    list: () => readdirSync(folder).map((id) => ({ id, readAtMs: readAtMs(pathOf(id)) })),
    open: (id) => {
      if (!isFinished(pathOf(id))) return fail(noSnapshot(id));
      return succeed(openSnapshot(pathOf(id)));
    },
  };
}

function isFinished(path: string): boolean {
  return existsSync(join(path, FACTS)) && (!isOfRows(path) || areRowsWhole(path));
}

/**
 * Links each file under the second name; facts last, as ever. Nothing here is changed in place (erasing puts a new
 * file beside the old and renames it), so the two names go their own ways. A disk without links gets copies.
 */
function shareFolder(path: string, as: string): void {
  rmSync(as, { recursive: true, force: true });
  mkdirSync(as, { recursive: true, mode: 0o700 });
  const files = readdirSync(path).filter((name) => name !== FACTS && !name.endsWith('.part'));
  for (const name of [...files, FACTS]) {
    try {
      linkSync(join(path, name), join(as, name));
    } catch {
      // FAT and some network disks know no links.
      copyFileSync(join(path, name), join(as, name));
    }
  }
}

function noSnapshot(id: string): Failure {
  return {
    code: 'not-found',
    sentence: 'The listing behind this report is no longer kept on this computer.',
    next: 'Run a test-mode sync to make a new one.',
    cause: `snapshot ${id}`,
  };
}

/** One that was never finished, or is damaged, is as old as its folder. */
function readAtMs(path: string): number {
  try {
    return (JSON.parse(readFileSync(join(path, FACTS), 'utf8')) as SnapshotFacts).readAtMs;
  } catch {
    // Nothing is lost: who asks wants to know how old it is, and the folder tells that too.
    return statSync(path).mtimeMs;
  }
}

class FileSnapshotWriter implements SnapshotWriter {
  readonly #path: string;
  readonly #people: LineFile;
  readonly #places = new LinePlaces();
  readonly #groups: LineFile;

  constructor(path: string) {
    emptyFolder(path);
    this.#path = path;
    this.#people = new LineFile(join(path, 'people'), this.#places);
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
    this.#places.writeTo(join(this.#path, LINE_PLACES));
    writeFacts(this.#path, facts);
    return openSnapshot(this.#path);
  }

  discard(): void {
    this.#people.close();
    this.#groups.close();
    rmSync(this.#path, { recursive: true, force: true });
  }
}

class RowSnapshotFiles implements RowSnapshotWriter {
  readonly #path: string;
  readonly #rows: RowFileWriter;
  readonly #briefs: BriefFile;

  constructor(path: string, { layout, expected }: RowsBegin) {
    emptyFolder(path);
    this.#path = path;
    this.#rows = new RowFileWriter(path, layout, expected);
    this.#briefs = new BriefFile(path);
  }

  add(batch: RowBatch): void {
    this.#rows.add(batch);
  }

  addBriefs(block: Uint8Array): void {
    this.#briefs.add(block);
  }

  finish(facts: SnapshotFacts, made: MadeOfListing): SnapshotReader {
    this.#rows.finish();
    if (made.briefs) this.#briefs.finish(made.briefs, made.knownBy);
    writeIndex(this.#path, made);
    writeFacts(this.#path, facts);
    return openSnapshot(this.#path);
  }

  discard(): void {
    this.#rows.close();
    this.#briefs.close();
    rmSync(this.#path, { recursive: true, force: true });
  }
}

/** Written once for a listing, before any other name shares its files. */
class MadeFiles implements MadeWriter {
  readonly #path: string;
  readonly #briefs: BriefFile;

  constructor(path: string) {
    this.#path = path;
    this.#briefs = new BriefFile(path);
  }

  addBriefs(block: Uint8Array): void {
    this.#briefs.add(block);
  }

  finish(made: MadeOfListing): void {
    if (made.briefs) this.#briefs.finish(made.briefs, made.knownBy);
    writeIndex(this.#path, made);
  }

  discard(): void {
    this.#briefs.close();
    removeWhatWasMade(this.#path);
  }
}

function emptyFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

function writeFacts(path: string, facts: SnapshotFacts): void {
  const temporary = join(path, `${FACTS}.part`);
  writeFileSync(temporary, JSON.stringify(facts), { mode: 0o600 });
  renameSync(temporary, join(path, FACTS));
}

/** The system writes in the background what is asked to be on disk; nobody waits for it here. */
async function flushFolder(path: string): Promise<void> {
  await Promise.all(readdirSync(path).map((name) => flushFile(join(path, name))));
}

/** Asked for at once: whoever goes on computing would keep a second step from being asked. */
function flushFile(file: string): Promise<void> {
  // Windows flushes only what is open for writing.
  const descriptor = openSync(file, 'r+');
  return new Promise((resolve, reject) => {
    fsync(descriptor, (error) => {
      closeSync(descriptor);
      if (error) reject(error);
      else resolve();
    });
  });
}

function openSnapshot(path: string): SnapshotReader {
  const facts = JSON.parse(readFileSync(join(path, FACTS), 'utf8')) as SnapshotFacts;
  return isOfRows(path) ? openRows(path, facts) : openLines(path, facts);
}

function openRows(path: string, facts: SnapshotFacts): SnapshotReader {
  const people = new RowFileReader(path);
  const briefs = openBriefs(path);
  return {
    facts,
    people: people.count,
    // A CSV names a person's groups on the person.
    groupCount: 0,
    person: (row) => people.person(row),
    groups: () => [],
    concerning: (mayConcern) => people.concerning(mayConcern),
    ...(briefs ? { briefs } : {}),
    storedIndex: (key) => readIndex(path, key),
    storedKeys: () => readKeys(path),
    close: () => {
      people.close();
      briefs?.close();
    },
  };
}

function openLines(path: string, facts: SnapshotFacts): SnapshotReader {
  const people = new LineReader(join(path, 'people'), join(path, LINE_PLACES));
  const groups = new LineReader(join(path, 'groups'));
  // Another file than was written has no index: it is read, and told where it is damaged.
  const isMade = people.hasPlaces && hasIndex(path);
  const briefs = isMade ? openBriefs(path) : undefined;
  return {
    facts,
    people: people.count,
    groupCount: groups.count,
    person: (row) => personFromLine(people.line(row)),
    *groups() {
      for (let row = 0; row < groups.count; row++) yield JSON.parse(groups.line(row)) as GroupRecord;
    },
    *concerning(mayConcern) {
      for (let row = 0; row < people.count; row++) {
        const line = people.line(row);
        if (mayConcern(line)) yield personFromLine(line);
      }
    },
    ...(briefs ? { briefs } : {}),
    ...(isMade ? { storedIndex: (key) => readIndex(path, key), storedKeys: () => readKeys(path) } : {}),
    close: () => {
      people.close();
      groups.close();
      briefs?.close();
    },
  };
}
