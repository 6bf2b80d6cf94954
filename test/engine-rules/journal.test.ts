import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src-main/core/failure.ts';
import { PROFILES } from '../../src-main/core/profile.ts';
import { crowd } from '../worlds/crowd.ts';
import { Desk, type DeskWorld } from './desk.ts';
import { outcomeOf, reportOf } from './outcome.ts';

const ana = { address: 'ana@x.example' };
const staff = crowd(20);
const LOST: Failure = { code: 'network', sentence: 'The answer did not come.', next: 'Try again.' };
const NO_TOKEN: Failure = {
  code: 'token-refused',
  sentence: 'The token was refused.',
  next: 'Give a new one.',
};

const newcomer: DeskWorld = { directory: [{ ...ana, id: '7' }, ...staff], console: staff };
const changed: DeskWorld = {
  directory: [{ ...ana, values: { title: 'Lead' } }, ...staff],
  console: [{ ...ana, values: { title: 'Clerk' } }, ...staff],
};

function ending(desk: Desk, calls: readonly string[]): readonly string[] {
  return [...desk.console.activePeople().filter((name) => name === ana.address), ...calls];
}

/** No create gets through as often as one is tried. */
function outOfReach(desk: Desk): void {
  for (let attempt = 1; attempt <= 3; attempt++) {
    desk.console.trouble({ call: 'createUser', failure: LOST, effect: 'none' });
  }
}

describe('R7 the journal', () => {
  it('R7 is written before the request that it tells of', async () => {
    const desk = new Desk(newcomer);
    const seen: string[] = [];
    desk.store.onJournalWrite = (intents) => {
      for (const key of intents) seen.push(`${key} after ${desk.console.calls.length} requests`);
    };
    await desk.liveSync();
    expect(seen).toEqual(['ana@x.example after 0 requests']);
    expect(desk.store.journaled()).toMatchObject([
      {
        key: 'ana@x.example',
        state: 'answered',
        result: { status: 'applied' },
        createdId: expect.stringMatching(/^user-/),
      },
    ]);
  });

  it('R7 a create whose answer was lost and that took effect is found, not made twice', async () => {
    const desk = new Desk(newcomer);
    desk.console.trouble({ call: 'createUser', failure: LOST, effect: 'lost' });
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 1, failed: 0, movedSincePreview: 0 });
    expect(ending(desk, desk.console.calls)).toEqual([
      'ana@x.example',
      'createUser ana@x.example',
      'findUser ana@x.example',
    ]);
  });

  it('R7 a create that is proven absent is sent again', async () => {
    const desk = new Desk(newcomer);
    desk.console.trouble({ call: 'createUser', failure: LOST, effect: 'none' });
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 1, failed: 0, movedSincePreview: 0 });
    expect(desk.console.calls).toEqual([
      'createUser ana@x.example',
      'findUser ana@x.example',
      'createUser ana@x.example',
    ]);
  });

  it('R7 a create that does not get through is left to the resumed run, which looks before it sends', async () => {
    const desk = new Desk(newcomer);
    outOfReach(desk);
    const first = outcomeOf(await desk.liveSync());
    expect(first.status).toBe('Interrupted');
    desk.console.calls.length = 0;
    const report = reportOf(await desk.resume(first.runId!));
    expect(report).toMatchObject({ status: 'Completed', applied: { succeeded: 1, failed: 0 } });
    expect(desk.console.calls).toEqual(['findUser ana@x.example', 'createUser ana@x.example']);
  });

  it('R7 where absence cannot be proven the row is unknown and left for the next run', async () => {
    const desk = new Desk(newcomer);
    desk.console.trouble({ call: 'createUser', failure: LOST, effect: 'none' });
    desk.console.findUser = async () => ({ ok: true, value: { status: 'unproven' } });
    const report = reportOf(await desk.liveSync());
    expect(report).toMatchObject({ status: 'Completed', applied: { succeeded: 0, failed: 1 } });
    expect(desk.ends(report.reportId)).toEqual(['+ Created ana@x.example → unknown']);
    expect(desk.console.calls).toEqual(['createUser ana@x.example']);
  });

  it('R7 a look-up that finds another person under the address does not pass for ours', async () => {
    const desk = new Desk(newcomer);
    const createUser = desk.console.createUser.bind(desk.console);
    desk.console.createUser = async (_person, signal) => {
      await createUser({ values: { userName: ana.address, externalId: 'theirs' }, active: true }, signal);
      return { ok: false, failure: LOST };
    };
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 0, failed: 0, movedSincePreview: 1 });
  });

  it.each([
    ['took effect', 'lost', 1],
    ['took none', 'none', 2],
  ] as const)(
    'R7 a change whose answer was lost and that %s is sent no more than needed',
    async (_what, effect, sent) => {
      const desk = new Desk(changed);
      desk.console.trouble({ call: 'updateUser', failure: LOST, effect });
      const first = outcomeOf(await desk.liveSync());
      const last = first.status === 'Interrupted' ? outcomeOf(await desk.resume(first.runId!)) : first;
      expect(last).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 1, failed: 0 } } });
      expect(desk.console.calls).toEqual(Array.from({ length: sent }, () => 'updateUser u1'));
    },
  );

  it('R7 a change that somebody else overtook meanwhile is named as moved', async () => {
    const desk = new Desk(changed);
    desk.console.trouble({ call: 'updateUser', failure: LOST, effect: 'none' });
    const readUser = desk.console.readUser.bind(desk.console);
    desk.console.readUser = async (id, signal) => {
      const read = await readUser(id, signal);
      if (!read.ok || read.value === undefined) return read;
      return { ok: true, value: { ...read.value, values: { ...read.value.values, title: 'Chief' } } };
    };
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 0, failed: 0, movedSincePreview: 1 });
  });

  it('R7 a membership whose answer was lost is settled by reading the group', async () => {
    const desk = new Desk({
      directory: [{ ...ana, groups: ['Sales'] }, ...staff],
      console: [ana, ...staff],
      consoleGroups: [{ name: 'Sales', members: [] }],
    });
    desk.console.trouble({ call: 'addMembers', failure: LOST, effect: 'lost' });
    const first = outcomeOf(await desk.liveSync());
    const last = first.status === 'Interrupted' ? outcomeOf(await desk.resume(first.runId!)) : first;
    expect(last).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 1, failed: 0 } } });
    expect(desk.console.calls).toEqual(['addMembers g1']);
    expect(desk.console.groups()[0]?.members).toEqual(['u1']);
  });

  it('R7 a run killed between requests and answers is resumed without sending anything twice', async () => {
    const desk = new Desk({ directory: [...crowd(3, {}, 'new'), ...staff], console: staff });
    const createUser = desk.console.createUser.bind(desk.console);
    desk.console.createUser = async (person, signal) => {
      await createUser(person, signal);
      return new Promise(() => {});
    };
    // This process never hears an answer again, as after a kill -9.
    void desk.liveSync();
    while (desk.console.calls.length < 3) await new Promise((resolve) => setImmediate(resolve));
    desk.console.createUser = createUser;
    const run = desk.store.runsOf('tenant-1')[0]!;
    expect(desk.store.journaled().map((entry) => entry.state)).toEqual(['intended', 'intended', 'intended']);
    desk.store.processDied(run.id);
    const report = reportOf(await desk.resume(run.id));
    expect(report.applied).toEqual({ succeeded: 3, failed: 0, movedSincePreview: 0 });
    expect(desk.console.calls.filter((call) => call.startsWith('createUser')).toSorted()).toEqual([
      'createUser new1@x.example',
      'createUser new2@x.example',
      'createUser new3@x.example',
    ]);
    expect(desk.console.activePeople()).toHaveLength(23);
  });

  it('R7 a run closed as interrupted keeps what is proven and marks the rest', async () => {
    const desk = new Desk(newcomer);
    desk.console.trouble({ call: 'createUser', failure: LOST, effect: 'none' });
    desk.console.trouble({ call: 'findUser', failure: LOST, effect: 'none' });
    desk.console.trouble({ call: 'findUser', failure: LOST, effect: 'none' });
    const first = outcomeOf(await desk.liveSync());
    expect(first.status).toBe('Interrupted');
    const closed = outcomeOf(await desk.closeInterrupted(first.runId!));
    expect(closed).toMatchObject({ status: 'Failed', report: { applied: { succeeded: 0, failed: 1 } } });
    expect(desk.ends(closed.report!.reportId)).toEqual(['+ Created ana@x.example → unknown']);
    expect(desk.console.calls.filter((call) => call.startsWith('createUser'))).toHaveLength(1);
  });

  it.each([
    ['was made before its answer was lost', 'lost', { succeeded: 1, failed: 0 }, 'applied'],
    ['was never made', 'none', { succeeded: 0, failed: 0 }, 'not-reached'],
  ] as const)(
    'R7 a run that is closed looks up what %s, and sends nothing',
    async (_what, effect, applied, result) => {
      const desk = new Desk(newcomer);
      desk.console.trouble({ call: 'createUser', failure: LOST, effect });
      desk.console.trouble({ call: 'findUser', failure: LOST, effect: 'none' });
      const first = outcomeOf(await desk.liveSync());
      expect(first.status).toBe('Interrupted');
      const closed = outcomeOf(await desk.closeInterrupted(first.runId!));
      expect(closed).toMatchObject({ status: 'Failed', report: { status: 'Interrupted', applied } });
      expect(desk.ends(closed.report!.reportId)).toEqual([`+ Created ana@x.example → ${result}`]);
      expect(desk.console.calls.filter((call) => call.startsWith('createUser'))).toHaveLength(1);
    },
  );

  it('R7 an Interrupted run holds the tenant until it is decided', async () => {
    const desk = new Desk(newcomer);
    outOfReach(desk);
    const first = outcomeOf(await desk.liveSync());
    expect(await desk.liveSync()).toMatchObject({ ok: false, failure: { code: 'run-undecided' } });
    await desk.closeInterrupted(first.runId!);
    expect(outcomeOf(await desk.liveSync()).status).toBe('Completed');
  });

  it('R3 a resumed run whose approved plan is gone applies nothing, and can still be closed', async () => {
    const desk = new Desk({
      directory: [{ ...ana, values: { title: 'Lead' } }, ...staff],
      console: [{ ...ana, values: { title: 'Clerk' } }, ...staff],
    });
    const approved = reportOf(await desk.testSync());
    desk.directory = [...desk.directory, { address: 'since@x.example' }];
    desk.console.trouble({ call: 'updateUser', failure: LOST, effect: 'none' });
    const first = outcomeOf(await desk.liveSync({ planHash: approved.planHash }));
    expect(first.status).toBe('Interrupted');
    desk.reports.remove(approved.reportId);
    const before = desk.console.calls.length;
    expect(await desk.resume(first.runId!)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    expect(desk.console.calls).toHaveLength(before);
    expect(outcomeOf(await desk.closeInterrupted(first.runId!)).status).toBe('Failed');
  });

  it('R17 a refused token stops the run at once, and nothing more is sent', async () => {
    const desk = new Desk({
      directory: [{ ...ana, values: { title: 'Lead' } }, { address: 'new@x.example' }, ...staff],
      console: [{ ...ana, values: { title: 'Clerk' } }, ...staff],
    });
    desk.console.trouble({ call: 'createUser', failure: NO_TOKEN, effect: 'none' });
    const outcome = outcomeOf(await desk.liveSync());
    expect(outcome).toMatchObject({ status: 'Failed', failure: { code: 'token-refused' } });
    expect(desk.console.calls).toEqual(['createUser new@x.example']);
  });

  it('R17 a refused row fails alone, with the console’s own words', async () => {
    const desk = new Desk({
      directory: [{ address: 'new@x.example' }, { ...ana, values: { title: 'Lead' } }, ...staff],
      console: [{ ...ana, values: { title: 'Clerk' } }, ...staff],
    });
    desk.console.trouble({
      call: 'createUser',
      failure: { code: 'row-refused', sentence: 'Refused.', next: 'Look.', cause: 'domain not allowed' },
      effect: 'none',
    });
    const report = reportOf(await desk.liveSync());
    expect(report).toMatchObject({ status: 'Completed', applied: { succeeded: 1, failed: 1 } });
    expect(desk.rows(report.reportId)[0]?.result).toEqual({ status: 'refused', words: 'domain not allowed' });
  });
});

describe('R20 memberships', () => {
  const many = crowd(250, { groups: ['All'] });

  it('R20 name each member by id, at most 100 a request, and are read back once', async () => {
    const desk = new Desk({
      directory: many,
      console: crowd(250),
      consoleGroups: [{ name: 'All', members: [] }],
    });
    const sizes: number[] = [];
    const addMembers = desk.console.addMembers.bind(desk.console);
    desk.console.addMembers = (id, userIds, signal) => {
      sizes.push(userIds.length);
      return addMembers(id, userIds, signal);
    };
    const report = reportOf(await desk.liveSync());
    expect(sizes).toEqual([100, 100, 50]);
    expect(report.applied).toEqual({ succeeded: 250, failed: 0, movedSincePreview: 0 });
  });

  it('R20 of two new groups whose names hold a line break, each gets its own members', async () => {
    const ben = { address: 'ben@x.example' };
    const desk = new Desk({
      directory: [{ ...ana, groups: ['IT\nEast'] }, { ...ben, groups: ['IT\nWest'] }, ...staff],
      console: [ana, ben, ...staff],
    });
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 4, failed: 0, movedSincePreview: 0 });
    expect(desk.console.groups().map(({ displayName, members }) => [displayName, members])).toEqual([
      ['IT\nEast', ['u1']],
      ['IT\nWest', ['u2']],
    ]);
  });

  it('R20 a console that answers with success and ignores them is caught', async () => {
    const desk = new Desk({
      directory: [{ ...ana, groups: ['All'] }, ...staff],
      console: [ana, ...staff],
      consoleGroups: [{ name: 'All', members: ['p1@x.example'] }],
    });
    desk.console.addMembers = async () => ({ ok: true, value: undefined });
    desk.console.removeMembers = async () => ({ ok: true, value: undefined });
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 0, failed: 2, movedSincePreview: 0 });
    expect(desk.ends(report.reportId)).toEqual([
      '+ Created ana@x.example in All → refused',
      '- Archived p1@x.example in All → refused',
    ]);
  });

  it('R20 memberships of somebody whose create was refused are not sent', async () => {
    const desk = new Desk({ directory: [{ ...ana, groups: ['All'] }, ...staff], console: staff });
    desk.console.trouble({
      call: 'createUser',
      failure: { code: 'row-refused', sentence: 'Refused.', next: 'Look.' },
      effect: 'none',
    });
    const report = reportOf(await desk.liveSync());
    expect(report.applied).toEqual({ succeeded: 1, failed: 2, movedSincePreview: 0 });
    expect(desk.console.calls).toEqual(['createUser ana@x.example', 'createGroup All']);
  });
});

describe('R21 and R22 a console that only receives', () => {
  it('R22 the first live run tells of everybody, the second has nothing to tell, and one-off syncs wait for the first', async () => {
    const desk = new Desk({ directory: staff, console: staff, profile: PROFILES.ksat });
    const oneOff = { only: ['p1@x.example'], archiveByName: [] };
    expect(await desk.liveSync({ oneOff })).toMatchObject({
      ok: false,
      failure: { code: 'settings-refused' },
    });
    const first = outcomeOf(await desk.liveSync());
    expect(first).toMatchObject({ received: true, report: { firstLive: true, applied: { succeeded: 20 } } });
    expect(desk.console.calls).toHaveLength(20);
    expect(desk.ends(first.report!.reportId)[0]).toMatch(/→ received$/);
    desk.console.calls.length = 0;
    expect(reportOf(await desk.liveSync()).counts.users).toMatchObject({ unchanged: 20, adopted: 0 });
    expect(desk.console.calls).toEqual([]);
    expect(outcomeOf(await desk.liveSync({ oneOff })).status).toBe('Completed');
  });

  it('R22 a first run that was cut short is taken up again with those who were not told yet', async () => {
    const desk = new Desk({ directory: staff, console: staff, profile: PROFILES.ksat });
    desk.console.trouble({ call: 'updateUser', failure: LOST, effect: 'none' });
    const first = outcomeOf(await desk.liveSync());
    expect(first.status).toBe('Interrupted');
    expect(desk.tenant.firstLiveDone).toBe(false);
    expect(await desk.liveSync()).toMatchObject({ ok: false, failure: { code: 'run-undecided' } });
    const resumed = outcomeOf(await desk.resume(first.runId!));
    expect(resumed).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 20, failed: 0 } } });
    expect(new Set(desk.console.calls)).toEqual(new Set(staff.map((_, at) => `updateUser u${at + 1}`)));
    expect(desk.tenant.firstLiveDone).toBe(true);
  });

  it('R22 who was told just before a crash, and whose answer nobody heard, is told again and not taken for moved', async () => {
    const desk = new Desk({ directory: staff, console: staff, profile: PROFILES.ksat });
    const updateUser = desk.console.updateUser.bind(desk.console);
    desk.console.updateUser = async (...given) => {
      await updateUser(...given);
      return new Promise(() => {});
    };
    // This process never hears an answer again, as after a kill -9.
    void desk.liveSync();
    while (desk.console.calls.length < 10) await new Promise((resolve) => setImmediate(resolve));
    const [run] = desk.store.runsOf('tenant-1');
    desk.store.processDied(run!.id);
    desk.console.updateUser = updateUser;
    const resumed = outcomeOf(await desk.resume(run!.id));
    expect(resumed.report?.applied).toEqual({ succeeded: 20, failed: 0, movedSincePreview: 0 });
    expect(desk.tenant.firstLiveDone).toBe(true);
  });
});
