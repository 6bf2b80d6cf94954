import type { KyInstance } from 'ky';
import type { Clock } from '../../app/ports/clock.ts';
import { fail, type Result, succeed } from '../../core/failure.ts';
import { type BrokenKind, brokenCallFailure, brokenCallOf, CANCELLED } from '../network/broken-call.ts';
import type { Network } from '../network/network.ts';
import { backoffMs, retryAfterMs } from '../network/retry-wait.ts';
import { refusalFailure, type SecretKind } from './console-api-failure.ts';
import { outwardFetch } from './outward-fetch.ts';

export interface Secret {
  readonly kind: SecretKind;
  readonly text: string;
}

export interface ApiRequest {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  /** Below the Console API URL, e.g. `/syncs`. */
  readonly path: string;
  readonly secret: Secret;
  readonly ifMatch?: string;
  readonly json?: unknown;
  readonly csv?: string;
  readonly signal: AbortSignal;
  /** For what takes longer than most. */
  readonly timeoutMs?: number;
}

export interface ApiAnswer {
  readonly text: string;
  readonly etag: string;
}

export type CallConsoleApi = (request: ApiRequest) => Promise<Result<ApiAnswer>>;

export interface CallOptions {
  readonly baseUrl: string;
  readonly network: Network;
  readonly clock: Clock;
  readonly jitter: () => number;
  /** @default 20_000 */
  readonly timeoutMs?: number;
  readonly onWait?: ((waitMs: number) => void) | undefined;
}

const ATTEMPTS = 4;
const TOTAL_WAIT_MS = 60_000;

/**
 * Calls the Console API with time-out and repeats (R17). ky's own repeats are off: they sleep on real
 * timers, and its HTTPError, which holds the secret, is never made (`throwHttpErrors: false`, R18).
 */
export function consoleApiCaller(options: CallOptions): CallConsoleApi {
  const { baseUrl, clock } = options;
  const host = new URL(baseUrl).host;
  let opened: KyInstance | undefined;
  // Read on the first call only: most threads never make one.
  const clientOf = async (): Promise<KyInstance> => {
    const { default: ky } = await import('ky');
    opened ??= ky.create({
      fetch: outwardFetch(options.network),
      retry: 0,
      throwHttpErrors: false,
      timeout: options.timeoutMs ?? 20_000,
    });
    return opened;
  };

  async function once(request: ApiRequest): Promise<Attempt> {
    try {
      const client = await clientOf();
      const response = await client(`${baseUrl}${request.path}`, {
        method: request.method,
        signal: request.signal,
        headers: headersOf(request),
        ...(request.timeoutMs === undefined ? {} : { timeout: request.timeoutMs }),
        ...bodyOf(request),
      });
      const text = await response.text();
      if (response.ok) return { result: succeed({ text, etag: response.headers.get('etag') ?? '' }) };
      const { kind, text: secret } = request.secret;
      const failure = refusalFailure({ status: response.status, text, host, kind, secret });
      return { result: fail(failure), repeat: repeatAfter(response) };
    } catch (error) {
      const call = brokenCallOf(error);
      return { result: fail(brokenCallFailure(call, host)), repeat: { when: REPEAT_OF[call.kind] } };
    }
  }

  function repeatAfter(response: Response): Repeat {
    if (response.status === 429 || response.status === 503) {
      return {
        when: 'always',
        waitMs: retryAfterMs(response.headers.get('retry-after') ?? undefined, clock.now()),
      };
    }
    return { when: response.status >= 500 && response.status !== 501 ? 'idempotent' : 'never' };
  }

  return async (request) => {
    // Claiming a sync or making a token twice is not the same as once.
    const isIdempotent = request.method === 'get' || request.method === 'delete';
    let waitedMs = 0;
    for (let attempt = 1; ; attempt++) {
      if (request.signal.aborted) return fail(CANCELLED);
      const { result, repeat } = await once(request);
      if (result.ok || repeat === undefined || attempt === ATTEMPTS) return result;
      if (repeat.when === 'never' || (repeat.when === 'idempotent' && !isIdempotent)) return result;
      const waitMs = repeat.waitMs ?? backoffMs(attempt, options.jitter);
      if (waitedMs + waitMs > TOTAL_WAIT_MS) return result;
      options.onWait?.(waitMs);
      await clock.sleep(waitMs, request.signal);
      waitedMs += waitMs;
    }
  };
}

const REPEAT_OF: Readonly<Record<BrokenKind, Repeat['when']>> = {
  unreached: 'always',
  'turned-away': 'never',
  untrusted: 'never',
  interrupted: 'idempotent',
  timeout: 'idempotent',
  aborted: 'idempotent',
};

interface Repeat {
  readonly when: 'always' | 'idempotent' | 'never';
  readonly waitMs?: number | undefined;
}

interface Attempt {
  readonly result: Result<ApiAnswer>;
  readonly repeat?: Repeat;
}

function headersOf(request: ApiRequest): Record<string, string> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${request.secret.text}`,
    accept: 'application/json, text/csv, application/problem+json',
  };
  if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch;
  if (request.csv !== undefined) headers['content-type'] = 'text/csv; charset=utf-8';
  return headers;
}

function bodyOf(request: ApiRequest): { readonly json?: unknown; readonly body?: string } {
  if (request.csv !== undefined) return { body: request.csv };
  return request.json === undefined ? {} : { json: request.json };
}
