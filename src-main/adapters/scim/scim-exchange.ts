import type { Dispatcher } from 'undici';
import type { BrokenCall } from '../network/broken-call.ts';
import { oneAnswer } from './one-answer.ts';
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

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One request and its answer; a GET follows one redirect within its own origin. */
export async function exchangeOnce(
  request: OneRequest,
  dispatcher: Dispatcher,
  limits: ExchangeLimits,
): Promise<Exchange> {
  const first = await oneAnswer(request, dispatcher, limits);
  if (first.kind !== 'answer' || !REDIRECTS.has(first.answer.status)) return first;
  const target = redirectTarget(request, first.answer);
  if (target === undefined) return { kind: 'redirected' };
  const second = await oneAnswer({ ...request, url: target }, dispatcher, limits);
  return second.kind === 'answer' && REDIRECTS.has(second.answer.status) ? { kind: 'redirected' } : second;
}

function redirectTarget(request: OneRequest, answer: RawAnswer): string | undefined {
  const location = answer.headers.location;
  if (request.method !== 'GET' || typeof location !== 'string') return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const target = new URL(location, request.url);
  return target.origin === new URL(request.url).origin ? target.href : undefined;
}
