import { fold } from '../core/fold.ts';
import type { PersonRecord } from '../core/records.ts';
import type { SnapshotReader } from './ports/snapshot-store.ts';

/** Lets others be answered, and throws a RunStopped once nobody waits any more. */
export type Breathe = () => Promise<void>;

/** Between so many people the thread answers others, and hears that nobody waits any more. */
const PEOPLE_A_LOOK = 8192;

/**
 * Everybody of a listing in whose stored text one of the texts stands, and who fits. The text is looked at first, as
 * reading it is what takes long; of a million people it takes a second or two, so others are answered in between.
 */
export async function* peopleWithText(
  listing: SnapshotReader,
  texts: readonly string[],
  fits: (person: PersonRecord) => boolean,
  breathe: Breathe,
): AsyncGenerator<PersonRecord, void, void> {
  const needles = [...new Set(texts.map((text) => JSON.stringify(fold(text)).slice(1, -1)))].filter(
    (needle) => needle !== '',
  );
  if (needles.length === 0) return;
  let looked = 0;
  let isPause = false;
  const mayConcern = (line: string): boolean => {
    isPause = ++looked % PEOPLE_A_LOOK === 0;
    if (isPause) return true;
    const folded = fold(line);
    return needles.some((needle) => folded.includes(needle));
  };
  for (const person of listing.concerning(mayConcern)) {
    if (isPause) await breathe();
    if (fits(person)) yield person;
  }
}

/** The person at a line of a CSV; lines rise from row to row. */
export function personAtLine(listing: SnapshotReader, line: number): PersonRecord | undefined {
  let [low, high] = [0, listing.people - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const person = listing.person(middle);
    const at = person.line ?? Number.NaN;
    if (at === line) return person;
    if (Number.isNaN(at)) return undefined;
    if (at < line) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Whether somebody is called so by employee number, external id or alias: exactly, but for letter case. */
export function isCalled(person: PersonRecord, text: string): boolean {
  const wanted = fold(text);
  const { employeeNumber = '', externalId = '' } = person.values;
  return [employeeNumber, externalId, ...(person.aliases ?? [])].some(
    (name) => name !== '' && fold(name) === wanted,
  );
}
