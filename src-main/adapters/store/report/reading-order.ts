import type Database from 'better-sqlite3';
import { NUMBERS_A_PART } from './file-schema.ts';
import { eachPart, numbersOf, readBlob } from './number-parts.ts';

/** So many parts of places are kept in memory, some 16 KB each: of a million rows, all. A search finds rows everywhere. */
const PARTS_KEPT = 256;

/** A range of places (from 1, both included) whose rows have one rank and one object. */
export interface Segment {
  readonly rank: number;
  readonly object: number;
  readonly first: number;
  readonly last: number;
}

export interface WarnedCount {
  readonly code: number;
  readonly rank: number;
  readonly object: number;
  readonly rows: number;
}

/** In which order people read the rows of a report (ux §5). Places count from 1. */
export interface ReadingOrder {
  readonly size: number;
  readonly segments: readonly Segment[];
  readonly warnedCounts: readonly WarnedCount[];
  /** The numbers of up to `limit` rows at the places after `after`, up to and with `last`. */
  seqs(after: number, last: number, limit: number): Int32Array;
  /** The number of the row at a place; 0 for none. */
  seqAt(place: number): number;
  /** The numbers of all rows, by place less one. */
  everySeq(): Int32Array;
  /** The places, ascending, of the rows that bear a warning. */
  warnedPlaces(code: number): Int32Array;
}

/** Reads the order of a finished file, of either format. */
export function readingOrder(db: Database.Database): ReadingOrder {
  const segments = db
    .prepare<[], Segment>('SELECT rank, object, first, last FROM segment ORDER BY first')
    .all();
  const warnedCounts = db.prepare<[], WarnedCount>('SELECT code, rank, object, rows FROM warned_count').all();
  const size = segments.at(-1)?.last ?? 0;
  const parts = hasParts(db) ? partsOf(db, size) : rowsOfPlaces(db, size);
  let warned: { readonly code: number; readonly places: Int32Array } | undefined;
  return {
    size,
    segments,
    warnedCounts,
    seqs: parts.seqs,
    seqAt: parts.seqAt,
    everySeq: parts.everySeq,
    warnedPlaces(code) {
      if (warned?.code !== code) warned = { code, places: parts.warnedPlaces(code) };
      return warned.places;
    },
  };
}

function hasParts(db: Database.Database): boolean {
  return (
    db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'places'").get() !== undefined
  );
}

type Parts = Pick<ReadingOrder, 'seqs' | 'seqAt' | 'everySeq' | 'warnedPlaces'>;

function partsOf(db: Database.Database, size: number): Parts {
  const onePart = db.prepare<[number], Buffer>('SELECT seqs FROM places WHERE part = ?').pluck();
  const kept = new Map<number, Int32Array>();
  const partOf = (part: number): Int32Array => {
    const known = kept.get(part);
    if (known) return known;
    const blob = onePart.get(part);
    const numbers = blob === undefined ? new Int32Array(0) : numbersOf(blob);
    for (const oldest of kept.keys()) {
      if (kept.size < PARTS_KEPT) break;
      kept.delete(oldest);
    }
    kept.set(part, numbers);
    return numbers;
  };
  return {
    seqAt: (place) => partOf(Math.floor((place - 1) / NUMBERS_A_PART))[(place - 1) % NUMBERS_A_PART] ?? 0,
    seqs(after, last, limit) {
      const count = Math.max(0, Math.min(limit, Math.min(last, size) - after));
      const numbers = new Int32Array(count);
      for (let at = 0; at < count; ) {
        const part = Math.floor((after + at) / NUMBERS_A_PART);
        const from = after + at - part * NUMBERS_A_PART;
        const some = partOf(part).subarray(from, from + count - at);
        if (some.length === 0) break;
        numbers.set(some, at);
        at += some.length;
      }
      return numbers;
    },
    everySeq() {
      const numbers = new Int32Array(size);
      let at = 0;
      const every = db.prepare<[], Buffer>('SELECT seqs FROM places ORDER BY part').pluck();
      for (const blob of every.iterate()) at = readBlob(blob, numbers, at);
      return numbers;
    },
    warnedPlaces(code) {
      const blobs = db
        .prepare<[number], Buffer>('SELECT places FROM warned_places WHERE code = ? ORDER BY part')
        .pluck()
        .all(code);
      return numbersOf(Buffer.concat(blobs));
    },
  };
}

/** Format 1: a row of a table for each place. */
function rowsOfPlaces(db: Database.Database, size: number): Parts {
  const some = db
    .prepare<[number, number, number], number>(
      'SELECT seq FROM place WHERE place > ? AND place <= ? ORDER BY place LIMIT ?',
    )
    .pluck();
  return {
    seqAt: (place) => some.get(place - 1, place, 1) ?? 0,
    seqs: (after, last, limit) => Int32Array.from(some.all(after, last, limit)),
    everySeq() {
      const numbers = new Int32Array(size);
      let at = 0;
      const every = db.prepare<[], number>('SELECT seq FROM place ORDER BY place').pluck();
      for (const seq of every.iterate()) numbers[at++] = seq;
      return numbers;
    },
    warnedPlaces: (code) =>
      Int32Array.from(
        db
          .prepare<[number], number>('SELECT place FROM warned WHERE code = ? ORDER BY place')
          .pluck()
          .all(code),
      ),
  };
}

/** An order to write: the numbers by place, and by code the places that bear a warning. */
export interface NewOrder {
  readonly seqs: Int32Array;
  readonly segments: readonly Segment[];
  readonly warned: ReadonlyMap<number, Int32Array>;
}

/** Writes the order in place of the one that stands there, in the form that the file has. */
export function writeOrder(db: Database.Database, { seqs, segments, warned }: NewOrder): void {
  const form = hasParts(db) ? intoParts(db) : intoRows(db);
  db.exec('DELETE FROM segment; DELETE FROM warned_count;');
  form.places(seqs);
  const insertSegment = db.prepare('INSERT INTO segment (rank, object, first, last) VALUES (?, ?, ?, ?)');
  for (const { rank, object, first, last } of segments) insertSegment.run(rank, object, first, last);
  const insertCount = db.prepare('INSERT INTO warned_count (code, rank, object, rows) VALUES (?, ?, ?, ?)');
  for (const [code, places] of warned) {
    form.warned(code, places);
    let at = 0;
    for (const { rank, object, last } of segments) {
      const start = at;
      while (at < places.length && places[at]! <= last) at++;
      if (at > start) insertCount.run(code, rank, object, at - start);
    }
  }
}

function intoParts(db: Database.Database) {
  db.exec('DELETE FROM places; DELETE FROM warned_places;');
  const insertPart = db.prepare<[number, Buffer]>('INSERT INTO places (part, seqs) VALUES (?, ?)');
  const insertWarned = db.prepare<[number, number, Buffer]>(
    'INSERT INTO warned_places (code, part, places) VALUES (?, ?, ?)',
  );
  return {
    places: (seqs: Int32Array) => eachPart(seqs, (part, blob) => insertPart.run(part, blob)),
    warned: (code: number, places: Int32Array) =>
      eachPart(places, (part, blob) => insertWarned.run(code, part, blob)),
  };
}

function intoRows(db: Database.Database) {
  db.exec('DELETE FROM place; DELETE FROM warned;');
  const insertPlace = db.prepare<[number, number]>('INSERT INTO place (place, seq) VALUES (?, ?)');
  const insertWarned = db.prepare<[number, number]>('INSERT INTO warned (code, place) VALUES (?, ?)');
  return {
    places: (seqs: Int32Array) => {
      for (const [at, seq] of seqs.entries()) insertPlace.run(at + 1, seq);
    },
    warned: (code: number, places: Int32Array) => {
      for (const place of places) insertWarned.run(code, place);
    },
  };
}
