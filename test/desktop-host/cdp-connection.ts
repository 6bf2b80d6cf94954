import type { Readable, Writable } from 'node:stream';
import type { Commands, Events } from './cdp-protocol.ts';

type Listener<Name extends keyof Events> = (params: Events[Name]) => void;

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Chromium's DevTools protocol over the two pipes of `--remote-debugging-pipe`: JSON texts that end in a zero byte. */
export class CdpConnection {
  private readonly pipe: Writable;
  private lastId = 0;
  private closed = false;
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private readonly sessions = new Map<string, CdpSession>();
  readonly browser: CdpSession = new CdpSession(this, undefined);

  constructor(toChromium: Writable, fromChromium: Readable) {
    this.pipe = toChromium;
    toChromium.on('error', () => this.end());
    fromChromium.on('error', () => this.end());
    fromChromium.on('close', () => this.end());
    let rest: Buffer[] = [];
    fromChromium.on('data', (chunk: Buffer) => {
      let from = 0;
      for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, from)) {
        rest.push(chunk.subarray(from, at));
        const text = Buffer.concat(rest).toString('utf8');
        rest = [];
        from = at + 1;
        this.take(JSON.parse(text));
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    });
  }

  session(sessionId: string): CdpSession {
    const known = this.sessions.get(sessionId) ?? new CdpSession(this, sessionId);
    this.sessions.set(sessionId, known);
    return known;
  }

  send(sessionId: string | undefined, method: string, params: unknown): Promise<unknown> {
    // What is sent to a browser that has ended is like what is sent to a window that has closed: nobody's answer.
    if (this.closed) return Promise.reject(new Error(`${method}: Chromium has ended`));
    this.lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    this.waiting.set(this.lastId, answer);
    this.pipe.write(`${JSON.stringify({ id: this.lastId, method, params, sessionId })}\0`);
    return answer.promise;
  }

  private take({ id, method, sessionId, params, result, error }: Incoming): void {
    if (id !== undefined) {
      const answer = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) answer?.reject(new Error(error.message));
      else answer?.resolve(result);
      return;
    }
    const session = sessionId === undefined ? this.browser : this.session(sessionId);
    if (method) session.take(method, params);
  }

  private end(): void {
    this.closed = true;
    for (const { reject } of this.waiting.values()) reject(new Error('Chromium has ended'));
    this.waiting.clear();
  }
}

/** The conversation with one page, or with the browser itself. */
export class CdpSession {
  private readonly connection: CdpConnection;
  private readonly id: string | undefined;
  private readonly listeners = new Map<string, ((params: never) => void)[]>();

  constructor(connection: CdpConnection, id: string | undefined) {
    this.connection = connection;
    this.id = id;
  }

  send<Name extends keyof Commands>(
    method: Name,
    params: Commands[Name]['params'],
  ): Promise<Commands[Name]['result']> {
    // The one place where Chromium's word is taken for the shape of its answers (cdp-protocol.ts).
    return this.connection.send(this.id, method, params) as Promise<Commands[Name]['result']>;
  }

  /** Sends without waiting; a page that is gone by then is no error. */
  tell<Name extends keyof Commands>(method: Name, params: Commands[Name]['params']): void {
    this.send(method, params).catch((error: Error) => {
      if (process.env.MUSTER_HOST_DEBUG) console.error(`[stand-in host] ${method}: ${error.message}`);
    });
  }

  on<Name extends keyof Events>(method: Name, listener: Listener<Name>): void {
    this.listeners.set(method, [...(this.listeners.get(method) ?? []), listener]);
  }

  take(method: string, params: unknown): void {
    for (const listener of this.listeners.get(method) ?? []) listener(params as never);
  }
}
