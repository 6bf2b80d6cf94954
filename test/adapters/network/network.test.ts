import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetwork } from '../../../src-main/adapters/network/network.ts';
import { retryAfterMs } from '../../../src-main/adapters/network/retry-wait.ts';
import { openTunnelProxy } from '../../faults/tunnel-proxy.ts';
import { type ScriptedServer, serveScript } from '../../peers/scripted-server.ts';
import { CANARY, connectTo } from '../scim/scim-world.ts';

const tlsFile = (name: string) => readFileSync(new URL(`../../peers/tls/${name}`, import.meta.url), 'utf8');
const { signal } = new AbortController();
const ask = { method: 'GET', path: '/Users', signal, attempts: 1 } as const;

describe('The way out of this computer (R18)', () => {
  let console: ScriptedServer;
  beforeAll(async () => {
    const tls = { key: tlsFile('server.key'), cert: tlsFile('server.pem') };
    console = await serveScript(() => ({ body: { totalResults: 0 } }), tls);
  });
  afterAll(() => console.close());

  it('refuses a certificate that the machine does not trust, before the token is sent', async () => {
    const { client, close } = connectTo(console.url);
    const result = await client.send({ ...ask, attempts: 1 });
    expect(result).toMatchObject({ ok: false, failure: { code: 'network' } });
    expect(JSON.stringify(result)).toMatch(/certificate .* not trusted/);
    expect(console.requests).toEqual([]);
    await close();
  });

  it('accepts one whose CA was added, and refuses it for another name', async () => {
    const network = openNetwork({ connections: 1, env: {}, certificates: [tlsFile('ca.pem')] });
    const { client } = connectTo(console.url, { network });
    expect(await client.send(ask)).toMatchObject({ ok: true });
    const other = connectTo(console.url.replace('127.0.0.1', 'localhost'), { network });
    expect(await other.client.send(ask)).toMatchObject({
      ok: false,
      failure: { code: 'network', cause: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    await network.close();
  });

  it('goes by the proxy that the environment names, through a tunnel that cannot see the token', async () => {
    const seen: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket, head) => {
      seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
      const onward = connect(Number(new URL(console.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const network = openNetwork({
      connections: 1,
      env: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
      certificates: [tlsFile('ca.pem')],
    });
    const { client } = connectTo('https://console.test/scim', { network });
    expect(client.usesProxy).toBe(true);
    expect(await client.send(ask)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatch(/^console\.test:443 /);
    expect(seen[0]).not.toContain(CANARY);
    expect(console.requests.at(-1)?.headers.authorization).toBe(`Bearer ${CANARY}`);
    await network.close();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
});

describe('A proxy that lets nothing through', () => {
  it.each([
    ['wants a password', 'PROXY_407', /wants a valid user name and password/],
    ['forbids', 'PROXY_403', /does not let anything through to console\.test/],
    ['cannot reach', 'PROXY_502', /did not get through to console\.test/],
    ['is away', 'PROXY_UNREACHED_ECONNREFUSED', /proxy of this computer cannot be reached/],
  ] as const)('is named as that, and is no cancelled request: it %s', async (how, cause, words) => {
    const proxy = await openTunnelProxy(9);
    await proxy.treat(how);
    const network = openNetwork({ connections: 1, env: { HTTPS_PROXY: proxy.url } });
    const { client } = connectTo('https://console.test/scim', { network });
    const result = await client.send(ask);
    expect(result).toMatchObject({ ok: false, failure: { code: 'network', cause } });
    expect(JSON.stringify(result)).toMatch(words);
    expect(JSON.stringify(proxy.heard)).not.toContain(CANARY);
    await network.close();
    await proxy.treat('opens');
    await proxy.close();
  });
});

describe('Proxy settings of the environment', () => {
  it.each([
    [{}, false],
    [{ HTTPS_PROXY: 'http://127.0.0.1:9' }, true],
    [{ https_proxy: 'http://127.0.0.1:9' }, true],
    [{ HTTP_PROXY: 'http://127.0.0.1:9' }, false],
    [{ HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '*' }, false],
  ])('%j: a proxy for https is %s', async (env, expected) => {
    const network = openNetwork({ connections: 1, env });
    expect(network.usesProxyFor('https://console.example/scim')).toBe(expected);
    await network.close();
  });

  it('never send what is for this computer by way of another one', async () => {
    const server = await serveScript(() => ({ body: {} }));
    const network = openNetwork({ connections: 1, env: { HTTP_PROXY: 'http://127.0.0.1:9' } });
    const { client } = connectTo(server.url, { network });
    expect(await client.send(ask)).toMatchObject({ ok: true });
    await network.close();
    await server.close();
  });
});

describe('Retry-After (RFC 9110 §10.2.3)', () => {
  const now = Date.UTC(2026, 10, 24, 12);
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Tue, 24 Nov 2026 12:01:00 GMT', 60_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['', undefined],
  ])('%j asks for %s ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
