import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { RowColumns } from '../../../app/ports/report-table.ts';
import type { ReasonCode, WarningCode } from '../../../core/reason-codes.ts';
import type { RowResult, Verdict } from '../../../core/report.ts';
import { OBJECTS, PLAIN_REASON, VERDICTS, verdictOfRank } from './file-schema.ts';
import { placesOfSeqs } from './new-order.ts';
import { BytesNumbered, Numbered } from './numbered.ts';
import { PlainTexts } from './plain-texts.ts';
import type { PlainRows } from './read-plain.ts';
import type { ReadingOrder } from './reading-order.ts';
import { changesIn, FIELDS } from './row-codec.ts';
import type { StoredRows } from './stored-rows.ts';
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

/** What reads a report as a whole. */
export interface WholeReport {
  readonly db: Database.Database;
  readonly words: StoredWords;
  readonly file: string;
  readonly rows: StoredRows;
  readonly order: ReadingOrder;
}

/** Columns are read once; what a live run or a review writes meanwhile, here or in another process, is read again. */
export function keptColumns(report: WholeReport) {
  const { db } = report;
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
      const columns = kept ? readAgain(db, kept.columns) : readColumns(report, checkCancelled);
      kept = { columns, version: now };
      return columns;
    },
  };
}

/** Reads a whole report into columns: once through the rows in the order of the file, which is the fastest. */
function readColumns(report: WholeReport, checkCancelled: () => void): RowColumns {
  const { db, words, file, order } = report;
  const { size } = order;
  const seq = order.everySeq();
  const placeOf = placesOfSeqs(seq);
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
    reason[place] = reasons.indexOf(reasonText(words, row.reason));
    if (row.department !== null) department[place] = departments.indexOf(row.department);
    if (row.changes === null) continue;
    const mask = fieldsOf(row.changes, file);
    fields[place] = mask;
    const folds = row.rank >= VERDICTS.length && isFolded(verdictOfRank(row.rank));
    if (folds && (row.object !== USER || (mask & OF_ONE_ROW) === 0)) {
      equals.add(row.seq, `${row.rank % VERDICTS.length}${row.object}${row.changes}`);
    }
  }
  readPlainColumns(report.rows.plain, { placeOf, reason, reasons, department, departments }, checkCancelled);
  return {
    size,
    seq,
    placeOf,
    ...readSegments(order),
    reason,
    reasons: reasons.all,
    ...readWarnings(order, words),
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

interface PlainColumns {
  readonly placeOf: Int32Array;
  readonly reason: Uint16Array;
  readonly reasons: Numbered<ReasonCode>;
  readonly department: Int32Array;
  readonly departments: Numbered<string>;
}

function readPlainColumns(
  plain: PlainRows,
  { placeOf, reason, reasons, department, departments }: PlainColumns,
  checkCancelled: () => void,
): void {
  if (plain.blockCount() === 0) return;
  const same = reasons.indexOf(PLAIN_REASON);
  const texts = new PlainTexts();
  const { fields } = texts;
  const names = new BytesNumbered(departments);
  let looked = 0;
  texts.each(plain, (seq, { briefs }) => {
    if (++looked % LOOKS_UP_EVERY === 0) checkCancelled();
    const place = placeOf[seq] ?? -1;
    if (place < 0) return;
    reason[place] = same;
    if (fields.end > fields.departmentStart) {
      department[place] = names.indexOf(briefs, fields.departmentStart, fields.end);
    }
  });
}

/** Rows of one rank and object lie next to each other. */
function readSegments({ size, segments }: ReadingOrder) {
  const object = new Uint8Array(size);
  const verdict = new Uint8Array(size);
  const heavy = new Uint8Array(size);
  for (const segment of segments) {
    const { first, last, rank } = segment;
    object.fill(segment.object, first - 1, last);
    verdict.fill(rank % VERDICTS.length, first - 1, last);
    heavy.fill(rank < VERDICTS.length ? 1 : 0, first - 1, last);
  }
  return { object, objects: OBJECTS, verdict, verdicts: VERDICTS, heavy };
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

function readWarnings(order: ReadingOrder, words: StoredWords) {
  const warnings = new Uint32Array(order.size);
  const codes = [...new Set(order.warnedCounts.map(({ code }) => code))].sort((a, b) => a - b);
  const known = codes.slice(0, BITS);
  known.forEach((code, bit) => {
    for (const place of order.warnedPlaces(code)) {
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
  for (const [field] of changesIn(changes, file)) mask |= bitOf(field);
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
