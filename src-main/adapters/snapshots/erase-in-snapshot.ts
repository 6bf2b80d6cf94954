import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SnapshotEdit, SnapshotFacts } from '../../app/ports/snapshot-store.ts';
import type { GroupRecord } from '../../core/records.ts';
import { LineFile } from './line-file.ts';
import { LineReader } from './line-reader.ts';
import { removeWhatWasMade } from './made-of-listing.ts';
import { personFromLine, personToLine } from './person-line.ts';
import { RowFileReader } from './row-file-reader.ts';
import { ROW_FORM, ROW_PLACES, ROWS } from './row-file-writer.ts';

/** Whether the people of a listing are kept as rows of a CSV; one that somebody was erased from is kept as lines. */
export function isOfRows(path: string): boolean {
  return existsSync(join(path, ROW_FORM)) && !existsSync(join(path, 'people'));
}

/**
 * Erases people from a listing (R24). Each of its files is written anew beside the old one and then put in its place;
 * lines do not refer to each other by number, so whichever of them a power cut leaves behind fit together. The facts
 * come first: a listing that somebody was taken out of must at no moment count as complete (R1).
 */
export function eraseInSnapshot(path: string, edit: SnapshotEdit): 'changed' | 'same' {
  if (isOfRows(path)) return eraseInRows(path, edit);
  // A power cut may have left them when the lines were in place already.
  if (existsSync(join(path, ROW_FORM))) removeRows(path);
  const people = new LineEdit(join(path, 'people'), (line) => editedLine(line, edit));
  const groups = new LineEdit(join(path, 'groups'), (line) => {
    if (!edit.mayConcern(line)) return line;
    const group = JSON.parse(line) as GroupRecord;
    const edited = edit.group(group);
    return edited === group ? line : JSON.stringify(edited);
  });
  const others = people.changes() || groups.changes() ? 'changed' : 'same';
  const facts = eraseInFacts(path, edit, others);
  if (others === 'changed') {
    removeWhatWasMade(path);
    for (const each of [people, groups]) each.take();
  }
  return others === 'changed' || facts === 'changed' ? 'changed' : 'same';
}

function editedLine(line: string, edit: SnapshotEdit): string {
  if (!edit.mayConcern(line)) return line;
  const person = personFromLine(line);
  const edited = edit.person(person);
  if (edited === 'gone') return 'gone';
  return edited === person ? line : personToLine(edited);
}

function eraseInFacts(path: string, edit: SnapshotEdit, others: 'changed' | 'same'): 'changed' | 'same' {
  const file = join(path, 'facts.json');
  const facts = JSON.parse(readFileSync(file, 'utf8')) as SnapshotFacts;
  const edited = edit.facts(facts, others);
  if (edited === facts) return 'same';
  replaceText(file, JSON.stringify(edited));
  return 'changed';
}

/** Rows that somebody is taken out of become lines, in which less is said of others too; then the rows go. */
function eraseInRows(path: string, edit: SnapshotEdit): 'changed' | 'same' {
  const rows = new RowFileReader(path);
  try {
    let others: 'changed' | 'same' = 'same';
    for (const person of rows.concerning(edit.mayConcern)) {
      if (edit.person(person) === person) continue;
      others = 'changed';
      break;
    }
    const facts = eraseInFacts(path, edit, others);
    if (others === 'same') return facts;
    removeWhatWasMade(path);
    writeLines(path, rows, edit);
  } finally {
    rows.close();
  }
  removeRows(path);
  return 'changed';
}

function writeLines(path: string, rows: RowFileReader, edit: SnapshotEdit): void {
  const part = join(path, 'people.part');
  const people = new LineFile(part);
  const groups = new LineFile(join(path, 'groups'));
  try {
    for (let row = 0; row < rows.count; row++) {
      const line = editedLine(personToLine(rows.person(row)), edit);
      if (line !== 'gone') people.add(line);
    }
    groups.finish();
    people.finish();
  } catch (error) {
    for (const file of [people, groups]) file.close();
    rmSync(part, { force: true });
    throw error;
  }
  renameSync(part, join(path, 'people'));
}

function removeRows(path: string): void {
  removeWhatWasMade(path);
  for (const name of [ROWS, ROW_PLACES, ROW_FORM]) rmSync(join(path, name), { force: true });
}

class LineEdit {
  readonly #file: string;
  readonly #edit: (line: string) => string;

  /** A line that is edited to `gone`, which no line of JSON is, is left out. */
  constructor(file: string, edit: (line: string) => string) {
    this.#file = file;
    this.#edit = edit;
  }

  changes(): boolean {
    const reader = new LineReader(this.#file);
    try {
      for (let row = 0; row < reader.count; row++) {
        const line = reader.line(row);
        if (this.#edit(line) !== line) return true;
      }
      return false;
    } finally {
      reader.close();
    }
  }

  take(): void {
    const part = `${this.#file}.part`;
    const reader = new LineReader(this.#file);
    const writer = new LineFile(part);
    try {
      for (let row = 0; row < reader.count; row++) {
        const line = this.#edit(reader.line(row));
        if (line !== 'gone') writer.add(line);
      }
      writer.finish();
    } catch (error) {
      writer.close();
      rmSync(part, { force: true });
      throw error;
    } finally {
      reader.close();
    }
    renameSync(part, this.#file);
  }
}

function replaceText(file: string, text: string): void {
  const part = `${file}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  const handle = openSync(part, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(part, file);
}
