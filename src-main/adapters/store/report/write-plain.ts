import type Database from 'better-sqlite3';
import type { BlocksOfBriefs, PlainPeople } from '../../../app/ports/report-store.ts';
import { BRIEFS_PER_BLOCK, briefAt } from '../../../core/brief-block.ts';
import { fold } from '../../../core/fold.ts';
import { NUMBERS_A_PART } from './file-schema.ts';
import { packedRefs } from './packed-refs.ts';

/** Copies the blocks in which somebody is plain into the report, as they are. */
export function writePlain(
  db: Database.Database,
  { briefs, matchedBy, consoleRef }: Omit<PlainPeople, 'count'>,
): void {
  const insertBlock = db.prepare<[number, Buffer | null, Uint8Array]>(
    'INSERT INTO plain_block (block, console_refs, briefs) VALUES (?, ?, ?)',
  );
  for (let block = 0; block < briefs.blocks; block++) {
    const first = block * BRIEFS_PER_BLOCK;
    const keys = matchedBy.subarray(first, first + BRIEFS_PER_BLOCK);
    if (keys.every((key) => key === 0)) continue;
    insertBlock.run(block, refsOfBlock(keys, first, consoleRef), briefs.block(block));
  }
  const insertPart = db.prepare<[number, Uint8Array]>('INSERT INTO plain_match (part, keys) VALUES (?, ?)');
  for (let at = 0; at < matchedBy.length; at += NUMBERS_A_PART) {
    insertPart.run(at / NUMBERS_A_PART, matchedBy.subarray(at, at + NUMBERS_A_PART));
  }
}

function refsOfBlock(keys: Uint8Array, first: number, consoleRef: (row: number) => string): Buffer | null {
  let refs: string[] | undefined;
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === 0) continue;
    const ref = consoleRef(first + i);
    if (ref === '') continue;
    refs ??= new Array<string>(BRIEFS_PER_BLOCK).fill('');
    refs[i] = ref;
  }
  return refs === undefined ? null : packedRefs(refs);
}

/** Folded names of plain rows by number; quick where the numbers ascend. */
export function plainNames(briefs: Pick<BlocksOfBriefs, 'block'>): (seq: number) => string {
  let at = -1;
  let block: Uint8Array = new Uint8Array(0);
  return (seq) => {
    const wanted = Math.floor((seq - 1) / BRIEFS_PER_BLOCK);
    if (wanted !== at) {
      block = briefs.block(wanted);
      at = wanted;
    }
    return fold(briefAt(block, (seq - 1) % BRIEFS_PER_BLOCK).name);
  };
}
