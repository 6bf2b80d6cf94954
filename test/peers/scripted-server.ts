import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface WholeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, or a value sent as JSON. */
  readonly body?: unknown;
}

/**
 * How a server can fail on the wire: `reset` (RST), `close` (ends without an answer), `silence` (takes the
 * request and never answers), `truncated` (promises more bytes than it sends), `drip` (a byte now and then).
 */
export type WireFault = 'reset' | 'close' | 'silence' | 'truncated' | 'drip';

export interface ScriptedServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** A server on 127.0.0.1 alone that answers as the test says. `nth` counts requests from 1. */
export async function serveScript(
  answer: (request: SeenRequest, nth: number) => WholeAnswer | WireFault,
  tls?: { readonly key: string; readonly cert: string },
): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    requests.push(seen);
    give(answer(seen, requests.length), request, response);
  };
  const options: ServerOptions = { keepAlive: true };
  const server = tls === undefined ? createServer(options, onRequest) : createTlsServer(tls, onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function give(answer: WholeAnswer | WireFault, request: IncomingMessage, response: ServerResponse): void {
  if (answer === 'reset') request.socket.resetAndDestroy();
  else if (answer === 'close') request.socket.end();
  else if (answer === 'truncated') {
    response.writeHead(200, { 'content-type': 'application/scim+json', 'content-length': '500' });
    response.write('{"Resources":[');
    setTimeout(() => request.socket.destroy(), 20);
  } else if (answer === 'drip') {
    response.writeHead(200, { 'content-type': 'application/scim+json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  } else if (answer !== 'silence') {
    const { status = 200, headers = {}, body } = answer;
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/scim+json', ...headers });
    response.end(text);
  }
}
