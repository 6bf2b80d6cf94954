import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { filesThatName } from '../app/kept-data.ts';
import { builtProgram } from '../built/built-program.ts';
import { inAProcess } from './in-a-process.ts';
import {
  need,
  openWorld,
  preview,
  previewAndApply,
  quietHooks,
  reportOf,
  rowsOf,
  TENANT,
  type World,
} from './open-world.ts';

const CLI = builtProgram('cli');
const ANA = 'ana.canary@contoso.example';

const people = [
  { Email: 'boss@contoso.example', 'First Name': 'Bo', 'External ID': 'e-0', Group: 'All' },
  {
    Email: ANA,
    'First Name': 'Ana',
    'Last Name': 'Canary',
    'External ID': 'e-ana',
    Group: 'All',
    'Manager Email': 'boss@contoso.example',
  },
  {
    Email: 'ben@contoso.example',
    'First Name': 'Ben',
    'External ID': 'e-2',
    Group: 'All',
    'Manager Email': ANA,
  },
  {
    Email: 'cem@contoso.example',
    'First Name': 'Cem',
    'External ID': 'e-3',
    Group: 'All',
    'Manager Email': ANA,
  },
];

/** A tenant after a live sync that made everybody, but for one whom the console refused in words about Ana. */
async function syncedWorld(): Promise<World> {
  vi.stubEnv('MUSTER_LOG_LEVEL', 'debug');
  const world = await openWorld({ directory: people, console: [] });
  world.wire.meddle(async ({ method, path, body }) =>
    method === 'POST' && path.endsWith('/Users') && body.includes('cem@')
      ? {
          status: 409,
          body: { scimType: 'uniqueness', detail: `Taken by ${ANA}, see userName%20eq%20%22${ANA}%22.` },
        }
      : 'pass',
  );
  const live = await previewAndApply(world.house);
  expect(live.report?.applied?.failed).toBeGreaterThan(0);
  return world;
}

const muster = (world: World, args: readonly string[]) =>
  inAProcess(process.execPath, [CLI, ...args], {
    cwd: world.folder,
    env: { MUSTER_HOME: world.home, MUSTER_LOG_LEVEL: 'debug', NODE_NO_WARNINGS: '1' },
  });

describe('R24 personal data, through the whole of Muster', () => {
  it('R24 stands in no log, however much is logged', async () => {
    const world = await syncedWorld();
    const compared = await muster(world, [
      'preview',
      '--directory',
      world.directoryFile,
      '--console',
      world.directoryFile,
      '--json',
    ]);
    expect(compared).toMatchObject({ code: 0, stderr: '' });
    await preview(world.house);
    const logs = join(world.home, 'logs');
    // Something was logged, and the person was worked on.
    expect(filesThatName(logs, ['run ended'])).toEqual(['muster.log']);
    expect(filesThatName(world.home, [ANA])).not.toEqual([]);
    expect(filesThatName(logs, ['@contoso', 'canary', 'e-ana'])).toEqual([]);
  });

  it('R24 is erased for one person by one command, and everything else works on', async () => {
    const world = await syncedWorld();
    await preview(world.house);
    await muster(world, ['preview', '--directory', world.directoryFile, '--console', world.directoryFile]);
    const [liveRun] = need(world.house.listRuns(TENANT, 10)).filter(({ kind }) => kind === 'live');
    if (!liveRun?.reportId) throw new Error('no live run');
    expect(rowsOf(world.house, liveRun.reportId).map(({ address }) => address)).toContain(ANA);

    const asked = await muster(world, ['person', 'erase', ANA, '--json']);
    expect(asked.code).toBe(2);
    expect(filesThatName(world.home, [ANA])).not.toEqual([]);

    const erased = await muster(world, ['person', 'erase', ANA.toUpperCase(), '--yes', '--json']);
    expect(erased).toMatchObject({ code: 0, stderr: '' });
    // Two previews and a live sync of the tenant, and a comparison of files, each with its listings.
    expect(JSON.parse(erased.stdout)).toMatchObject({
      erased: { reports: 4, journals: 1, unfinishedListings: 0, unreadableReports: [] },
    });
    expect(filesThatName(world.home, [ANA, 'ana canary', 'e-ana'])).toEqual([]);

    const again = await muster(world, ['person', 'erase', ANA, '--yes']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('keeps nothing about anybody') });
    const history = need(world.house.listHistory(TENANT, 5)).filter(({ what }) => what === 'person-erased');
    expect(history).toHaveLength(1);
    expect(JSON.stringify(history)).not.toContain('canary');

    const shown = await muster(world, ['report', 'show', liveRun.reportId]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('erased or shortened on request');
    // Ben's manager was Ana: what stood there is not known any more, so nothing is put back in its place.
    const undo = reportOf(need(await world.house.undoRun(liveRun.id, quietHooks())));
    const undone = rowsOf(world.house, undo.reportId);
    expect(undone.map(({ address }) => address)).toContain('ben@contoso.example');
    expect(undone.filter(({ object, address }) => object === 'user' && address === ANA)).toEqual([]);
    expect(JSON.stringify(undone)).not.toContain('[erased]');

    // She is still in the directory and on the console, so the next sync sees her, as the answer says.
    const next = await preview(world.house);
    expect(next.counts.users).toMatchObject({ unchanged: 3, created: 1, archived: 0 });
  });

  it('R24 lets no plan be applied from which somebody was erased', async () => {
    const world = await openWorld({ directory: people, console: [] });
    const { planHash } = await preview(world.house);
    await muster(world, ['person', 'erase', ANA, '--yes']);
    const live = await world.house.sync({ tenant: TENANT, live: true, planHash }, quietHooks());
    expect(live).toMatchObject({
      ok: false,
      failure: { code: 'settings-refused', sentence: expect.stringContaining('erased from this report') },
    });
    expect(world.house.approve(TENANT, planHash).ok).toBe(false);
    // A new report of the same people has the same plan, which may be applied.
    expect((await preview(world.house)).planHash).toBe(planHash);
    expect(world.house.approve(TENANT, planHash).ok).toBe(true);
  });
});
