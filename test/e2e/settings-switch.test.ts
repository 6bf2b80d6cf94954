import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fate } from './console-between.ts';
import { staffOf } from './expected-state.ts';
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
import { writeCsv } from './people-csv.ts';

const staff = staffOf(40);
/** Two of them have addresses beside their own, which SCIM does not carry. */
const withAliases = staff.map((row, i) => ({
  ...row,
  'Email Aliases': i < 2 ? `old.${i}@contoso.example;older.${i}@contoso.example` : '',
}));
const soon = () => AbortSignal.timeout(20_000);

async function adiWorld(exclusions = 'Email,Provisioning Managed\n'): Promise<World> {
  const world = await openWorld({ directory: staff, console: withAliases, testMode: 'on', exclusions });
  need(await world.house.saveSettings(TENANT, { mode: 'adi' }, soon()));
  return world;
}

describe('moving from ADI to SCIM (design §5, R16)', () => {
  it('turns Test Mode on by itself and refuses to turn it off in the same step', async () => {
    const world = await adiWorld();
    const both = failureOf(await world.house.saveSettings(TENANT, { mode: 'scim', testMode: false }, soon()));
    expect(both.code).toBe('settings-refused');
    expect(need(await world.house.showSettings(TENANT, soon())).settings.mode).toBe('adi');

    const { settings } = need(await world.house.saveSettings(TENANT, { mode: 'scim' }, soon()));
    expect(settings).toMatchObject({
      mode: 'scim',
      testMode: true,
      movedFromAdi: true,
      acknowledgedAliases: '',
    });
    expect(failureOf(await sync(world.house, { live: true })).code).toBe('settings-refused');
  });

  it('demands the acknowledgement of exactly the aliases that will vanish, before Test Mode is off', async () => {
    const world = await adiWorld();
    need(await world.house.saveSettings(TENANT, { mode: 'scim' }, soon()));
    const report = await preview(world.house);
    expect(report.aliases).toMatchObject({ known: true, aliases: 4, people: 2 });

    const without = failureOf(await world.house.saveSettings(TENANT, { testMode: false }, soon()));
    expect(without.code).toBe('settings-refused');
    expect(without.sentence).toContain('4 aliases of 2 people will vanish');
    expect(without.next).toContain(report.aliases.hash);
    const anyway = failureOf(
      await world.house.saveSettings(TENANT, { testMode: false, withoutFreshReport: true }, soon()),
    );
    expect(anyway.sentence).toContain('was not acknowledged');
    const wrong = { testMode: false, acknowledgeAliases: '0'.repeat(64) };
    expect(failureOf(await world.house.saveSettings(TENANT, wrong, soon())).sentence).toContain(
      'not the alias list',
    );

    const right = { testMode: false, acknowledgeAliases: report.aliases.hash };
    expect(need(await world.house.saveSettings(TENANT, right, soon())).settings.testMode).toBe(false);
    expect(need(await sync(world.house, { live: true })).status).toBe('Completed');
    // Done once: the aliases are gone, and nothing is left to acknowledge.
    expect(need(await world.house.showSettings(TENANT, soon())).settings.movedFromAdi).toBe(false);
    expect((await preview(world.house)).aliases.aliases).toBe(0);
  });

  it('is stopped at the live sync where the list has grown since it was acknowledged', async () => {
    const world = await adiWorld(`Email,Provisioning Managed\n${staff[0]?.Email},false\n`);
    need(await world.house.saveSettings(TENANT, { mode: 'scim' }, soon()));
    const report = await preview(world.house);
    expect(report.aliases).toMatchObject({ aliases: 2, people: 1 });
    const right = { testMode: false, acknowledgeAliases: report.aliases.hash };
    need(await world.house.saveSettings(TENANT, right, soon()));
    // The other is no longer protected, so that aliases would vanish which nobody has acknowledged.
    writeFileSync(join(world.folder, 'exclusions.csv'), 'Email,Provisioning Managed\n');
    const stopped = need(await sync(world.house, { live: true }));
    expect([stopped.status, stopped.failure?.code]).toEqual(['Failed', 'settings-refused']);
    expect(world.wire.writes()).toEqual([]);
  });

  it('on a console that does not show aliases their number is unknown, not zero, and that is acknowledged', async () => {
    const world = await openWorld({ directory: staff, console: staff, profile: 'generic' });
    need(await world.house.saveSettings(TENANT, { mode: 'adi' }, soon()));
    need(await world.house.saveSettings(TENANT, { mode: 'scim' }, soon()));
    const report = await preview(world.house);
    expect(report.aliases.known).toBe(false);
    const refused = failureOf(await world.house.saveSettings(TENANT, { testMode: false }, soon()));
    expect(refused.sentence).toContain('unknown, not zero');
    const right = { testMode: false, acknowledgeAliases: report.aliases.hash };
    expect(need(await world.house.saveSettings(TENANT, right, soon())).settings.testMode).toBe(false);
  });
});

describe('saving settings (design §5)', () => {
  it('never overwrites what somebody else saved in between, and shows that', async () => {
    const world = await openWorld({ directory: staff, console: staff, testMode: 'on' });
    let other: Promise<void> | undefined;
    world.wire.meddle(async ({ method, path }): Promise<Fate> => {
      if (method !== 'PUT' || !path.endsWith('/provisioning')) return 'pass';
      other ??= setConsoleTestMode(world, false);
      await other;
      return 'pass';
    });
    const refused = failureOf(await world.house.saveSettings(TENANT, { provisioningEnabled: false }, soon()));
    expect(refused.code).toBe('conflict');
    world.wire.meddle(() => 'pass');
    const { settings } = need(await world.house.showSettings(TENANT, soon()));
    expect(settings).toMatchObject({ testMode: false, provisioningEnabled: true });
  });

  it('Test Mode off wants a fresh report: none, a partial one, a one-off and one of yesterday are none', async () => {
    const world = await openWorld({ directory: staff, console: staff, testMode: 'on' });
    const off = async () => world.house.saveSettings(TENANT, { testMode: false }, soon());
    expect(failureOf(await off()).sentence).toContain('no report from the last 24 hours');

    world.setDirectory([]);
    expect((await preview(world.house)).partial).toBe(true);
    expect((await off()).ok).toBe(false);

    world.setDirectory(staff);
    await preview(world.house, { only: [staff[3]?.Email ?? ''] });
    expect((await off()).ok).toBe(false);

    const { reportId } = await preview(world.house);
    const reader = need(world.house.openReport(reportId));
    reader.setHead({ ...reader.head(), startedAtMs: Date.now() - 25 * 3_600_000 });
    reader.close();
    expect((await off()).ok).toBe(false);

    await preview(world.house);
    expect(need(await off()).settings.testMode).toBe(false);
  });

  it('a fresh report is one made under the same settings', async () => {
    const world = await openWorld({ directory: staff, console: staff, testMode: 'on' });
    await preview(world.house);
    // Another directory than the one that was looked at.
    const other = join(world.folder, 'other.csv');
    writeCsv(other, staff.slice(0, 30));
    need(await world.house.setSources(TENANT, { directory: { kind: 'csv', file: other } }));
    const refused = failureOf(await world.house.saveSettings(TENANT, { testMode: false }, soon()));
    expect(refused.code).toBe('settings-refused');
    await preview(world.house);
    expect(need(await world.house.saveSettings(TENANT, { testMode: false }, soon())).settings.testMode).toBe(
      false,
    );
  });
});
