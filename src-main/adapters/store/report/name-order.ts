import { KEY_WORDS, putSortKey, sortByKeys, type TextOfRow } from '../../../core/sort-keys.ts';
import { placesOfSeqs } from './new-order.ts';
import { PackedNames } from './packed-names.ts';
import { PlainTexts } from './plain-texts.ts';
import type { WholeReport } from './row-columns.ts';

type By = 'name' | 'address';

const USER = 0;
const ENCODER = new TextEncoder();
/** As many as are collected before the best are picked out of them. */
const COLLECTED = 4096;

/** Places, from 0, in the order of folded names or of addresses; equal ones as people read. */
export function placesBy(report: WholeReport, by: By): Int32Array {
  const { size } = report.order;
  const seqs = report.order.everySeq();
  const placeOf = placesOfSeqs(seqs);
  const keys = new Uint32Array(size * KEY_WORDS);
  let scratch = new Uint8Array(1024);
  const put = (seq: number, text: string): void => {
    const place = placeOf[seq] ?? -1;
    if (place < 0) return;
    if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 6);
    putSortKey(keys, place, scratch, ENCODER.encodeInto(text, scratch).written);
  };
  eachOrdinary(report, by, put);
  const texts = new PlainTexts();
  texts.each(report.rows.plain, (seq, block) => {
    // Nearly every text is put by its bytes, which takes half the time.
    const folded = by === 'name' ? texts.nameBytes(block) : texts.lowerAddressBytes(block);
    const place = placeOf[seq] ?? -1;
    if (folded !== undefined && place >= 0) putSortKey(keys, place, folded.bytes, folded.length);
    else if (folded === undefined) put(seq, by === 'name' ? texts.name(block) : texts.lowerAddress(block));
  });
  return sortByKeys(keys, size, (places): TextOfRow => {
    const wanted = places.map((place) => seqs[place] ?? 0).sort();
    const isWanted = new Uint8Array(placeOf.length);
    for (const seq of wanted) isWanted[seq] = 1;
    const names = new PackedNames(wanted);
    eachTextOf(report, by, isWanted, (seq, text) => names.put(seq, text));
    return (place) => names.textOf(seqs[place] ?? 0);
  });
}

function eachOrdinary({ db }: WholeReport, by: By, onText: (seq: number, text: string) => void): void {
  const text = by === 'name' ? 'coalesce(sort_name, name)' : 'lower(address)';
  const ordinary = db.prepare<[], { seq: number; text: string }>(
    `SELECT seq, ${text} AS text FROM row ORDER BY seq`,
  );
  for (const row of ordinary.iterate()) onText(row.seq, row.text);
}

/** Calls `onText` with the folded name, or address, of some rows: the ordinary ones first. */
function eachTextOf(
  report: WholeReport,
  by: By,
  only: Uint8Array,
  onText: (seq: number, text: string) => void,
): void {
  eachOrdinary(report, by, (seq, text) => {
    if (only[seq] === 1) onText(seq, text);
  });
  const texts = new PlainTexts();
  texts.each(report.rows.plain, (seq, block) => {
    if (only[seq] === 1) onText(seq, by === 'name' ? texts.name(block) : texts.lowerAddress(block));
  });
}

interface Candidate {
  readonly seq: number;
  readonly folded: string;
  readonly begins: number;
}

/** One pass over the names; whose name or address as a whole begins with the text come first. */
export function peopleBeginning({ db, rows }: WholeReport, folded: string, limit: number): readonly number[] {
  const word = ` ${folded}`;
  let found: Candidate[] = db
    .prepare<[{ text: string; word: string; length: number; limit: number }], Candidate>(`
      SELECT seq, folded, begins FROM (
        SELECT seq, coalesce(sort_name, name) AS folded,
          substr(coalesce(sort_name, name), 1, @length) = @text
            OR substr(lower(address), 1, @length) = @text AS begins
        FROM row WHERE object = ${USER})
      WHERE begins OR instr(folded, @word) > 0 ORDER BY begins DESC, folded, seq LIMIT @limit`)
    .all({ text: folded, word, length: [...folded].length, limit });
  const texts = new PlainTexts();
  texts.each(rows.plain, (seq, block) => {
    const name = texts.name(block);
    const begins = name.startsWith(folded) || texts.lowerAddress(block).startsWith(folded);
    if (!begins && !name.includes(word)) return;
    found.push({ seq, folded: name, begins: Number(begins) });
    if (found.length >= COLLECTED + limit) found = best(found, limit);
  });
  return best(found, limit).map(({ seq }) => seq);
}

function best(found: readonly Candidate[], limit: number): Candidate[] {
  return found
    .toSorted((a, b) => b.begins - a.begins || byBytes(a.folded, b.folded) || a.seq - b.seq)
    .slice(0, limit);
}

/** The order of UTF-8 and not of UTF-16, as everywhere in the file. */
function byBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
