import { expect, it } from 'vitest';
import {
  type ConsoleUnderTest,
  scratchFolder,
  startConsole,
  startLiveConsole,
  USER_URN,
} from './console-under-test.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 4, 1, 12);

function clockAt(ms: number) {
  const clock = { ms, now: () => clock.ms };
  return clock;
}

function claim(console: ConsoleUnderTest, more: Record<string, unknown> = {}) {
  return console.api('POST', '/syncs', { body: { service: 'scim', testMode: true, by: 'Dana', ...more } });
}

function close(console: ConsoleUnderTest, id: string, status: string) {
  return console.api('PATCH', `/syncs/${id}`, { body: { status } });
}

it('claims a slot and says when the next sync may start', async () => {
  const console = await startConsole({ now: () => NOON });
  const { status, body, headers } = await claim(console);
  expect(status).toBe(201);
  expect(body).toEqual({ status: 'Processing', id: body.id, nextAllowedAt: '2026-05-01T12:15:00.000Z' });
  expect(headers.get('location')).toBe(`/console/v1/syncs/${body.id}`);
});

it('skips a second sync within 15 minutes of the claim, not of the end, and takes one after', async () => {
  const clock = clockAt(NOON);
  const console = await startConsole({ now: clock.now });
  const { body: first } = await claim(console);
  clock.ms += 10 * MINUTE;
  await close(console, String(first.id), 'Completed');
  clock.ms += 5 * MINUTE - 1;
  const skipped = await claim(console);
  expect(skipped.status).toBe(200);
  expect(skipped.body).toEqual({
    status: 'Skipped',
    cause: 'limit',
    detail: 'The newest sync is less than 15 minutes old.',
    nextAllowedAt: '2026-05-01T12:15:00.000Z',
  });
  clock.ms += 1;
  expect((await claim(console)).status).toBe(201);
});

it('does not count skipped requests, so asking again and again does not push the next sync away', async () => {
  const clock = clockAt(NOON);
  const console = await startConsole({ now: clock.now });
  await claim(console);
  for (let minute = 0; minute < 14; minute++) {
    clock.ms += MINUTE;
    expect((await claim(console)).body.nextAllowedAt).toBe('2026-05-01T12:15:00.000Z');
  }
  clock.ms += MINUTE;
  expect((await claim(console)).status).toBe(201);
});

it('locks nobody out for longer than the limit when the clock is set back', async () => {
  const clock = clockAt(NOON);
  const console = await startConsole({ now: clock.now });
  await claim(console);
  clock.ms -= 24 * 60 * MINUTE;
  expect((await claim(console)).body).toMatchObject({
    cause: 'limit',
    nextAllowedAt: '2026-04-30T12:15:00.000Z',
  });
  clock.ms += 14 * MINUTE;
  expect((await claim(console)).body.cause).toBe('limit');
  clock.ms += MINUTE;
  expect((await claim(console)).status).toBe(201);
});

it('keeps the limit over a restart', async () => {
  const clock = clockAt(NOON);
  const dataFile = `${scratchFolder()}/console.sqlite`;
  const first = await startConsole({ dataFile, now: clock.now });
  await claim(first);
  await first.close();
  clock.ms += MINUTE;
  const second = await startConsole({ dataFile, now: clock.now, secrets: first });
  expect((await claim(second)).body.cause).toBe('limit');
});

it.each([
  ['User Provisioning is off', { provisioningEnabled: false }, { testMode: true }, 'settings'],
  ['ADI is selected', { mode: 'adi' }, { testMode: true }, 'mode'],
  ['ADI asks while SCIM is selected', {}, { service: 'adi' }, 'mode'],
  ['Test Mode is on and the sync is live', {}, { testMode: false }, 'settings'],
])(
  'skips when %s, with the cause and a sentence, and takes no slot',
  async (_when, settings, asked, cause) => {
    const console = await startConsole();
    await console.save(settings);
    const { status, body } = await claim(console, asked);
    expect([status, body.status, body.cause, body.nextAllowedAt]).toEqual([200, 'Skipped', cause, null]);
    expect(body.detail).toMatch(/^[A-Z].+\.$/);
    await console.save({ provisioningEnabled: true, mode: 'scim' });
    expect((await claim(console)).status).toBe(201);
  },
);

it('gives the slot of a live sync back that wrote nothing', async () => {
  const console = await startLiveConsole();
  const { body } = await claim(console, { testMode: false });
  const released = await close(console, String(body.id), 'Released');
  expect([released.status, released.body.status]).toEqual([200, 'Released']);
  expect((await claim(console, { testMode: false })).status).toBe(201);
});

it('gives no slot back once SCIM has written, whatever the client says', async () => {
  const console = await startLiveConsole();
  const { body } = await claim(console, { testMode: false });
  await console.create({ userName: 'ana@a.example' });
  const refused = await close(console, String(body.id), 'Released');
  expect([refused.status, refused.body.code]).toEqual([409, 'sync-wrote']);
  expect((await close(console, String(body.id), 'Failed')).status).toBe(200);
  expect((await claim(console, { testMode: false })).body.cause).toBe('limit');
});

it('does not count a refused write as one', async () => {
  const console = await startLiveConsole();
  const { body } = await claim(console, { testMode: false });
  await console.scim('POST', '/Users', { body: { schemas: [USER_URN] } });
  expect((await close(console, String(body.id), 'Released')).status).toBe(200);
});

it('gives no slot of a test-mode sync back', async () => {
  const console = await startConsole();
  const { body } = await claim(console);
  const refused = await close(console, String(body.id), 'Released');
  expect([refused.status, refused.body.code]).toEqual([409, 'sync-not-live']);
});

it('closes a sync once', async () => {
  const console = await startConsole();
  const { body } = await claim(console);
  await close(console, String(body.id), 'Cancelled');
  const again = await close(console, String(body.id), 'Completed');
  expect([again.status, again.body.code]).toEqual([409, 'sync-closed']);
  const unknown = await close(console, 'no-such-sync', 'Completed');
  expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found']);
});

it('closes as Failed what was left open for more than an hour', async () => {
  const clock = clockAt(NOON);
  const console = await startConsole({ now: clock.now });
  await claim(console);
  clock.ms += 60 * MINUTE + 1;
  const { body } = await console.api('GET', '/syncs');
  expect(body.syncs?.[0]).toMatchObject({ status: 'Failed', endedAt: '2026-05-01T13:00:00.001Z' });
});

it('keeps the history, newest first, skipped ones with their cause, in pages', async () => {
  const clock = clockAt(NOON);
  const console = await startConsole({ now: clock.now });
  const { body: first } = await claim(console, { by: 'Dana' });
  await console.api('PATCH', `/syncs/${first.id}`, {
    body: { status: 'Completed', cause: 'all well', counts: { created: 3, archived: 0 } },
  });
  await claim(console, { by: 'Eli' });
  clock.ms += 15 * MINUTE;
  await claim(console, { by: 'Fay' });

  const page = await console.api('GET', '/syncs?limit=2');
  expect(page.body.syncs?.map((sync) => [sync.by, sync.status])).toEqual([
    ['Fay', 'Processing'],
    ['Eli', 'Skipped'],
  ]);
  const rest = await console.api('GET', `/syncs?limit=2&before=${page.body.next}`);
  expect(rest.body).toEqual({
    syncs: [
      {
        id: first.id,
        service: 'scim',
        testMode: true,
        status: 'Completed',
        by: 'Dana',
        cause: 'all well',
        counts: { created: 3, archived: 0 },
        startedAt: '2026-05-01T12:00:00.000Z',
        endedAt: '2026-05-01T12:00:00.000Z',
      },
    ],
    next: null,
  });
  expect((await console.api('GET', '/syncs?limit=0')).status).toBe(400);
});

it('lets the link claim and close syncs with its own key, and nothing else', async () => {
  const console = await startConsole();
  const secret = console.scimToken;
  const { status, body } = await console.api('POST', '/syncs', {
    secret,
    body: { service: 'scim', testMode: true, by: 'link' },
  });
  expect(status).toBe(201);
  expect(
    (await console.api('PATCH', `/syncs/${body.id}`, { secret, body: { status: 'Completed' } })).status,
  ).toBe(200);
  expect((await console.api('GET', '/syncs', { secret })).status).toBe(200);
  expect((await console.api('GET', '/provisioning', { secret })).status).toBe(401);
  expect((await console.api('GET', '/exclusions', { secret })).status).toBe(401);
  expect((await console.api('GET', '/users/export', { secret })).status).toBe(401);
});

it.each([
  ['nobody who asks', { service: 'scim', testMode: true, by: '' }],
  ['an unknown service', { service: 'gup', testMode: true, by: 'Dana' }],
  ['no word on Test Mode', { service: 'scim', by: 'Dana' }],
])('refuses a claim with %s', async (_what, body) => {
  const console = await startConsole();
  const answer = await console.api('POST', '/syncs', { body });
  expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
});
