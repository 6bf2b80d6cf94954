import { describe, expect, it } from 'vitest';
import type { Fate } from './console-between.ts';
import { peopleOn, staffOf } from './expected-state.ts';
import {
  failureOf,
  need,
  openWorld,
  preview,
  quietHooks,
  reportOf,
  rowsOf,
  sync,
  TENANT,
} from './open-world.ts';

const staff = staffOf(60);
const promoted = staff.map((row, i) => (i < 12 ? { ...row, 'Job Title': 'Promoted' } : row));
const soon = () => AbortSignal.timeout(20_000);

describe('the life of a SCIM token (design §5)', () => {
  it('after Regenerate the link is down for the old token, and up again once the new one is given', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    const made = need(
      await world.house.generateToken(TENANT, { act: 'regenerate', keep: 'show-only' }, soon()),
    );
    expect(made.kept).toBe(false);
    expect(made.token).not.toBe(world.token);

    for (const live of [false, true]) {
      const refused = failureOf(await sync(world.house, { live }));
      expect(refused.code).toBe('token-refused');
      expect(refused.sentence).toMatch(/token/i);
      expect(refused.next).toContain('give it to Muster');
    }
    expect(world.wire.writes()).toEqual([]);

    const later = await world.openAgain({ token: made.token, adminKey: world.adminKey });
    expect(need(await sync(later, { live: true })).report?.applied?.succeeded).toBe(12);
    const told = need(later.listHistory(TENANT, 10)).map(({ what }) => what);
    expect(told).toContain('token-regenerated');
  });

  it('Generate is refused where a token exists, Regenerate where none does; Revoke cuts the link and changes nobody', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    const before = await peopleOn(world.console.tenantUrl, world.token);
    const second = failureOf(
      await world.house.generateToken(TENANT, { act: 'generate', keep: 'show-only' }, soon()),
    );
    expect(second.code).toBe('settings-refused');
    need(await world.house.revokeToken(TENANT, soon()));
    expect(need(await world.house.showSettings(TENANT, soon())).consoleHasToken).toBe(false);
    expect(failureOf(await sync(world.house, { live: false })).code).toBe('token-refused');
    const none = failureOf(
      await world.house.generateToken(TENANT, { act: 'regenerate', keep: 'show-only' }, soon()),
    );
    expect(none.code).toBe('settings-refused');

    const anew = need(
      await world.house.generateToken(TENANT, { act: 'generate', keep: 'show-only' }, soon()),
    );
    const later = await world.openAgain({ token: anew.token, adminKey: world.adminKey });
    expect((await preview(later)).counts.users.changed).toBe(12);
    expect(await peopleOn(world.console.tenantUrl, anew.token)).toEqual(before);
  });

  it('is refused by a console without the Console API, which names the clicks to make there', async () => {
    const world = await openWorld({ directory: promoted, console: staff, consoleApi: 'without' });
    const refused = failureOf(
      await world.house.generateToken(TENANT, { act: 'regenerate', keep: 'show-only' }, soon()),
    );
    expect(refused.code).toBe('unsupported');
    expect(refused.next).toContain('User Provisioning > + SCIM Settings');
  });

  it('a token that is revoked in the middle of a run stops it at once: the rest is not sent, and the counts say so', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    const { planHash } = await preview(world.house);
    let revoked: Promise<unknown> | undefined;
    world.wire.meddle(async ({ nthWrite }): Promise<Fate> => {
      if (nthWrite >= 5) {
        revoked ??= world.askApi('DELETE', '/provisioning/token');
        await revoked;
      }
      return 'pass';
    });
    const failed = need(await sync(world.house, { live: true, planHash }));
    expect(failed.status).toBe('Failed');
    expect(failed.failure?.code).toBe('token-refused');
    expect(failed.report?.applied).toEqual({ succeeded: 4, failed: 0, movedSincePreview: 0 });
    expect(world.wire.writes()).toHaveLength(4);
    // Those under way were refused; of the others the report says that they were not reached.
    const refusedOnWire = world.wire.requests.filter(
      ({ nthWrite, status }) => nthWrite > 0 && status === 401,
    );
    expect(refusedOnWire.length).toBeGreaterThan(0);
    expect(world.wire.requests.filter(({ nthWrite }) => nthWrite > 0)).toHaveLength(4 + refusedOnWire.length);
    const results = rowsOf(world.house, reportOf(failed).reportId)
      .filter(({ operation }) => operation)
      .map(({ result }) => result?.status);
    expect(results.filter((status) => status === 'applied')).toHaveLength(4);
    expect(results).toHaveLength(12);
    expect(results.every((status) => status !== undefined)).toBe(true);
    // Proven refused is not unknown: a 401 was not carried out.
    expect(results.filter((status) => status === 'unknown')).toEqual([]);
    expect(world.house.interruptedRuns(need(world.house.findTenant(TENANT)).id)).toEqual([]);
  });

  it('a console that goes away in the middle leaves the run Interrupted, and Resume completes it when it is back', async () => {
    const world = await openWorld({ directory: promoted, console: staff });
    const { planHash } = await preview(world.house);
    let down = false;
    world.wire.meddle(({ nthWrite }) => {
      if (nthWrite >= 5) down = true;
      return down ? 'cut' : 'pass';
    });
    const cut = need(await sync(world.house, { live: true, planHash }));
    expect(cut.status).toBe('Interrupted');
    expect(cut.failure?.code).toBe('network');
    const runId = cut.runId ?? '';

    world.wire.meddle(() => 'pass');
    expect(failureOf(await sync(world.house, { live: false })).code).toBe('run-undecided');
    const resumed = need(await world.house.resumeRun(runId, quietHooks()));
    expect(resumed.status).toBe('Completed');
    expect(resumed.report?.applied).toEqual({ succeeded: 12, failed: 0, movedSincePreview: 0 });
    expect(world.wire.writes()).toHaveLength(12);
    expect((await preview(world.house)).counts.users.changed).toBe(0);
  });
});
