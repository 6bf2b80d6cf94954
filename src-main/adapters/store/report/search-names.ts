import type Database from 'better-sqlite3';
import type { StoredRow } from '../../../app/ports/report-store.ts';
import { fold } from '../../../core/fold.ts';
import { PlainTexts } from './plain-texts.ts';
import type { PlainRows } from './read-plain.ts';
import type { RowRecord } from './row-codec.ts';

/**
 * By what a row's person is looked up (folded): address, key, console id, external id. A membership's key is
 * the group's and the person's, on two lines; it counts for the person.
 */
export function namesOf(record: Omit<NamedRecord, 'seq'>): ReadonlySet<string> {
  const names = new Set<string>();
  const key = record.key.slice(record.key.lastIndexOf('\n') + 1);
  for (const name of [record.address, key, record.console_ref, record.external_id]) {
    if (name !== null && name !== '') names.add(fold(name));
  }
  return names;
}

/** As `namesOf`, of a row of either kind. */
export function namesOfRow({ address, key, consoleRef, facts }: StoredRow): ReadonlySet<string> {
  const names = new Set<string>();
  const person = key.slice(key.lastIndexOf('\n') + 1);
  const externalId = typeof facts.externalId === 'string' ? facts.externalId : '';
  for (const name of [address, person, consoleRef ?? '', externalId]) if (name !== '') names.add(fold(name));
  return names;
}

type NamedRecord = Pick<RowRecord, 'seq' | 'address' | 'key' | 'console_ref' | 'external_id'>;

/** Goes through a whole report for the rows of a person by folded name. */
export function seqsOfName(db: Database.Database, plain: PlainRows, name: string): readonly number[] {
  const found: number[] = [];
  const every = db.prepare<[], NamedRecord>('SELECT seq, address, key, console_ref, external_id FROM row');
  for (const record of every.iterate()) if (namesOf(record).has(name)) found.push(record.seq);
  const texts = new PlainTexts();
  texts.each(plain, (seq, block, index) => {
    if (texts.names(block, index).includes(name)) found.push(seq);
  });
  return found;
}
