import type Database from 'better-sqlite3';
import type { ReportEdit } from '../../../app/ports/report-store.ts';
import { BRIEFS_PER_BLOCK, blankBrief, briefAt, briefsIn, editedBlock } from '../../../core/brief-block.ts';
import { NUMBERS_A_PART } from './file-schema.ts';
import { packedRefs } from './packed-refs.ts';
import { type PlainBlock, type PlainRows, plainRow, refOf } from './read-plain.ts';
import { blocksConcerning, plainText } from './stored-rows.ts';

/**
 * Numbers of briefs that speak of an erased person although their row stands in the table: blocks are copied as they
 * are, and nobody reads such a brief; but its bytes must go (R24).
 */
export function unreadBriefs(plain: PlainRows, edit: ReportEdit): readonly number[] {
  const found: number[] = [];
  for (const { block, index } of blocksConcerning(plain, edit.mayConcern)) {
    for (let at = 0; at < briefsIn(block.briefs); at++) {
      const seq = index * BRIEFS_PER_BLOCK + at + 1;
      if (plain.has(seq)) continue;
      const row = plainRow(seq, briefAt(block.briefs, at), refOf(block, at), undefined);
      if (edit.mayConcern(plainText(row)) && edit.row(row) !== row) found.push(seq);
    }
  }
  return found;
}

/** Takes people out of the blocks: nothing of them is left there, and they are no plain rows any more. */
export function blankBriefs(db: Database.Database, plain: PlainRows, seqs: Iterable<number>): void {
  const rows = [...new Set(seqs)].map((seq) => seq - 1).filter((row) => row < plain.keys().length);
  // A file of format 1 has no blocks at all.
  if (rows.length === 0) return;
  const blocks = Map.groupBy(rows, (row) => Math.floor(row / BRIEFS_PER_BLOCK));
  const update = db.prepare<[Buffer | null, Uint8Array, number]>(
    'UPDATE plain_block SET console_refs = ?, briefs = ? WHERE block = ?',
  );
  for (const [index, people] of blocks) {
    const block = plain.blockOnce(index);
    if (block === undefined) continue;
    const gone = new Set(people.map((row) => row % BRIEFS_PER_BLOCK));
    const briefs = editedBlock(block.briefs, (brief, at) => (gone.has(at) ? blankBrief : brief));
    update.run(refsWithout(block, gone), briefs, index);
  }
  const keys = Uint8Array.from(plain.keys());
  for (const row of rows) keys[row] = 0;
  const updatePart = db.prepare<[Uint8Array, number]>('UPDATE plain_match SET keys = ? WHERE part = ?');
  for (const part of new Set(rows.map((row) => Math.floor(row / NUMBERS_A_PART)))) {
    updatePart.run(keys.subarray(part * NUMBERS_A_PART, (part + 1) * NUMBERS_A_PART), part);
  }
  plain.forget();
}

function refsWithout(block: PlainBlock, gone: ReadonlySet<number>): Buffer | null {
  if (block.console_refs === null) return null;
  return packedRefs(
    Array.from({ length: BRIEFS_PER_BLOCK }, (_, at) => (gone.has(at) ? '' : refOf(block, at))),
  );
}
