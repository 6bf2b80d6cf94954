import type { Completeness } from '../../app/ports/source.ts';
import type { Failure, FailureCode } from '../../core/failure.ts';
import { countOf } from '../../core/number-words.ts';
import { isObject, pick, textOf } from './attribute-path.ts';
import { cursorPages, fetchPage, indexPages, type Page, type PageRequest } from './list-pages.ts';
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
const MOVING = 'somebody came or went while it was read';

/**
 * Lists an endpoint and proves that the listing is whole (R1; fact sheet §5): each id once, as many as the console
 * counts, the same count on the first and on the last page, pages that fit together, and nothing behind the end. Where
 * the proof fails (people come and go between pages) it reads again, three times at most. Each resource is given once,
 * whatever the number of readings.
 */
export async function* provenListing(
  listing: ProvenListing,
): AsyncGenerator<readonly unknown[], ProvenEnd, void> {
  const seen = new SeenIds();
  let doubt = '';
  let misfits = 0;
  let countBefore: number | undefined;
  // A console that knows whole pages only gives no second look at their ends: there two equal readings are the proof.
  for (let reading = 1; reading <= (misfits < 2 ? READINGS : READINGS + 1); reading++) {
    if (reading > 1) seen.nextReading();
    const knownBefore = seen.known;
    const boundaries = misfits < 2 ? 'checked' : 'unchecked';
    const end: ReadingEnd = yield* readOnce({ ...listing, boundaries }, seen);
    if (end.failure !== undefined) return brokenOff(listing, end.failure, seen.count);
    const isTheSame = seen.count === countBefore && seen.known === knownBefore;
    if (end.doubt === undefined && (boundaries === 'checked' || isTheSame)) {
      return { completeness: { status: 'complete' }, count: seen.count };
    }
    doubt = end.doubt ?? MOVING;
    if (end.misfit === 'whole pages') misfits++;
    countBefore = boundaries === 'checked' || end.doubt !== undefined ? undefined : seen.count;
  }
  return { completeness: { status: 'partial', why: unproven(listing, doubt) }, count: seen.count };
}

interface ReadingEnd {
  readonly doubt?: string;
  readonly misfit?: Page['misfit'];
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
  let moved = false;
  try {
    for (;;) {
      const step = await pages.next();
      if (step.done === true) {
        if (step.value !== undefined) return { failure: step.value };
        break;
      }
      const { resources, total, misfit } = step.value;
      if (misfit === 'whole pages') return { doubt: MOVING, misfit };
      moved ||= misfit === 'moved';
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
  if (moved) return { doubt: MOVING };
  if (nameless > 0) return { doubt: `${countOf(nameless, 'entry', 'entries')} had no id` };
  if (repeated > 0) return { doubt: `${countOf(repeated, 'entry', 'entries')} came twice` };
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

function brokenOff(listing: ProvenListing, failure: ScimFailure, count: number): ProvenEnd {
  const why = REFUSALS.has(failure.code) ? listingRefused(listing, failure) : failure;
  return { completeness: { status: 'partial', why }, failure, count };
}

/** What a console says of a row means something else where it is said of a listing. */
const REFUSALS: ReadonlySet<FailureCode> = new Set(['row-refused', 'row-moved', 'row-missing']);

function listingRefused({ client, what }: ProvenListing, { status, cause }: ScimFailure): Failure {
  const words = cause === undefined || cause === `HTTP ${status}` ? '' : `: “${cause}”`;
  return {
    code: 'listing-incomplete',
    sentence: `${client.host} refuses to list its ${what} (${status ?? 'no status'})${words}. Nobody is archived because of it.`,
    next: 'Try again; if it stays so, check the address and the kind of console, then ask its support.',
    ...(cause === undefined ? {} : { cause }),
  };
}

function unproven(listing: ProvenListing, doubt: string): Failure {
  return {
    code: 'listing-incomplete',
    sentence: `The listing of ${listing.what} on ${listing.client.host} cannot be proven complete: ${doubt}. Nobody is archived because of it.`,
    next: 'Try again when nobody changes people there; if it stays so, its paging is faulty: ask its support.',
    cause: `${listing.endpoint}: ${doubt}, ${READINGS} readings`,
  };
}
