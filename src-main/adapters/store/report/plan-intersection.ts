import type Database from 'better-sqlite3';
import type { PlanIntersection, StoredRow } from '../../../app/ports/report-store.ts';
import { eachPlainKey } from './plain-keys.ts';
import { firstAbove } from './sorted-numbers.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';
import { StoredWords } from './words.ts';

/** Word for word: the hash only says where to look. */
const STANDS_IN = (schema: 'main' | 'approved') => `EXISTS (
  SELECT 1 FROM ${schema}.operation other
  WHERE other.canonical_hash = o.canonical_hash AND other.canonical = o.canonical)`;

/**
 * Compares the operations of a fresh report with those of an approved one (R3), for a million and more: only their
 * numbers are held, one bit for each of this report's rows and four bytes for each approved one that moved.
 */
export function intersectPlans(
  db: Database.Database,
  files: { readonly fresh: string; readonly approved: string },
  fresh: StoredRows,
): PlanIntersection {
  db.prepare('ATTACH ? AS approved').run(files.approved);
  let identical: Bits;
  let moved: Uint32Array;
  try {
    identical = identicalNumbers(db);
    moved = movedNumbers(db);
  } finally {
    db.exec('DETACH approved');
  }
  let standings: Standings | undefined;

  return {
    identicalCount: identical.count,
    isIdentical: (seq) => identical.has(seq),
    movedCount: moved.length,
    moved(afterSeq, limit) {
      const start = firstAbove(moved, afterSeq);
      const page = moved.subarray(start, start + limit);
      if (page.length === 0) return [];
      db.prepare('ATTACH ? AS approved').run(files.approved);
      try {
        standings ??= standingsOf(db, moved, fresh);
        return readMoved(db, files.approved, fresh, page, standings);
      } finally {
        db.exec('DETACH approved');
      }
    },
  };
}

interface Bits {
  readonly count: number;
  has(number: number): boolean;
}

function identicalNumbers(db: Database.Database): Bits {
  const highest = db.prepare<[], number | null>('SELECT max(seq) FROM main.operation').pluck().get() ?? 0;
  const bits = new Uint8Array((highest >> 3) + 1);
  let count = 0;
  const numbers = db.prepare<[], number>(`SELECT o.seq FROM main.operation o WHERE ${STANDS_IN('approved')}`);
  for (const seq of numbers.pluck().iterate()) {
    bits[seq >> 3] = (bits[seq >> 3] ?? 0) | (1 << (seq & 7));
    count++;
  }
  return { count, has: (seq) => seq >= 0 && ((bits[seq >> 3] ?? 0) & (1 << (seq & 7))) !== 0 };
}

function movedNumbers(db: Database.Database): Uint32Array {
  const where = `NOT ${STANDS_IN('main')}`;
  const count =
    db.prepare<[], number>(`SELECT count(*) FROM approved.operation o WHERE ${where}`).pluck().get() ?? 0;
  const numbers = new Uint32Array(count);
  let at = 0;
  const moved = db.prepare<[], number>(
    `SELECT o.seq FROM approved.operation o WHERE ${where} ORDER BY o.seq`,
  );
  for (const seq of moved.pluck().iterate()) numbers[at++] = seq;
  return numbers;
}

/** The number of a moved approved row → the number of the row that its person or group has now. */
type Standings = ReadonlyMap<number, number>;

/**
 * One pass over the fresh rows. The key finds the same console user; the address finds a person who was to be
 * created under it and now has a console id for a key.
 */
function standingsOf(db: Database.Database, moved: Uint32Array, fresh: StoredRows): Standings {
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS wanted (
    key TEXT NOT NULL, object INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, object, seq)) WITHOUT ROWID`);
  db.exec('DELETE FROM temp.wanted');
  const insert = db.prepare<[number]>(`INSERT OR IGNORE INTO temp.wanted
    SELECT key, object, seq FROM approved.row WHERE seq = ?`);
  const insertAddress = db.prepare<[number]>(`INSERT OR IGNORE INTO temp.wanted
    SELECT address, object, seq FROM approved.row WHERE seq = ? AND object = 0 AND address <> ''`);
  const fill = db.transaction(() => {
    for (const seq of moved) {
      insert.run(seq);
      insertAddress.run(seq);
    }
  });
  fill();
  const standings = new Map<number, number>();
  const put = (approved: number, now: number): void => {
    if (!standings.has(approved)) standings.set(approved, now);
  };
  const find = (column: 'key' | 'address'): void => {
    const pairs = db.prepare<[], { approved: number; now: number }>(`
      SELECT w.seq AS approved, r.seq AS now FROM main.row r
      JOIN temp.wanted w ON w.key = r.${column} AND w.object = r.object`);
    for (const { approved, now } of pairs.iterate()) put(approved, now);
  };
  const plain = standingsAmongPlain(db, fresh);
  find('key');
  for (const [approved, now] of plain.byKey) put(approved, now);
  find('address');
  for (const [approved, now] of plain.byAddress) put(approved, now);
  db.exec('DROP TABLE temp.wanted');
  return standings;
}

/** Whoever came out otherwise may be an Unchanged person by now, who stands in no row of the table. */
function standingsAmongPlain(db: Database.Database, { plain }: StoredRows) {
  const byKey: [approved: number, now: number][] = [];
  const byAddress: [approved: number, now: number][] = [];
  const wanted = db.prepare<[], { key: string; seq: number }>(
    'SELECT key, seq FROM temp.wanted WHERE object = 0',
  );
  const seqsOf = new Map<string, number[]>();
  for (const { key, seq } of wanted.iterate()) {
    const known = seqsOf.get(key);
    if (known) known.push(seq);
    else seqsOf.set(key, [seq]);
  }
  if (seqsOf.size === 0) return { byKey, byAddress };
  eachPlainKey(plain, (now, key, address) => {
    for (const approved of seqsOf.get(key) ?? NONE) byKey.push([approved, now]);
    if (address === key) return;
    for (const approved of seqsOf.get(address) ?? NONE) byAddress.push([approved, now]);
  });
  return { byKey, byAddress };
}

const NONE: readonly number[] = [];

function readMoved(
  db: Database.Database,
  approvedFile: string,
  fresh: StoredRows,
  page: Uint32Array,
  standings: Standings,
): readonly { readonly approved: StoredRow; readonly now?: StoredRow }[] {
  const approvedRows = storedRows(db, new StoredWords(db, 'approved'), approvedFile, 'approved');
  return approvedRows.rows(page).map((approved) => {
    const now = fresh.row(standings.get(approved.seq) ?? 0);
    return { approved, ...(now !== undefined && { now }) };
  });
}
