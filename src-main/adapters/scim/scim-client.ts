import type { Clock } from '../../app/ports/clock.ts';
import { type FailureCode, fail, type Result, succeed } from '../../core/failure.ts';
import { CANCELLED } from '../network/broken-call.ts';
import type { Network } from '../network/network.ts';
import { checkOutwardUrl } from '../network/outward-url.ts';
import { backoffMs, retryAfterMs } from '../network/retry-wait.ts';
import { AdaptiveGate, type GateLimits, type GateState, type Pass } from './adaptive-gate.ts';
import {
  type Counterpart,
  headerText,
  judge,
  mayHaveArrived,
  repeatable,
  type ScimAnswer,
  type ScimFailure,
  strainOf,
} from './scim-answer.ts';
import { type Exchange, exchangeOnce } from './scim-exchange.ts';
import type { RawAnswer } from './scim-failure.ts';

export interface ScimClientOptions {
  /** Taken as given (fact sheet §1.1). */
  readonly tenantUrl: string;
  readonly addressName: 'Tenant URL' | 'directory address';
  /** In flight only: it stands in no failure, log or path. */
  readonly token: string;
  readonly network: Network;
  readonly clock: Clock;
  /** 0…1, for spreading repeats. */
  readonly jitter: () => number;
  readonly concurrency: GateLimits;
  /** Said while the other side makes us wait, for requests that bring no `onWait` of their own. */
  readonly onWait?: (waitMs: number) => void;
  readonly limits?: Partial<ScimLimits>;
  /** Once it is aborted no further request is let out; those under way have their own signal to end by (ux §6). */
  readonly noMoreAfter?: AbortSignal;
}

export interface ScimLimits {
  /** For one attempt, from sending to the last byte. @default 30_000 */
  readonly requestTimeoutMs: number;
  /** Attempts for one request, the first included. @default 6 */
  readonly attempts: number;
  /** All waits of one request together. @default 300_000 */
  readonly totalWaitMs: number;
  /** The largest answer that is read. @default 64 MiB */
  readonly answerBytes: number;
}

const DEFAULT_LIMITS: ScimLimits = {
  requestTimeoutMs: 30_000,
  attempts: 6,
  totalWaitMs: 300_000,
  answerBytes: 64 * 1024 * 1024,
};

export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the Tenant URL, e.g. `/Users?count=1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
  readonly signal: AbortSignal;
  readonly onWait?: ((waitMs: number) => void) | undefined;
  /** One attempt only, for "Test connection", where a quick answer is worth more. */
  readonly attempts?: 1;
}

export interface ScimClient {
  /** The host, for sentences. */
  readonly host: string;
  readonly tenantUrl: string;
  readonly usesProxy: boolean;
  send(request: ScimRequest): Promise<Result<ScimAnswer, ScimFailure>>;
  /** How many requests the console bears at a time, how many are under way, how often it slowed them down (R17). */
  load(): GateState;
}

/** Makes the transport to one SCIM service. Fails when the address or the token cannot be used (R18). */
export function connectScim(options: ScimClientOptions): Result<ScimClient> {
  const checked = checkOutwardUrl(options.tenantUrl, options.addressName);
  if (!checked.ok) return checked;
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    return fail({
      code: 'token-missing',
      sentence: 'The token is empty or holds characters that no token has.',
      next: 'Copy the token again; without spaces and line breaks.',
    });
  }
  return succeed(new PatientScimClient(checked.value, options));
}

/**
 * Repeats what may be repeated (R17). cockatiel was weighed for this: its retry sleeps on real timers,
 * while here time comes from the Clock, and a console's pause holds back every request, not only one.
 */
class PatientScimClient implements ScimClient {
  readonly host: string;
  readonly tenantUrl: string;
  readonly usesProxy: boolean;
  readonly #options: ScimClientOptions;
  readonly #limits: ScimLimits;
  readonly #gate: AdaptiveGate;
  readonly #counterpart: Counterpart;
  /** Monotonic time until which the console wants quiet. */
  #quietUntil = 0;

  constructor(tenantUrl: string, options: ScimClientOptions) {
    this.tenantUrl = tenantUrl;
    this.host = new URL(tenantUrl).host;
    this.usesProxy = options.network.usesProxyFor(tenantUrl);
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#gate = new AdaptiveGate(options.concurrency, () => options.clock.monotonic());
    const { answerBytes } = this.#limits;
    this.#counterpart = { host: this.host, token: options.token, answerBytes };
  }

  load(): GateState {
    return this.#gate.state();
  }

  async send(request: ScimRequest): Promise<Result<ScimAnswer, ScimFailure>> {
    const attempts = request.attempts ?? this.#limits.attempts;
    const waited: Waited = { ms: 0 };
    /** The failure of an attempt that may have reached the console all the same. */
    let unsettled: ScimFailure | undefined;
    /** That of one which should not have: a busy console takes nothing, but what stands before it may say so too late. */
    let doubtful: ScimFailure | undefined;
    for (let attempt = 1; ; attempt++) {
      const pass = await this.#enterWhenQuiet(request, waited);
      if (!pass.ok) return fail(unsettled ?? { ...pass.failure, neverSent: true });
      const exchange = await this.#exchange(request);
      this.#gate.leave(pass.value, strainOf(exchange));

      const outcome = judge(exchange, this.#counterpart);
      if (outcome.ok) return outcome;
      // Our own first attempt may be what moved the row: then the answer is lost, not refused (R7).
      // Nor does a token that was refused only later say what became of an earlier attempt.
      if (SAYS_NOTHING_OF_BEFORE.has(outcome.failure.code) && unsettled !== undefined) return fail(unsettled);
      if (isContradiction(outcome.failure) && doubtful !== undefined) return fail(doubtful);
      if (mayHaveArrived(exchange)) unsettled = outcome.failure;
      if (outcome.failure.status === 503) doubtful = outcome.failure;

      const kind = repeatable(exchange);
      // What may have happened is settled by look-up, never sent again, unless its version lets it pass only once (R7, R17).
      if (kind === 'idempotent' && !bearsRepeat(request)) return fail({ ...outcome.failure, sentOnce: true });
      const waitMs = kind === 'none' ? undefined : this.#waitBeforeRepeat(exchange, attempt);
      if (waitMs === undefined || attempt >= attempts) return outcome;
      if (waited.ms + waitMs > this.#limits.totalWaitMs) return outcome;
      await this.#wait(waitMs, request, waited);
    }
  }

  /**
   * Lets a request out once the console's pause is over. Whoever waited at the gate looks again: the pause
   * may have been asked for meanwhile, and sixteen requests that all run into it help nobody.
   */
  async #enterWhenQuiet(request: ScimRequest, waited: Waited): Promise<Result<Pass, ScimFailure>> {
    for (;;) {
      const quietMs = this.#quietUntil - this.#options.clock.monotonic();
      if (quietMs > 0) await this.#wait(quietMs, request, waited);
      const pass = await this.#gate.enter(request.signal);
      if (pass === undefined) return fail(CANCELLED);
      if (this.#options.noMoreAfter?.aborted) {
        this.#gate.leave(pass, 'neither');
        return fail(CANCELLED);
      }
      if (this.#quietUntil <= this.#options.clock.monotonic()) return succeed(pass);
      this.#gate.leave(pass, 'neither');
      if (waited.ms > this.#limits.totalWaitMs) return fail(busyFor(this.host));
    }
  }

  #exchange(request: ScimRequest): Promise<Exchange> {
    const { network, token } = this.#options;
    return exchangeOnce(
      {
        method: request.method,
        url: `${this.tenantUrl}${request.path}`,
        token,
        signal: request.signal,
        ifMatch: request.ifMatch,
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
      },
      network.dispatcher,
      this.#limits,
    );
  }

  #waitBeforeRepeat(exchange: Exchange, attempt: number): number {
    const { clock, jitter } = this.#options;
    const asked =
      exchange.kind === 'answer' ? retryAfterMs(pauseAsked(exchange.answer), clock.now()) : undefined;
    if (asked === undefined) return backoffMs(attempt, jitter);
    this.#quietUntil = Math.max(this.#quietUntil, clock.monotonic() + asked);
    return asked;
  }

  async #wait(ms: number, request: ScimRequest, waited: Waited): Promise<void> {
    (request.onWait ?? this.#options.onWait)?.(ms);
    await this.#options.clock.sleep(ms, request.signal);
    waited.ms += ms;
  }
}

/** Answers to a repeat that leave open whether the first attempt was carried out. */
const SAYS_NOTHING_OF_BEFORE: ReadonlySet<FailureCode> = new Set(['row-moved', 'token-refused', 'forbidden']);

/** What a console answers to a write that it has carried out before. */
function isContradiction({ code, status }: ScimFailure): boolean {
  return code === 'row-moved' || status === 409;
}

function bearsRepeat({ method, ifMatch }: ScimRequest): boolean {
  return method === 'GET' || (method !== 'POST' && ifMatch !== undefined);
}

/** All waits of one request together. */
interface Waited {
  ms: number;
}

/** Retry-After counts where the console is busy; on other errors it is left to the backoff (R17). */
function pauseAsked({ status, headers }: RawAnswer): string | undefined {
  return status === 429 || status === 503 ? headerText(headers['retry-after']) : undefined;
}

function busyFor(host: string): ScimFailure {
  return {
    code: 'console-busy',
    sentence: `${host} is busy: it turned Muster away for as long as Muster may wait.`,
    next: 'Try again later; if it stays so, ask its support how many requests it allows.',
  };
}
