import { describe, expect, it } from 'vitest';
import { expectedPeople, peopleOn, staffOf } from './expected-state.ts';
import { need, openWorld, operationsOf, preview, reportOf, rowsOf, sync, TENANT } from './open-world.ts';

const staff = staffOf(40);
const directory = staff.map((row, i) => (i === 7 ? { ...row, 'Job Title': 'Promoted' } : row));

describe('the first live sync of a console that archives the untold (R22)', () => {
  it('tells it of everybody, says received and not done, and does so once', async () => {
    const world = await openWorld({ directory, console: staff, profile: 'ksat' });
    const report = await preview(world.house);
    expect(report.firstLive).toBe(true);
    expect(report.counts.users).toMatchObject({ changed: 1, unchanged: 39, created: 0, archived: 0 });

    const live = need(await sync(world.house, { live: true, planHash: report.planHash }));
    expect(live.status).toBe('Completed');
    expect(live.received).toBe(true);
    expect(live.report?.applied).toEqual({ succeeded: 40, failed: 0, movedSincePreview: 0 });
    const told = new Set(
      world.wire
        .writes()
        .filter(({ path }) => path.includes('/Users/'))
        .map(({ path }) => path),
    );
    expect(told.size).toBe(40);
    const rows = rowsOf(world.house, reportOf(live).reportId);
    const users = rows.filter(({ object, operation }) => object === 'user' && operation);
    expect(users).toHaveLength(40);
    expect(users.every(({ result }) => result?.status === 'received')).toBe(true);
    expect(users.filter(({ verdict }) => verdict === 'Unchanged')).toHaveLength(39);
    expect(await peopleOn(world.console.tenantUrl, world.token)).toEqual(expectedPeople(directory));

    const second = await preview(world.house);
    expect(second.firstLive).toBe(false);
    expect(operationsOf(world.house, second.reportId)).toEqual([]);
    const writes = world.wire.writes().length;
    const again = need(await sync(world.house, { live: true }));
    expect([again.status, again.received]).toEqual(['Completed', false]);
    expect(world.wire.writes()).toHaveLength(writes);
  });

  it('cut short by a refused token, it is not done: the next one tells of everybody again', async () => {
    const world = await openWorld({ directory, console: staff, profile: 'ksat' });
    world.wire.meddle(({ nthWrite }) => (nthWrite > 10 ? { status: 401, body: {} } : 'pass'));
    const cut = need(await sync(world.house, { live: true }));
    expect(cut.status).toBe('Failed');
    expect(need(world.house.findTenant(TENANT)).firstLiveDone).toBe(false);
    world.wire.meddle(() => 'pass');
    // The next one tells of everybody again, since nobody can say who has been heard of.
    const next = await preview(world.house);
    expect(next.firstLive).toBe(true);
    expect(operationsOf(world.house, next.reportId)).toHaveLength(40);
  });
});
