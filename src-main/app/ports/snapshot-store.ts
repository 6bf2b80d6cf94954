import type { BriefFacts } from '../../core/brief-block.ts';
import type { Result } from '../../core/failure.ts';
import type { PackedTexts } from '../../core/packed-texts.ts';
import type { PersonIndex } from '../../core/person-index.ts';
import type { GroupRecord, PersonRecord } from '../../core/records.ts';
import type { RowBatch, RowsBegin } from '../../core/row-batch.ts';
import type { RowIndex } from '../../core/row-indexer.ts';
import type { ListingEnd } from './source.ts';

/**
 * Snapshots on disk: everything one listing returned, so that a report can be made from it again without
 * listing (design §6). People are read one at a time; nobody holds a whole listing.
 */
export interface SnapshotStore {
  create(id: string): SnapshotWriter;
  /** Of a plain CSV: its rows as they stand, without the columns that Muster does not know. */
  createOfRows?(id: string, begin: RowsBegin): RowSnapshotWriter;
  /** Keeps beside a finished listing of lines what was made of it, so that no million bodies need be read again. */
  keepMade?(id: string): MadeWriter;
  /** Drops what was made of a listing and of another one that somebody was erased from (R24). */
  dropMade?(id: string): void;
  /**
   * Everything of a finished listing on disk, proof against a power cut. For a listing of rows this is asked apart from
   * `finish`, before the books of a run speak of it: meanwhile the run goes on.
   */
  flush(id: string): Promise<void>;
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

export interface RowSnapshotWriter {
  /** The bytes of the batch are the writer's afterwards: it may change them. */
  add(batch: RowBatch): void;
  /** One block of briefs, in order; only valid during the call. */
  addBriefs(block: Uint8Array): void;
  /** Makes it readable; on disk once `flush` has returned. What was made of the rows is kept with them. */
  finish(facts: SnapshotFacts, made: MadeOfListing): SnapshotReader;
  discard(): void;
}

/** What can be made of a listing again, and is kept so that it need not be (dropped by erasing, R24). */
export interface MadeOfListing {
  readonly briefs: BriefFacts | undefined;
  readonly knownBy: KnownBy;
  /** Of what the index was made beside the listing: compared attributes, profile, what a user export adds. */
  readonly indexKey: string;
  readonly index: KeptIndex;
}

/** Which of their texts is the address by which a console knows people; briefs show that one (R11). */
export type KnownBy = 'userName' | 'email';

export interface KeptIndex extends RowIndex {
  /** Of a console's listing of lines. */
  readonly users?: KeptUsers;
}

/** What is asked of many users of a console, and of which lines of a user export they are made (R21). */
export interface KeptUsers {
  /** Of those whom the listing shows. */
  readonly refs: PackedTexts;
  readonly externalIds: PackedTexts;
  /** Per user whom the listing shows: the row of the export that completes it, or -1; empty where there is no export. */
  readonly exportRow: Int32Array;
  /** The rows of the export that the listing does not show; they follow the others. */
  readonly extra: Int32Array;
  /** Whether the export names somebody twice: which line counts depends on the flags of then (R5). */
  readonly exportRepeats: boolean;
}

export interface MadeWriter {
  /** One block of briefs, in order; only valid during the call. */
  addBriefs(block: Uint8Array): void;
  /** It is found by whoever opens the listing afterwards. */
  finish(made: MadeOfListing): void;
  discard(): void;
}

/** The people of a directory as a report shows them, 64 a block, in the order of the rows. */
export interface BriefBlocks {
  readonly knownBy: KnownBy;
  readonly count: number;
  readonly blocks: number;
  /** Only valid until the next is asked for. */
  block(index: number): Uint8Array;
  /** Read from disk each time it is asked for. */
  readonly sortKeys: BriefFacts['sortKeys'];
  /** All rows in the order of their names, then of their numbers, where that was kept; read from disk each time. */
  readonly order?: Int32Array | undefined;
  /** Keeps that order for the next report of the same listing. */
  keepOrder(order: Int32Array): void;
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
  /** Of a directory, where they were kept. */
  readonly briefs?: BriefBlocks;
  /** The index that was kept, where it was made of the same (`MadeOfListing.indexKey`). */
  storedIndex?(key: string): KeptIndex | undefined;
  /** Two columns of a kept index that are the same whatever it was made for. */
  storedKeys?(): Pick<PersonIndex, 'externalId' | 'userName'> | undefined;
  /** Some people's flags were taken away after the listing; a kept index has them still (R5). */
  readonly flagsLifted?: true;
  close(): void;
}
