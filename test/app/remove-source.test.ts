// Taking a source away from a tenant: what goes, what stays, and what the history tells.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { staffOf } from '../e2e/expected-state.ts';
import { failureOf, need, openWorld, preview, TENANT, type World } from '../e2e/open-world.ts';

const EXCLUDED = 'Email,Provisioning Managed\nvip@contoso.example,false\n';
const add = (email: string) => ({ kind: 'add', lines: [{ email }] }) as const;
const lastTold = ({ house }: World) => need(house.listHistory(TENANT, 1))[0];

describe('a source that is removed', () => {
  it('is gone from the tenant, stays on the disk, makes reports stale, and stands in the history', async () => {
    const staff = staffOf(4);
    const world = await openWorld({ directory: staff, console: staff, exclusions: EXCLUDED, testMode: 'on' });
    const { house, folder, directoryFile } = world;
    const exclusionsFile = join(folder, 'exclusions.csv');
    await preview(house);
    expect(need(house.lastFullReport(TENANT))).toMatchObject({ isFresh: true });

    need(await house.removeSource(TENANT, 'exclusions'));
    expect(need(house.findTenant(TENANT))).not.toHaveProperty('exclusionsFile');
    expect(existsSync(exclusionsFile)).toBe(true);
    expect(lastTold(world)).toMatchObject({
      what: 'sources-set',
      sentence: `The exclusions file was removed: ${exclusionsFile}`,
    });
    expect(need(house.lastFullReport(TENANT))).toMatchObject({ isFresh: false });

    need(await house.setSources(TENANT, { consoleExportFile: directoryFile }));
    need(await house.removeSource(TENANT, 'consoleExport'));
    expect(need(house.findTenant(TENANT))).not.toHaveProperty('consoleExportFile');

    need(await house.removeSource(TENANT, 'directory'));
    expect(need(house.findTenant(TENANT))).not.toHaveProperty('directory');
    expect(lastTold(world)).toMatchObject({ sentence: `The directory was removed: ${directoryFile}` });
  });

  it('that is not there leaves no line in the history', async () => {
    const world = await openWorld({ directory: staffOf(2), console: staffOf(2), testMode: 'on' });
    const before = lastTold(world);
    need(await world.house.removeSource(TENANT, 'consoleExport'));
    expect(lastTold(world)).toEqual(before);
  });

  it('never leaves a list in sight under Exclusions that does not count', async () => {
    const staff = staffOf(3);
    const world = await openWorld({
      directory: staff,
      console: staff,
      consoleApi: 'without',
      testMode: 'on',
    });
    const { house, folder } = world;
    const { signal } = new AbortController();
    need(await house.exclusionDesk.open(TENANT, signal));
    need(await house.exclusionDesk.edit(TENANT, add('first@contoso.example')));
    need(await house.exclusionDesk.save(TENANT, signal));
    expect(failureOf(await house.removeSource(TENANT, 'exclusions')).sentence).toBe(
      'This is Muster’s own list, which is edited under Exclusions. It was not removed.',
    );
    const own = need(house.findTenant(TENANT)).exclusionsFile;

    const other = join(folder, 'other.csv');
    writeFileSync(other, EXCLUDED);
    need(await house.setSources(TENANT, { exclusionsFile: other }));
    need(await house.exclusionDesk.open(TENANT, signal));
    need(await house.exclusionDesk.edit(TENANT, add('second@contoso.example')));
    expect(failureOf(await house.removeSource(TENANT, 'exclusions')).sentence).toBe(
      'The exclusions have 1 edit that is not saved. The file was not removed.',
    );
    need(await house.exclusionDesk.discard(TENANT));
    expect(need(await house.removeSource(TENANT, 'exclusions')).exclusionsFile).toBe(own);
  });
});
