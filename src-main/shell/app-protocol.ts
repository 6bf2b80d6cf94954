import { randomBytes } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Protocol } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://muster';

/** The privileges of our scheme: a secure, standard origin, and no way around the content security policy. */
export const APP_SCHEME_PRIVILEGES = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false, stream: false },
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Written into the pages at build time; each load gets a fresh one, in page and policy. */
const NONCE_PLACE = '__STYLE_NONCE__';

/** Serves the built pages under `app://muster/`, and nothing beside their folder. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(APP_SCHEME, (request) => answerOf(request, folder));
}

/** The answer to one request; exported for its tests. */
export async function answerOf(
  { url, method }: { readonly url: string; readonly method: string },
  folder: string,
): Promise<Response> {
  if (method !== 'GET') return refusal(405);
  const file = await fileOf(url, folder);
  const type = file === undefined ? undefined : TYPES[extname(file)];
  if (file === undefined || type === undefined) return refusal(404);
  const nonce = randomBytes(16).toString('base64');
  const headers = { ...headersWith(nonce), 'content-type': type };
  const bytes = await readFile(file);
  const body = type.startsWith('text/html') ? bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce) : bytes;
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), { headers });
}

/** The real file that a URL names, where it lies inside the folder; links that lead out of it are not followed. */
async function fileOf(url: string, folder: string): Promise<string | undefined> {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== APP_ORIGIN) return undefined;
  const path = decoded(pathname);
  if (path === undefined || /[\0\\]/.test(path) || path.split('/').includes('..')) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path === '/' ? 'index.html' : path));
    if (!file.startsWith(root + sep)) return undefined;
    // The build makes no file whose name begins with a dot; one that lies here is none of the page's business.
    if (
      relative(root, file)
        .split(sep)
        .some((name) => name.startsWith('.'))
    )
      return undefined;
    return (await stat(file)).isFile() ? file : undefined;
  } catch {
    // No such file: the page is told 404, as by any server.
    return undefined;
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not valid percent-encoding, so it names no file.
    return undefined;
  }
}

function refusal(status: number): Response {
  return new Response('', { status, headers: headersWith('') });
}

/** What every answer carries, a refusal too. */
function headersWith(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    // A name that is looked up ahead of a click would tell the network what the page knows.
    'x-dns-prefetch-control': 'off',
    'cache-control': 'no-store',
  };
}
