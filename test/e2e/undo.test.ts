import { describe, expect, it } from 'vitest';
import type { House, SyncOutcome } from '../../src-main/app/house.ts';
import { directorySnapshotId } from '../../src-main/app/snapshots-of-report.ts';
import type { ProfileName } from '../../src-main/core/profile.ts';
import { reasonSentence, warningSentence } from '../../src-main/core/reasons.ts';
import { readConsoleState, withoutIds } from './console-state.ts';
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
import type { Row } from './people-csv.ts';

const HEADINGS = [
  'Email',
  'First Name',
  'Last Name',
  'Job Title',
  'Department',
  'Manager Email',
  'Group',
  'External ID',
];

function someone(email: string, more: Row = {}): Row {
  const base = Object.fromEntries(HEADINGS.map((heading) => [heading, '']));
  const [name = ''] = email.split('@');
  return { ...base, Email: email, 'First Name': name, 'Last Name': 'Ruiz', Status: 'Active', ...more };
}

const at = (name: string) => `${name}@contoso.example`;
/** So many that nobody of the few below makes a share that the guard minds. */
const OTHERS = Array.from({ length: 40 }, (_, i) => someone(at(`other${i}`), { 'External ID': `o-${i}` }));

const BEFORE: readonly Row[] = [
  someone(at('ana'), { 'External ID': '1', 'Job Title': 'Clerk', Department: 'Law', Group: 'Sales;IT' }),
  someone(at('ben'), { 'External ID': '2', 'Manager Email': at('ana'), Group: 'Sales' }),
  someone(at('cleo'), { 'External ID': '3', 'Manager Email': at('ana'), Group: 'IT' }),
  someone(at('dan'), { 'External ID': '4', 'Job Title': 'Clerk', Group: 'Night shift' }),
  someone(at('eve'), { 'External ID': '5', Status: 'Archived', 'Job Title': 'Lead' }),
  someone(at('fay'), { 'External ID': '6', Department: 'Law', Group: 'IT' }),
  ...OTHERS,
];

/** Every kind of change: attributes, a rename chain, managers, an archive, a restore, a newcomer, groups. */
const AFTER: readonly Row[] = [
  someone(at('ana.maria'), { 'External ID': '1', 'Job Title': '', Department: 'Sales', Group: 'IT;Board' }),
  someone(at('ana'), { 'External ID': '2', 'Manager Email': at('gus'), Group: 'Sales' }),
  someone(at('cleo'), { 'External ID': '3', Group: 'Sales' }),
  someone(at('eve'), {
    'External ID': '5',
    'Job Title': 'Clerk',
    'Manager Email': at('ana.maria'),
    Group: 'Sales',
  }),
  someone(at('fay'), { 'External ID': '6', Department: 'Finance', Group: 'IT' }),
  someone(at('gus'), { 'External ID': '7', 'Manager Email': at('ana.maria'), Group: 'Sales;Board' }),
  ...OTHERS,
];

/** A console on which Muster brought everything about by itself, and then one sync that is to be undone. */
async function worldOfTwoSyncs(
  profile: ProfileName = 'demo',
): Promise<{ world: World; before: State; live: SyncOutcome }> {
  const world = await openWorld({
    profile,
    directory: BEFORE.map((row) => ({ ...row, Status: 'Active' })),
    console: [],
  });
  await previewAndApply(world.house);
  world.setDirectory(BEFORE);
  await previewAndApply(world.house);
  const before = await stateOf(world);
  world.setDirectory(AFTER);
  const live = await previewAndApply(world.house);
  expect([live.status, reportOf(live).applied?.failed]).toEqual(['Completed', 0]);
  return { world, before, live };
}

type State = ReturnType<typeof withoutIds>;

async function stateOf(world: World): Promise<State> {
  return withoutIds(await readConsoleState(world.console.tenantUrl, world.token));
}

/** The state without the people and groups that a sync made: an undo archives and empties them. */
function withoutMade(state: State, people: readonly string[], groups: readonly string[]): State {
  return {
    people: state.people.filter(({ address }) => !people.includes(address)),
    groups: state.groups.filter(([name]) => !groups.includes(name)),
  };
}

async function undo(house: House, runId: string | undefined) {
  const shown = reportOf(need(await house.undoRun(runId ?? '', quietHooks())));
  return { shown, live: need(await sync(house, { live: true, planHash: shown.planHash })) };
}

/** What a report says of one person, in words. */
function saidOf(house: House, reportId: string, address: string): readonly string[] {
  return rowsOf(house, reportId)
    .filter((row) => row.address === address && row.object === 'user')
    .flatMap((row) => [
      `${row.verdict}: ${reasonSentence(row)}`,
      ...row.warnings.map((warning) => warningSentence(warning)),
    ]);
}

const personUrl = async (world: World, address: string) => {
  const { people } = await readConsoleState(world.console.tenantUrl, world.token);
  return `/Users/${people.get(address)?.id}`;
};

function edit(world: World, url: string, path: string, value: unknown) {
  return world.ask('PATCH', url, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path, value }],
  });
}

describe('R23 a live sync is undone', () => {
  it.each(['demo', 'generic', 'ksat'] as const)(
    'R23 and the console (%s) is as it was before: only whoever was created stays, archived',
    async (profile) => {
      const { world, before, live } = await worldOfTwoSyncs(profile);
      const { shown, live: undone } = await undo(world.house, live.runId);

      expect(shown.testMode).toBe(true);
      expect(shown.undoes).toBe(live.runId);
      expect(undone.status).toBe('Completed');
      expect(reportOf(undone).applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
      const after = await stateOf(world);
      expect(withoutMade(after, [at('gus')], ['Board'])).toEqual(before);
      expect(after.people.find(({ address }) => address === at('gus'))?.active).toBe(false);
      expect(after.groups).toContainEqual(['Board', []]);
    },
  );

  it('R23 by a preview that writes nothing, and that says of each row why it goes back', async () => {
    const { world, live } = await worldOfTwoSyncs();
    const writes = world.wire.writes().length;
    const before = await stateOf(world);
    const shown = reportOf(need(await world.house.undoRun(live.runId ?? '', quietHooks())));

    expect(world.wire.writes()).toHaveLength(writes);
    expect(await stateOf(world)).toEqual(before);
    expect(shown.counts.users).toMatchObject({ changed: 4, archived: 2, restored: 1, blocked: 0 });
    expect(saidOf(world.house, shown.reportId, at('gus'))).toEqual([
      'Archived: Was created by that sync; archived, since nothing is deleted.',
    ]);
    expect(saidOf(world.house, shown.reportId, at('eve'))).toEqual([
      'Archived: Was restored by that sync. 2 values go back too.',
    ]);
    expect(saidOf(world.house, shown.reportId, at('fay'))).toEqual([
      'Changed: Goes back to what stood there before that sync: Department.',
    ]);
    const runs = need(world.house.listRuns(TENANT, 1));
    expect(runs[0]).toMatchObject({ kind: 'undo-test', status: 'Completed' });
  });

  it('R7 also where the undo itself is cut short, and resumed: nothing is sent twice', async () => {
    const { world, before, live } = await worldOfTwoSyncs();
    const { planHash } = reportOf(need(await world.house.undoRun(live.runId ?? '', quietHooks())));
    // Of the first change to a group the answer is lost; nothing after it arrives.
    let groups = 0;
    world.wire.meddle(({ nthWrite, path }) => {
      if (nthWrite === 0 || !path.includes('/Groups')) return 'pass';
      return groups++ === 0 ? 'lose-answer' : 'cut';
    });
    const cut = need(await sync(world.house, { live: true, planHash }));
    expect(cut.status).toBe('Interrupted');
    world.wire.meddle(() => 'pass');
    const resumed = need(await world.house.resumeRun(cut.runId ?? '', quietHooks()));

    expect(resumed.status).toBe('Completed');
    expect(reportOf(resumed).applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
    expect(withoutMade(await stateOf(world), [at('gus')], ['Board'])).toEqual(before);
    // A run that was undone half and then whole is a run like any other, and no base line (R15).
    expect(need(world.house.findTenant(TENANT)).syncedSnapshotId).toBeUndefined();
  });

  it('R23 but for what moved since, which is named and left alone', async () => {
    const { world, before, live } = await worldOfTwoSyncs();
    await edit(
      world,
      await personUrl(world, at('fay')),
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
      'Board',
    );
    await edit(world, await personUrl(world, at('ana.maria')), 'title', 'President');
    await edit(world, await personUrl(world, at('dan')), 'active', true);
    const { shown, live: undone } = await undo(world.house, live.runId);

    const said = (address: string) => saidOf(world.house, shown.reportId, address);
    expect(said(at('fay'))).toEqual([
      'Blocked: Changed on the console since that sync; left alone.',
      'Department was changed to Board on the console since, and is left alone.',
    ]);
    expect(said(at('ana.maria'))).toEqual([
      'Changed: Goes back to what stood there before that sync: Email, First Name and Department.',
      'Job Title was changed to President on the console since, and is left alone.',
      'Signs in with a new address from then on.',
    ]);
    expect(said(at('dan'))).toEqual(['Unchanged: Already as it was before that sync.']);
    expect(undone.status).toBe('Completed');
    const moved = [at('fay'), at('ana'), at('gus')];
    const after = await stateOf(world);
    expect(withoutMade(after, moved, []).people).toEqual(withoutMade(before, moved, []).people);
    const ana = after.people.find(({ address }) => address === at('ana'));
    expect(ana?.resource).toMatchObject({ title: 'President' });
    expect(JSON.stringify(ana?.resource)).toContain('Law');
  });

  it('R23 and that undo is undone in its turn', async () => {
    const { world, live } = await worldOfTwoSyncs();
    const after = await stateOf(world);
    const first = await undo(world.house, live.runId);
    const second = await undo(world.house, first.live.runId);

    expect(reportOf(second.live).applied).toMatchObject({ failed: 0, movedSincePreview: 0 });
    expect(await stateOf(world)).toEqual(after);
    // Undoing is no sync with the directory; but the directory now finds nothing left to do.
    expect((await preview(world.house)).counts.users).toMatchObject({
      created: 0,
      changed: 0,
      archived: 0,
      restored: 0,
    });
  });

  it('R23 and whoever is excluded by then stays as they are, with their memberships (R5)', async () => {
    const { world, live } = await worldOfTwoSyncs();
    const after = await stateOf(world);
    world.setDirectory(
      AFTER.map((row) => ({
        ...row,
        'Provisioning Managed': row.Email === at('eve') || row.Email === at('fay') ? 'false' : '',
      })),
    );
    const { shown } = await undo(world.house, live.runId);

    expect(saidOf(world.house, shown.reportId, at('eve'))[0]).toContain(
      'Excluded: Provisioning Managed is false',
    );
    const now = await stateOf(world);
    for (const address of [at('eve'), at('fay')]) {
      const of = (state: State) => state.people.find((person) => person.address === address)?.resource;
      expect(of(now)).toEqual(of(after));
    }
    expect(now.groups.find(([name]) => name === 'Sales')?.[1]).toContain(at('eve'));
  });

  it('R23 only as far as it came, where it was cut short', async () => {
    const world = await openWorld({ directory: BEFORE, console: [] });
    await previewAndApply(world.house);
    const before = await stateOf(world);
    world.setDirectory(AFTER);
    const { planHash } = await preview(world.house);
    // Of what R8 sends, everything before the groups arrives.
    world.wire.meddle(({ nthWrite, path }) => (nthWrite > 0 && path.includes('/Groups') ? 'cut' : 'pass'));
    const cut = need(await sync(world.house, { live: true, planHash }));
    world.wire.meddle(() => 'pass');
    expect(cut.status).toBe('Interrupted');

    const refused = failureOf(await world.house.undoRun(cut.runId ?? '', quietHooks()));
    expect(refused).toMatchObject({ code: 'settings-refused' });
    expect(refused.next).toContain(`run close ${cut.runId}`);
    need(await world.house.closeRun(cut.runId ?? ''));

    const { live: undone } = await undo(world.house, cut.runId);
    expect(undone.status).toBe('Completed');
    const after = await stateOf(world);
    expect(withoutMade(after, [at('gus'), at('eve')], ['Board'])).toEqual(
      withoutMade(before, [at('gus')], []),
    );
  });
});

describe('R23 an undo is a plan like any other', () => {
  it('R4 and is halted by the guard, unless this one plan is allowed', async () => {
    const world = await openWorld({ directory: OTHERS, console: [] });
    const live = await previewAndApply(world.house);
    const shown = reportOf(need(await world.house.undoRun(live.runId ?? '', quietHooks())));
    expect(shown.guard.reasons.map(({ limit }) => limit)).toEqual(['archived', 'half']);
    const { planHash } = shown;
    const writes = world.wire.writes().length;

    const halted = need(await sync(world.house, { live: true, planHash }));
    expect(halted.status).toBe('Halted');
    expect(world.wire.writes()).toHaveLength(writes);
    const allowed = need(await sync(world.house, { live: true, planHash, overrideGuard: planHash }));
    expect(allowed.status).toBe('Completed');
    expect((await stateOf(world)).people.some(({ active }) => active)).toBe(false);
  });

  it('R3 and rows that moved between its preview and its approval are left alone', async () => {
    const { world, live } = await worldOfTwoSyncs();
    const { planHash } = reportOf(need(await world.house.undoRun(live.runId ?? '', quietHooks())));
    await edit(
      world,
      await personUrl(world, at('fay')),
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
      'Board',
    );
    const undone = need(await sync(world.house, { live: true, planHash }));

    expect(reportOf(undone).applied).toMatchObject({ failed: 0, movedSincePreview: 1 });
    const fay = (await stateOf(world)).people.find(({ address }) => address === at('fay'));
    expect(JSON.stringify(fay)).toContain('Board');
  });

  it('R15 and after it no value is called a console edit, and the next sync would do the same again', async () => {
    const { world, live } = await worldOfTwoSyncs();
    expect(need(world.house.findTenant(TENANT)).syncedSnapshotId).toBe(
      directorySnapshotId(reportOf(live).reportId),
    );
    const first = reportOf(live).counts.users;
    await undo(world.house, live.runId);

    expect(need(world.house.findTenant(TENANT)).syncedSnapshotId).toBeUndefined();
    const next = await preview(world.house);
    // Whoever was created stands archived on the console now, and would be restored.
    expect(next.counts.users).toMatchObject({
      changed: first.changed,
      archived: first.archived,
      restored: first.restored + first.created,
    });
    const warned = rowsOf(world.house, next.reportId).flatMap(({ warnings }) =>
      warnings.map(({ code }) => code),
    );
    expect(warned).not.toContain('console.edit');
  });

  it('R22 and waits for the first full live sync of a console that archives whoever it was not told about', async () => {
    const world = await openWorld({ directory: BEFORE, console: [], profile: 'ksat' });
    world.wire.meddle(({ nthWrite, path }) => (nthWrite > 0 && path.includes('/Groups') ? 'cut' : 'pass'));
    const cut = need(await sync(world.house, { live: true }));
    world.wire.meddle(() => 'pass');
    need(await world.house.closeRun(cut.runId ?? ''));
    const { planHash } = reportOf(need(await world.house.undoRun(cut.runId ?? '', quietHooks())));

    const order = { live: true, planHash, overrideGuard: planHash };
    const refused = failureOf(await sync(world.house, order));
    expect(refused.sentence).toContain('Not possible before the first full live sync');
  });

  it('and is applied as a whole: some of its people are left out by excluding them', async () => {
    const { world, live } = await worldOfTwoSyncs();
    const { planHash } = reportOf(need(await world.house.undoRun(live.runId ?? '', quietHooks())));
    const refused = failureOf(await sync(world.house, { live: true, planHash, only: [at('fay')] }));
    expect(refused.code).toBe('bad-input');
  });

  it('and is refused for a run that changed nothing, and for one of which nothing is known', async () => {
    const world = await openWorld({ directory: OTHERS.slice(0, 3), console: [] });
    const test = need(await sync(world.house, { live: false }));
    const claims = need(world.house.listRuns(TENANT, 10)).length;
    expect(failureOf(await world.house.undoRun(test.runId ?? '', quietHooks())).sentence).toBe(
      'This was a test-mode sync: it changed nothing, so there is nothing to undo.',
    );
    expect(failureOf(await world.house.undoRun('01nobody', quietHooks())).code).toBe('not-found');
    expect(need(world.house.listRuns(TENANT, 10))).toHaveLength(claims);
  });
});
