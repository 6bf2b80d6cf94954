import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { Identity } from './certificate.ts';
import type { Fault, ListedPerson } from './fault.ts';
import {
  answer,
  type ConsoleAnswer,
  inSmallPages,
  listen,
  PAGE_SIZE,
  pageAnswer,
  plain,
  portOf,
  stop,
} from './proxied-answer.ts';

export interface AskedOfProxy {
  readonly method: string;
  /** Without the origin, with its query. */
  readonly path: string;
  readonly body: string;
  /** How often this very request has come, from 1. */
  readonly nth: number;
}

export interface FaultProxy {
  readonly origin: string;
  readonly port: number;
  /** Decides on each exchange from now on; `undefined` lets it pass. */
  break(decide: (asked: AskedOfProxy) => Fault | undefined): void;
  /** How many exchanges went wrong. */
  readonly broken: number;
  /** What came to the address to which `redirect` points: nothing ever may. */
  readonly elsewhere: readonly string[];
  /** Refuses connections from now on, and drops those that are open. */
  stopListening(): Promise<void>;
  listenAgain(): Promise<void>;
  /** Shows this certificate from now on, on new connections. */
  showCertificate(identity: Identity): void;
  dropConnections(): void;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Origin of the console, or of whatever else stands before it. */
  readonly target: string;
  /** Speaks TLS with it; absent = plain. */
  readonly identity?: Identity;
  /** The time that `Retry-After` dates are written in. */
  readonly now: () => number;
}

/** A proxy of ours between Muster and a console, on which exchanges go wrong as a test says. */
export async function openFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const target = new URL(options.target);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times = new Map<string, number>();
  const elsewhere: string[] = [];
  let decide: (asked: AskedOfProxy) => Fault | undefined = () => undefined;
  let broken = 0;

  const stranger = createServer((request, response) => {
    elsewhere.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.end('{}');
  });
  await listen(stranger, 0);
  const strangeOrigin = `http://localhost:${portOf(stranger)}`;

  const ask = (method: string, path: string, headers: IncomingHttpHeaders, body: string) =>
    new Promise<ConsoleAnswer>((resolve, reject) => {
      const onward = { ...headers, host: target.host };
      const forward = send(
        { agent, host: target.hostname, port: target.port, method, path, headers: onward },
        async (answer) => {
          const parts: Buffer[] = [];
          for await (const part of answer) parts.push(part);
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(parts) });
        },
      );
      forward.on('error', reject);
      forward.end(body);
    });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const { method = 'GET', url: path = '/' } = request;
    const signature = `${method} ${path} ${body}`;
    const nth = (times.get(signature) ?? 0) + 1;
    times.set(signature, nth);
    const fault = decide({ method, path, body, nth });
    if (fault !== undefined) broken++;
    const hears = () => ask(method, path, request.headers, body);
    await goWrong(fault, { request, response, hears, listing: () => listing(path, request.headers) });
  }

  /** Everybody, and the page that was asked for, where people are listed. */
  async function listing(path: string, headers: IncomingHttpHeaders): Promise<Listing | undefined> {
    const url = new URL(path, options.target);
    if (!url.pathname.endsWith('/Users') || url.searchParams.has('filter')) return undefined;
    const all = await ask('GET', `${url.pathname}?startIndex=1&count=1000`, headers, '');
    const { Resources: everybody } = JSON.parse(all.body.toString('utf8')) as { Resources: ListedPerson[] };
    const [start, count] = ['startIndex', 'count'].map((name) => Number(url.searchParams.get(name) ?? 1));
    return { everybody, start: start ?? 1, count: Math.min(PAGE_SIZE, count ?? PAGE_SIZE) };
  }

  interface Listing {
    readonly everybody: readonly ListedPerson[];
    readonly start: number;
    readonly count: number;
  }

  interface Exchange {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly hears: () => Promise<ConsoleAnswer>;
    readonly listing: () => Promise<Listing | undefined>;
  }

  async function goWrong(fault: Fault | undefined, exchange: Exchange): Promise<void> {
    const { request, response, hears } = exchange;
    switch (fault?.kind) {
      case undefined:
        return answer(response, inSmallPages(request.url ?? '', await hears()));
      case 'late': {
        const heard = await hears();
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return answer(response, inSmallPages(request.url ?? '', heard));
      }
      case 'reset':
        return reset(fault.at, exchange);
      case 'silence': {
        if (fault.at === 'before') return;
        const { status, headers, body } = await hears();
        if (fault.at === 'done') return;
        response.writeHead(status, { ...plain(headers), 'content-length': body.length });
        response.flushHeaders();
        return;
      }
      case 'cut-json': {
        const { status, headers, body } = await hears();
        const cut = body.length > 0 ? body.subarray(0, Math.floor(body.length / 2)) : Buffer.from('{"id":');
        return answer(response, { status: status === 204 ? 200 : status, headers, body: cut });
      }
      case 'web-page': {
        if (fault.at === 'done') await hears();
        return answer(response, {
          status: 200,
          headers: { 'content-type': 'text/html; charset=utf-8' },
          body: Buffer.from('<!doctype html><html><body><h1>Sign in to the guest network</h1></body></html>'),
        });
      }
      case 'status': {
        if (fault.at === 'done') await hears();
        const body = Buffer.from(
          JSON.stringify({
            schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
            status: String(fault.status),
            detail: `the console says ${fault.status}`,
          }),
        );
        const headers = { 'content-type': 'application/scim+json', ...pause(fault.retryAfter) };
        return answer(response, { status: fault.status, headers, body });
      }
      case 'redirect':
        return answer(response, {
          status: 307,
          headers: { location: `${strangeOrigin}${request.url}` },
          body: Buffer.alloc(0),
        });
      case 'pages': {
        const list = await exchange.listing();
        if (list === undefined) return answer(response, inSmallPages(request.url ?? '', await hears()));
        return answer(response, pageAnswer(fault.pageOf, list));
      }
      default:
        return fault satisfies never;
    }
  }

  async function reset(at: Extract<Fault, { kind: 'reset' }>['at'], exchange: Exchange): Promise<void> {
    const { request, response, hears } = exchange;
    const { socket } = request;
    if (at !== 'before') {
      const { status, headers, body } = await hears();
      if (at !== 'done') {
        const whole = body.length > 0 ? body : Buffer.from(' ');
        response.writeHead(status === 204 ? 200 : status, {
          ...plain(headers),
          'content-length': whole.length,
        });
        const sent = at === 'after' ? whole : whole.subarray(0, Math.floor(whole.length / 2));
        await new Promise<void>((resolve) => response.write(sent, () => resolve()));
        // What was sent is to arrive before the reset does.
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
    socket.resetAndDestroy();
  }

  function pause(asked: Extract<Fault, { kind: 'status' }>['retryAfter']): Record<string, string> {
    if (asked === undefined) return {};
    if (asked === 'in 60 seconds') return { 'retry-after': '60' };
    // An HTTP date has whole seconds; rounded up, so that it is never less than what was promised.
    return { 'retry-after': new Date(Math.ceil(options.now() / 1000) * 1000 + 60_000).toUTCString() };
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  };
  const { identity } = options;
  const server: Server | TlsServer =
    identity === undefined
      ? createServer({ keepAliveTimeout: 72_000 }, onRequest)
      : createTlsServer({ ...identity, keepAliveTimeout: 72_000 }, onRequest);
  await listen(server, 0);
  const port = portOf(server);

  return {
    origin: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    elsewhere,
    get broken() {
      return broken;
    },
    break(next) {
      decide = next;
    },
    stopListening: () => stop(server),
    listenAgain: () => listen(server, port),
    showCertificate(shown) {
      if (!('setSecureContext' in server)) throw new Error('this proxy speaks no TLS');
      server.setSecureContext(shown);
      server.closeAllConnections();
    },
    dropConnections: () => server.closeAllConnections(),
    async close() {
      await Promise.all([stop(server), stop(stranger)]);
      agent.destroy();
    },
  };
}
