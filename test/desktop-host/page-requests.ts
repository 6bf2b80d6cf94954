import type { CdpSession } from './cdp-connection.ts';
import type { HeaderEntry, PausedRequest } from './cdp-protocol.ts';
import { policyToInside, schemeOf, toInside, toOutside } from './custom-protocol.ts';
import type { Session } from './session.ts';
import type { RequestDetails, ResponseHeaders } from './web-request.ts';

/** What the answer to a page's request depends on. */
export interface RequestingPage {
  readonly id: number;
  readonly session: Session;
  /** False when main refused it as a navigation (will-navigate). */
  readonly mayNavigate: (request: PausedRequest, url: string) => boolean;
}

let lastRequest = 0;

/** Answers one request of a page: by main's own protocol handler, or not at all. Nothing reaches the network. */
export async function answerRequest(
  page: RequestingPage,
  cdp: CdpSession,
  paused: PausedRequest,
): Promise<void> {
  const { requestId, request, resourceType } = paused;
  const fail = (errorReason: string) => cdp.tell('Fetch.failRequest', { requestId, errorReason });
  const url = toOutside(request.url + (request.urlFragment ?? ''));
  if (resourceType === 'Document' && !page.mayNavigate(paused, url)) return fail('Aborted');
  // Chromium's own wish for an icon of the site; Electron's windows have none, so main is not asked.
  if (resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico')
    return fulfill(cdp, requestId, 204, [], new Uint8Array());
  lastRequest += 1;
  const details: RequestDetails = {
    id: lastRequest,
    url: toOutside(request.url),
    method: request.method,
    resourceType: electronType(resourceType),
    webContentsId: page.id,
    timestamp: Date.now(),
  };
  const { cancel, redirectURL } = await page.session.webRequest.askBefore(details);
  if (cancel) return fail('BlockedByClient');
  if (redirectURL !== undefined) {
    const location = toInside(redirectURL, page.session.protocol.schemes);
    return fulfill(cdp, requestId, 307, [{ name: 'Location', value: location }], new Uint8Array());
  }
  if (request.url.startsWith('file:')) return cdp.tell('Fetch.continueRequest', { requestId });
  const handler = page.session.protocol.handlerOf(schemeOf(request.url) ?? '');
  if (!handler) return fail('BlockedByClient');
  try {
    const response = await handler(toRequest(paused));
    if (response.type === 'error') return fail('Failed');
    const body = new Uint8Array(await response.arrayBuffer());
    const answer = await page.session.webRequest.askHeaders({
      ...details,
      statusCode: response.status,
      responseHeaders: headersOf(response),
    });
    if (answer.cancel) return fail('BlockedByClient');
    const headers = entriesOf(answer.responseHeaders ?? headersOf(response), page.session.protocol.schemes);
    fulfill(cdp, requestId, response.status, headers, body);
  } catch (error) {
    console.error(`The protocol handler failed for ${details.url}:`, error);
    fail('Failed');
  }
}

function fulfill(
  cdp: CdpSession,
  requestId: string,
  responseCode: number,
  responseHeaders: HeaderEntry[],
  bytes: Uint8Array,
): void {
  const body = Buffer.from(bytes).toString('base64');
  cdp.tell('Fetch.fulfillRequest', { requestId, responseCode, responseHeaders, body });
}

function toRequest({ request }: PausedRequest): Request {
  const parts = request.postDataEntries?.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')) ?? [];
  const body = parts.length > 0 ? Buffer.concat(parts) : (request.postData ?? null);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    /^(origin|referer)$/i.test(name) ? toOutside(value) : value,
  ]);
  const { method } = request;
  return new Request(toOutside(request.url), {
    method,
    headers,
    body: /^(GET|HEAD)$/.test(method) ? null : body,
  });
}

function headersOf(response: Response): ResponseHeaders {
  const headers: ResponseHeaders = {};
  for (const [name, value] of response.headers) headers[name] = [...(headers[name] ?? []), value];
  return headers;
}

function entriesOf(
  headers: Readonly<Record<string, string | string[]>>,
  schemes: readonly string[],
): HeaderEntry[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value: headerToInside(name.toLowerCase(), value, schemes) })),
  );
}

function headerToInside(name: string, value: string, schemes: readonly string[]): string {
  if (name.startsWith('content-security-policy')) return policyToInside(value, schemes);
  if (name === 'location' || name === 'access-control-allow-origin') return toInside(value, schemes);
  return value;
}

const electronTypes: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Image: 'image',
  Script: 'script',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
};

function electronType(type: string): string {
  return electronTypes[type] ?? 'other';
}
