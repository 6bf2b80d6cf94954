import { describe, expect, it } from 'vitest';
import type { Fate } from './console-between.ts';
import { peopleOn, staffOf } from './expected-state.ts';
import { failureOf, need, openWorld, preview, reportOf, rowsOf, sync, type World } from './open-world.ts';
import type { Row } from './people-csv.ts';

const staff = staffOf(60);

/** Ten people get another title, which is within the guard's limits. */
function promoted(rows: readonly Row[], change: (row: Row, i: number) => Row = (row) => row): readonly Row[] {
  return rows.map((row, i) => change(i >= 50 ? { ...row, 'Job Title': 'Promoted' } : row, i));
}

async function promotedWorld(): Promise<World> {
  return openWorld({ directory: promoted(staff), console: staff });
}

async function titles(world: World): Promise<ReadonlyMap<string, string>> {
  const people = await peopleOn(world.console.tenantUrl, world.token);
  return new Map(people.map(({ address, title }) => [address, title]));
}

async function idOf(world: World, address: string): Promise<string> {
  const found = (await world.ask(
    'GET',
    `/Users?filter=${encodeURIComponent(`userName eq "${address}"`)}`,
  )) as {
    Resources: readonly { id: string }[];
  };
  return found.Resources[0]?.id ?? '';
}

async function setTitle(world: World, address: string, value: string): Promise<void> {
  await world.ask('PATCH', `/Users/${await idOf(world, address)}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'title', value }],
  });
}

const person = (i: number) => `person.${i}@contoso.example`;

describe('an approved plan, and only it, is applied (R3)', () => {
  it('rows that moved since the preview are left alone and named, all others are applied', async () => {
    const world = await promotedWorld();
    const { planHash, counts } = await preview(world.house);
    expect(counts.users.changed).toBe(10);
    need(world.house.approve('Contoso', planHash));

    // In the directory: one changes again, one goes back, one is new, one is gone who was to change.
    world.setDirectory(
      promoted([...staff, ...staffOf(61).slice(60)], (row, i) =>
        i === 50
          ? { ...row, 'Job Title': 'Promoted twice' }
          : i === 51
            ? (staff[51] ?? row)
            : i === 60
              ? { ...row, 'Job Title': 'Newcomer' }
              : row,
      ).filter((_, i) => i !== 52),
    );
    // On the console: one is edited by hand. In the exclusions: one is added.
    await setTitle(world, person(53), 'Edited by hand');
    const csv = `Email,Provisioning Managed\n${person(54)},false\n`;
    const list = await fetch(`${world.console.consoleApiUrl}/exclusions`, {
      headers: { authorization: `Bearer ${world.adminKey}` },
    });
    const put = await fetch(`${world.console.consoleApiUrl}/exclusions`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${world.adminKey}`,
        'content-type': 'text/csv',
        'if-match': list.headers.get('etag') ?? '',
      },
      body: csv,
    });
    expect(put.status).toBeLessThan(300);

    // In a later process, by the hash alone.
    const later = await world.openAgain();
    const live = need(await sync(later, { live: true, planHash }));
    expect(live.status).toBe('Completed');
    expect(live.report?.applied).toEqual({ succeeded: 5, failed: 0, movedSincePreview: 5 });

    const now = await titles(world);
    for (const i of [55, 56, 57, 58, 59]) expect(now.get(person(i))).toBe('Promoted');
    expect(now.get(person(50))).toBe(staff[50]?.['Job Title']);
    expect(now.get(person(51))).toBe(staff[51]?.['Job Title']);
    expect(now.get(person(52))).toBe(staff[52]?.['Job Title']);
    expect(now.get(person(53))).toBe('Edited by hand');
    expect(now.get(person(54))).toBe(staff[54]?.['Job Title']);
    expect(now.has(person(60))).toBe(false);
    expect(world.wire.writes()).toHaveLength(5);

    const left = rowsOf(later, reportOf(live).reportId)
      .filter(({ object, result }) => object === 'user' && result?.status === 'moved')
      .map(({ address, verdict, result }) => [address, verdict, result]);
    expect(new Map(left.map(([address, ...rest]) => [address, rest]))).toEqual(
      new Map<unknown, unknown>([
        [person(50), ['Changed', { status: 'moved', where: 'directory' }]],
        [person(51), ['Unchanged', { status: 'moved', where: 'directory', now: 'Unchanged' }]],
        [person(52), ['Archived', { status: 'moved', where: 'directory', now: 'Archived' }]],
        [person(53), ['Changed', { status: 'moved', where: 'console' }]],
        [person(54), ['Excluded', { status: 'moved', where: 'exclusions', now: 'Excluded' }]],
        [person(60), ['Created', { status: 'moved', where: 'directory' }]],
      ]),
    );
  });

  it('a wrong hash, a part of one that is too short, and one that nobody made are refused before anything is read', async () => {
    const world = await promotedWorld();
    const { planHash } = await preview(world.house);
    const before = world.wire.requests.length;
    for (const wrong of [
      `sha256:${'0'.repeat(64)}`,
      'sha256:',
      planHash.slice(0, 'sha256:'.length + 4),
      'x',
    ]) {
      const refused = failureOf(await sync(world.house, { live: true, planHash: wrong }));
      expect(refused.code, wrong).toBe('not-found');
      expect(refused.sentence).toContain('no report with the plan');
    }
    // Of a console that is to be reached at all, only what it can do was asked.
    expect(world.wire.requests.slice(before).every(({ path }) => !/\/(Users|Groups|syncs)/.test(path))).toBe(
      true,
    );
  });

  it('a plan that came out otherwise since is applied nowhere: its every row is left and named', async () => {
    const world = await promotedWorld();
    const { planHash } = await preview(world.house);
    world.setDirectory(promoted(staff).map((row) => ({ ...row, 'Job Title': `${row['Job Title']} (new)` })));
    // The fresh plan would break a limit, which stops it whatever was approved (R4).
    const halted = need(await sync(world.house, { live: true, planHash }));
    expect(halted.status).toBe('Halted');
    const live = need(await sync(world.house, { live: true, planHash, overrideGuard: planHash }));
    expect(live.report?.applied).toEqual({ succeeded: 0, failed: 0, movedSincePreview: 10 });
    expect(world.wire.writes()).toEqual([]);
  });

  it('a plan is too old after a day', async () => {
    const world = await promotedWorld();
    const { planHash, reportId } = await preview(world.house);
    const reader = need(world.house.openReport(reportId));
    reader.setHead({ ...reader.head(), startedAtMs: Date.now() - 25 * 3_600_000 });
    reader.close();
    const refused = failureOf(await sync(world.house, { live: true, planHash }));
    expect(refused.code).toBe('settings-refused');
    expect(refused.sentence).toContain('too old');
  });

  it('a person who is edited on the console during the run is not overwritten, and named (If-Match)', async () => {
    const world = await promotedWorld();
    const { planHash } = await preview(world.house);
    let edit: Promise<void> | undefined;
    world.wire.meddle(async ({ nthWrite }): Promise<Fate> => {
      if (nthWrite === 0) return 'pass';
      // All writes are held until the edit stands, whichever comes first.
      edit ??= setTitle(world, person(57), 'Edited just now');
      await edit;
      return 'pass';
    });
    const live = need(await sync(world.house, { live: true, planHash }));
    const now = await titles(world);
    const moved = rowsOf(world.house, reportOf(live).reportId).filter(
      ({ result }) => result?.status === 'moved',
    );
    expect(moved.map(({ address }) => address)).toEqual([person(57)]);
    expect(now.get(person(57))).toBe('Edited just now');
    expect(live.report?.applied).toEqual({ succeeded: 9, failed: 0, movedSincePreview: 1 });
  });
});
