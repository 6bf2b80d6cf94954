// What `app://muster/` answers: the built pages and nothing beside them (design §11).
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_SCHEME_PRIVILEGES, answerOf } from '../../src-main/shell/app-protocol.ts';

const SECRET = 'outside the pages';
let folder: string;
let pages: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-pages-'));
  pages = join(folder, 'renderer');
  mkdirSync(join(pages, 'assets.js'), { recursive: true });
  mkdirSync(join(pages, '.git'));
  mkdirSync(join(folder, 'renderer-beside'));
  const page = '<meta name="style-nonce" content="__STYLE_NONCE__" />';
  for (const [name, text] of [
    ['renderer/index.html', page],
    ['renderer/a b.js', '"__STYLE_NONCE__"'],
    ['renderer/window.css', 'body {}'],
    ['renderer/readme.txt', SECRET],
    ['renderer/.hidden.html', SECRET],
    ['renderer/.git/page.html', SECRET],
    ['secret.html', SECRET],
    ['renderer-beside/secret.html', SECRET],
  ] as const)
    writeFileSync(join(folder, name), text);
  symlinkSync(join(folder, 'secret.html'), join(pages, 'out.html'));
  symlinkSync(folder, join(pages, 'up'));
  symlinkSync(join(pages, 'index.html'), join(pages, 'in.html'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, method = 'GET') => answerOf({ url, method }, pages);
const policyOf = (answer: Response) => answer.headers.get('content-security-policy') ?? '';
const nonceOf = (answer: Response) => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1];

describe('a page', () => {
  it('is served by its name, as what it is', async () => {
    for (const [path, type] of [
      ['', 'text/html'],
      ['index.html', 'text/html'],
      ['index.html?demo=1', 'text/html'],
      ['in.html', 'text/html'],
      ['a%20b.js', 'text/javascript'],
      ['window.css', 'text/css'],
    ] as const) {
      const answer = await get(`app://muster/${path}`);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-type')).toContain(type);
    }
  });

  it('has a nonce of its own at each load, the same in page and policy, and in no script', async () => {
    const seen = new Set<string>();
    for (let load = 0; load < 20; load += 1) {
      const answer = await get('app://muster/index.html');
      const nonce = nonceOf(answer) ?? '';
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      expect(await answer.text()).toBe(`<meta name="style-nonce" content="${nonce}" />`);
      seen.add(nonce);
    }
    expect(seen.size).toBe(20);
    expect(await (await get('app://muster/a%20b.js')).text()).toBe('"__STYLE_NONCE__"');
  });
});

describe('a way out', () => {
  it.each([
    'app://muster/../secret.html',
    'app://muster/%2e%2e/secret.html',
    'app://muster/%2E%2E%2Fsecret.html',
    'app://muster/..%2fsecret.html',
    'app://muster/..%5csecret.html',
    'app://muster/..\\secret.html',
    'app://muster/%252e%252e%252fsecret.html',
    'app://muster/x/..%2f..%2fsecret.html',
    'app://muster/%2e%2e/renderer-beside/secret.html',
    'app://muster/..%2frenderer-beside%2fsecret.html',
    'app://muster/%00../secret.html',
    'app://muster/index.html%00.js',
    'app://muster//etc/passwd',
    'app://muster/%2fetc%2fpasswd',
    'app://muster/C:%5csecret.html',
    'app://muster/out.html',
    'app://muster/up/secret.html',
    'app://muster/up/renderer/.hidden.html',
    'app://muster/.hidden.html',
    'app://muster/%2ehidden.html',
    'app://muster/.git/page.html',
    'app://muster/readme.txt',
    'app://muster/assets.js',
    'app://muster/assets.js/',
    'app://muster/none.html',
    'app://muster/%zz.html',
    'app://muster/%ff.html',
  ])('%s is no page', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  it.each([
    'app://other/index.html',
    'app://muster.evil/index.html',
    'app://muster:80/index.html',
    'app:///index.html',
    'https://muster/index.html',
    `file://muster/index.html`,
    'index.html',
    '',
  ])('%s is of another host', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get', ''])('by %s is refused', async (method) => {
    const answer = await get('app://muster/index.html', method);
    expect(answer.status).toBe(405);
    expect(await answer.text()).toBe('');
  });
});

describe('every answer', () => {
  it.each([
    ['app://muster/index.html', 'GET'],
    ['app://muster/none.html', 'GET'],
    ['app://other/', 'GET'],
    ['app://muster/index.html', 'POST'],
  ])('to %s by %s has the policy and is taken for nothing else', async (url, method) => {
    const answer = await get(url, method);
    expect(policyOf(answer)).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-dns-prefetch-control')).toBe('off');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('that refuses has no nonce to be used', async () => {
    expect(nonceOf(await get('app://muster/none.html'))).toBeUndefined();
  });
});

describe('the policy', () => {
  it('has nothing unsafe, no wildcard, no address of the network and no scheme but data: for pictures', async () => {
    const policy = policyOf(await get('app://muster/index.html'));
    const directives = Object.fromEntries(
      policy.split('; ').map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]),
    );
    expect(policy).not.toMatch(/unsafe|\*|https?:|wss?:|blob:|filesystem:|strict-dynamic/);
    expect(policy.match(/data:/g)).toHaveLength(1);
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });
});

it('gives its scheme no way around the policy, no fetch, no service worker', () => {
  const { privileges } = APP_SCHEME_PRIVILEGES;
  const granted = Object.entries(privileges).filter(([, value]) => value);
  expect(granted.map(([name]) => name)).toEqual(['standard', 'secure']);
});
