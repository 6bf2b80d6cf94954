import type Database from 'better-sqlite3';
import type { StoredRow } from '../../../app/ports/report-store.ts';
import { BRIEFS_PER_BLOCK, type Brief, decodeBrief, endOf, HEADER_BYTES } from '../../../core/brief-block.ts';
import { fold } from '../../../core/fold.ts';
import type { Facts, FieldChange, MatchKey, Warning } from '../../../core/report.ts';
import { damaged } from '../stored-json.ts';
import { MATCH_KEYS, PLAIN_REASON } from './file-schema.ts';
import { refAt } from './packed-refs.ts';
import { readingAtOnce } from './read-at-once.ts';

/** So many blocks are kept: a page of people in order of name is all over the listing. Some 6 KB each. */
const BLOCKS_KEPT = 256;

export interface PlainBlock {
  readonly console_refs: Buffer | null;
  readonly briefs: Buffer;
}

interface OneBrief {
  readonly console_refs: Buffer | null;
  readonly brief: Buffer;
}

/** The plain rows of a report file; none where the file is of format 1. */
export interface PlainRows {
  /** One byte for each row of the listing, from 0: 0 = no plain row. */
  readonly keys: () => Uint8Array;
  readonly blockCount: () => number;
  /** Makes many small reads one. */
  atOnce<T>(read: () => T): T;
  has(seq: number): boolean;
  row(seq: number): StoredRow | undefined;
  /** `undefined` where nobody of the block is plain. */
  block(index: number): PlainBlock | undefined;
  /** As `block`, for one pass over all of them: it is not kept. */
  blockOnce(index: number): PlainBlock | undefined;
  /** Forgets what was read: somebody was erased. */
  forget(): void;
}

export function plainRows(
  db: Database.Database,
  file: string,
  schema: 'main' | 'approved' | 'earlier' = 'main',
): PlainRows {
  const table = `SELECT 1 FROM ${schema}.sqlite_schema WHERE type = 'table' AND name = 'plain_match'`;
  if (db.prepare(table).get() === undefined) return NOBODY_PLAIN;
  const parts = db.prepare<[], Buffer>(`SELECT keys FROM ${schema}.plain_match ORDER BY part`).pluck();
  const oneBlock = db.prepare<[number], PlainBlock>(
    `SELECT console_refs, briefs FROM ${schema}.plain_block WHERE block = ?`,
  );
  const oneBrief = db.prepare<[number, number, number], OneBrief>(
    `SELECT console_refs, substr(briefs, ?, ?) AS brief FROM ${schema}.plain_block WHERE block = ?`,
  );
  const headers = db.prepare<[number], { block: number; header: Buffer }>(
    `SELECT block, substr(briefs, 1, ?) AS header FROM ${schema}.plain_block`,
  );
  const kept = new Map<number, PlainBlock>();
  let ends: Uint32Array | undefined;
  let keys: Uint8Array | undefined;
  const keysOf = (): Uint8Array => {
    keys ??= Buffer.concat(parts.all());
    return keys;
  };
  const block = (index: number): PlainBlock | undefined => {
    const known = kept.get(index);
    if (known) return known;
    const read = oneBlock.get(index);
    if (read === undefined) return undefined;
    for (const oldest of kept.keys()) {
      if (kept.size < BLOCKS_KEPT) break;
      kept.delete(oldest);
    }
    kept.set(index, read);
    return read;
  };
  /** Where each brief ends in its block: a page of people in order of name needs one of a hundred blocks. */
  const endsOf = (): Uint32Array => {
    if (ends) return ends;
    ends = new Uint32Array(Math.ceil(keysOf().length / BRIEFS_PER_BLOCK) * BRIEFS_PER_BLOCK);
    for (const { block: number, header } of headers.iterate(HEADER_BYTES)) {
      for (let at = 0; at < BRIEFS_PER_BLOCK; at++) ends[number * BRIEFS_PER_BLOCK + at] = endOf(header, at);
    }
    return ends;
  };
  const briefAlone = (seq: number): OneBrief | undefined => {
    const index = (seq - 1) % BRIEFS_PER_BLOCK;
    const start = index === 0 ? HEADER_BYTES : endsOf()[seq - 2]!;
    return oneBrief.get(start + 1, endsOf()[seq - 1]! - start, Math.floor((seq - 1) / BRIEFS_PER_BLOCK));
  };
  const has = (seq: number): boolean => (keysOf()[seq - 1] ?? 0) !== 0;

  return {
    keys: keysOf,
    atOnce: readingAtOnce(db),
    blockCount: () => Math.ceil(keysOf().length / BRIEFS_PER_BLOCK),
    has,
    row(seq) {
      if (!has(seq)) return undefined;
      const found = briefAlone(seq);
      const matchedBy = MATCH_KEYS[(keysOf()[seq - 1] ?? 0) - 1];
      if (found === undefined || matchedBy === undefined)
        throw damaged(file, 'a person is missing', undefined);
      const ref = refOf(found, (seq - 1) % BRIEFS_PER_BLOCK);
      return plainRow(seq, decodeBrief(found.brief), ref, matchedBy);
    },
    block,
    blockOnce: (index) => kept.get(index) ?? oneBlock.get(index),
    forget() {
      keys = undefined;
      ends = undefined;
      kept.clear();
    },
  };
}

const NOBODY = new Uint8Array(0);
const NOBODY_PLAIN: PlainRows = {
  keys: () => NOBODY,
  blockCount: () => 0,
  atOnce: (read) => read(),
  has: () => false,
  row: () => undefined,
  block: () => undefined,
  blockOnce: () => undefined,
  forget: () => undefined,
};

/** The console id of a brief's person; '' = the folded address. */
export function refOf({ console_refs }: Pick<PlainBlock, 'console_refs'>, index: number): string {
  return console_refs === null ? '' : refAt(console_refs, BRIEFS_PER_BLOCK, index);
}

const NO_FACTS: Facts = {};
const NO_CHANGES: readonly FieldChange[] = [];
const NO_WARNINGS: readonly Warning[] = [];

/** A brief as a row; without a key it is the brief of a row that stands in the table. */
export function plainRow(
  seq: number,
  { name, address, externalId, directoryRef, department, also }: Brief,
  ref: string,
  matchedBy: MatchKey | undefined,
): StoredRow {
  const consoleRef = ref === '' ? fold(address) : ref;
  return {
    seq,
    object: 'user',
    verdict: 'Unchanged',
    key: consoleRef,
    name,
    address,
    reason: PLAIN_REASON,
    facts: externalId === '' ? NO_FACTS : { externalId },
    changes: NO_CHANGES,
    warnings: NO_WARNINGS,
    directoryRef,
    consoleRef,
    ...(department !== '' && { department }),
    ...(also.length > 0 && { also }),
    ...(matchedBy !== undefined && { matchedBy }),
  };
}
