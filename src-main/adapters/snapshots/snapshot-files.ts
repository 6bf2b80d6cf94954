import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type {
  SnapshotFacts,
  SnapshotReader,
  SnapshotStore,
  SnapshotWriter,
} from '../../app/ports/snapshot-store.ts';
import { type Failure, fail, succeed } from '../../core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import { eraseInSnapshot } from './erase-in-snapshot.ts';
import { LineFile } from './line-file.ts';
import { LineReader } from './line-reader.ts';
import { personFromLine, personToLine } from './person-line.ts';

const FACTS = 'facts.json';

/**
 * Snapshots as folders of plain files: `people` (a line each), `groups` (a line each) and `facts.json`, which
 * is written last: a folder without it was never finished. Readable by this user only (R24).
 */
export function openSnapshotFolder(folder: string): SnapshotStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, id);
  return {
    create: (id) => new FileSnapshotWriter(pathOf(id)),
    has: (id) => existsSync(join(pathOf(id), FACTS)),
    share: (id, as) => shareFolder(pathOf(id), pathOf(as)),
    remove: (id) => rmSync(pathOf(id), { recursive: true, force: true }),
    erase(id, edit) {
      if (!existsSync(join(pathOf(id), FACTS))) return fail(noSnapshot(id));
      return succeed(eraseInSnapshot(pathOf(id), edit));
    },
    list: () => readdirSync(folder).map((id) => ({ id, readAtMs: readAtMs(pathOf(id)) })),
    open: (id) => {
      if (!existsSync(join(pathOf(id), FACTS))) {
        return fail(noSnapshot(id));
      }
      return succeed(openSnapshot(pathOf(id)));
    },
  };
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
    renameSync(temporary, join(this.#path, FACTS));
    return openSnapshot(this.#path);
  }

  discard(): void {
    this.#people.close();
    this.#groups.close();
    rmSync(this.#path, { recursive: true, force: true });
  }
}

function openSnapshot(path: string): SnapshotReader {
  const facts = JSON.parse(readFileSync(join(path, FACTS), 'utf8')) as SnapshotFacts;
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
    *concerning(mayConcern) {
      for (let row = 0; row < people.count; row++) {
        const line = people.line(row);
        if (mayConcern(line)) yield personFromLine(line);
      }
    },
    close: () => {
      people.close();
      groups.close();
    },
  };
}
