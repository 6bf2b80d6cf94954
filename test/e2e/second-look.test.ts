import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { House } from '../../src-main/app/house.ts';
import { composition } from '../../src-main/compose.ts';
import type { Counts } from '../../src-main/core/report.ts';
import { startScimmy } from '../peers/start-scimmy.ts';
import { expectedPeople, peopleOn, staffAfterAQuarter, staffOf } from './expected-state.ts';
import { letTimePass } from './let-time-pass.ts';
import { need, operationsOf, preview, previewAndApply, reportOf, sync, TENANT } from './open-world.ts';
import { openScimOnly } from './scim-only.ts';

const demo = join(import.meta.dirname, '../../resources/demo');

/** What a second look counts that would be an act: nothing (R12). */
function acts({ users, groups, memberships }: Counts) {
  const { created, changed, archived, restored, adopted } = users;
  return {
    users: created + changed + archived + restored + adopted,
    groups: groups.created + groups.changed + groups.archived + groups.restored,
    memberships: memberships.created + memberships.archived,
  };
}
const NOTHING = { users: 0, groups: 0, memberships: 0 };

describe('a second look after a live sync finds nothing at all to do (R12)', () => {
  it('for the demo data on the demo console, with managers, groups, aliases and exclusions', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-e2e-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const served = need(
      await composition.serveConsole({
        port: 0,
        dataFolder: join(folder, 'console'),
        seedFile: join(demo, 'console.csv'),
        syncLimitMs: 1,
        freshSecrets: 'if-new',
      }),
    );
    onTestFinished(() => served.close());
    const { tenantUrl, consoleApiUrl, scimToken, adminKey } = served;
    const house = need(
      await composition.openHouse({
        home: join(folder, 'home'),
        env: process.env,
        token: scimToken ?? '',
        adminKey: adminKey ?? '',
      }),
    );
    onTestFinished(() => house.close());
    need(await house.addTenant({ name: TENANT, profile: 'demo', tenantUrl, consoleApiUrl }));
    need(
      await house.setSources(TENANT, {
        directory: { kind: 'csv', file: join(demo, 'directory.csv') },
        exclusionsFile: join(demo, 'exclusions.csv'),
      }),
    );
    const first = await preview(house);
    expect(acts(first.counts).users).toBeGreaterThan(40);
    need(
      await house.saveSettings(
        TENANT,
        { testMode: false, acknowledgeAliases: first.aliases.hash },
        AbortSignal.timeout(10_000),
      ),
    );
    const live = need(await sync(house, { live: true, planHash: first.planHash }));
    expect(live.status).toBe('Completed');
    expect(live.report?.applied).toEqual({
      succeeded: operationsOf(house, first.reportId).length,
      failed: 0,
      movedSincePreview: 0,
    });

    const second = await preview(house);
    expect(operationsOf(house, second.reportId)).toEqual([]);
    expect(acts(second.counts)).toEqual(NOTHING);
    expect(second.counts.users.excluded).toBe(first.counts.users.excluded);
    expect(second.counts.users.blocked).toBe(first.counts.users.blocked);
  });

  it('on a foreign SCIM server, first filled and then changed in every way, and it holds what the file says', async () => {
    const peer = await startScimmy();
    onTestFinished(() => peer.stop());
    const staff = staffOf(150);
    const { home, house, setDirectory } = await openScimOnly({
      url: peer.url,
      token: peer.token,
      directory: staff,
    });
    const notApplied = (reportId: string) =>
      operationsOf(house, reportId).filter((row) => !row.endsWith(' applied'));
    const first = await previewAndApply(house);
    expect(first.status).toBe('Completed');
    expect(notApplied(reportOf(first).reportId)).toEqual([]);
    const filled = expectedPeople(staff);
    expect(await peopleOn(peer.url, peer.token)).toEqual(filled);
    await expectNothingToDo(house);

    letTimePass(home, HOUR_MS);
    const later = staffAfterAQuarter(staff);
    setDirectory(later);
    const second = await previewAndApply(house);
    expect(second.status).toBe('Completed');
    expect(notApplied(reportOf(second).reportId)).toEqual([]);
    const changed = expectedPeople(later, filled);
    expect(await peopleOn(peer.url, peer.token)).toEqual(changed);
    expect(reportOf(second).counts.users).toMatchObject({ created: 12, archived: 30, restored: 0 });
    await expectNothingToDo(house);

    // Back to the old file: who had left returns, who was renamed has the first name again, newcomers leave.
    letTimePass(home, HOUR_MS);
    setDirectory(staff);
    const third = await previewAndApply(house);
    expect(third.status).toBe('Completed');
    expect(notApplied(reportOf(third).reportId)).toEqual([]);
    expect(await peopleOn(peer.url, peer.token)).toEqual(expectedPeople(staff, changed));
    expect(reportOf(third).counts.users).toMatchObject({ created: 0, archived: 12, restored: 30 });
    await expectNothingToDo(house);
  });
});

const HOUR_MS = 3_600_000;

async function expectNothingToDo(house: House): Promise<void> {
  const look = await preview(house);
  expect(operationsOf(house, look.reportId)).toEqual([]);
  expect(acts(look.counts)).toEqual(NOTHING);
}
