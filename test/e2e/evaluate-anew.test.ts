import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { peopleOn, staffOf } from './expected-state.ts';
import {
  failureOf,
  need,
  openWorld,
  preview,
  previewAndApply,
  quietHooks,
  reportOf,
  rowsOf,
  sync,
  TENANT,
  type World,
} from './open-world.ts';

const staff = staffOf(30);
const person = (i: number) => `person.${i}@contoso.example`;
const directory = staff
  .map((row, i) => (i === 3 ? { ...row, 'Job Title': 'Promoted' } : row))
  .filter((_, i) => i !== 7 && i !== 8);
const quiet = () => AbortSignal.timeout(10_000);

const excluded = (...addresses: string[]) =>
  `Email,Provisioning Managed\n${addresses.map((address) => `${address},false\n`).join('')}`;

async function saveOnConsole(world: World, csv: string): Promise<void> {
  const url = `${world.console.consoleApiUrl}/exclusions`;
  const headers = { authorization: `Bearer ${world.adminKey}` };
  const read = await fetch(url, { headers });
  const saved = await fetch(url, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'text/csv', 'if-match': read.headers.get('etag') ?? '*' },
    body: csv,
  });
  if (!saved.ok) throw new Error(`${saved.status} ${await saved.text()}`);
}

const reEvaluate = async (world: World, reportId: string) =>
  reportOf(need(await world.house.reEvaluate(TENANT, reportId, quietHooks())));

describe('a report evaluated anew (design §6, §8)', () => {
  it('is that of the same listings with the exclusions of now: no slot, no run, no listing', async () => {
    const world = await openWorld({ directory, console: staff, syncLimitMs: 3_600_000 });
    const first = await preview(world.house);
    expect(first.counts.users).toMatchObject({ archived: 2, changed: 1, excluded: 0 });
    await saveOnConsole(world, excluded(person(7)));
    rmSync(world.directoryFile);
    const runs = need(world.house.listRuns(TENANT, 10)).length;
    const anew = await reEvaluate(world, first.reportId);
    expect(anew.counts.users).toMatchObject({ archived: 1, changed: 1, excluded: 1 });
    expect(anew).toMatchObject({ reEvaluates: first.reportId, startedAtMs: first.startedAtMs });
    expect(anew.directory).toEqual(first.directory);
    expect(anew.console).toEqual(first.console);
    expect(anew.planHash).not.toBe(first.planHash);
    expect(need(world.house.listRuns(TENANT, 10))).toHaveLength(runs);
    expect(world.house.reports.list().map(({ reportId }) => reportId)).toEqual([
      anew.reportId,
      first.reportId,
    ]);
    const [row] = rowsOf(world.house, anew.reportId).filter(({ verdict }) => verdict === 'Excluded');
    expect(row?.wouldBe).toEqual({
      verdict: 'Archived',
      changes: [{ field: 'active', old: 'Active', new: 'Archived' }],
    });
  });

  it('archives whom the list no longer protects, although the console showed its list as a flag then', async () => {
    const world = await openWorld({ directory, console: staff });
    await saveOnConsole(world, excluded(person(7), person(8)));
    const first = await preview(world.house);
    expect(first.counts.users).toMatchObject({ archived: 0, excluded: 2 });
    await saveOnConsole(world, excluded(person(8)));
    const anew = await reEvaluate(world, first.reportId);
    const again = await reEvaluate(world, anew.reportId);
    for (const { counts } of [anew, again]) expect(counts.users).toMatchObject({ archived: 1, excluded: 1 });
    // The next sync finds the same.
    expect((await preview(world.house)).planHash).toBe(again.planHash);
  });

  it('has the very same plan where nothing else is in force, and says the same of the guard', async () => {
    const world = await openWorld({ directory, console: staff });
    const first = await preview(world.house);
    const anew = await reEvaluate(world, first.reportId);
    const again = await reEvaluate(world, anew.reportId);
    for (const report of [anew, again]) {
      const { planHash, counts, guard, aliases } = first;
      expect(report).toMatchObject({ planHash, counts, guard, aliases });
    }
    expect(again.reEvaluates).toBe(anew.reportId);
  });

  it('is a fresh report, and its plan can be approved and applied', async () => {
    const world = await openWorld({ directory, console: staff, testMode: 'on' });
    const settings = { provisioningEnabled: true };
    need(await world.house.saveSettings(TENANT, settings, quiet()));
    const first = await preview(world.house);
    await saveOnConsole(world, excluded(person(7), person(8)));
    const anew = await reEvaluate(world, first.reportId);
    // As if the first had been removed: the second stands for the listings by itself.
    world.house.reports.remove(first.reportId);
    need(await world.house.saveSettings(TENANT, { testMode: false }, quiet()));
    need(await world.house.approve(TENANT, anew.planHash));
    const live = need(await sync(world.house, { live: true, planHash: anew.planHash }));
    expect(live.report?.applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
    const active = new Map(
      (await peopleOn(world.console.tenantUrl, world.token)).map((p) => [p.address, p.active]),
    );
    expect([active.get(person(7)), active.get(person(8))]).toEqual([true, true]);
  });

  it('of a draft stands in no list, is found under no plan, and goes with the next', async () => {
    const world = await openWorld({ directory, console: staff });
    const first = await preview(world.house);
    const tried = async (...addresses: string[]) =>
      reportOf(
        need(
          await world.house.reEvaluate(
            TENANT,
            first.reportId,
            quietHooks(),
            addresses.map((address) => ({ address, managed: false })),
          ),
        ),
      );
    const draft = await tried(person(7));
    expect(draft).toMatchObject({ draft: true, counts: { users: { archived: 1, excluded: 1 } } });
    expect(rowsOf(world.house, draft.reportId).length).toBeGreaterThan(0);
    expect(world.house.reports.list().map(({ reportId }) => reportId)).toEqual([first.reportId]);
    expect(need(world.house.openReport('latest', TENANT)).head().reportId).toBe(first.reportId);
    expect(failureOf(await world.house.approve(TENANT, draft.planHash)).code).toBe('not-found');
    const live = failureOf(await sync(world.house, { live: true, planHash: draft.planHash }));
    expect(live.code).toBe('not-found');
    const next = await tried(person(8));
    expect(failureOf(world.house.openReport(draft.reportId)).code).toBe('not-found');
    expect(
      world.house.reports
        .listAll()
        .map(({ reportId }) => reportId)
        .sort(),
    ).toEqual([first.reportId, next.reportId].sort());
  });

  it('keeps its listings when the first is erased, and the first its own', async () => {
    const world = await openWorld({ directory, console: staff });
    const first = await preview(world.house);
    const anew = await reEvaluate(world, first.reportId);
    need(await world.house.erasePerson({ address: person(3) }, quiet()));
    const after = await reEvaluate(world, anew.reportId);
    expect(after.partial).toBe(true);
    const bytes = readdirSync(join(world.home, 'snapshots'));
    expect(bytes.filter((name) => name.startsWith(anew.reportId))).not.toEqual([]);
  });

  it('is refused where there is nothing to evaluate: another tenant’s, a single person’s, listings gone', async () => {
    const world = await openWorld({ directory, console: staff });
    const one = await preview(world.house, { only: [person(3)] });
    expect(failureOf(await world.house.reEvaluate(TENANT, one.reportId, quietHooks())).code).toBe(
      'bad-input',
    );
    expect(failureOf(await world.house.reEvaluate(TENANT, 'nothing', quietHooks())).code).toBe('not-found');
    const whole = await preview(world.house);
    rmSync(join(world.home, 'snapshots', `${whole.reportId}-console`), { recursive: true });
    expect(failureOf(await world.house.reEvaluate(TENANT, whole.reportId, quietHooks())).code).toBe(
      'not-found',
    );
  });
});

describe('looking somebody up (ux §8)', () => {
  const lookUp = async (world: World, ...addresses: string[]) =>
    reportOf(need(await world.house.lookUp(TENANT, addresses, quietHooks())));

  it('reads both sides now, waits for no limit, and shows that person’s rows alone', async () => {
    const world = await openWorld({ directory, console: staff, syncLimitMs: 3_600_000 });
    const first = await preview(world.house);
    const runs = need(world.house.listRuns(TENANT, 10));
    const history = need(world.house.listHistory(TENANT, 50)).length;
    world.setDirectory(staff.map((row, i) => (i === 3 ? { ...row, 'Job Title': 'Promoted again' } : row)));
    const looked = await lookUp(world, person(3));
    expect(looked).toMatchObject({ lookUp: true, only: [person(3)] });
    const rows = rowsOf(world.house, looked.reportId).filter(({ object }) => object === 'user');
    expect(rows.map(({ verdict, address }) => [verdict, address])).toEqual([['Changed', person(3)]]);
    expect(rows[0]?.changes.map((change) => change.new)).toEqual(['Promoted again']);
    expect(world.wire.writes()).toEqual([]);
    // Nothing that a sync is measured by has moved.
    expect(need(world.house.listRuns(TENANT, 10))).toEqual(runs);
    expect(need(world.house.listHistory(TENANT, 50))).toHaveLength(history);
    expect(need(world.house.openReport('latest', TENANT)).head().reportId).toBe(first.reportId);
    expect(failureOf(await world.house.approve(TENANT, looked.planHash)).code).toBe('not-found');
  });

  it('says of a leaver that a sync would archive, which nobody has asked for yet', async () => {
    const world = await openWorld({ directory, console: staff });
    const looked = await lookUp(world, person(7));
    expect(rowsOf(world.house, looked.reportId)[0]).toMatchObject({
      verdict: 'Archived',
      reason: 'archived.absent',
    });
  });

  it('is no fresh report', async () => {
    const world = await openWorld({ directory, console: staff, testMode: 'on' });
    need(await world.house.saveSettings(TENANT, { provisioningEnabled: true }, quiet()));
    await lookUp(world, person(3));
    const refused = failureOf(await world.house.saveSettings(TENANT, { testMode: false }, quiet()));
    expect(refused.code).toBe('settings-refused');
  });

  it('leaves the base line of the last live sync alone', async () => {
    const world = await openWorld({ directory, console: staff });
    await previewAndApply(world.house);
    const before = need(world.house.findTenant(TENANT));
    await lookUp(world, person(3));
    expect(need(world.house.findTenant(TENANT))).toEqual(before);
  });

  it('keeps the last five, and the listings of the newest only', async () => {
    const world = await openWorld({ directory, console: staff });
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push((await lookUp(world, person(i))).reportId);
    const kept = world.house.reports.listAll().map(({ reportId }) => reportId);
    expect(kept).toEqual(made.slice(2).reverse());
    const listings = readdirSync(join(world.home, 'snapshots'));
    expect(listings.every((name) => name.startsWith(made[6]!))).toBe(true);
    expect(existsSync(join(world.home, 'snapshots', `${made[6]}-console`))).toBe(true);
  });

  it('of somebody whom nobody knows says so by name', async () => {
    const world = await openWorld({ directory, console: staff });
    const refused = failureOf(await world.house.lookUp(TENANT, ['nobody@contoso.example'], quietHooks()));
    expect(refused.code).toBe('not-found');
    expect(refused.sentence).toContain('nobody@contoso.example');
  });
});
