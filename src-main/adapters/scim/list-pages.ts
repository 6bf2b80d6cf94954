import { fail, type Result, succeed } from '../../core/failure.ts';
import { isObject, pick, textOf } from './attribute-path.ts';
import type { ScimFailure } from './scim-answer.ts';
import type { ScimClient } from './scim-client.ts';

/** One page of a ListResponse (RFC 7644 §3.4.2). */
export interface Page {
  readonly resources: readonly unknown[];
  readonly total: number | undefined;
  readonly nextCursor: string | undefined;
  /**
   * It does not begin with what the page before ended with. `moved`: somebody came or went in between. `whole pages`:
   * it is the page before once more, as of a console that cannot begin in the middle of one.
   */
  readonly misfit?: 'moved' | 'whole pages';
}

export interface PageRequest {
  readonly client: ScimClient;
  /** `/Users` or `/Groups`. */
  readonly endpoint: string;
  readonly count: number;
  /**
   * `checked`: each page is asked for with the last entry of the page before, so that it shows when rows move between
   * two pages. A count cannot tell: one who left in front and one who joined at the end leave it as it was.
   */
  readonly boundaries?: 'checked' | 'unchecked';
  readonly signal: AbortSignal;
  readonly onWait?: ((waitMs: number) => void) | undefined;
}

/** `undefined`: the last page was reached. */
export type PagesEnd = ScimFailure | undefined;

/** Pages asked for ahead of the one that is being read, so that the console works while we do. */
const AHEAD = 4;

/**
 * Index paging: `startIndex` advances by the number that came, since a console may return fewer than
 * asked for (RFC 7644 §3.4.2.4).
 */
export async function* indexPages(request: PageRequest): AsyncGenerator<Page, PagesEnd, void> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([request.signal, leaving.signal]);
  let checked = request.boundaries === 'checked' && request.count > 1;
  const backFrom = (start: number) => (checked && start > 1 ? 1 : 0);
  const ask = (start: number, count: number) => {
    const back = backFrom(start);
    return fetchPage({ ...request, signal }, `startIndex=${start - back}&count=${count + back}`);
  };
  let ahead: { readonly start: number; readonly page: Promise<Result<Page, ScimFailure>> }[] = [];
  let start = 1;
  let step = request.count;
  let firstId = '';
  let lastId = '';
  try {
    for (;;) {
      if (ahead[0]?.start !== start) ahead = [{ start, page: ask(start, request.count) }];
      const answer = await ahead.shift()?.page;
      if (answer === undefined) return undefined;
      if (!answer.ok) return answer.failure;
      const { total } = answer.value;
      const back = backFrom(start);
      if (back > 0 && answer.value.resources.length === 1) {
        // One at a time is all that this console gives, which leaves no room for a second look.
        checked = false;
        ahead = [];
        continue;
      }
      const beginsWith = idOf(answer.value.resources[0]);
      const fits = back === 0 || answer.value.resources.length === 0 || beginsWith === lastId;
      const misfit = fits ? undefined : beginsWith === firstId ? 'whole pages' : 'moved';
      firstId = beginsWith;
      const resources = answer.value.resources.slice(back);
      lastId = idOf(resources.at(-1));
      const next = start + resources.length;
      const isLast = resources.length === 0 || (total !== undefined && next > total);
      if (!isLast) {
        if (resources.length !== step) {
          // The console keeps to pages of its own size; what was asked ahead does not fit it.
          step = Math.max(1, answer.value.resources.length - (checked ? 1 : 0));
          ahead = [];
        }
        const depth = total === undefined ? 1 : AHEAD;
        for (let at = next + ahead.length * step; ahead.length < depth; at += step) {
          if (total !== undefined && at > total) break;
          ahead.push({ start: at, page: ask(at, step) });
        }
      }
      yield { ...answer.value, resources, ...(misfit === undefined ? {} : { misfit }) };
      if (isLast) return undefined;
      start = next;
    }
  } finally {
    leaving.abort();
  }
}

function idOf(resource: unknown): string {
  return isObject(resource) ? textOf(pick(resource, 'id')) : '';
}

/** Cursor paging (RFC 9865): ends where no `nextCursor` comes. */
export async function* cursorPages(request: PageRequest): AsyncGenerator<Page, PagesEnd, void> {
  const ask = (cursor: string) =>
    fetchPage(request, `cursor=${encodeURIComponent(cursor)}&count=${request.count}`);
  let coming = ask('');
  for (;;) {
    const answer = await coming;
    if (!answer.ok) return answer.failure;
    const { nextCursor } = answer.value;
    if (nextCursor !== undefined) coming = ask(nextCursor);
    yield answer.value;
    if (nextCursor === undefined) return undefined;
  }
}

/** One page by its query, read as a ListResponse. */
export async function fetchPage(request: PageRequest, query: string): Promise<Result<Page, ScimFailure>> {
  const { client, endpoint, signal, onWait } = request;
  const answer = await client.send({ method: 'GET', path: `${endpoint}?${query}`, signal, onWait });
  return answer.ok ? readPage(answer.value.body, client.host) : answer;
}

/** Reads an answer as a ListResponse; `host` is for the sentence. */
export function readPage(body: unknown, host: string): Result<Page, ScimFailure> {
  const resources = isObject(body) ? pick(body, 'Resources') : undefined;
  const total = isObject(body) ? Number.parseInt(textOf(pick(body, 'totalResults')), 10) : Number.NaN;
  // RFC 7644 §3.4.2: an empty result may leave `Resources` out.
  const isEmptyList = (resources === undefined || resources === null) && total === 0;
  if (!isObject(body) || !(Array.isArray(resources) || isEmptyList)) {
    return fail({
      code: 'console-error',
      sentence: `${host} did not answer with a SCIM list.`,
      next: 'Check that the Tenant URL is the SCIM address of the console.',
    });
  }
  const cursor = textOf(pick(body, 'nextCursor'));
  return succeed({
    resources: Array.isArray(resources) ? resources : [],
    total: Number.isNaN(total) ? undefined : total,
    nextCursor: cursor === '' ? undefined : cursor,
  });
}
