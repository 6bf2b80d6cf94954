import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotEdit, SnapshotFacts } from '../../app/ports/snapshot-store.ts';
import type { GroupRecord } from '../../core/records.ts';
import { LineFile } from './line-file.ts';
import { LineReader } from './line-reader.ts';
import { personFromLine, personToLine } from './person-line.ts';

/**
 * Erases people from a listing (R24). Each of its files is written anew beside the old one and then put in its place;
 * lines do not refer to each other by number, so whichever of them a power cut leaves behind fit together. The facts
 * come first: a listing that somebody was taken out of must at no moment count as complete (R1).
 */
export function eraseInSnapshot(path: string, edit: SnapshotEdit): 'changed' | 'same' {
  const people = new LineEdit(join(path, 'people'), (line) => {
    if (!edit.mayConcern(line)) return line;
    const person = personFromLine(line);
    const edited = edit.person(person);
    if (edited === 'gone') return 'gone';
    return edited === person ? line : personToLine(edited);
  });
  const groups = new LineEdit(join(path, 'groups'), (line) => {
    if (!edit.mayConcern(line)) return line;
    const group = JSON.parse(line) as GroupRecord;
    const edited = edit.group(group);
    return edited === group ? line : JSON.stringify(edited);
  });
  const others = people.changes() || groups.changes() ? 'changed' : 'same';
  const file = join(path, 'facts.json');
  const facts = JSON.parse(readFileSync(file, 'utf8')) as SnapshotFacts;
  const edited = edit.facts(facts, others);
  if (edited !== facts) replaceText(file, JSON.stringify(edited));
  if (others === 'changed') for (const each of [people, groups]) each.take();
  return others === 'changed' || edited !== facts ? 'changed' : 'same';
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
