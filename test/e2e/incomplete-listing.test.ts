import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startScimmy } from '../peers/start-scimmy.ts';
import { staffOf } from './expected-state.ts';
import { need, openWorld, operationsOf, preview, reportOf, rowsOf, sync } from './open-world.ts';
import { openScimOnly } from './scim-only.ts';

const staff = staffOf(60);

describe('an incomplete listing never archives anybody (R1)', () => {
  it('a console whose every page is the same first twenty is called incomplete, and nobody is archived', async () => {
    const peer = await startScimmy({
      express: 5,
      users: staff.map((row) => ({ userName: row.Email, externalId: row['External ID'], active: true })),
    });
    onTestFinished(() => peer.stop());
    // Half of the company has left; with a complete listing they would be archived.
    const { house } = await openScimOnly({ url: peer.url, token: peer.token, directory: staff.slice(0, 30) });

    const report = await preview(house);
    expect(report.console.complete).toBe(false);
    expect(report.console.why?.sentence).toMatch(/twice|again|same/);
    expect(report.partial).toBe(true);
    expect(report.counts.users.archived).toBe(0);
    expect(report.counts.memberships.archived).toBe(0);

    const live = need(await sync(house, { live: true, overrideGuard: report.planHash }));
    expect(live.status).toBe('Failed');
    expect(live.failure?.code).toBe('listing-incomplete');
    expect(live.failure?.sentence).toContain('nothing was changed');
    expect(reportOf(live).applied).toBeNull();
    const held = (await peer.ask('/Users?count=200')) as { Resources: readonly { active: boolean }[] };
    expect(held.Resources.every(({ active }) => active)).toBe(true);
    expect(((await peer.ask('/Groups')) as { totalResults: number }).totalResults).toBe(0);
  });

  it.each([
    ['is empty but for its headings', 'Email,First Name\r\n'],
    ['breaks off in the middle of a row', `Email,First Name\r\n${staff[0]?.Email},"Ana`],
  ])(
    'a directory whose file %s archives nobody, and a live sync stops before its first write',
    async (_how, text) => {
      const world = await openWorld({ directory: staff, console: staff });

      writeFileSync(world.directoryFile, text);
      const report = await preview(world.house);
      expect(report.partial).toBe(true);
      expect(report.counts.users.archived).toBe(0);
      expect(operationsOf(world.house, report.reportId)).toEqual([]);
      const blocked = rowsOf(world.house, report.reportId).filter(
        ({ reason }) => reason === 'blocked.listing',
      );
      expect(blocked.length).toBeGreaterThanOrEqual(59);

      const live = need(await sync(world.house, { live: true }));
      expect(live.status).toBe('Failed');
      expect(live.failure?.code).toBe('listing-incomplete');
      expect(world.wire.writes()).toEqual([]);
      // It wrote nothing, so its slot is given back.
      expect(live.nextAllowedAtMs).toBeUndefined();
    },
  );

  it('a console that gives fewer groups than it says it has is listed incompletely, which stops a live sync', async () => {
    const world = await openWorld({ directory: staff.slice(0, 58), console: staff });
    const short = { totalResults: 60, startIndex: 1, itemsPerPage: 0, Resources: [] };
    world.wire.meddle(({ path }) => (/Groups\?/.test(path) ? { status: 200, body: short } : 'pass'));
    const live = need(await sync(world.house, { live: true }));
    expect([live.status, live.failure?.code]).toEqual(['Failed', 'listing-incomplete']);
    expect(world.wire.writes()).toEqual([]);
  });

  it('a wrong Tenant URL is named as that, and is no empty console', async () => {
    const world = await openWorld({ directory: staff, console: staff });
    need(await world.house.moveTenant('Contoso', { tenantUrl: `${world.tenantUrl}/nowhere` }));
    const report = await preview(world.house);
    expect(report.partial).toBe(true);
    expect(report.console.why?.sentence).toContain('has no SCIM service at this address');
    const live = need(await sync(world.house, { live: true, overrideGuard: report.planHash }));
    expect([live.status, live.failure?.code]).toEqual(['Failed', 'listing-incomplete']);
    expect(world.wire.writes()).toEqual([]);
  });

  it('a console that has no groups to list keeps groups and memberships out of it, and the report says so', async () => {
    const world = await openWorld({ directory: staff, console: staff });
    world.wire.meddle(({ path }) => (path.includes('/Groups') ? { status: 404, body: {} } : 'pass'));
    const report = await preview(world.house);
    expect(report.partial).toBe(false);
    expect(report.console.notes.join()).toContain('groups and memberships are left alone');
    expect(rowsOf(world.house, report.reportId).filter(({ object }) => object !== 'user')).toEqual([]);
  });
});
