import { describe, expect, it } from 'vitest';
import { peopleOn, staffOf } from './expected-state.ts';
import { failureOf, need, openWorld, preview, reportOf, sync, TENANT } from './open-world.ts';
import type { Row } from './people-csv.ts';

const staff = staffOf(40);
const person = (i: number) => `person.${i}@contoso.example`;

/** Many things are to be done; the helpdesk looks at one person at a time. */
const directory: readonly Row[] = [
  ...staff.flatMap((row, i): Row[] => {
    if (i === 5) return [{ ...row, 'Job Title': 'Promoted', Group: 'All Employees;Team 0' }];
    if (i === 6) return [{ ...row, 'Job Title': 'Promoted' }];
    if (i === 7 || i === 8) return [];
    if (i === 9) return [{ ...row, Email: 'renamed.9@contoso.example' }];
    return [row];
  }),
  { ...(staffOf(42)[40] ?? {}), 'Manager Email': '', Group: 'All Employees;Brand-new group' },
  { ...(staffOf(42)[41] ?? {}), 'Manager Email': person(40) },
];

describe('a one-off sync (design §6)', () => {
  it('writes only that person’s row and memberships', async () => {
    const world = await openWorld({ directory, console: staff });
    const before = await peopleOn(world.console.tenantUrl, world.token);
    const report = await preview(world.house, { only: [person(5)] });
    expect(report.only).toEqual([person(5)]);
    expect(report.counts.users).toMatchObject({ created: 0, changed: 1, archived: 0 });
    expect(report.counts.memberships).toMatchObject({ created: 1, archived: 2 });

    const live = need(await sync(world.house, { live: true, only: [person(5)], planHash: report.planHash }));
    expect(live.status).toBe('Completed');
    expect(live.report?.applied).toEqual({ succeeded: 4, failed: 0, movedSincePreview: 0 });
    const after = await peopleOn(world.console.tenantUrl, world.token);
    expect(after).toEqual(
      before.map((one) =>
        one.address === person(5) ? { ...one, title: 'Promoted', groups: ['All Employees', 'Team 0'] } : one,
      ),
    );
  });

  it('finds a renamed person by the old address and by the new one', async () => {
    const world = await openWorld({ directory, console: staff });
    for (const only of [person(9), 'renamed.9@contoso.example']) {
      expect((await preview(world.house, { only: [only] })).counts.users.changed, only).toBe(1);
    }
  });

  it('archives only when asked to by name', async () => {
    const world = await openWorld({ directory, console: staff });
    const quiet = need(await sync(world.house, { live: true, only: [person(7)] }));
    expect(quiet.report?.applied?.succeeded).toBe(0);
    expect(world.wire.writes()).toEqual([]);
    const named = need(
      await sync(world.house, { live: true, only: [person(7), person(8)], archiveByName: [person(7)] }),
    );
    expect(named.report?.applied?.succeeded).toBe(1);
    const active = new Map(
      (await peopleOn(world.console.tenantUrl, world.token)).map((one) => [one.address, one.active]),
    );
    expect([active.get(person(7)), active.get(person(8))]).toEqual([false, true]);
  });

  it('creates no group and no manager, and says so of the row', async () => {
    const world = await openWorld({ directory, console: staff });
    const live = need(await sync(world.house, { live: true, only: [person(41)] }));
    expect(live.status).toBe('Completed');
    const after = await peopleOn(world.console.tenantUrl, world.token);
    expect(after.find(({ address }) => address === person(41))?.manager).toBe('');
    expect(after.find(({ address }) => address === person(40))).toBeUndefined();
    need(await sync(world.house, { live: true, only: [person(40)] }));
    const { totalResults } = (await world.ask(
      'GET',
      '/Groups?filter=displayName%20eq%20%22Brand-new%20group%22',
    )) as {
      totalResults: number;
    };
    expect(totalResults).toBe(0);
    // The next full sync finds what was left out.
    const rest = await preview(world.house);
    expect(rest.counts.groups.created).toBe(1);
  });

  it('is no fresh report and no full live sync: neither the base line nor the first live sync is done by it', async () => {
    const world = await openWorld({ directory, console: staff });
    const live = need(await sync(world.house, { live: true, only: [person(6)] }));
    expect(reportOf(live).applied?.succeeded).toBe(1);
    const tenant = need(world.house.findTenant(TENANT));
    expect([tenant.firstLiveDone, tenant.syncedSnapshotId]).toEqual([false, undefined]);
  });

  it('of somebody whom nobody knows is refused by name, in test mode and live, and nothing is written', async () => {
    const world = await openWorld({ directory, console: staff });
    for (const live of [false, true]) {
      const refused = failureOf(
        await sync(world.house, { live, only: [person(5), 'nobody@contoso.example', 'who@contoso.example'] }),
      );
      expect(refused.code).toBe('not-found');
      expect(refused.sentence).toContain('“nobody@contoso.example” and “who@contoso.example”');
      expect(refused.sentence).not.toContain(person(5));
    }
    expect(world.wire.writes()).toEqual([]);
  });

  it('is refused on a console that archives the untold, before its first full live sync (R22)', async () => {
    const world = await openWorld({ directory: staff, console: staff, profile: 'ksat' });
    const refused = failureOf(await sync(world.house, { live: true, only: [person(5)] }));
    expect(refused.code).toBe('settings-refused');
    expect(refused.sentence).toContain('before the first full live sync');
    expect(world.wire.writes()).toEqual([]);
  });
});
