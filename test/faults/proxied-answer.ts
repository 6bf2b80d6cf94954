import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ListedPerson, PageOf } from './fault.ts';

/** The console gives pages of this size through the proxy, so that twenty people come in several. */
export const PAGE_SIZE = 5;

export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export function answer(response: ServerResponse, { status, headers, body }: ConsoleAnswer): void {
  response.writeHead(status, plain(headers));
  response.end(body);
}

/** Lengths and hops are this proxy's own. */
export function plain(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'transfer-encoding': _chunked, 'content-length': _length, connection: _hop, ...others } = headers;
  return others;
}

/** A console that says that it gives five at a time. */
export function inSmallPages(path: string, given: ConsoleAnswer): ConsoleAnswer {
  if (!path.endsWith('/ServiceProviderConfig') || given.status !== 200) return given;
  const config = JSON.parse(given.body.toString('utf8')) as { filter: object };
  const smaller = { ...config, filter: { ...config.filter, maxResults: PAGE_SIZE } };
  return { ...given, body: Buffer.from(JSON.stringify(smaller)) };
}

export function pageAnswer(
  pageOf: PageOf,
  list: { readonly everybody: readonly ListedPerson[]; readonly start: number; readonly count: number },
): ConsoleAnswer {
  const { total, people } = pageOf(list.everybody, list);
  const body = JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex: list.start,
    itemsPerPage: people.length,
    Resources: people,
  });
  return { status: 200, headers: { 'content-type': 'application/scim+json' }, body: Buffer.from(body) };
}

export function portOf(server: Server | TlsServer): number {
  return (server.address() as AddressInfo).port;
}

export function listen(server: Server | TlsServer, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

export function stop(server: Server | TlsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
