import { fail, type Result, succeed } from '../../core/failure.ts';
import { isObject, pick, textOf } from './attribute-path.ts';
import type { ScimFailure } from './scim-answer.ts';
import type { ScimClient } from './scim-client.ts';

/** One page of a ListResponse (RFC 7644 §3.4.2). */
export interface Page {
  readonly resources: readonly unknown[];
  readonly total: number | undefined;
  readonly nextCursor: string | undefined;
}

export interface PageRequest {
  readonly client: ScimClient;
  /** `/Users` or `/Groups`. */
  readonly endpoint: string;
  readonly count: number;
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
  const ask = (start: number, count: number) =>
    fetchPage({ ...request, signal }, `startIndex=${start}&count=${count}`);
  let ahead: { readonly start: number; readonly page: Promise<Result<Page, ScimFailure>> }[] = [];
  let start = 1;
  let step = request.count;
  try {
    for (;;) {
      if (ahead[0]?.start !== start) ahead = [{ start, page: ask(start, request.count) }];
      const answer = await ahead.shift()?.page;
      if (answer === undefined) return undefined;
      if (!answer.ok) return answer.failure;
      const { resources, total } = answer.value;
      const next = start + resources.length;
      const isLast = resources.length === 0 || (total !== undefined && next > total);
      if (!isLast) {
        if (resources.length !== step) {
          // The console keeps to pages of its own size; what was asked ahead does not fit it.
          step = resources.length;
          ahead = [];
        }
        const depth = total === undefined ? 1 : AHEAD;
        for (let at = next + ahead.length * step; ahead.length < depth; at += step) {
          if (total !== undefined && at > total) break;
          ahead.push({ start: at, page: ask(at, step) });
        }
      }
      yield answer.value;
      if (isLast) return undefined;
      start = next;
    }
  } finally {
    leaving.abort();
  }
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
