import { fold } from './fold.ts';

/** A line of the exclusions editor, as typed (ux §7). */
export interface EditedLine {
  /** Stable while the draft lives; never used twice. */
  readonly id: number;
  readonly email: string;
  readonly managed: string;
}

/** A primitive of an act; plain data, since the draft's log on disk is made of them. */
export type DraftOperation =
  | { readonly op: 'set'; readonly lines: readonly EditedLine[] }
  /** With the place that each has when all of them stand, in ascending order. */
  | { readonly op: 'put'; readonly lines: readonly (EditedLine & { readonly at: number })[] }
  | { readonly op: 'remove'; readonly ids: readonly number[] }
  | { readonly op: 'replace'; readonly lines: readonly EditedLine[] };

/** Told of each line that comes, goes or changes, so that whoever counts goes through no other line. */
export interface LineWatcher {
  added(line: EditedLine): void;
  removed(line: EditedLine): void;
}

export function foldedOf(line: Pick<EditedLine, 'email'>): string {
  return fold(line.email);
}

/** In doubt a line protects: only `true` and an empty cell say that it does not (R5, ux §7). */
export function protects(line: Pick<EditedLine, 'managed'>): boolean {
  const word = line.managed.trim().toLowerCase();
  return word !== 'true' && word !== '';
}

/** The lines in their order. Each operation gives back the one that undoes it. */
export class DraftLines {
  #order: EditedLine[] = [];
  readonly #byId = new Map<number, EditedLine>();
  readonly #watchers: LineWatcher[] = [];
  #nextId = 1;
  /** Changes with each operation; for whoever keeps something made of the lines. */
  version = 0;

  constructor(lines: readonly EditedLine[] = []) {
    for (const line of lines) this.#keep(line);
    this.#order = [...lines];
  }

  get order(): readonly EditedLine[] {
    return this.#order;
  }

  get nextId(): number {
    return this.#nextId;
  }

  find(id: number): EditedLine | undefined {
    return this.#byId.get(id);
  }

  /** The line's number as people count, 0 where it does not stand. */
  numberOf(id: number): number {
    return this.#order.findIndex((line) => line.id === id) + 1;
  }

  /** Watchers hear of the lines that stand already, too. */
  watch(watcher: LineWatcher): void {
    this.#watchers.push(watcher);
    for (const line of this.#order) watcher.added(line);
  }

  unwatch(watcher: LineWatcher): void {
    const at = this.#watchers.indexOf(watcher);
    if (at >= 0) this.#watchers.splice(at, 1);
  }

  /** Ids that were used by a base or a log, so that they are not used again. */
  skipIds(upTo: number): void {
    this.#nextId = Math.max(this.#nextId, upTo + 1);
  }

  apply(operation: DraftOperation): DraftOperation {
    this.version++;
    switch (operation.op) {
      case 'set':
        return this.#set(operation.lines);
      case 'put':
        return this.#put(operation.lines);
      case 'remove':
        return this.#remove(operation.ids);
      case 'replace':
        return this.#replace(operation.lines);
    }
  }

  #set(lines: readonly EditedLine[]): DraftOperation {
    const before: EditedLine[] = [];
    const changed = new Map<number, EditedLine>();
    for (const line of lines) {
      const old = this.#byId.get(line.id);
      if (!old) continue;
      if (!changed.has(line.id)) before.push(old);
      changed.set(line.id, line);
      this.#drop(old);
      this.#keep(line);
    }
    this.#order = this.#order.map((line) => changed.get(line.id) ?? line);
    return { op: 'set', lines: before };
  }

  #put(lines: readonly (EditedLine & { readonly at: number })[]): DraftOperation {
    const order: EditedLine[] = [];
    let old = 0;
    for (const { at, ...line } of lines) {
      while (order.length < at && old < this.#order.length) order.push(this.#order[old++]!);
      order.push(line);
      this.#keep(line);
    }
    for (; old < this.#order.length; old++) order.push(this.#order[old]!);
    this.#order = order;
    return { op: 'remove', ids: lines.map(({ id }) => id) };
  }

  #remove(ids: readonly number[]): DraftOperation {
    const gone = new Set(ids);
    const removed: (EditedLine & { readonly at: number })[] = [];
    const order: EditedLine[] = [];
    for (const [at, line] of this.#order.entries()) {
      if (!gone.has(line.id)) order.push(line);
      else {
        removed.push({ ...line, at });
        this.#drop(line);
      }
    }
    this.#order = order;
    return { op: 'put', lines: removed };
  }

  #replace(lines: readonly EditedLine[]): DraftOperation {
    const before = this.#order;
    for (const line of before) this.#drop(line);
    for (const line of lines) this.#keep(line);
    this.#order = [...lines];
    return { op: 'replace', lines: before };
  }

  #keep(line: EditedLine): void {
    this.#byId.set(line.id, line);
    this.skipIds(line.id);
    for (const watcher of this.#watchers) watcher.added(line);
  }

  #drop(line: EditedLine): void {
    this.#byId.delete(line.id);
    for (const watcher of this.#watchers) watcher.removed(line);
  }
}
