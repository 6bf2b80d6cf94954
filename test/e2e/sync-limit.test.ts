import { describe, expect, it, onTestFinished } from 'vitest';
import { startScimmy } from '../peers/start-scimmy.ts';
import { staffOf } from './expected-state.ts';
import { letTimePass } from './let-time-pass.ts';
import {
  failureOf,
  need,
  openWorld,
  preview,
  setConsoleTestMode,
  sync,
  TENANT,
  type World,
} from './open-world.ts';
import { openScimOnly } from './scim-only.ts';

const MINUTE_MS = 60_000;
const LIMIT_MS = 15 * MINUTE_MS;
const staff = staffOf(40);
const edited = staff.map((row, i) => (i === 7 ? { ...row, 'Job Title': 'Promoted' } : row));

/** A console with the real limit, whose clock the test turns. */
async function limitedWorld(): Promise<World & { readonly clock: { nowMs: number } }> {
  const clock = { nowMs: Date.now() };
  const world = await openWorld({
    directory: edited,
    console: staff,
    syncLimitMs: LIMIT_MS,
    now: () => clock.nowMs,
  });
  return { ...world, clock };
}

const history = (world: World) =>
  need(world.house.listRuns(TENANT, 20)).map(({ kind, status, causeCode }) => [kind, status, causeCode]);

async function consoleHistory(world: World): Promise<readonly (readonly [boolean, string])[]> {
  const { syncs } = (await world.askApi('GET', '/syncs')) as {
    syncs: readonly { testMode: boolean; status: string }[];
  };
  return syncs.map(({ testMode, status }) => [testMode, status]);
}

describe('the 15-minute limit of a console (design §6)', () => {
  it('skips test mode and live alike, says when the next may start, and keeps Skipped in the history', async () => {
    const world = await limitedWorld();
    const first = need(await sync(world.house, { live: false }));
    expect(first.status).toBe('Completed');
    const requests = world.wire.requests.length;

    world.clock.nowMs += 5 * MINUTE_MS;
    for (const live of [false, true]) {
      const skipped = need(await sync(world.house, { live }));
      expect(skipped.status).toBe('Skipped');
      expect(skipped.skip?.cause).toBe('limit');
      expect(skipped.skip?.sentence).toMatch(
        /^Skipped\..*less than 15 minutes old\. Nothing was read or changed\./,
      );
      expect(skipped.nextAllowedAtMs).toBe(world.clock.nowMs + 10 * MINUTE_MS);
      expect(skipped.report).toBeUndefined();
      expect(world.house.nextAllowedAt(need(world.house.findTenant(TENANT)))).toBe(skipped.nextAllowedAtMs);
    }
    expect(world.wire.requests.slice(requests).filter(({ path }) => /\/(Users|Groups)/.test(path))).toEqual(
      [],
    );
    expect(history(world)).toEqual([
      ['live', 'Skipped', 'skipped.limit'],
      ['test', 'Skipped', 'skipped.limit'],
      ['test', 'Completed', undefined],
    ]);
    expect(await consoleHistory(world)).toEqual([
      [false, 'Skipped'],
      [true, 'Skipped'],
      [true, 'Completed'],
    ]);

    // Age counts from the claim; skipped requests do not count.
    world.clock.nowMs += 10 * MINUTE_MS;
    expect(need(await sync(world.house, { live: true })).status).toBe('Completed');
  });

  it('says mode and settings as causes of their own, which cost no slot', async () => {
    const world = await limitedWorld();
    const signal = AbortSignal.timeout(30_000);
    need(await world.house.saveSettings(TENANT, { mode: 'adi' }, signal));
    const mode = need(await sync(world.house, { live: false }));
    expect([mode.status, mode.skip?.cause, mode.nextAllowedAtMs]).toEqual(['Skipped', 'mode', undefined]);
    expect(mode.skip?.sentence).toContain('ADI');
    need(await world.house.saveSettings(TENANT, { mode: 'scim' }, signal));
    need(await world.house.saveSettings(TENANT, { provisioningEnabled: false }, signal));
    const settings = need(await sync(world.house, { live: false }));
    expect([settings.status, settings.skip?.cause]).toEqual(['Skipped', 'settings']);
    expect(settings.skip?.sentence).toContain('Enable User Provisioning');
    expect(history(world)).toEqual([
      ['test', 'Skipped', 'skipped.settings'],
      ['test', 'Skipped', 'skipped.mode'],
    ]);
    need(await world.house.saveSettings(TENANT, { provisioningEnabled: true }, signal));
    expect(need(await sync(world.house, { live: false })).status).toBe('Completed');
  });

  it('a live sync while Test Mode is on is refused with that sentence and claims nothing', async () => {
    const world = await limitedWorld();
    await setConsoleTestMode(world, true);
    const refused = failureOf(await sync(world.house, { live: true }));
    expect(refused.code).toBe('settings-refused');
    expect(refused.sentence).toContain('Test Mode is on');
    expect(await consoleHistory(world)).toEqual([]);
    expect(need(await sync(world.house, { live: false })).status).toBe('Completed');
  });

  it.each([
    ['halted by the guard', staff.slice(0, 20), 'Halted'],
    ['stopped by an empty directory', [], 'Failed'],
  ] as const)('a live run %s gives its slot back', async (_why, directory, status) => {
    const world = await limitedWorld();
    world.setDirectory(directory.length === 0 ? [] : directory);
    const stopped = need(await sync(world.house, { live: true }));
    expect(stopped.status).toBe(status);
    expect(stopped.nextAllowedAtMs).toBeUndefined();
    expect(await consoleHistory(world)).toEqual([[false, 'Released']]);
    world.setDirectory(edited);
    expect(need(await sync(world.house, { live: true })).status).toBe('Completed');
  });

  it('an override goes on at once after the guard has halted, and counts as one sync', async () => {
    const world = await limitedWorld();
    world.setDirectory(staff.slice(0, 30));
    const halted = need(await sync(world.house, { live: true }));
    expect(halted.status).toBe('Halted');
    const planHash = halted.report?.planHash ?? '';
    const other = need(await sync(world.house, { live: true, overrideGuard: `${planHash.slice(0, -1)}x` }));
    expect(other.status).toBe('Halted');
    const done = need(await sync(world.house, { live: true, planHash, overrideGuard: planHash }));
    expect(done.status).toBe('Completed');
    expect(done.report?.applied?.succeeded).toBe(10);
    const told = need(world.house.listHistory(TENANT, 10)).filter(({ what }) => what === 'guard-overridden');
    expect(told).toMatchObject([{ planHash, who: expect.stringContaining(' on ') }]);
    expect((await sync(world.house, { live: false })).ok && (await consoleHistory(world))[0]).toEqual([
      true,
      'Skipped',
    ]);
  });

  it('a test run keeps its slot even when it was cancelled or failed', async () => {
    const world = await limitedWorld();
    const stop = new AbortController();
    world.wire.meddle(({ path }) => {
      if (path.includes('/Users?')) stop.abort();
      return 'pass';
    });
    expect(failureOf(await sync(world.house, { live: false }, { signal: stop.signal })).code).toBe(
      'cancelled',
    );
    world.wire.meddle(() => 'pass');
    expect(need(await sync(world.house, { live: false })).skip?.cause).toBe('limit');
    expect(await consoleHistory(world)).toEqual([
      [true, 'Skipped'],
      [true, 'Cancelled'],
    ]);
  });

  it('a console whose clock was set back makes nobody wait longer than the limit', async () => {
    const world = await limitedWorld();
    await preview(world.house);
    world.clock.nowMs -= 48 * 60 * MINUTE_MS;
    const skipped = need(await sync(world.house, { live: false }));
    expect(skipped.nextAllowedAtMs).toBe(world.clock.nowMs + LIMIT_MS);
    world.clock.nowMs += LIMIT_MS;
    expect(need(await sync(world.house, { live: false })).status).toBe('Completed');
  });
});

describe('on a console that offers SCIM alone the limit is kept on this computer (design §6)', () => {
  async function scimOnly() {
    const peer = await startScimmy();
    onTestFinished(() => peer.stop());
    return openScimOnly({ url: peer.url, token: peer.token, directory: staff });
  }

  it('for live syncs only; a test-mode run just reads and never waits', async () => {
    const { house, home } = await scimOnly();
    expect(need(await sync(house, { live: true })).status).toBe('Completed');
    const skipped = need(await sync(house, { live: true }));
    expect([skipped.status, skipped.skip?.cause]).toEqual(['Skipped', 'limit']);
    const left = (skipped.nextAllowedAtMs ?? 0) - Date.now();
    expect(left).toBeGreaterThan(14 * MINUTE_MS);
    expect(left).toBeLessThanOrEqual(LIMIT_MS);
    const tenant = need(house.findTenant(TENANT));
    expect(house.nextAllowedAt(tenant)).toBe(skipped.nextAllowedAtMs);
    for (let i = 0; i < 2; i++) expect(need(await sync(house, { live: false })).status).toBe('Completed');
    expect(need(house.listRuns(TENANT, 9)).map(({ kind, status }) => [kind, status])).toEqual([
      ['test', 'Completed'],
      ['test', 'Completed'],
      ['live', 'Skipped'],
      ['live', 'Completed'],
    ]);

    letTimePass(home, LIMIT_MS);
    expect(need(await sync(house, { live: true })).status).toBe('Completed');
  });

  it('a halted live run gives its slot back', async () => {
    const { house, home, setDirectory } = await scimOnly();
    expect(need(await sync(house, { live: true })).status).toBe('Completed');
    letTimePass(home, LIMIT_MS);
    setDirectory(staff.slice(0, 10));
    const halted = need(await sync(house, { live: true }));
    expect([halted.status, halted.nextAllowedAtMs]).toEqual(['Halted', undefined]);
    setDirectory(edited);
    expect(need(await sync(house, { live: true })).status).toBe('Completed');
  });

  it('a clock that was set back on this computer makes nobody wait longer than the limit', async () => {
    const { house, home } = await scimOnly();
    expect(need(await sync(house, { live: true })).status).toBe('Completed');
    // The last claim lies two days ahead of a clock that was set back by two days.
    letTimePass(home, -48 * 60 * MINUTE_MS);
    const clock = (await house.doctor(AbortSignal.timeout(10_000))).find(({ what }) => what === 'Clock');
    expect(clock).toMatchObject({ state: 'warning', sentence: expect.stringContaining('set back') });
    const skipped = need(await sync(house, { live: true }));
    expect(skipped.skip?.cause).toBe('limit');
    expect((skipped.nextAllowedAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(LIMIT_MS);
    // And the wait ends: it is not counted anew each time that somebody asks.
    letTimePass(home, LIMIT_MS);
    expect(need(await sync(house, { live: true })).status).toBe('Completed');
  });
});
