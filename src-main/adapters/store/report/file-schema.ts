import type { ReasonCode } from '../../../core/reason-codes.ts';
import type { MatchKey, ReportObject, Verdict } from '../../../core/report.ts';

/** Marks a file as a report of Muster ("MusR"), for `file`, backups and our own check. */
export const REPORT_APPLICATION_ID = 0x4d757352;
/**
 * Grows with each change that an older Muster could not read. Files of format 1 have a table `place` and a table
 * `warned` in place of parts of numbers, and no plain rows; they are read as well.
 */
export const REPORT_FORMAT = 2;

/** Rows that somebody marked as reviewed (ux §5). They are erased with their row, and go with the report. */
const MARK_TABLE =
  'CREATE TABLE mark (seq INTEGER PRIMARY KEY, marked_ms INTEGER NOT NULL, marked_by TEXT NOT NULL) STRICT;';

/** What files of Muster's first days do not have; an older Muster reads a file that has it as well. */
export const LATER_PARTS = `
  ALTER TABLE row ADD COLUMN department TEXT;
  ALTER TABLE row ADD COLUMN also TEXT;
  ALTER TABLE row ADD COLUMN matched_by INTEGER;
  ${MARK_TABLE}
`;

/** So many numbers stand in one part of places, and so many plain rows in one part of match keys: never changed. */
export const NUMBERS_A_PART = 4096;

/**
 * Unchanged people about whom there is nothing to say stand in no row of their own: their briefs are the blocks of the
 * directory's listing, as they are (core/brief-block.ts). Row r of the listing, from 0, has the number r + 1. A part of
 * `plain_match` has one byte a row: 0 where the row is no plain one, else 1 + the index in `MATCH_KEYS`.
 * `console_refs` holds the console ids of a block (packed-refs.ts), and is NULL where all are the folded addresses.
 */
const PLAIN_TABLES = `
  CREATE TABLE plain_block (block INTEGER PRIMARY KEY, console_refs BLOB, briefs BLOB NOT NULL) STRICT;
  CREATE TABLE plain_match (part INTEGER PRIMARY KEY, keys BLOB NOT NULL) STRICT;
`;

/**
 * The tables of a report file. Words that repeat (reasons, warnings, phases) stand once, in `word`, so that a file
 * means the same to a later version whatever its own lists are.
 */
export const REPORT_TABLES = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
  CREATE TABLE row (
    seq INTEGER PRIMARY KEY,
    rank INTEGER NOT NULL,
    object INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_name TEXT,
    address TEXT NOT NULL,
    external_id TEXT,
    console_ref TEXT,
    directory_ref TEXT,
    adopted INTEGER,
    facts TEXT,
    changes TEXT,
    warnings TEXT,
    department TEXT,
    also TEXT,
    matched_by INTEGER
  ) STRICT;
  CREATE TABLE operation (
    seq INTEGER PRIMARY KEY,
    phase INTEGER NOT NULL,
    level INTEGER NOT NULL,
    canonical TEXT NOT NULL,
    canonical_hash INTEGER NOT NULL,
    seen_version TEXT,
    act TEXT NOT NULL,
    manager TEXT
  ) STRICT;
  CREATE TABLE result (seq INTEGER PRIMARY KEY, result TEXT NOT NULL) STRICT;
  ${MARK_TABLE}
  ${PLAIN_TABLES}
`;

/**
 * What `finish` adds. `places` is the order in which people read (ux §5), as row numbers (32-bit little-endian), 4,096 a
 * part; rows of one rank and object lie next to each other there, so that every filter is a few ranges of places.
 * `warned_places` holds the places of the rows that bear a warning, in the same form.
 */
export const READING_TABLES = `
  CREATE TABLE places (part INTEGER PRIMARY KEY, seqs BLOB NOT NULL) STRICT;
  CREATE TABLE warned_places (
    code INTEGER NOT NULL, part INTEGER NOT NULL, places BLOB NOT NULL, PRIMARY KEY (code, part)
  ) STRICT;
  CREATE TABLE segment (
    rank INTEGER NOT NULL, object INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (rank, object)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE warned_count (
    code INTEGER NOT NULL, rank INTEGER NOT NULL, object INTEGER NOT NULL, rows INTEGER NOT NULL,
    PRIMARY KEY (code, rank, object)
  ) STRICT, WITHOUT ROWID;
`;

/** Stored as their index here. The order of objects is also that of the plan hash (R3): never changed. */
export const OBJECTS: readonly ReportObject[] = ['user', 'group', 'membership'];
/** The order in which people read (ux §5). Stored as an index: never changed. */
export const VERDICTS: readonly Verdict[] = [
  'Archived',
  'Blocked',
  'Restored',
  'Created',
  'Changed',
  'Excluded',
  'Unchanged',
];
export const RANKS = VERDICTS.length * 2;

/** By which key two sides were matched. Stored as an index for plain rows: never changed. */
export const MATCH_KEYS: readonly MatchKey[] = ['externalId', 'userName', 'email'];

const OBJECT_INDEX = new Map(OBJECTS.map((object, index) => [object, index]));
const VERDICT_INDEX = new Map(VERDICTS.map((verdict, index) => [verdict, index]));

export function objectIndex(object: ReportObject): number {
  return OBJECT_INDEX.get(object) ?? 0;
}

/** Rows with a heavy warning stand before all others, then by verdict. */
export function rankOf(verdict: Verdict, weight: 'heavy' | 'light'): number {
  return (VERDICT_INDEX.get(verdict) ?? 0) + (weight === 'heavy' ? 0 : VERDICTS.length);
}

export function verdictOfRank(rank: number): Verdict {
  return VERDICTS[rank % VERDICTS.length] ?? 'Unchanged';
}

/** What a plain row says: Unchanged, and nothing else. */
export const PLAIN_RANK = rankOf('Unchanged', 'light');
export const PLAIN_REASON: ReasonCode = 'unchanged.same';
