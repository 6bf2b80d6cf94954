import type { PersonRecord } from '../core/records.ts';
import { type Breathe, isCalled, peopleWithText } from './listing-search.ts';
import type { ReportTable } from './ports/report-table.ts';
import type { SnapshotReader, SnapshotStore } from './ports/snapshot-store.ts';
import { openKeptListings } from './snapshots-of-report.ts';

/** None is guessed among several, and more would be no choice (ux §8). */
const AT_MOST = 20;
const ROWS_OF_A_PERSON = 200;

/** Everybody of some listings who is called so by employee number, external id or alias. */
export async function peopleCalled(
  listings: readonly SnapshotReader[],
  text: string,
  breathe: Breathe,
): Promise<readonly PersonRecord[]> {
  const found: PersonRecord[] = [];
  if (text.trim() === '') return found;
  for (const listing of listings) {
    const called = peopleWithText(listing, [text], (person) => isCalled(person, text), breathe);
    for await (const person of called) {
      found.push(person);
      if (found.length > AT_MOST) return found;
    }
  }
  return found;
}

/**
 * By what a report's rows know those whom its listings call so: an unchanged person's row holds neither the number nor
 * the alias that stand on the console alone (ux §8). Listings that are gone tell nothing.
 */
export async function namesInListings(
  reportId: string,
  text: string,
  snapshots: Pick<SnapshotStore, 'has' | 'open'>,
  breathe: Breathe,
): Promise<readonly string[]> {
  const open = Object.values(openKeptListings(reportId, snapshots));
  try {
    const people = await peopleCalled(open, text, breathe);
    return people.flatMap(({ ref, line, values: { userName = '', email = '' } }) => [
      ...(line === undefined ? [ref] : []),
      ...[email, userName].filter((address) => address !== ''),
    ]);
  } finally {
    for (const listing of open) listing.close();
  }
}

/** The rows of people with one of these names, each once. */
export function rowsNamed(table: ReportTable, names: readonly string[]): readonly number[] {
  const seqs = new Set<number>();
  for (const name of new Set(names)) {
    for (const { object, seq } of table.rowsOf(name, ROWS_OF_A_PERSON)) if (object === 'user') seqs.add(seq);
  }
  return [...seqs].slice(0, AT_MOST);
}
