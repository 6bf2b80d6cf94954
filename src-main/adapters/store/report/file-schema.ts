import type { ReportObject, Verdict } from '../../../core/report.ts';

/** Marks a file as a report of Muster ("MusR"), for `file`, backups and our own check. */
export const REPORT_APPLICATION_ID = 0x4d757352;
/** Grows with each change that an older Muster could not read. */
export const REPORT_FORMAT = 1;

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

/**
 * The tables of a report file. Words that repeat (reasons, warnings, phases) stand once, in `word`, so that a file
 * means the same to a later version whatever its own lists are. `place` is the order in which people read (ux §5);
 * rows of one rank and object lie next to each other there, so that every filter is a few ranges of places.
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
  CREATE TABLE warning (seq INTEGER NOT NULL, code INTEGER NOT NULL, PRIMARY KEY (seq, code)) STRICT, WITHOUT ROWID;
`;

/** What `finish` adds, made from the rows in one pass each. */
export const READING_TABLES = `
  CREATE TABLE place (place INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
  CREATE TABLE segment (
    rank INTEGER NOT NULL, object INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (rank, object)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE warned (code INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (code, place)) STRICT, WITHOUT ROWID;
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
