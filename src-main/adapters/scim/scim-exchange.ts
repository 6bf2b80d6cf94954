import type { Dispatcher } from 'undici';
import { type BrokenCall, brokenCallOf } from '../network/broken-call.ts';
import type { RawAnswer } from './scim-failure.ts';

export interface OneRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly token: string;
  readonly body: string | undefined;
  readonly ifMatch: string | undefined;
  readonly signal: AbortSignal;
}

/** What came of one attempt. Nothing is thrown for what the outside did. */
export type Exchange =
  | { readonly kind: 'answer'; readonly answer: RawAnswer }
  | { readonly kind: 'broken'; readonly call: BrokenCall }
  /** To another origin, a second time, or for something else than GET (R18). */
  | { readonly kind: 'redirected' }
  | { readonly kind: 'too-large' };

export interface ExchangeLimits {
  readonly requestTimeoutMs: number;
  readonly answerBytes: number;
}

const JSON_TYPES = 'application/scim+json, application/json;q=0.9';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One request and its answer; a GET follows one redirect within its own origin. */
export async function exchangeOnce(
  request: OneRequest,
  dispatcher: Dispatcher,
  limits: ExchangeLimits,
): Promise<Exchange> {
  const first = await attempt(request, dispatcher, limits);
  if (first.kind !== 'answer' || !REDIRECTS.has(first.answer.status)) return first;
  const target = redirectTarget(request, first.answer);
  if (target === undefined) return { kind: 'redirected' };
  const second = await attempt({ ...request, url: target }, dispatcher, limits);
  return second.kind === 'answer' && REDIRECTS.has(second.answer.status) ? { kind: 'redirected' } : second;
}

function redirectTarget(request: OneRequest, answer: RawAnswer): string | undefined {
  const location = answer.headers.location;
  if (request.method !== 'GET' || typeof location !== 'string') return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const target = new URL(location, request.url);
  return target.origin === new URL(request.url).origin ? target.href : undefined;
}

async function attempt(
  request: OneRequest,
  dispatcher: Dispatcher,
  limits: ExchangeLimits,
): Promise<Exchange> {
  if (request.signal.aborted) return { kind: 'broken', call: { kind: 'aborted', code: 'AbortError' } };
  const url = new URL(request.url);
  const deadline = new AbortController();
  const cancel = () => deadline.abort();
  request.signal.addEventListener('abort', cancel, { once: true });
  // undici's own time-outs run between bytes; a drip feed would outlive them.
  const timer = setTimeout(() => deadline.abort(new DeadlinePassed()), limits.requestTimeoutMs);
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: headersOf(request),
      body: request.body ?? null,
      signal: deadline.signal,
      headersTimeout: limits.requestTimeoutMs,
      bodyTimeout: limits.requestTimeoutMs,
    });
    const text = await readText(response.body, limits.answerBytes);
    if (text === undefined) return { kind: 'too-large' };
    return { kind: 'answer', answer: { status: response.statusCode, headers: response.headers, text } };
  } catch (error) {
    const reason: unknown = deadline.signal.reason;
    return { kind: 'broken', call: brokenCallOf(reason instanceof DeadlinePassed ? reason : error) };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', cancel);
  }
}

class DeadlinePassed extends Error {
  readonly code = 'MUSTER_DEADLINE';
}

function headersOf(request: OneRequest): Record<string, string> {
  const headers: Record<string, string> = {
    accept: JSON_TYPES,
    authorization: `Bearer ${request.token}`,
  };
  if (request.body !== undefined) headers['content-type'] = 'application/scim+json';
  if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch;
  return headers;
}

/** `undefined` when the answer is larger than is ever needed. */
async function readText(body: Dispatcher.ResponseData['body'], most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    // Leaving the loop drops the rest of the answer with its connection.
    if (size > most) return undefined;
    chunks.push(bytes);
  }
  const [only] = chunks;
  return (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size)).toString('utf8');
}
