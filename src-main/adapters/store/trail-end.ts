import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { z } from 'zod';
import type { RememberedEnd } from '../../app/ports/audit-store.ts';
import type { TrailEnd } from '../../core/audit-trail.ts';

const schema = z.object({ number: z.number().int().positive(), hash: z.string().length(64) });

/** Where the last entry of the trail is kept beside the database, so that a cut end shows. */
export function trailEndFile(database: string): string {
  return `${database}.trail`;
}

export function readTrailEnd(file: string): RememberedEnd {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'missing';
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Cut short by a power cut or written by somebody else: either way it tells of no end.
    return 'unreadable';
  }
}

/** Replaced whole, so that a reader sees the old end or the new one. */
export function writeTrailEnd(file: string, { number, hash }: TrailEnd): void {
  const beside = `${file}.${process.pid}-${threadId}.new`;
  writeFileSync(beside, `${JSON.stringify({ number, hash })}\n`, { mode: 0o600 });
  renameSync(beside, file);
}
