import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { readEntry } from '../../src-main/core/audit-trail.ts';
import { builtProgram } from '../built/built-program.ts';
import { inAProcess } from './in-a-process.ts';
import { need, openWorld, quietHooks, reportOf, TENANT, type World } from './open-world.ts';

const CLI = builtProgram('cli');
const people = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    Email: `person.${n}@contoso.example`,
    'First Name': `Number ${n}`,
    'External ID': `e-${n}`,
  }));

/** Twenty people on the console of whom the directory has some: the rest would be archived. */
const worldWith = (left: number) => openWorld({ directory: people(left), console: people(20) });

const muster = (world: World, args: readonly string[]) =>
  inAProcess(process.execPath, [CLI, ...args], {
    cwd: world.folder,
    env: {
      MUSTER_HOME: world.home,
      MUSTER_TOKEN: world.token,
      MUSTER_ADMIN_KEY: world.adminKey,
      NODE_NO_WARNINGS: '1',
    },
  });

const live = (world: World, ...args: readonly string[]) =>
  muster(world, ['sync', '--tenant', TENANT, '--live', '--json', ...args]);

async function activeOn(world: World): Promise<number> {
  const listed = await world.ask('GET', '/Users?filter=active%20eq%20true&count=1');
  return typeof listed === 'object' && listed !== null && 'totalResults' in listed
    ? Number(listed.totalResults)
    : -1;
}

const entriesOf = ({ house }: World) =>
  house.trailPage(0, 1_000).map(({ text }) => readEntry(text) ?? { act: 'unreadable', facts: undefined });

/** The recipe of docs/audit-trail.md, as it stands there. */
function recipe(world: World): string {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/audit-trail.md'), 'utf8');
  const [, code] = /```python\n([\s\S]*?)```/.exec(docs) ?? [];
  const file = join(world.folder, 'recipe.py');
  writeFileSync(file, code ?? '');
  return file;
}

describe('R4 an override of the guard', () => {
  it('R4 by the command line names one plan, works for no other, and is in history and trail', async () => {
    const world = await worldWith(8);
    const halted = await live(world);
    expect(halted.code).toBe(4);
    const { planHash } = JSON.parse(halted.stdout);

    const ordered = async (overrideGuard: string) =>
      need(await world.house.sync({ tenant: TENANT, live: true, overrideGuard }, quietHooks())).status;
    expect(await ordered(`sha256:${'0'.repeat(64)}`)).toBe('Halted');
    world.setDirectory(people(7));
    // The override was given for the plan with twelve archives; this one has thirteen.
    expect(await ordered(planHash)).toBe('Halted');
    expect(await activeOn(world)).toBe(20);

    world.setDirectory(people(8));
    const applied = await live(world, '--override-guard', planHash);
    expect(JSON.parse(applied.stdout)).toMatchObject({ status: 'Completed', applied: { succeeded: 12 } });
    expect(await activeOn(world)).toBe(8);

    const history = JSON.parse((await muster(world, ['history', '--json'])).stdout).history;
    const overrides = history.filter(({ what }: { what: string }) => what === 'guard-overridden');
    expect(overrides).toMatchObject([{ planHash, who: expect.stringContaining(' on ') }]);
    expect(entriesOf(world).filter(({ act }) => act === 'guard-overridden')).toMatchObject([
      { planHash, facts: { archived: '12 of 20, limit 5', half: '12 of 20, limit 9' } },
    ]);
  });

  it('R4 in the window lets exactly the plan pass that was on the screen, with its reason in the history', async () => {
    const world = await worldWith(8);
    const { house } = world;
    const { reportId, planHash } = reportOf(
      need(await house.sync({ tenant: TENANT, live: false }, quietHooks())),
    );
    need(house.overrideGuard(reportId, 12, 'The branch in Oslo was sold.'));

    world.setDirectory(people(7));
    const moved = need(
      await house.sync({ tenant: TENANT, live: true, unapproved: 'waits', planHash }, quietHooks()),
    );
    // What was approved is applied and not a row more: the thirteenth is not archived.
    expect(moved).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 12 } } });
    expect(await activeOn(world)).toBe(8);

    // The next plan has no override of its own.
    world.setDirectory(people(1));
    const next = reportOf(need(await house.sync({ tenant: TENANT, live: false }, quietHooks())));
    need(house.approve(TENANT, next.planHash));
    const order = { tenant: TENANT, live: true, unapproved: 'waits', planHash: next.planHash } as const;
    expect(need(await house.sync(order, quietHooks())).status).toBe('Halted');
    expect(await activeOn(world)).toBe(8);

    const lines = need(house.listHistory(TENANT, 50));
    expect(lines.filter(({ what }) => what === 'guard-overridden').map(({ sentence }) => sentence)).toContain(
      'The limits were lifted for this one plan; 12 was typed. Reason: The branch in Oslo was sold.',
    );
    // The words of the admin are in the history; the trail has their hash alone.
    expect(JSON.stringify(house.trailPage(0, 1_000))).not.toContain('Oslo');
  });
});

describe('the audit trail, through the whole of Muster', () => {
  it('tells what was done, is checked by Muster and without it, and holds no person and no token', async () => {
    const world = await worldWith(18);
    const { house } = world;
    const signal = new AbortController().signal;
    await muster(world, ['settings', 'set', '--limit', 'archived-share=20%', '--limit', 'created-always=60']);
    need(await house.sync({ tenant: TENANT, live: false }, quietHooks()));
    for (const change of [{ mode: 'adi' }, { mode: 'scim' }] as const) {
      need(await house.saveSettings(TENANT, change, signal));
    }
    const { aliases } = reportOf(need(await house.sync({ tenant: TENANT, live: false }, quietHooks())));
    const off = { testMode: false, acknowledgeAliases: aliases.hash };
    need(await house.saveSettings(TENANT, off, signal));
    const done = need(await house.sync({ tenant: TENANT, live: true }, quietHooks()));
    expect(done.status).toBe('Completed');
    need(await house.erasePerson({ address: 'person.3@contoso.example' }, signal));
    const regenerate = { act: 'regenerate', keep: 'show-only' } as const;
    const { token } = need(await house.generateToken(TENANT, regenerate, signal));
    const verified = await muster(world, ['history', 'verify', '--json']);
    expect(verified.code).toBe(0);
    const { last, entries } = JSON.parse(verified.stdout);
    expect(JSON.parse(verified.stdout)).toMatchObject({ whole: true, endRemembered: true, broken: null });

    const told = entriesOf(world);
    expect(told).toHaveLength(entries);
    expect(new Set(told.map(({ act }) => act))).toEqual(
      new Set([
        ...[
          'trail-begins',
          'tenant-added',
          'sources-set',
          'settings-saved',
          'limits-set',
          'token-regenerated',
        ],
        ...['run-started', 'run-ended', 'person-erased', 'plan-approved', 'tenant-changed'],
      ]),
    );
    expect(told).toContainEqual(
      expect.objectContaining({
        act: 'limits-set',
        facts: expect.objectContaining({
          'guardLimits.archivedShare': '0.05 → 0.2',
          'guardLimits.createdFloor': '50 → 60',
        }),
      }),
    );
    const modes = told.filter(({ facts }) => facts?.['localSettings.mode'] !== undefined);
    expect(modes.map(({ facts }) => facts?.['localSettings.mode'])).toEqual(['scim → adi', 'adi → scim']);
    const runs = told.filter(({ act }) => act === 'run-ended');
    expect(runs[0]).toMatchObject({ facts: { kind: 'test', status: 'Completed', archived: 2, changed: 0 } });
    const text = JSON.stringify(house.trailPage(0, 1_000));
    for (const secret of [
      'person.',
      '@contoso',
      'Number 3',
      token,
      world.token,
      world.adminKey,
      world.folder,
    ]) {
      expect(text).not.toContain(secret);
    }

    for (const format of ['csv', 'json']) {
      const file = join(world.folder, `trail.${format}`);
      const exported = await muster(world, ['history', 'export', '--format', format, '--out', file]);
      expect(exported.code).toBe(0);
      const checked = await inAProcess('python3', [recipe(world), file], {
        cwd: world.folder,
        env: process.env,
      });
      expect(checked).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`Whole: ${entries} entries, the last is ${entries}:${last.hash}`),
      });
      writeFileSync(file, readFileSync(file, 'utf8').replace('trail-begins', 'trail-began'));
      const broken = await inAProcess('python3', [recipe(world), file], {
        cwd: world.folder,
        env: process.env,
      });
      expect(broken).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Entry 1 was altered or removed.'),
      });
    }
  });

  it('names the entry that somebody altered, in verify and in doctor, and a trail that was written anew', async () => {
    const world = await worldWith(20);
    const { last } = need(await world.house.checkTrail());
    const db = new Database(join(world.home, 'muster.sqlite'));
    db.exec('DROP TRIGGER audit_is_never_changed');
    db.exec("UPDATE audit SET text = replace(text, 'tenant-added', 'tenant-seen!') WHERE number = 2");
    db.close();
    const verified = await muster(world, ['history', 'verify']);
    expect(verified).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Entry 2 of the audit trail'),
    });
    const doctor = await muster(world, ['doctor', '--json']);
    expect(doctor.code).toBe(1);
    expect(JSON.parse(doctor.stdout).checks).toContainEqual(
      expect.objectContaining({
        what: 'Audit trail',
        state: 'failed',
        sentence: expect.stringContaining('Entry 2'),
      }),
    );
    const fresh = await worldWith(20);
    need(fresh.house.setLimits(TENANT, { archivedFloor: 6 }));
    const { fault } = need(await fresh.house.checkTrail(last ? [last] : []));
    expect(fault).toEqual({ entry: last?.number, kind: 'rewritten' });
  });
});
