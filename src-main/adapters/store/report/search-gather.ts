import type Database from 'better-sqlite3';
import { BRIEFS_PER_BLOCK, BriefFields } from '../../../core/brief-block.ts';
import { GatheredTexts } from './gathered-texts.ts';
import { placesOfSeqs } from './new-order.ts';
import { readingAtOnce } from './read-at-once.ts';
import { type PlainBlock, plainRows, refOf } from './read-plain.ts';
import { readingOrder } from './reading-order.ts';
import { ROWS_PER_PART } from './search-form.ts';
import { namesOf } from './search-names.ts';
import { BETWEEN, SEARCHED_COLUMNS, type SearchedRecord, searchTextOf } from './search-text.ts';

/** Texts of so many rows are held at a time: some 30 MB. Rows lie by number in the file, and are wanted by place. */
const ROWS_AT_A_TIME = ROWS_PER_PART * 6;

/** A read locks the file, which takes longer than the read; but for this many only, so that nobody waits to write. */
const READS_AT_ONCE = 1024;

/** Calls `onText` with the folded text of each row of a report, in the order of places, each value between edges. */
export function eachSearchText(
  db: Database.Database,
  file: string,
  onText: (bytes: Uint8Array, start: number, end: number) => void,
): void {
  const seqs = readingOrder(db).everySeq();
  const placeOf = placesOfSeqs(seqs);
  const plain = plainRows(db, file);
  const keys = plain.keys();
  const blocks = plain.blockCount();
  const atOnce = readingAtOnce(db);
  const oneRow = db.prepare<[number], SearchedRecord & { seq: number }>(
    `SELECT r.seq, ${SEARCHED_COLUMNS} FROM row r WHERE r.seq = ?`,
  );
  const fields = new BriefFields();
  const texts = new GatheredTexts(Math.min(seqs.length, ROWS_AT_A_TIME));

  for (let first = 0; first < seqs.length; first += ROWS_AT_A_TIME) {
    const end = Math.min(first + ROWS_AT_A_TIME, seqs.length);
    const take = (seq: number): void => {
      const record = oneRow.get(seq);
      if (record) texts.put(placeOf[seq]! - first, withNames(searchTextOf(record, file), namesOf(record)));
    };
    const takePlain = (block: number): void => {
      let read: PlainBlock | undefined;
      const last = Math.min((block + 1) * BRIEFS_PER_BLOCK, keys.length);
      for (let row = block * BRIEFS_PER_BLOCK; row < last; row++) {
        const place = keys[row] === 0 ? -1 : placeOf[row + 1]!;
        if (place < first || place >= end) continue;
        read ??= plain.blockOnce(block);
        const index = row % BRIEFS_PER_BLOCK;
        if (read === undefined || !fields.at(read.briefs, index)) continue;
        texts.putBrief(place - first, fields, refOf(read, index));
      }
    };
    // By number, as they lie in the file.
    const ordinary = seqs
      .subarray(first, end)
      .filter((seq) => (keys[seq - 1] ?? 0) === 0)
      .sort();
    for (let from = 0; from < ordinary.length; from += READS_AT_ONCE) {
      atOnce(() => ordinary.subarray(from, from + READS_AT_ONCE).forEach(take));
    }
    for (let from = 0; from < blocks; from += READS_AT_ONCE) {
      const to = Math.min(from + READS_AT_ONCE, blocks);
      atOnce(() => {
        for (let block = from; block < to; block++) takePlain(block);
      });
    }
    texts.flush(end - first, onText);
  }
}

/** Names by which a row is looked up stand between edges as well, also where they are a part of a value. */
function withNames(text: string, names: ReadonlySet<string>): string {
  let whole = text;
  for (const name of names) {
    if (!`${BETWEEN}${whole}${BETWEEN}`.includes(`${BETWEEN}${name}${BETWEEN}`)) whole += BETWEEN + name;
  }
  return whole;
}
