import type { Completeness } from '../../app/ports/source.ts';
import type { Failure } from '../../core/failure.ts';
import { isObject, pick, textOf } from './attribute-path.ts';
import { cursorPages, fetchPage, indexPages, type PageRequest } from './list-pages.ts';
import type { ScimFailure } from './scim-answer.ts';
import { SeenIds } from './seen-ids.ts';

export interface ProvenListing extends PageRequest {
  /** `people` or `groups`, for the sentence. */
  readonly what: 'people' | 'groups';
  readonly paging: 'index' | 'cursor';
  readonly onProgress?: ((read: number, total: number | undefined) => void) | undefined;
}

export interface ProvenEnd {
  readonly completeness: Completeness;
  readonly failure?: ScimFailure;
  readonly count: number;
}

const READINGS = 3;

/**
 * Lists an endpoint and proves that the listing is whole (R1; fact sheet §5): each id once, as many as the
 * console counts, the same count on the first and on the last page, and nothing behind the end. Where the
 * proof fails (people come and go between pages) it reads again, three times at most. Each resource is
 * given once, whatever the number of readings.
 */
export async function* provenListing(
  listing: ProvenListing,
): AsyncGenerator<readonly unknown[], ProvenEnd, void> {
  const seen = new SeenIds();
  let doubt = '';
  for (let reading = 1; reading <= READINGS; reading++) {
    if (reading > 1) seen.nextReading();
    const end: ReadingEnd = yield* readOnce(listing, seen);
    if (end.failure !== undefined) return brokenOff(end.failure, seen.count);
    if (end.doubt === undefined) return { completeness: { status: 'complete' }, count: seen.count };
    doubt = end.doubt;
  }
  return { completeness: { status: 'partial', why: unproven(listing, doubt) }, count: seen.count };
}

interface ReadingEnd {
  readonly doubt?: string;
  readonly failure?: ScimFailure;
}

async function* readOnce(
  listing: ProvenListing,
  seen: SeenIds,
): AsyncGenerator<readonly unknown[], ReadingEnd, void> {
  const pages = listing.paging === 'cursor' ? cursorPages(listing) : indexPages(listing);
  let firstTotal: number | undefined;
  let lastTotal: number | undefined;
  let pageCount = 0;
  let repeated = 0;
  let nameless = 0;
  try {
    for (;;) {
      const step = await pages.next();
      if (step.done === true) {
        if (step.value !== undefined) return { failure: step.value };
        break;
      }
      const { resources, total } = step.value;
      if (pageCount++ === 0) firstTotal = total;
      lastTotal = total;
      const before = seen.count;
      const fresh: unknown[] = [];
      for (const resource of resources) {
        const id = isObject(resource) ? textOf(pick(resource, 'id')) : '';
        if (id === '') {
          nameless++;
          continue;
        }
        const sight = seen.see(id);
        if (sight === 'new') fresh.push(resource);
        if (sight === 'repeated') repeated++;
      }
      if (fresh.length > 0) yield fresh;
      listing.onProgress?.(seen.count, total);
      if (resources.length > 0 && seen.count === before) return { doubt: 'the same page came twice' };
    }
  } finally {
    await pages.return(undefined);
  }
  if (nameless > 0) return { doubt: `${nameless} entries had no id` };
  if (repeated > 0) return { doubt: `${repeated} entries came twice` };
  if (firstTotal !== lastTotal) {
    return { doubt: `the count changed from ${firstTotal ?? 'none'} to ${lastTotal ?? 'none'} meanwhile` };
  }
  if (lastTotal === undefined) {
    // With cursors the missing `nextCursor` is the proof, and the count may be left out (RFC 9865).
    return listing.paging === 'cursor' ? {} : { doubt: 'the answers hold no count' };
  }
  if (seen.count !== lastTotal) return { doubt: `${seen.count} came where ${lastTotal} are counted` };
  return listing.paging === 'cursor' ? {} : nothingBehind(listing, seen, lastTotal);
}

/** A console that counts too few would look complete; so one look goes behind the end. */
async function nothingBehind(listing: ProvenListing, seen: SeenIds, total: number): Promise<ReadingEnd> {
  const answer = await fetchPage(listing, `startIndex=${total + 1}&count=1`);
  if (!answer.ok) {
    const { status } = answer.failure;
    // Some consoles refuse a startIndex behind the end; that too says that nothing is there.
    return status === 400 || status === 404 ? {} : { failure: answer.failure };
  }
  for (const resource of answer.value.resources) {
    const id = isObject(resource) ? textOf(pick(resource, 'id')) : '';
    // Other consoles give their last entries again there, which is no more than odd.
    if (seen.see(id) !== 'repeated') return { doubt: `there are more than the ${total} that are counted` };
  }
  return {};
}

function brokenOff(failure: ScimFailure, count: number): ProvenEnd {
  return { completeness: { status: 'partial', why: failure }, failure, count };
}

function unproven(listing: ProvenListing, doubt: string): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `The listing of ${listing.what} on ${listing.client.host} cannot be proven complete: ${doubt}. Nobody is archived because of it.`,
    next: 'Try again when nobody changes people there; if it stays so, its paging is faulty: ask its support.',
    cause: `${listing.endpoint}: ${doubt}, ${READINGS} readings`,
  };
}
