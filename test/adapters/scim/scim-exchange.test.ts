import { getEventListeners } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { openNetwork } from '../../../src-main/adapters/network/network.ts';
import { exchangeOnce, type OneRequest } from '../../../src-main/adapters/scim/scim-exchange.ts';
import { serveScript } from '../../peers/scripted-server.ts';

const LIMITS = { requestTimeoutMs: 20_000, answerBytes: 512 * 1024 };
const CANCELLED = { kind: 'broken', call: { kind: 'aborted' } };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

type Script = Parameters<typeof serveScript>[0];

async function world(script: Script, connections = 1) {
  const server = await serveScript(script);
  const network = openNetwork({ connections, env: {} });
  opened.push(network, server);
  const send = (path: string, signal: AbortSignal, more: Partial<OneRequest> = {}) =>
    exchangeOnce(
      {
        method: 'GET',
        url: `${server.url}${path}`,
        token: 't',
        body: undefined,
        ifMatch: undefined,
        signal,
        ...more,
      },
      network.dispatcher,
      LIMITS,
    );
  return { server, network, send };
}

it('what is cancelled while it waits for a connection ends at once and is never sent (R7)', async () => {
  const { server, send } = await world(({ path }) => (path === '/first' ? 'silence' : { body: {} }));
  const first = new AbortController();
  const second = new AbortController();
  const held = send('/first', first.signal);
  await expect.poll(() => server.requests.length).toBe(1);
  const waiting = send('/second', second.signal, { method: 'POST', body: '{}' });
  second.abort();
  expect(await waiting).toMatchObject(CANCELLED);
  first.abort();
  expect(await held).toMatchObject(CANCELLED);
  expect(await send('/third', new AbortController().signal)).toMatchObject({ kind: 'answer' });
  expect(server.requests.map(({ path }) => path)).toEqual(['/first', '/third']);
});

it('what was cancelled before is not even begun', async () => {
  const { server, send } = await world(() => ({ body: {} }));
  expect(await send('/', AbortSignal.abort())).toMatchObject(CANCELLED);
  expect(server.requests).toEqual([]);
});

it('nothing keeps listening to a cancel once the answer is there, however it ended', async () => {
  const { send } = await world(({ path }) =>
    path === '/large'
      ? { body: 'x'.repeat(4 * LIMITS.answerBytes) }
      : path === '/reset'
        ? 'reset'
        : { body: {} },
  );
  const { signal } = new AbortController();
  const kinds: string[] = [];
  for (const path of ['/', '/large', '/reset', '/']) kinds.push((await send(path, signal)).kind);
  expect(kinds).toEqual(['answer', 'too-large', 'broken', 'answer']);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a pool that is closed ends every request, also those that wait for a connection', async () => {
  const { server, network, send } = await world(() => 'silence');
  const { signal } = new AbortController();
  const ends = Promise.all([send('/first', signal), send('/second', signal)]);
  await expect.poll(() => server.requests.length).toBe(1);
  await network.close();
  for (const end of await ends) expect(end).toMatchObject({ kind: 'broken' });
  expect(await send('/third', signal)).toMatchObject({ kind: 'broken' });
});

it('an answer in pieces is read whole, whatever letters the pieces cut in two', async () => {
  const text = JSON.stringify({ name: 'Hồng Nguyễn Ångström '.repeat(12_000) });
  const { send } = await world(() => ({ body: text }));
  const { signal } = new AbortController();
  expect(await send('/', signal)).toMatchObject({ kind: 'answer', answer: { status: 200, text } });
});
