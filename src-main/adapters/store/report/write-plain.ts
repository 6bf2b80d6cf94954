import type Database from 'better-sqlite3';
import type { BlocksOfBriefs, PlainPeople } from '../../../app/ports/report-store.ts';
import { BRIEFS_PER_BLOCK, BriefFields, briefAt } from '../../../core/brief-block.ts';
import { fold } from '../../../core/fold.ts';
import { NUMBERS_A_PART } from './file-schema.ts';
import type { PackedNames } from './packed-names.ts';
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

/** Puts the folded names of plain rows; quick where their numbers ascend. */
export function plainNames(briefs: Pick<BlocksOfBriefs, 'block'>, names: PackedNames): (seq: number) => void {
  let at = -1;
  let block: Uint8Array = new Uint8Array(0);
  const fields = new BriefFields();
  return (seq) => {
    const wanted = Math.floor((seq - 1) / BRIEFS_PER_BLOCK);
    const index = (seq - 1) % BRIEFS_PER_BLOCK;
    if (wanted !== at) {
      block = briefs.block(wanted);
      at = wanted;
    }
    fields.at(block, index);
    if (isSpaced(block, fields) || !names.putBytes(seq, block, fields.start, fields.nameEnd)) {
      names.put(seq, fold(briefAt(block, index).name));
    }
  };
}

/** Whether a name may begin or end with white space, which folding takes away. */
function isSpaced(block: Uint8Array, { start, nameEnd }: BriefFields): boolean {
  return nameEnd > start && ((block[start] ?? 0) <= 0x20 || (block[nameEnd - 1] ?? 0) <= 0x20);
}
