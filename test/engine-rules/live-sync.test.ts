import { describe, expect, it } from 'vitest';
import { crowd } from '../worlds/crowd.ts';
import { CUT_SHORT } from '../worlds/world.ts';
import { Desk } from './desk.ts';
import { outcomeOf, reportOf } from './outcome.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };
const staff = crowd(20);

describe('R1 a live run', () => {
  it.each(['partial', 'empty'])('R1 on a directory that is %s stops before its first write', async (how) => {
    const desk = new Desk({ directory: how === 'empty' ? [] : [ana], console: [ana, ben] });
    if (how === 'partial') desk.directoryEnd = { status: 'partial', why: CUT_SHORT };
    const outcome = outcomeOf(await desk.liveSync());
    expect(outcome).toMatchObject({
      status: 'Failed',
      failure: { code: 'listing-incomplete' },
      report: { partial: true, applied: null },
    });
    expect(desk.console.calls).toEqual([]);
  });

  it('R1 gives its slot back, so that the next may start at once', async () => {
    const desk = new Desk({ directory: [], console: [ana] });
    await desk.liveSync();
    expect(desk.store.runs.newestSlot('tenant-1')).toBeUndefined();
  });

  it('R1 test mode shows the same as a report marked partial', async () => {
    const desk = new Desk({ directory: [], console: [ana] });
    const outcome = outcomeOf(await desk.testSync());
    expect(outcome).toMatchObject({ status: 'Completed', report: { partial: true } });
  });
});

describe('R2 test mode', () => {
  it('R2 is handed no writer: whoever reaches for one finds out', async () => {
    const desk = new Desk({
      directory: [{ ...ana, values: { title: 'Lead' } }],
      console: [ana, ben, ...staff],
    });
    const parts = desk.syncParts();
    expect(Object.keys(parts)).not.toContain('writer');
    Object.defineProperty(parts, 'writer', {
      get: () => {
        throw new Error('test mode reached for a writer');
      },
    });
    const { runTestSync } = await import('../../src-main/app/run-test-sync.ts');
    expect(outcomeOf(await runTestSync(undefined, parts)).status).toBe('Completed');
    expect(desk.console.calls).toEqual([]);
  });

  it('R2 shows the guard’s result and nothing else happens', async () => {
    const desk = new Desk({ directory: [ana], console: [ana, ...staff] });
    const { report, status } = outcomeOf(await desk.testSync());
    expect(status).toBe('Completed');
    expect(report?.guard.halted).toBe(true);
    expect(desk.console.activePeople()).toHaveLength(21);
  });
});

describe('R3 what was approved', () => {
  const world = {
    directory: [{ ...ana, values: { title: 'Lead' } }, { ...ben, values: { title: 'Lead' } }, ...staff],
    console: [{ ...ana, values: { title: 'Clerk' } }, { ...ben, values: { title: 'Clerk' } }, ...staff],
  };

  it('R3 without an approved plan the new plan is applied, and the order is journaled with its giver', async () => {
    const desk = new Desk(world);
    const report = reportOf(await desk.liveSync());
    expect(report).toMatchObject({
      status: 'Completed',
      testMode: false,
      applied: { succeeded: 2, failed: 0, movedSincePreview: 0 },
    });
    expect(desk.ends(report.reportId)).toEqual([
      '~ Changed ana@x.example (title: Clerk → Lead) → applied',
      '~ Changed ben@x.example (title: Clerk → Lead) → applied',
    ]);
    expect(desk.store.historyOf('tenant-1')).toMatchObject([
      { what: 'plan-approved', who: 'ana@desk', planHash: report.planHash },
    ]);
  });

  it('R3 of an approved plan exactly the rows that are identical now are applied, the others left and named', async () => {
    const desk = new Desk(world);
    const approved = reportOf(await desk.testSync());
    desk.directory = [
      { ...ana, values: { title: 'Lead' } },
      { ...ben, values: { title: 'Chief' } },
      ...staff,
    ];
    const report = reportOf(await desk.liveSync({ planHash: approved.planHash }));
    expect(report.applied).toEqual({ succeeded: 1, failed: 0, movedSincePreview: 1 });
    expect(desk.ends(report.reportId)).toEqual([
      '~ Changed ana@x.example (title: Clerk → Lead) → applied',
      '~ Changed ben@x.example (title: Clerk → Chief) → moved',
    ]);
    const reader = desk.reports.open(report.reportId);
    const moved = reader.ok ? reader.value.intersect(approved.reportId) : reader;
    expect(
      moved.ok &&
        moved.value.moved(0, 10).map(({ approved: row, now }) => [row.address, now?.changes[0]?.new]),
    ).toEqual([['ben@x.example', 'Chief']]);
  });

  it('R3 lists the exclusions anew: who was excluded since is left alone', async () => {
    const desk = new Desk(world);
    const approved = reportOf(await desk.testSync());
    desk.excluded = ['ben@x.example'];
    const report = reportOf(await desk.liveSync({ planHash: approved.planHash }));
    expect(report.applied).toEqual({ succeeded: 1, failed: 0, movedSincePreview: 1 });
  });

  it('R3 a row that moved while the run went on is left and named, and its manager is not linked either', async () => {
    const desk = new Desk({
      directory: [{ ...ana, values: { title: 'Lead' }, manager: 'ben@x.example' }, ben, ...staff],
      console: [{ ...ana, values: { title: 'Clerk' } }, ben, ...staff],
    });
    desk.console.trouble({
      call: 'updateUser',
      failure: { code: 'row-moved', sentence: 'It was changed.', next: 'Look again.' },
      effect: 'none',
    });
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 0, failed: 0, movedSincePreview: 1 });
    expect(desk.console.calls).toEqual(['updateUser u1']);
  });

  it.each([
    [24 * 3_600_000 - 900_000, 'Completed'],
    [24 * 3_600_000 - 899_999, 'refused'],
  ])('R3 an approval lapses after a day: %i ms later and a wait for the slot', async (ms, end) => {
    const desk = new Desk(world);
    const approved = reportOf(await desk.testSync());
    desk.clock.pass(ms);
    const result = await desk.liveSync({ planHash: approved.planHash });
    expect(result.ok ? result.value.status : 'refused').toBe(end);
    if (!result.ok) expect(result.failure.code).toBe('settings-refused');
  });

  it('R3 a plan that nobody made is not found, and nothing is claimed', async () => {
    const desk = new Desk(world);
    const result = await desk.liveSync({ planHash: 'sha256:0' });
    expect(result).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(desk.store.runsOf('tenant-1')).toEqual([]);
  });

  it('R3 a partial report cannot be applied', async () => {
    const desk = new Desk(world);
    desk.directoryEnd = { status: 'partial', why: CUT_SHORT };
    const approved = reportOf(await desk.testSync());
    desk.directoryEnd = { status: 'complete' };
    const result = await desk.liveSync({ planHash: approved.planHash });
    expect(result).toMatchObject({ ok: false, failure: { code: 'listing-incomplete' } });
  });

  it('R3 a later partial report with the same plan takes nothing from the approved one', async () => {
    const desk = new Desk(world);
    const { planHash } = reportOf(await desk.testSync());
    desk.directoryEnd = { status: 'partial', why: CUT_SHORT };
    expect(reportOf(await desk.testSync())).toMatchObject({ planHash, partial: true });
    desk.directoryEnd = { status: 'complete' };
    const report = reportOf(await desk.liveSync({ planHash }));
    expect(report.applied).toEqual({ succeeded: 2, failed: 0, movedSincePreview: 0 });
  });

  it('R3 a one-off plan is not the plan of a full sync', async () => {
    const desk = new Desk(world);
    const oneOff = { only: ['ana@x.example'], archiveByName: [] };
    const approved = reportOf(await desk.testSync(oneOff));
    const full = await desk.liveSync({ planHash: approved.planHash });
    expect(full).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
    const same = reportOf(await desk.liveSync({ planHash: approved.planHash, oneOff }));
    expect(same.applied).toEqual({ succeeded: 1, failed: 0, movedSincePreview: 0 });
  });
});

describe('R4 the guard of a live run', () => {
  const leaving = { directory: crowd(20), console: [...crowd(20), ...crowd(6, {}, 'gone')] };

  it('R4 halts before the first write and gives the slot back', async () => {
    const desk = new Desk(leaving);
    const outcome = outcomeOf(await desk.liveSync());
    expect(outcome).toMatchObject({
      status: 'Halted',
      failure: { code: 'guard-halted' },
      report: { status: 'Halted', applied: null },
    });
    expect(desk.console.calls).toEqual([]);
    expect(desk.store.runs.newestSlot('tenant-1')).toBeUndefined();
    expect(desk.store.historyOf('tenant-1')).toEqual([]);
  });

  it('R4 an override lets this one plan pass, and stands in the history with who and when', async () => {
    const desk = new Desk(leaving);
    const { planHash } = reportOf(await desk.liveSync());
    const outcome = outcomeOf(await desk.liveSync({ planHash, overrideGuard: planHash }));
    expect(outcome).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 6 } } });
    expect(desk.store.historyOf('tenant-1')).toMatchObject([
      { what: 'plan-approved', planHash },
      { what: 'guard-overridden', planHash, who: 'ana@desk', atMs: desk.clock.now() },
    ]);
  });

  it('R4 an override works for nothing else', async () => {
    const desk = new Desk(leaving);
    const { planHash } = reportOf(await desk.liveSync());
    desk.directory = crowd(19);
    const outcome = outcomeOf(await desk.liveSync({ overrideGuard: planHash }));
    expect(outcome.status).toBe('Halted');
    expect(outcome.failure?.sentence).toContain('lifted for another plan');
    expect(desk.console.calls).toEqual([]);
  });

  it('R4 compares with the last good run, whatever partial or halted ones lie between', async () => {
    const desk = new Desk({ directory: crowd(100), console: crowd(100) });
    await desk.testSync();
    desk.directoryEnd = { status: 'partial', why: CUT_SHORT };
    await desk.testSync();
    desk.directoryEnd = { status: 'complete' };
    desk.directory = crowd(80);
    const shown = reportOf(await desk.testSync());
    expect(shown.guard.reasons).toContainEqual({ limit: 'shrunk', count: 80, of: 100, allowed: 90 });
    // The run that showed the loss is no good run: it must not talk the next one into it.
    const next = reportOf(await desk.liveSync());
    expect(next.guard.reasons).toContainEqual({ limit: 'shrunk', count: 80, of: 100, allowed: 90 });
  });
});

describe('R16 aliases', () => {
  it('R16 a live run after ADI → SCIM is refused until exactly this list is acknowledged', async () => {
    const settings = {
      provisioningEnabled: true,
      mode: 'scim' as const,
      testMode: false,
      movedFromAdi: true,
    };
    const world = { directory: [ana, ben], console: [ana] };
    const desk = new Desk({ ...world, tenant: { localSettings: { ...settings, acknowledgedAliases: '' } } });
    const refused = outcomeOf(await desk.liveSync());
    expect(refused).toMatchObject({ status: 'Failed', failure: { code: 'settings-refused' } });
    expect(desk.console.calls).toEqual([]);
    const { hash } = refused.report!.aliases;
    desk.store.tenants.update({ ...desk.tenant, localSettings: { ...settings, acknowledgedAliases: hash } });
    expect(outcomeOf(await desk.liveSync()).status).toBe('Completed');
    // With that first live sync the aliases are gone, and nothing is left to acknowledge.
    expect(desk.tenant.localSettings.movedFromAdi).toBe(false);
  });
});

describe('what a live run leaves behind', () => {
  it('settings that the admin changed while it ran stay changed', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    desk.store.onJournalWrite = () => {
      desk.store.tenants.update({ ...desk.tenant, exclusionsFile: 'new.csv' });
      desk.store.onJournalWrite = () => {};
    };
    await desk.liveSync();
    expect(desk.tenant).toMatchObject({ exclusionsFile: 'new.csv', firstLiveDone: true });
  });

  it('R12 a second live sync right after it finds nothing', async () => {
    const desk = new Desk({
      directory: [
        { address: 'b@x.example', id: '1', groups: ['Sales'], manager: 'new@x.example' },
        { address: 'free@x.example', id: '2', groups: [], manager: '' },
        {
          address: 'new@x.example',
          id: '00123',
          groups: ['Sales', 'IT'],
          manager: 'b@x.example',
          values: { title: ' Lead ' },
        },
        { ...ben, groups: ['IT'], manager: '' },
      ],
      console: [
        { address: 'a@x.example', id: '1' },
        { address: 'b@x.example', id: '2' },
        { ...ben, status: 'archived' },
        { address: 'gone@x.example' },
      ],
      consoleGroups: [
        { name: 'Sales', members: ['u2', 'u4'] },
        { name: 'Old', members: ['u1'] },
      ],
    });
    const first = reportOf(await desk.liveSync());
    expect(first).toMatchObject({ status: 'Completed', applied: { failed: 0, movedSincePreview: 0 } });
    desk.console.calls.length = 0;
    const second = reportOf(await desk.liveSync());
    expect(second.counts).toMatchObject({
      users: { created: 0, changed: 0, archived: 0, restored: 0, unchanged: 5 },
      groups: { created: 0, changed: 0, archived: 0, restored: 0 },
      memberships: { created: 0, archived: 0, blocked: 0, unchanged: 4 },
    });
    expect(desk.console.calls).toEqual([]);
  });

  it('R8 sends renames, restores, creates, changes, groups, memberships, managers, archives, in this order', async () => {
    const desk = new Desk({
      directory: [
        { address: 'changed@x.example', groups: ['Sales'], manager: '', values: { title: 'Lead' } },
        { address: 'new@x.example', groups: [], manager: 'changed@x.example' },
        { address: 'back@x.example', groups: [], manager: '' },
        { address: 'b@x.example', id: '1', groups: [], manager: '' },
        { address: 'free@x.example', id: '2', groups: [], manager: '' },
      ],
      console: [
        { address: 'changed@x.example' },
        { address: 'gone@x.example' },
        { address: 'back@x.example', status: 'archived' },
        { address: 'a@x.example', id: '1' },
        { address: 'b@x.example', id: '2' },
      ],
    });
    await desk.liveSync();
    expect(
      desk.console.calls.map((call) =>
        call.replace(/user-\d+/, 'the new one').replace(/group-\d+/, 'the group'),
      ),
    ).toEqual([
      'updateUser u5',
      'updateUser u4',
      'updateUser u3',
      'createUser new@x.example',
      'updateUser u1',
      'createGroup Sales',
      'addMembers the group',
      'updateUser the new one',
      'updateUser u2',
    ]);
  });
});
