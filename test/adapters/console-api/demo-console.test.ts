import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectConsoleApi } from '../../../src-main/adapters/console-api/console-api-client.ts';
import { openNetwork } from '../../../src-main/adapters/network/network.ts';
import { askAbilities, correctedProfile } from '../../../src-main/adapters/scim/abilities.ts';
import { createScimSource } from '../../../src-main/adapters/scim/scim-source.ts';
import { createScimWriter } from '../../../src-main/adapters/scim/scim-writer.ts';
import type { ConsoleApi } from '../../../src-main/app/ports/console-api.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { type RunningDemoConsole, serveDemoConsole } from '../../../src-main/demo-console/serve.ts';
import { consoleWriterContract, valueIn } from '../../contracts/console-writer.ts';
import { QuickClock } from '../../fakes/quick-clock.ts';
import { connectTo, listAll } from '../scim/scim-world.ts';

const { signal } = new AbortController();

function serve(now: () => number = Date.now): Promise<RunningDemoConsole> {
  return serveDemoConsole({
    dataFile: ':memory:',
    port: 0,
    syncLimitMs: 900_000,
    now,
    freshSecrets: 'if-new',
  });
}

function connectApi(console: RunningDemoConsole) {
  const network = openNetwork({ connections: 4, env: {} });
  const api = valueIn(
    connectConsoleApi({
      url: console.consoleApiUrl,
      adminKey: console.adminKey ?? '',
      scimToken: console.scimToken ?? '',
      network,
      clock: new QuickClock(),
      jitter: () => 0,
    }),
  );
  return { api, close: () => network.close() };
}

/** Save Changes with Test Mode off, so that SCIM writes are taken. */
async function turnTestModeOff(api: ConsoleApi): Promise<void> {
  const { settings, version } = valueIn(await api.readSettings(signal));
  valueIn(await api.saveSettings({ ...settings, testMode: false }, version, signal));
}

describe('The Console API of the demo console', () => {
  let clockMs = Date.UTC(2026, 10, 24, 12);
  let console: RunningDemoConsole;
  let connected: ReturnType<typeof connectApi>;
  let api: ConsoleApi;
  beforeAll(async () => {
    console = await serve(() => clockMs);
    connected = connectApi(console);
    api = connected.api;
  });
  afterAll(async () => {
    await connected.close();
    await console.close();
  });

  it('shows its settings and refuses to overwrite what somebody else saved', async () => {
    const read = valueIn(await api.readSettings(signal));
    expect(read).toMatchObject({ settings: { mode: 'scim', testMode: true }, tenantUrl: console.tenantUrl });
    const saved = valueIn(
      await api.saveSettings({ ...read.settings, testMode: false }, read.version, signal),
    );
    expect(saved.settings.testMode).toBe(false);
    expect(saved.version).not.toBe(read.version);
    expect(await api.saveSettings(read.settings, read.version, signal)).toMatchObject({
      ok: false,
      failure: { code: 'conflict' },
    });
  });

  it('claims a sync, skips the next within the limit, and shows both in the history', async () => {
    const claim = { service: 'scim', testMode: true, by: 'dana' } as const;
    const first = valueIn(await api.claimSync(claim, signal));
    if (first.status !== 'Processing') throw new Error(first.detail);
    expect(first.nextAllowedAtMs).toBe(clockMs + 900_000);
    valueIn(await api.closeSync(first.id, { status: 'Completed', counts: { created: 2 } }, signal));
    clockMs += 60_000;
    expect(valueIn(await api.claimSync(claim, signal))).toMatchObject({
      status: 'Skipped',
      cause: 'limit',
      nextAllowedAtMs: first.nextAllowedAtMs,
    });
    expect(valueIn(await api.listSyncs(signal)).map((sync) => sync.status)).toEqual(['Skipped', 'Completed']);
    expect(await api.closeSync(first.id, { status: 'Completed' }, signal)).toMatchObject({ ok: false });
  });

  it('keeps the exclusion list, and refuses a bad one by its line', async () => {
    const { version } = valueIn(await api.readExclusions(signal));
    const csv = 'Email,Provisioning Managed\nana@example.com,false\n';
    const saved = valueIn(await api.saveExclusions(csv, version, signal));
    expect(valueIn(await api.readExclusions(signal))).toMatchObject({ version: saved.version });
    expect(valueIn(await api.readExclusions(signal)).csv).toContain('ana@example.com,false');
    const bad = await api.saveExclusions(
      'Email,Provisioning Managed\nben@example.com,maybe\n',
      saved.version,
      signal,
    );
    expect(bad).toMatchObject({ ok: false, failure: { code: 'bad-input', where: { line: 2 } } });
  });

  it('exports everybody under the headings of the user template', async () => {
    const [heading] =
      valueIn(await api.exportUsers(signal))
        .split('\r\n', 1)[0]
        ?.split('\n') ?? [];
    expect(heading?.split(',')).toEqual(expect.arrayContaining(['Email', 'Email Aliases', 'Status']));
  });

  it('gives a new token, and the old one is refused from then on', async () => {
    const before = connectTo(console.tenantUrl, { token: console.scimToken ?? '' });
    expect((await askAbilities(before.client, signal)).ok).toBe(true);
    const { token, tenantUrl } = valueIn(await api.generateToken(signal));
    expect(tenantUrl).toBe(console.tenantUrl);
    const ask = { method: 'GET', path: '/Users?count=1', signal } as const;
    expect(await before.client.send(ask)).toMatchObject({ failure: { code: 'token-refused' } });
    const after = connectTo(console.tenantUrl, { token });
    expect(await after.client.send(ask)).toMatchObject({ ok: true });
    valueIn(await api.revokeToken(signal));
    expect(await after.client.send(ask)).toMatchObject({ failure: { code: 'token-refused' } });
    await Promise.all([before.close(), after.close()]);
  });
});

describe('SCIM on the demo console', () => {
  it('refuses writes while its Test Mode is on, and lists what is there as complete', async () => {
    const console = await serve();
    const connected = connectTo(console.tenantUrl, { token: console.scimToken ?? '' });
    const abilities = valueIn(await askAbilities(connected.client, signal));
    const profile = correctedProfile(PROFILES.demo, abilities);
    const writer = createScimWriter({ client: connected.client, profile, abilities });
    const created = await writer.createUser({ values: { userName: 'a@example.com' }, active: true }, signal);
    expect(created).toMatchObject({ ok: false, failure: { code: 'forbidden' } });
    const { end } = await listAll(createScimSource({ client: connected.client, profile, abilities }));
    expect(end.completeness).toEqual({ status: 'complete' });
    await connected.close();
    await console.close();
  });
});

consoleWriterContract('The SCIM writer on the demo console', async () => {
  const console = await serve();
  const connected = connectTo(console.tenantUrl, { token: console.scimToken ?? '' });
  const administration = connectApi(console);
  await turnTestModeOff(administration.api);
  const abilities = valueIn(await askAbilities(connected.client, signal));
  const profile = correctedProfile(PROFILES.demo, abilities);
  return {
    writer: createScimWriter({ client: connected.client, profile, abilities }),
    async close() {
      await administration.close();
      await connected.close();
      await console.close();
    },
  };
});
