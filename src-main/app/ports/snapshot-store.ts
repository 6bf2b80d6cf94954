import type { Result } from '../../core/failure.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import type { ListingEnd } from './source.ts';

/**
 * Snapshots on disk: everything one listing returned, so that a report can be made from it again without
 * listing (design §6). People are read one at a time; nobody holds a whole listing.
 */
export interface SnapshotStore {
  create(id: string): SnapshotWriter;
  open(id: string): Result<SnapshotReader>;
  has(id: string): boolean;
  /** Makes a finished listing readable under a second name; erasing or removing one leaves the other. Costs no space. */
  share(id: string, as: string): void;
  remove(id: string): void;
  /** Takes people out of a finished listing or changes them; the old bytes are gone when it returns (R24). */
  erase(id: string, edit: SnapshotEdit): Result<'changed' | 'same'>;
  /** All there are, with those that were never finished; `readAtMs` is when its listing began, as far as is known. */
  list(): readonly { readonly id: string; readonly readAtMs: number }[];
}

/** What comes back as the very same object stays as it is. */
export interface SnapshotEdit {
  /** Asked first, with the stored text: `false` spares reading it. */
  readonly mayConcern: (storedText: string) => boolean;
  readonly person: (person: PersonRecord) => PersonRecord | 'gone';
  readonly group: (group: GroupRecord) => GroupRecord;
  readonly facts: (facts: SnapshotFacts, others: 'changed' | 'same') => SnapshotFacts;
}

export interface SnapshotWriter {
  addPerson(person: PersonRecord): void;
  addGroup(group: GroupRecord): void;
  /** Makes it readable; on disk when it returns. */
  finish(facts: SnapshotFacts): SnapshotReader;
  discard(): void;
}

export interface SnapshotFacts {
  readonly kind: 'csv' | 'scim';
  readonly name: string;
  readonly readAtMs: number;
  readonly end: ListingEnd;
}

export interface SnapshotReader {
  readonly facts: SnapshotFacts;
  readonly people: number;
  readonly groupCount: number;
  /** The person at this row, from 0. */
  person(row: number): PersonRecord;
  groups(): Iterable<GroupRecord>;
  /** Everybody whose stored text passes. */
  concerning(mayConcern: (storedText: string) => boolean): Iterable<PersonRecord>;
  close(): void;
}
