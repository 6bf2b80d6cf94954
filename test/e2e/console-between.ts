import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PassingRequest {
  readonly method: string;
  /** Without the origin, with its query. */
  readonly path: string;
  readonly body: string;
  /** Counts all requests from 1. */
  readonly nth: number;
  /** Counts SCIM writes from 1; 0 for anything else. */
  readonly nthWrite: number;
}

/**
 * What happens to a request on its way: it passes; it is held up first; its answer is lost after the console has
 * done what was asked (`lose-answer`); the line is cut before the console hears of it (`cut`); or the wire answers.
 */
export type Fate =
  | 'pass'
  | 'lose-answer'
  | 'cut'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

export interface DoneRequest extends PassingRequest {
  /** What the console answered; `undefined` where it never heard of it. */
  readonly status: number | undefined;
}

export interface ConsoleBetween {
  /** Stands where the console's origin stood in any of its addresses. */
  readonly origin: string;
  readonly requests: readonly DoneRequest[];
  /** SCIM writes that the console carried out. */
  writes(): readonly DoneRequest[];
  /** How many requests with this in their path have arrived. */
  started(part: string): number;
  /** Resolves when no request is on its way. */
  quiet(): Promise<void>;
  /** Decides on each request from now on. */
  meddle(decide: (request: PassingRequest) => Fate | Promise<Fate>): void;
  close(): Promise<void>;
}

/** A wire between Muster and a console on which a test can listen, hold up and cut. */
export async function standBetween(consoleOrigin: string): Promise<ConsoleBetween> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const target = new URL(consoleOrigin);
  const requests: DoneRequest[] = [];
  let decide: (request: PassingRequest) => Fate | Promise<Fate> = () => 'pass';
  let nth = 0;
  let nthWrite = 0;
  const arrived: string[] = [];
  const underWay = new Set<Promise<void>>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    nth++;
    arrived.push(path);
    const isWrite = method !== 'GET' && path.startsWith('/scim/');
    if (isWrite) nthWrite++;
    const passing = {
      method,
      path,
      body: Buffer.concat(chunks).toString('utf8'),
      nth,
      nthWrite: isWrite ? nthWrite : 0,
    };
    const fate = await decide(passing);
    if (fate === 'cut' || typeof fate === 'object') {
      requests.push({ ...passing, status: undefined });
      if (fate === 'cut') request.socket.resetAndDestroy();
      else {
        response.writeHead(fate.status, { 'content-type': 'application/scim+json', ...fate.headers });
        response.end(fate.body === undefined ? '' : JSON.stringify(fate.body));
      }
      return;
    }
    await new Promise<void>((resolve) => {
      const forward = send(
        { agent, host: target.hostname, port: target.port, method, path, headers: request.headers },
        async (answer) => {
          // Taken whole, so that a console is heard to its end even where nobody listens any more.
          const parts: Buffer[] = [];
          for await (const part of answer) parts.push(part);
          requests.push({ ...passing, status: answer.statusCode });
          if (fate === 'lose-answer') request.socket.resetAndDestroy();
          else {
            const { 'transfer-encoding': _chunked, ...headers } = answer.headers;
            response.writeHead(answer.statusCode ?? 502, headers);
            response.end(Buffer.concat(parts));
          }
          resolve();
        },
      );
      forward.on('error', () => {
        requests.push({ ...passing, status: undefined });
        request.socket.destroy();
        resolve();
      });
      forward.end(passing.body);
    });
  }

  const server = createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
    const handled: Promise<void> = handle(request, response)
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => underWay.delete(handled));
    underWay.add(handled);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const between: ConsoleBetween = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    writes: () =>
      requests.filter(
        ({ nthWrite: n, status }) => n > 0 && status !== undefined && status >= 200 && status < 300,
      ),
    started: (part) => arrived.filter((path) => path.includes(part)).length,
    async quiet() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    meddle(next) {
      decide = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          agent.destroy();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return between;
}
