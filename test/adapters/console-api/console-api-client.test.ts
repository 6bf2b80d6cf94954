import { readFileSync } from 'node:fs';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { connectConsoleApi } from '../../../src-main/adapters/console-api/console-api-client.ts';
import { openNetwork } from '../../../src-main/adapters/network/network.ts';
import type { ConsoleApi } from '../../../src-main/app/ports/console-api.ts';
import { valueIn } from '../../contracts/console-writer.ts';
import { QuickClock } from '../../fakes/quick-clock.ts';
import {
  type SeenRequest,
  serveScript,
  type WholeAnswer,
  type WireFault,
} from '../../peers/scripted-server.ts';

const ADMIN = 'canary-admin-key-77a1';
const LINK = 'canary-scim-token-31c9';
const { signal } = new AbortController();

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function connect(url: string, secrets: { adminKey?: string; scimToken?: string } = { adminKey: ADMIN }) {
  const network = openNetwork({ connections: 4, env: {} });
  opened.push(network);
  const clock = new QuickClock();
  const api = valueIn(
    connectConsoleApi({ url, ...secrets, network, clock, jitter: () => 0, timeoutMs: 200 }),
  );
  return { api, clock };
}

async function world(script: (request: SeenRequest, nth: number) => WholeAnswer | WireFault) {
  const server = await serveScript(script);
  opened.push(server);
  return { server, ...connect(`${server.url}/console/v1`, { adminKey: ADMIN, scimToken: LINK }) };
}

const SETTINGS = {
  provisioningEnabled: true,
  mode: 'scim',
  testMode: true,
  acknowledgedAliases: '',
  movedFromAdi: false,
  hasToken: true,
  tenantUrl: 'https://console.example/scim/v2',
  changedBy: 'dana',
  changedAt: '2026-11-24T12:00:00Z',
};
const ETAG = { etag: '"7"' };
const CSV = 'Email,Provisioning Managed\nana@example.com,false\n';
const SYNC = {
  id: 's1',
  service: 'scim',
  testMode: false,
  status: 'Completed',
  by: 'dana',
  cause: null,
  counts: { created: 1 },
  startedAt: '2026-11-24T12:00:00Z',
  endedAt: '2026-11-24T12:01:00Z',
};

interface Case {
  readonly operation: string;
  readonly call: (api: ConsoleApi) => Promise<unknown>;
  readonly answer: WholeAnswer;
  readonly value: unknown;
  readonly secret: string;
}

const READ_SETTINGS = {
  settings: {
    provisioningEnabled: true,
    mode: 'scim',
    testMode: true,
    acknowledgedAliases: '',
    movedFromAdi: false,
  },
  version: '"7"',
  tenantUrl: 'https://console.example/scim/v2',
  hasToken: true,
  changedBy: 'dana',
  changedAtMs: Date.UTC(2026, 10, 24, 12),
};

const CASES: readonly Case[] = [
  {
    operation: 'readProvisioning',
    call: (api) => api.readSettings(signal),
    answer: { body: SETTINGS, headers: ETAG },
    value: READ_SETTINGS,
    secret: ADMIN,
  },
  {
    operation: 'saveProvisioning',
    call: (api) =>
      api.saveSettings(
        { provisioningEnabled: true, mode: 'scim', testMode: false, acknowledgedAliases: 'h' },
        '"6"',
        signal,
      ),
    answer: { body: SETTINGS, headers: ETAG },
    value: READ_SETTINGS,
    secret: ADMIN,
  },
  {
    operation: 'generateToken',
    call: (api) => api.generateToken(signal),
    answer: { status: 201, body: { token: 't'.repeat(40), tenantUrl: SETTINGS.tenantUrl } },
    value: { token: 't'.repeat(40), tenantUrl: SETTINGS.tenantUrl },
    secret: ADMIN,
  },
  {
    operation: 'revokeToken',
    call: (api) => api.revokeToken(signal),
    answer: { status: 204 },
    value: undefined,
    secret: ADMIN,
  },
  {
    operation: 'claimSync',
    call: (api) => api.claimSync({ service: 'scim', testMode: true, by: 'dana' }, signal),
    answer: { status: 201, body: { status: 'Processing', id: 's1', nextAllowedAt: '2026-11-24T12:15:00Z' } },
    value: { status: 'Processing', id: 's1', nextAllowedAtMs: Date.UTC(2026, 10, 24, 12, 15) },
    secret: LINK,
  },
  {
    operation: 'claimSync',
    call: (api) => api.claimSync({ service: 'scim', testMode: true, by: 'dana' }, signal),
    answer: {
      status: 200,
      body: { status: 'Skipped', cause: 'limit', detail: 'Too soon.', nextAllowedAt: '2026-11-24T12:15:00Z' },
    },
    value: {
      status: 'Skipped',
      cause: 'limit',
      detail: 'Too soon.',
      nextAllowedAtMs: Date.UTC(2026, 10, 24, 12, 15),
    },
    secret: LINK,
  },
  {
    operation: 'closeSync',
    call: (api) => api.closeSync('s1', { status: 'Completed', counts: { created: 1 } }, signal),
    answer: { body: SYNC },
    value: undefined,
    secret: LINK,
  },
  {
    operation: 'listSyncs',
    call: (api) => api.listSyncs(signal),
    answer: { body: { syncs: [SYNC], next: null } },
    value: [
      {
        id: 's1',
        service: 'scim',
        testMode: false,
        status: 'Completed',
        by: 'dana',
        startedAtMs: Date.UTC(2026, 10, 24, 12),
        endedAtMs: Date.UTC(2026, 10, 24, 12, 1),
      },
    ],
    secret: LINK,
  },
  {
    operation: 'readExclusions',
    call: (api) => api.readExclusions(signal),
    answer: { body: CSV, headers: { ...ETAG, 'content-type': 'text/csv' } },
    value: { csv: CSV, version: '"7"' },
    secret: ADMIN,
  },
  {
    operation: 'exportUsers',
    call: (api) => api.exportUsers(signal),
    answer: { body: 'Email,Status\nana@example.com,Active\n', headers: { 'content-type': 'text/csv' } },
    value: 'Email,Status\nana@example.com,Active\n',
    secret: ADMIN,
  },
  {
    operation: 'saveExclusions',
    call: (api) => api.saveExclusions(CSV, '"6"', signal),
    answer: { status: 204, headers: { etag: '"8"' } },
    value: { version: '"8"' },
    secret: ADMIN,
  },
];

describe('The Console API as it is described (resources/console-api.openapi.yaml)', () => {
  let described: OpenAPIBackend;
  beforeAll(async () => {
    const file = new URL('../../../resources/console-api.openapi.yaml', import.meta.url);
    const definition: Document = parse(readFileSync(file, 'utf8'));
    described = new OpenAPIBackend({
      definition,
      quick: true,
      customizeAjv(ajv) {
        ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
        ajv.addFormat('uri', (text: string) => URL.canParse(text));
        return ajv;
      },
    });
    await described.init();
  });

  it.each(CASES)('$operation: is asked and understood as described', async ({ operation, ...one }) => {
    const { api, server } = await world(() => one.answer);
    expect(await one.call(api)).toEqual({ ok: true, value: one.value });

    const [request] = server.requests;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request.headers.authorization).toBe(`Bearer ${one.secret}`);
    const asked = asDescribed(request);
    expect(described.matchOperation(asked)?.operationId).toBe(operation);
    if (asked.headers['content-type']?.startsWith('text/csv')) {
      // The validator reads JSON bodies alone.
      expect(request).toMatchObject({ body: CSV, headers: { 'if-match': '"6"' } });
    } else {
      expect(described.validateRequest(asked, operation).errors ?? []).toEqual([]);
    }

    // The example answers of this test are themselves as described.
    if (typeof one.answer.body === 'object') {
      const answered = described.validateResponse(one.answer.body, operation, one.answer.status ?? 200);
      expect(answered.errors ?? []).toEqual([]);
    }
  });
});

/** A request as the description counts it: below the Console API URL, its JSON read. */
function asDescribed({ method, path, headers, body }: SeenRequest) {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) plain[name] = String(value);
  const isJson = plain['content-type']?.startsWith('application/json') === true;
  return {
    method,
    path: path.replace('/console/v1', ''),
    headers: plain,
    ...(isJson ? { body: JSON.parse(body) } : {}),
  };
}

describe('A refusal by the Console API', () => {
  const problem = (code: string, detail: string, more: object = {}) => ({
    type: 'about:blank',
    title: 'Problem',
    status: 0,
    code,
    detail,
    ...more,
  });
  it.each([
    [401, problem('unauthorized', 'No valid secret.'), 'token-refused'],
    [412, problem('version-conflict', 'Saved in between.'), 'conflict'],
    [409, problem('provisioning-disabled', 'Enable it first.'), 'settings-refused'],
    [409, problem('sync-closed', 'It is closed.'), 'conflict'],
    [400, problem('bad-request', 'Not this.'), 'bad-input'],
    [404, problem('not-found', 'No such thing.'), 'not-found'],
    [500, problem('internal-error', 'Sorry.'), 'console-error'],
    [302, '', 'redirect-refused'],
    [200, '<html>Sign in</html>', 'console-error'],
    [200, { provisioningEnabled: 'yes' }, 'console-error'],
  ])('with %i %o is %s', async (status, body, code) => {
    const headers = { location: 'https://elsewhere.example/' };
    const { api } = await world(() => ({ status, body, headers }));
    const saved = await api.saveSettings(
      { provisioningEnabled: true, mode: 'scim', testMode: true, acknowledgedAliases: '' },
      '"1"',
      signal,
    );
    expect(saved).toMatchObject({ ok: false, failure: { code } });
  });

  it('names the line of a bad exclusion list', async () => {
    const body = problem('bad-exclusions', 'Line 3 has no address.', { line: 3 });
    const { api } = await world(() => ({ status: 400, body }));
    expect(await api.saveExclusions(CSV, '"1"', signal)).toMatchObject({
      failure: { code: 'bad-input', sentence: 'Line 3 has no address.', where: { line: 3 } },
    });
  });

  it('never holds a key, whatever the console answers or the wire does (R18)', async () => {
    const answers: (WholeAnswer | WireFault)[] = [
      { status: 401, body: problem('unauthorized', `${ADMIN} is not known`) },
      { status: 500, body: ADMIN },
      { body: { token: ADMIN } },
      { status: 307, headers: { location: `https://elsewhere.example/?k=${ADMIN}` } },
      'reset',
      'close',
      'truncated',
      'silence',
    ];
    for (const answer of answers) {
      const { api } = await world(() => answer);
      const result = await api.readSettings(signal);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain(ADMIN);
    }
  });
});

describe('Repeats (R17)', () => {
  it('wait as told, also for a claim, which was not taken then', async () => {
    const { api, clock, server } = await world((_request, nth) =>
      nth === 1 ? { status: 429, headers: { 'retry-after': '3' } } : (CASES[4]?.answer ?? {}),
    );
    const claim = await api.claimSync({ service: 'scim', testMode: true, by: 'dana' }, signal);
    expect(claim).toMatchObject({ ok: true, value: { status: 'Processing' } });
    expect(clock.slept).toEqual([3000]);
    expect(server.requests).toHaveLength(2);
  });

  it('are not made for a claim or a new token that may have happened', async () => {
    for (const fault of ['reset', { status: 500 }] as const) {
      const { api, server } = await world(() => fault);
      await api.claimSync({ service: 'scim', testMode: true, by: 'dana' }, signal);
      await api.generateToken(signal);
      expect(server.requests).toHaveLength(2);
    }
  });

  it('are made for reads, and end', async () => {
    const { api, server } = await world(() => 'reset');
    expect(await api.readSettings(signal)).toMatchObject({ failure: { code: 'network' } });
    expect(server.requests).toHaveLength(4);
  });

  it('end when the admin cancels', async () => {
    const { api } = await world(() => 'silence');
    const cancel = new AbortController();
    const answer = api.readSettings(cancel.signal);
    setTimeout(() => cancel.abort(), 20);
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

describe('A key', () => {
  it('that is missing is said, and nothing is sent', async () => {
    const server = await serveScript(() => ({ body: SETTINGS }));
    opened.push(server);
    const { api } = connect(server.url, { scimToken: LINK });
    expect(await api.readSettings(signal)).toMatchObject({ failure: { code: 'token-missing' } });
    expect(server.requests).toEqual([]);
  });

  it('never goes to another computer over http', () => {
    const network = openNetwork({ connections: 1, env: {} });
    opened.push(network);
    const options = { adminKey: ADMIN, network, clock: new QuickClock(), jitter: () => 0 };
    expect(connectConsoleApi({ url: 'http://console.example/console/v1', ...options })).toMatchObject({
      ok: false,
      failure: { code: 'insecure-url' },
    });
  });
});
