import type { Completeness, ListingOptions } from '../../app/ports/source.ts';
import type { Failure } from '../../core/failure.ts';
import type { SourceRecord } from '../../core/records.ts';
import type { ScimAbilities } from './abilities.ts';
import { FlattenedGroups } from './flatten-groups.ts';
import { type ProvenEnd, provenListing } from './proven-listing.ts';
import type { ScimFailure } from './scim-answer.ts';
import type { ScimClient } from './scim-client.ts';
import { type ReadGroup, type ReadPerson, readGroup } from './scim-records.ts';

export interface ScimListingOptions {
  readonly client: ScimClient;
  readonly abilities: ScimAbilities;
  readonly pageSize: number;
  readonly readPerson: ReadPerson;
  /** `direct`: nested groups are nobody's members. `flattened`: their people are (directories, R19). */
  readonly nestedGroups: 'direct' | 'flattened';
}

export interface ScimListingEnd {
  readonly completeness: Completeness;
  /** `undefined` where the service has no groups to list. */
  readonly groupCount: number | undefined;
  readonly notes: readonly string[];
}

type Records = AsyncGenerator<readonly SourceRecord[], ScimListingEnd, void>;

/** Users, then Groups, each proven (R1). Shared by console and directory. */
export async function* listScim(options: ScimListingOptions, run: ListingOptions): Records {
  const people = yield* listPeople(options, run);
  if (people.completeness.status === 'partial') {
    const { completeness, failure } = people;
    const why = failure?.status === 404 ? noService(options.client.host, failure) : completeness.why;
    return { completeness: { status: 'partial', why }, groupCount: undefined, notes: [] };
  }
  const groups = yield* listGroups(options, run);
  if (groups.failure !== undefined && isWithoutGroups(groups.failure)) {
    const note = `${options.client.host} has no groups to list; groups and memberships are left alone.`;
    return { completeness: people.completeness, groupCount: undefined, notes: [note] };
  }
  return { completeness: groups.completeness, groupCount: groups.count, notes: [] };
}

async function* listPeople(
  options: ScimListingOptions,
  run: ListingOptions,
): AsyncGenerator<readonly SourceRecord[], ProvenEnd, void> {
  const pages = provenListing({
    ...pageRequest(options, run),
    endpoint: '/Users',
    what: 'people',
    onProgress: run.onProgress,
  });
  for (;;) {
    const step = await pages.next();
    if (step.done === true) return step.value;
    const batch: SourceRecord[] = [];
    for (const resource of step.value) {
      const person = options.readPerson(resource);
      if (person !== undefined) batch.push({ kind: 'person', person });
    }
    yield batch;
  }
}

async function* listGroups(
  options: ScimListingOptions,
  run: ListingOptions,
): AsyncGenerator<readonly SourceRecord[], ProvenEnd, void> {
  const pages = provenListing({ ...pageRequest(options, run), endpoint: '/Groups', what: 'groups' });
  const members = new MembersOfListedGroups(options.client, run);
  const flattened = new FlattenedGroups();
  for (;;) {
    const step = await pages.next();
    if (step.done === true) {
      yield* inBatches(flattened);
      return step.value;
    }
    const told = await members.fill(step.value.map(readGroup).filter((group) => group !== undefined));
    if (!Array.isArray(told)) {
      await pages.return({ completeness: { status: 'partial', why: told.failure }, count: 0 });
      return { completeness: { status: 'partial', why: told.failure }, failure: told.failure, count: 0 };
    }
    if (options.nestedGroups === 'direct') yield told.map(({ group }) => ({ kind: 'group', group }));
    else for (const group of told) flattened.add(group);
  }
}

function* inBatches(groups: FlattenedGroups): Generator<readonly SourceRecord[], void, void> {
  let batch: SourceRecord[] = [];
  for (const group of groups.flattened()) {
    batch.push({ kind: 'group', group });
    if (batch.length < 200) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Some services leave `members` out of listings. The first group without any is asked for by itself; if it
 * has members after all, every group is. Else members would seem to have left (R19).
 */
class MembersOfListedGroups {
  #absentMeans: 'unknown' | 'empty' | 'not-told' = 'unknown';
  readonly #client: ScimClient;
  readonly #run: ListingOptions;

  constructor(client: ScimClient, run: ListingOptions) {
    this.#client = client;
    this.#run = run;
  }

  async fill(groups: ReadGroup[]): Promise<ReadGroup[] | { readonly failure: ScimFailure }> {
    const filled: ReadGroup[] = [];
    for (const group of groups) {
      if (group.toldMembers || this.#absentMeans === 'empty') {
        filled.push(group);
        continue;
      }
      const alone = await this.#client.send({
        method: 'GET',
        path: `/Groups/${encodeURIComponent(group.group.ref)}`,
        signal: this.#run.signal,
        onWait: this.#run.onWait,
      });
      if (!alone.ok) return { failure: alone.failure };
      const read = readGroup(alone.value.body) ?? group;
      if (this.#absentMeans === 'unknown') this.#absentMeans = read.toldMembers ? 'not-told' : 'empty';
      filled.push(read);
    }
    return filled;
  }
}

function pageRequest({ client, abilities, pageSize }: ScimListingOptions, run: ListingOptions) {
  // One less than the console gives: each page is asked for with the last entry of the page before.
  const most = Math.max(1, (abilities.maxResults ?? pageSize + 1) - 1);
  const count = Math.min(pageSize, most);
  const paging: 'cursor' | 'index' = abilities.cursorPaging === true ? 'cursor' : 'index';
  return { client, count, paging, signal: run.signal, onWait: run.onWait };
}

function noService(host: string, { cause }: ScimFailure): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `${host} has no SCIM service at this address: there is no list of people (404).`,
    next: 'Copy the address again from where it is shown; it is used as it was given.',
    ...(cause === undefined ? {} : { cause }),
  };
}

function isWithoutGroups(failure: ScimFailure): boolean {
  return failure.status === 404 || failure.status === 405 || failure.status === 501;
}
