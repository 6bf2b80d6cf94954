import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { csvSource } from '../../../src-main/adapters/directory/csv/csv-directory.ts';
import type { ListingEnd } from '../../../src-main/app/ports/source.ts';
import type { PersonRecord } from '../../../src-main/core/records.ts';

/** A folder of this test file alone, gone afterwards. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'muster-csv-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export interface Listing {
  readonly people: readonly PersonRecord[];
  readonly batches: number;
  readonly end: ListingEnd;
}

export async function listFile(
  file: string,
  role: 'directory' | 'console' = 'directory',
  signal: AbortSignal = new AbortController().signal,
): Promise<Listing> {
  const people: PersonRecord[] = [];
  let batches = 0;
  const records = csvSource({ file, role }).list({ signal });
  for (;;) {
    const step = await records.next();
    if (step.done) return { people, batches, end: step.value };
    batches++;
    for (const record of step.value) if (record.kind === 'person') people.push(record.person);
  }
}

/** Writes a file and lists it. */
export function listing(
  path: string,
  content: string | Uint8Array,
  role?: 'directory' | 'console',
): Promise<Listing> {
  const file = join(path, 'people.csv');
  writeFileSync(file, content);
  return listFile(file, role);
}

/** Each person as `line address`, which is enough to see who came. */
export function whoIs({ people }: Listing): string[] {
  return people.map((person) => `${person.line} ${person.values.userName}`);
}

export function sentenceOf({ end }: Listing): string {
  return end.completeness.status === 'partial' ? end.completeness.why.sentence : 'complete';
}
