import { fold } from '../../../core/fold.ts';
import { readJson } from '../stored-json.ts';
import { changesIn, factsSchema, type RowRecord, textsIn, warningsSchema } from './row-codec.ts';

/** Between the values of a row, so that a search never matches across two of them. */
export const BETWEEN = '\u0001';

/** What of a row a search looks through. */
export const SEARCHED_COLUMNS =
  'r.key, r.name, r.address, r.external_id, r.console_ref, r.facts, r.changes, r.warnings, r.also';
export type SearchedRecord = Pick<
  RowRecord,
  'key' | 'name' | 'address' | 'external_id' | 'console_ref' | 'facts' | 'changes' | 'warnings' | 'also'
>;

/** Every text of a row that a search looks through (ux §5): name, address, ids, values old and new; folded. */
export function searchTextOf(record: SearchedRecord, file: string): string {
  let text = record.name + BETWEEN + record.address;
  if (record.key !== record.address && record.key !== record.console_ref) text += BETWEEN + record.key;
  if (record.console_ref !== null) text += BETWEEN + record.console_ref;
  if (record.external_id !== null) text += BETWEEN + record.external_id;
  if (record.changes !== null) {
    for (const [, before, after] of changesIn(record.changes, file)) {
      text += BETWEEN + before + BETWEEN + after;
    }
  }
  if (record.also !== null) {
    for (const name of textsIn(record.also, file)) text += BETWEEN + name;
  }
  for (const other of otherIdsOf(record, file)) text += BETWEEN + other;
  return fold(text);
}

/** Both external ids of an address that was reused, and the aliases that would vanish. Few rows have either. */
function otherIdsOf(record: SearchedRecord, file: string): readonly string[] {
  const ids: string[] = [];
  if (record.facts?.includes('"there"')) {
    const { there, here } = readJson(factsSchema, record.facts, file);
    ids.push(String(there ?? ''), String(here ?? ''));
  }
  if (record.warnings?.includes('["alias",')) {
    for (const [code, facts] of readJson(warningsSchema, record.warnings, file)) {
      if (code === 'alias') ids.push(String(facts.alias ?? ''));
    }
  }
  return ids;
}
