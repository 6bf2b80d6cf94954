import { afterEach, describe, expect, it } from 'vitest';
import type { ScimClientOptions, ScimRequest } from '../../../src-main/adapters/scim/scim-client.ts';
import { connectScim } from '../../../src-main/adapters/scim/scim-client.ts';
import { QuickClock } from '../../fakes/quick-clock.ts';
import {
  type SeenRequest,
  serveScript,
  type WholeAnswer,
  type WireFault,
} from '../../peers/scripted-server.ts';
import { CANARY, type Connected, connectTo } from './scim-world.ts';

type Script = (request: SeenRequest, nth: number) => WholeAnswer | WireFault;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const OK = { body: { id: '1' } };
const { signal } = new AbortController();

async function world(script: Script, options: Partial<ScimClientOptions> = {}) {
  const server = await serveScript(script);
  const connected: Connected = connectTo(`${server.url}/scim/v2`, {
    limits: { requestTimeoutMs: 200 },
    ...options,
  });
  opened.push(connected, server);
  return { server, ...connected };
}

/** Answers in this order; the last one stays. */
function inTurn(...answers: (WholeAnswer | WireFault)[]): Script {
  return (_request, nth) => answers[Math.min(nth, answers.length) - 1] ?? OK;
}

function request(method: ScimRequest['method'] = 'GET'): ScimRequest {
  return method === 'GET'
    ? { method, path: '/Users/1', signal }
    : { method, path: '/Users', body: { userName: 'ana@example.com' }, signal };
}

const IDEMPOTENT = ['GET', 'PUT', 'PATCH'] as const;

describe('A console that asks for a pause (R17)', () => {
  it('is given as many seconds as Retry-After says, for reads and for creates', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const busy = { status: 429, headers: { 'retry-after': '7' } };
      const { client, server, clock, waits } = await world(inTurn(busy, OK));
      expect(await client.send(request(method))).toMatchObject({ ok: true, value: { body: { id: '1' } } });
      expect(server.requests).toHaveLength(2);
      expect(clock.slept).toEqual([7000]);
      expect(waits).toEqual([7000]);
    }
  });

  it('is given until the date that Retry-After names', async () => {
    const clock = new QuickClock(Date.UTC(2026, 10, 24, 12));
    const busy = { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT' } };
    const { client } = await world(inTurn(busy, OK), { clock });
    expect(await client.send(request())).toMatchObject({ ok: true });
    expect(clock.slept).toEqual([30_000]);
  });

  it('holds back the other requests too', async () => {
    const busy = { status: 429, headers: { 'retry-after': '5' } };
    const meanwhile: Promise<unknown>[] = [];
    const clock = new (class extends QuickClock {
      override async sleep(ms: number) {
        // Once the first request waits, a second is sent.
        if (this.slept.length === 0 && this.slept.push(ms) === 1) meanwhile.push(client.send(request()));
        else await super.sleep(ms);
      }
    })();
    const { client, server } = await world(inTurn(busy, OK), { clock });
    expect(await client.send(request())).toMatchObject({ ok: true });
    expect(await meanwhile[0]).toMatchObject({ ok: true });
    // The first one's wait, and the second one's for the same pause, in which time goes on.
    expect(clock.slept).toEqual([5000, 5000]);
    expect(server.requests).toHaveLength(3);
  });

  it('gets every request in the end, where it takes four a second from sixteen at a time', async () => {
    // A second of the console is 20 ms here, for both sides.
    const clock = {
      now: () => Date.now(),
      monotonic: () => performance.now() * 50,
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 50)),
    };
    let windowEnd = 0;
    let taken = 0;
    const { client } = await world(
      () => {
        if (performance.now() >= windowEnd) {
          windowEnd = performance.now() + 20;
          taken = 0;
        }
        taken++;
        return taken <= 4 ? OK : { status: 429, headers: { 'retry-after': '1' } };
      },
      { clock, concurrency: { start: 16, most: 16 } },
    );
    const answers = await Promise.all(Array.from({ length: 80 }, () => client.send(request('POST'))));
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  });

  it('is given up on when it wants more than Muster may wait, without waiting', async () => {
    const { client, server, clock } = await world(
      inTurn({ status: 429, headers: { 'retry-after': '86400' } }),
    );
    expect(await client.send(request())).toMatchObject({ ok: false, failure: { code: 'console-busy' } });
    expect(server.requests).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  it('is given up on after six attempts', async () => {
    const { client, server } = await world(inTurn({ status: 503 }));
    expect(await client.send(request())).toMatchObject({ ok: false, failure: { code: 'console-busy' } });
    expect(server.requests).toHaveLength(6);
  });
});

describe('A request without a clear answer (R17)', () => {
  it('is repeated with doubling waits where it may be sent twice', async () => {
    for (const method of IDEMPOTENT) {
      const { client, server, clock } = await world(inTurn({ status: 500 }, { status: 502 }, OK));
      const versioned = method === 'GET' ? {} : { ifMatch: 'W/"1"' };
      expect(await client.send({ ...request(method), ...versioned })).toMatchObject({ ok: true });
      expect(server.requests).toHaveLength(3);
      expect(clock.slept).toEqual([250, 500]);
    }
  });

  it.each(['reset', 'close', 'truncated', 'silence', 'drip'] as const)(
    'is repeated after %s where it may be sent twice, and fails as a network failure if it stays so',
    async (fault) => {
      const passing = await world(inTurn(fault, OK));
      expect(await passing.client.send(request())).toMatchObject({ ok: true });
      const lasting = await world(inTurn(fault), { limits: { requestTimeoutMs: 60, attempts: 3 } });
      expect(await lasting.client.send(request())).toMatchObject({ ok: false, failure: { code: 'network' } });
      expect(lasting.server.requests).toHaveLength(3);
    },
  );

  it.each([{ status: 500 }, 'reset', 'silence'] as const)(
    'is never repeated for a create or a write without a version, which may have happened (%o)',
    async (fault) => {
      for (const method of ['POST', 'PATCH', 'PUT'] as const) {
        const { client, server } = await world(inTurn(fault, OK));
        const sent = await client.send(request(method));
        expect(sent).toMatchObject({ ok: false, failure: { sentOnce: true } });
        expect(sent.ok ? '' : sent.failure.code).toMatch(/^(network|console-error)$/);
        expect(server.requests).toHaveLength(1);
      }
    },
  );

  it('is repeated for a create that was never received', async () => {
    const { client, server, clock } = await world(() => OK);
    await server.close();
    expect(await client.send(request('POST'))).toMatchObject({ ok: false, failure: { code: 'network' } });
    expect(clock.slept).toHaveLength(5);
  });

  it('is not called moved when its own lost attempt moved the row (R7)', async () => {
    const { client } = await world(inTurn('reset', { status: 412 }));
    const change = { ...request('PATCH'), ifMatch: 'W/"1"' };
    expect(await client.send(change)).toMatchObject({ ok: false, failure: { code: 'network' } });
  });

  it('is not called refused when a busy console made it after all, and then has it twice (R7)', async () => {
    for (const [method, status] of [
      ['POST', 409],
      ['PATCH', 412],
    ] as const) {
      const { client } = await world(inTurn({ status: 503 }, { status }));
      const versioned = method === 'PATCH' ? { ifMatch: 'W/"1"' } : {};
      const sent = await client.send({ ...request(method), ...versioned });
      expect(sent).toMatchObject({ ok: false, failure: { code: 'console-busy' } });
    }
  });

  it('is asked again where the answer is a web page or cut short, for it may be whole the next time', async () => {
    for (const body of ['<html>Sign in</html>', '{"Resources":[{"id":"1"']) {
      const { client, server } = await world(inTurn({ body }, OK));
      expect(await client.send(request())).toMatchObject({ ok: true });
      expect(server.requests).toHaveLength(2);
    }
  });
});

describe('A refusal', () => {
  it.each([
    [401, 'token-refused'],
    [403, 'forbidden'],
    [404, 'row-missing'],
    [412, 'row-moved'],
    [400, 'row-refused'],
    [409, 'row-refused'],
    [501, 'unsupported'],
  ])('with %i stops at once as %s, with the words of the console', async (status, code) => {
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: 'Domain not allowed.' };
    const { client, server } = await world(inTurn({ status, body }, OK));
    expect(await client.send(request('PATCH'))).toMatchObject({
      ok: false,
      failure: { code, cause: 'Domain not allowed.' },
    });
    expect(server.requests).toHaveLength(1);
  });

  it('is told apart from a success that is no SCIM: a web page, or JSON cut short', async () => {
    for (const body of ['<html>Sign in</html>', '{"Resources":[{"id":"1"']) {
      const { client } = await world(() => ({ body, headers: { 'content-type': 'text/html' } }));
      expect(await client.send(request())).toMatchObject({ ok: false, failure: { code: 'console-error' } });
    }
  });

  it('is not needed for plain JSON, nor for an answer without a body', async () => {
    const plain = await world(() => ({ ...OK, headers: { 'content-type': 'application/json' } }));
    expect(await plain.client.send(request())).toMatchObject({ ok: true, value: { body: { id: '1' } } });
    const empty = await world(() => ({ status: 204 }));
    expect(await empty.client.send(request('PATCH'))).toMatchObject({ ok: true, value: { status: 204 } });
  });

  it('also meets an answer of any size', async () => {
    const { client } = await world(() => ({ body: 'x'.repeat(200_000) }), {
      limits: { answerBytes: 100_000 },
    });
    expect(await client.send(request())).toMatchObject({ ok: false, failure: { code: 'console-error' } });
  });
});

describe('The token (R18)', () => {
  it('travels in the Authorization header and to the Tenant URL as given', async () => {
    const server = await serveScript(() => OK);
    const connected = connectTo(`${server.url}/accounts/00123/provisioning/`);
    opened.push(connected, server);
    await connected.client.send({ method: 'GET', path: '/Users?count=1', signal });
    expect(server.requests).toMatchObject([
      {
        path: '/accounts/00123/provisioning/Users?count=1',
        headers: {
          authorization: `Bearer ${CANARY}`,
          accept: expect.stringContaining('application/scim+json'),
        },
      },
    ]);
  });

  it('never follows a redirect to another origin', async () => {
    const elsewhere = await serveScript(() => OK);
    const { client } = await world(() => ({ status: 307, headers: { location: `${elsewhere.url}/Users` } }));
    opened.push(elsewhere);
    expect(await client.send(request())).toMatchObject({ ok: false, failure: { code: 'redirect-refused' } });
    expect(elsewhere.requests).toEqual([]);
  });

  it('follows one redirect within the origin, for reads alone', async () => {
    const moved: Script = ({ path }) =>
      path === '/new' ? OK : { status: 301, headers: { location: '/new' } };
    const { client } = await world(moved);
    expect(await client.send(request())).toMatchObject({ ok: true });
    expect(await client.send(request('PATCH'))).toMatchObject({ failure: { code: 'redirect-refused' } });
    const loop = await world(() => ({ status: 302, headers: { location: '/again' } }));
    expect(await loop.client.send(request())).toMatchObject({ failure: { code: 'redirect-refused' } });
    expect(loop.server.requests).toHaveLength(2);
  });

  it('stands in no failure, even when the console repeats it', async () => {
    const echo = { detail: `Bearer ${CANARY} is not known`, scimType: CANARY.slice(0, 3) };
    const answers: (WholeAnswer | WireFault)[] = [
      ...[400, 401, 403, 404, 409, 412, 418, 429, 500, 503].map((status) => ({ status, body: echo })),
      { status: 400, body: `plain ${CANARY}` },
      { body: `<html>${CANARY}` },
      { status: 302, headers: { location: `https://elsewhere.example/?t=${CANARY}` } },
      'reset',
      'silence',
      'truncated',
    ];
    for (const answer of answers) {
      const { client } = await world(inTurn(answer), { limits: { requestTimeoutMs: 60, attempts: 2 } });
      const result = await client.send(request());
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain(CANARY);
    }
  });
});

describe('An address', () => {
  const options = (tenantUrl: string, token = CANARY): ScimClientOptions => ({
    tenantUrl,
    token,
    addressName: 'Tenant URL',
    network: { dispatcher: NEVER, usesProxyFor: () => false, close: async () => {} },
    clock: new QuickClock(),
    jitter: () => 0,
    concurrency: { start: 1, most: 1 },
  });
  const NEVER = undefined as never;

  it.each([
    ['http://console.example/scim', 'insecure-url'],
    ['http://127.0.0.1.example/scim', 'insecure-url'],
    ['http://localhost.example/scim', 'insecure-url'],
    ['ftp://console.example/scim', 'bad-input'],
    ['console.example/scim', 'bad-input'],
    ['https://user:secret@console.example/scim', 'bad-input'],
    ['https://console.example/scim?tenant=1', 'bad-input'],
  ])('%s is refused as %s before anything is sent', (url, code) => {
    expect(connectScim(options(url))).toMatchObject({ ok: false, failure: { code } });
  });

  it.each(['https://console.example/scim/', 'http://localhost:8080/scim/', 'http://[::1]:8080/scim/'])(
    '%s is taken, one trailing slash dropped',
    (url) => {
      const connected = connectScim(options(url));
      expect(connected).toMatchObject({ ok: true, value: { tenantUrl: url.slice(0, -1) } });
    },
  );

  it('comes with a token that can be one', () => {
    for (const token of ['', 'two words', 'line\nbreak']) {
      expect(connectScim(options('https://console.example', token))).toMatchObject({
        ok: false,
        failure: { code: 'token-missing' },
      });
    }
  });
});

describe('Cancelling', () => {
  it('ends a request that is under way, and one that waits for its repeat', async () => {
    const { client } = await world(inTurn('silence'), { limits: { requestTimeoutMs: 10_000 } });
    const during = new AbortController();
    const answer = client.send({ ...request(), signal: during.signal });
    setTimeout(() => during.abort(), 20);
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });

    const waiting = await world(inTurn({ status: 429, headers: { 'retry-after': '9' } }, OK));
    const later = new AbortController();
    const held = waiting.client.send({ ...request(), signal: later.signal, onWait: () => later.abort() });
    // Only what was let out may have arrived.
    expect(await answer).not.toHaveProperty('failure.neverSent');
    expect(await held).toMatchObject({ ok: false, failure: { code: 'cancelled', neverSent: true } });
    expect(waiting.server.requests).toHaveLength(1);
  });
});

describe('Concurrency', () => {
  it('never passes what the console bears, grows in calm and halves under strain', async () => {
    let busy = false;
    const { client } = await world(() => (busy ? { status: 429, headers: { 'retry-after': '1' } } : OK), {
      concurrency: { start: 2, most: 6 },
      limits: { attempts: 1 },
    });
    expect(client.load()).toEqual({ limit: 2, most: 6, inFlight: 0, slowed: 0 });
    await Promise.all(Array.from({ length: 60 }, () => client.send(request())));
    expect(client.load()).toEqual({ limit: 6, most: 6, inFlight: 0, slowed: 0 });
    busy = true;
    await client.send(request());
    expect(client.load()).toEqual({ limit: 3, most: 6, inFlight: 0, slowed: 1 });
  });
});
