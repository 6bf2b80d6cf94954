import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { RowColumns } from '../../../app/ports/report-table.ts';
import type { ReasonCode, WarningCode } from '../../../core/reason-codes.ts';
import type { RowResult, Verdict } from '../../../core/report.ts';
import { readJson } from '../stored-json.ts';
import { OBJECTS, VERDICTS } from './file-schema.ts';
import { changesSchema, FIELDS } from './row-codec.ts';
import type { StoredWords } from './words.ts';

const RESULTS: readonly ('' | RowResult['status'])[] = [
  '',
  'applied',
  'received',
  'refused',
  'moved',
  'unknown',
  'not-reached',
];
/** The sum of bits in one number; a report with more kinds of warnings does not exist. */
const BITS = 32;
const LOOKS_UP_EVERY = 4096;
const USER = 0;
const FIELD_BIT = new Map<string, number>(FIELDS.map((field, index) => [field, index]));
/** Values that two rows never share, so that looking for equal ones would be in vain. */
const OF_ONE_ROW = bitOf('userName') | bitOf('email') | bitOf('externalId');

interface Cells {
  readonly seq: number;
  readonly rank: number;
  readonly object: number;
  readonly reason: number;
  readonly department: string | null;
  readonly changes: string | null;
}

/** Columns are read once; what a live run or a review writes meanwhile, here or in another process, is read again. */
export function keptColumns(db: Database.Database, words: StoredWords, file: string) {
  let kept: { readonly columns: RowColumns; readonly version: string } | undefined;
  let writes = 0;
  // SQLite counts the writes of others only.
  const version = () => `${String(db.pragma('data_version', { simple: true }))}/${writes}`;
  return {
    written: () => {
      writes++;
    },
    read(checkCancelled: () => void): RowColumns {
      const now = version();
      if (kept?.version === now) return kept.columns;
      const columns = kept ? readAgain(db, kept.columns) : readColumns(db, words, file, checkCancelled);
      kept = { columns, version: now };
      return columns;
    },
  };
}

/** Places in the order of folded names or of addresses; equal ones as people read. */
export function placesBy(db: Database.Database, order: 'name' | 'address'): Int32Array {
  const by = order === 'name' ? 'coalesce(r.sort_name, r.name)' : 'lower(r.address)';
  const places = db
    .prepare<[], number>(`SELECT p.place FROM place p JOIN row r ON r.seq = p.seq ORDER BY ${by}, p.place`)
    .pluck()
    .all();
  return Int32Array.from(places, (place) => place - 1);
}

/** One pass over the names; whose name or address as a whole begins with the text come first. */
export function peopleBeginning(db: Database.Database, folded: string, limit: number): readonly number[] {
  return db
    .prepare<[{ text: string; word: string; length: number; limit: number }], number>(`
      SELECT seq FROM (
        SELECT seq, coalesce(sort_name, name) AS folded,
          substr(coalesce(sort_name, name), 1, @length) = @text
            OR substr(lower(address), 1, @length) = @text AS begins
        FROM row WHERE object = ${USER})
      WHERE begins OR instr(folded, @word) > 0 ORDER BY begins DESC, folded, seq LIMIT @limit`)
    .pluck()
    .all({ text: folded, word: ` ${folded}`, length: [...folded].length, limit });
}

/** Reads a whole report into columns: once through the rows in the order of the file, which is the fastest. */
function readColumns(
  db: Database.Database,
  words: StoredWords,
  file: string,
  checkCancelled: () => void,
): RowColumns {
  const size = db.prepare<[], number>('SELECT count(*) FROM place').pluck().get() ?? 0;
  const { seq, placeOf } = readPlaces(db, size);
  const object = new Uint8Array(size);
  const verdict = new Uint8Array(size);
  const heavy = new Uint8Array(size);
  const reason = new Uint16Array(size);
  const fields = new Uint32Array(size);
  const department = new Int32Array(size);
  const reasons = new Numbered<ReasonCode>();
  const departments = new Numbered<string>('');
  const equals = new EqualChanges(placeOf, size);

  const rows = db.prepare<[], Cells>(
    'SELECT seq, rank, object, reason, department, changes FROM row ORDER BY seq',
  );
  let looked = 0;
  for (const row of rows.iterate()) {
    if (++looked % LOOKS_UP_EVERY === 0) checkCancelled();
    const place = placeOf[row.seq] ?? -1;
    if (place < 0) continue;
    const verdictIndex = row.rank % VERDICTS.length;
    object[place] = row.object;
    verdict[place] = verdictIndex;
    heavy[place] = row.rank < VERDICTS.length ? 1 : 0;
    reason[place] = reasons.indexOf(reasonText(words, row.reason));
    if (row.department !== null) department[place] = departments.indexOf(row.department);
    if (row.changes === null) continue;
    const mask = fieldsOf(row.changes, file);
    fields[place] = mask;
    const folds = heavy[place] === 0 && isFolded(VERDICTS[verdictIndex]);
    if (folds && (row.object !== USER || (mask & OF_ONE_ROW) === 0)) {
      equals.add(row.seq, `${verdictIndex}${row.object}${row.changes}`);
    }
  }
  return {
    size,
    seq,
    placeOf,
    object,
    objects: OBJECTS,
    verdict,
    verdicts: VERDICTS,
    heavy,
    reason,
    reasons: reasons.all,
    ...readWarnings(db, words, size),
    fields,
    fieldNames: FIELDS,
    department,
    departments: departments.all,
    equal: equals.column,
    result: readResults(db, placeOf, size),
    results: RESULTS,
    marked: readMarks(db, placeOf, size),
  };
}

/** The harm is always told row by row (ux §5). */
function isFolded(verdict: Verdict | undefined): boolean {
  return verdict !== 'Archived' && verdict !== 'Blocked';
}

/** Reads only what a live run or a review writes; the rows themselves never change. */
function readAgain(db: Database.Database, before: RowColumns): RowColumns {
  const { placeOf, size } = before;
  return { ...before, result: readResults(db, placeOf, size), marked: readMarks(db, placeOf, size) };
}

function readPlaces(db: Database.Database, size: number) {
  const highest = db.prepare<[], number | null>('SELECT max(seq) FROM row').pluck().get() ?? 0;
  const seq = new Int32Array(size);
  const placeOf = new Int32Array(highest + 1).fill(-1);
  let place = 0;
  for (const number of db.prepare<[], number>('SELECT seq FROM place ORDER BY place').pluck().iterate()) {
    seq[place] = number;
    placeOf[number] = place++;
  }
  return { seq, placeOf };
}

function readWarnings(db: Database.Database, words: StoredWords, size: number) {
  const warnings = new Uint32Array(size);
  const codes = db.prepare<[], number>('SELECT DISTINCT code FROM warned_count').pluck().all();
  const known = codes.slice(0, BITS);
  known.forEach((code, bit) => {
    const places = db.prepare<[number], number>('SELECT place FROM warned WHERE code = ?').pluck();
    for (const place of places.iterate(code)) {
      warnings[place - 1] = ((warnings[place - 1] ?? 0) | (1 << bit)) >>> 0;
    }
  });
  return { warnings, warningCodes: known.map((code) => warningText(words, code)) };
}

function readResults(db: Database.Database, placeOf: Int32Array, size: number): Uint8Array {
  const column = new Uint8Array(size);
  const statuses = new Map<string, number>(RESULTS.map((status, index) => [status, index]));
  const results = db.prepare<[], { seq: number; status: string }>(
    "SELECT seq, result ->> 'status' AS status FROM result",
  );
  for (const { seq, status } of results.iterate()) {
    const place = placeOf[seq] ?? -1;
    if (place >= 0) column[place] = statuses.get(status) ?? 0;
  }
  return column;
}

function readMarks(db: Database.Database, placeOf: Int32Array, size: number): Uint8Array {
  const column = new Uint8Array(size);
  for (const seq of db.prepare<[], number>('SELECT seq FROM mark').pluck().iterate()) {
    const place = placeOf[seq] ?? -1;
    if (place >= 0) column[place] = 1;
  }
  return column;
}

function fieldsOf(changes: string, file: string): number {
  let mask = 0;
  for (const [field] of readJson(changesSchema, changes, file)) mask |= bitOf(field);
  return mask >>> 0;
}

function bitOf(field: string): number {
  return 1 << (FIELD_BIT.get(field) ?? 0);
}

// Codes of a later version are shown as they stand, as in row-codec.ts.
const anyReason = z.custom<ReasonCode>((value) => typeof value === 'string');
const anyWarning = z.custom<WarningCode>((value) => typeof value === 'string');

function reasonText(words: StoredWords, id: number): ReasonCode {
  return anyReason.parse(words.textOf(id));
}

function warningText(words: StoredWords, id: number): WarningCode {
  return anyWarning.parse(words.textOf(id));
}

/** Texts that repeat, each with a small number in the order in which they are first seen. */
class Numbered<T extends string> {
  readonly all: T[] = [];
  readonly #indexes = new Map<T, number>();

  constructor(...first: readonly T[]) {
    for (const text of first) this.indexOf(text);
  }

  indexOf(text: T): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    const index = this.all.push(text) - 1;
    this.#indexes.set(text, index);
    return index;
  }
}

/** Rows with the same text belong together, and are named by the first of them. */
class EqualChanges {
  readonly column: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #firsts = new Map<string, number>();

  constructor(placeOf: Int32Array, size: number) {
    this.#placeOf = placeOf;
    this.column = new Int32Array(size);
  }

  add(seq: number, text: string): void {
    const first = this.#firsts.get(text);
    if (first === undefined) {
      this.#firsts.set(text, seq);
      return;
    }
    this.column[this.#placeOf[first] ?? 0] = first;
    this.column[this.#placeOf[seq] ?? 0] = first;
  }
}
