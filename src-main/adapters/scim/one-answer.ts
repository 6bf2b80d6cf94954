import type { Dispatcher } from 'undici';
import { type BrokenCall, brokenCallOf } from '../network/broken-call.ts';
import type { Exchange, ExchangeLimits, OneRequest } from './scim-exchange.ts';

const JSON_TYPES = 'application/scim+json, application/json;q=0.9';

/**
 * One request and its whole answer, without following anything. It speaks to undici's dispatcher itself: a stream, an
 * AbortController and three promises for each of a million small answers cost more than the answers do.
 */
export function oneAnswer(
  request: OneRequest,
  dispatcher: Dispatcher,
  limits: ExchangeLimits,
): Promise<Exchange> {
  if (request.signal.aborted) return Promise.resolve(broken({ kind: 'aborted', code: 'AbortError' }));
  return new Promise((resolve) => {
    const hearing = new Hearing(request.signal, limits, resolve);
    const url = new URL(request.url);
    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: headersOf(request),
          body: request.body ?? null,
          headersTimeout: limits.requestTimeoutMs,
          bodyTimeout: limits.requestTimeoutMs,
        },
        hearing,
      );
    } catch (error) {
      hearing.end(broken(brokenCallOf(error)));
    }
  });
}

/** Hears one answer out; it ends once, whatever comes first: the answer, a break, the deadline or a cancel. */
class Hearing implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #most: number;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #deadline: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #ended: Exchange | undefined;
  #status = 0;
  #headers: Readonly<Record<string, string | string[] | undefined>> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(signal: AbortSignal, limits: ExchangeLimits, resolve: (exchange: Exchange) => void) {
    this.#signal = signal;
    this.#most = limits.answerBytes;
    this.#resolve = resolve;
    // undici's own time-outs run between bytes; a drip feed would outlive them.
    this.#deadline = setTimeout(() => {
      this.#leave(broken({ kind: 'timeout', code: 'MUSTER_DEADLINE' }));
    }, limits.requestTimeoutMs);
    signal.addEventListener('abort', this);
  }

  /** The admin's cancel: a listener as an object, so that none has to be made for each request. */
  handleEvent(): void {
    this.#leave(broken({ kind: 'aborted', code: 'AbortError' }));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // What ended while it waited for a connection is not sent any more; a second start is undici's own repeat.
    if (this.#ended !== undefined) controller.abort(new Left());
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // 1xx only announces the answer.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended !== undefined) return;
    this.#size += chunk.length;
    if (this.#size > this.#most) this.#leave({ kind: 'too-large' });
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only] = this.#chunks;
    const bytes = this.#chunks.length === 1 && only ? only : Buffer.concat(this.#chunks, this.#size);
    this.end({
      kind: 'answer',
      answer: { status: this.#status, headers: this.#headers, text: bytes.toString('utf8') },
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.end(broken(brokenCallOf(error)));
  }

  end(exchange: Exchange): void {
    if (this.#ended !== undefined) return;
    this.#ended = exchange;
    clearTimeout(this.#deadline);
    this.#signal.removeEventListener('abort', this);
    this.#chunks = [];
    this.#resolve(exchange);
  }

  /** Ends without the rest of the answer, which is dropped with its connection. */
  #leave(exchange: Exchange): void {
    this.end(exchange);
    this.#controller?.abort(new Left());
  }
}

/** Told to undici alone: by then the exchange has ended with a reason of its own. */
class Left extends Error {}

function broken(call: BrokenCall): Exchange {
  return { kind: 'broken', call };
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
