import { describe, expect, it } from 'vitest';
import { Desk } from './desk.ts';
import { outcomeOf } from './outcome.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };

function approve(desk: Desk, planHash: string, reportId: string) {
  desk.store.approvals.put({
    tenantId: desk.tenant.id,
    planHash,
    reportId,
    who: 'kim@desk',
    atMs: desk.clock.now(),
    overridesGuard: false,
  });
}

describe('a live sync that applies only what somebody saw (ux §6, R3)', () => {
  it('stops before its first write where nobody approved the plan, and its report waits for approval', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    const outcome = outcomeOf(await desk.liveSync({ unapproved: 'waits' }));
    expect(outcome).toMatchObject({
      status: 'Completed',
      failure: { code: 'not-approved' },
      report: { testMode: true, applied: null, counts: { users: { created: 1 } } },
    });
    expect(desk.console.calls).toEqual([]);
    expect(desk.console.activePeople()).toHaveLength(1);
  });

  it('gives its slot back, so that Apply may follow at once, and stands in the history as a test', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    const { runId } = outcomeOf(await desk.liveSync({ unapproved: 'waits' }));
    expect(desk.store.runs.newestSlot('tenant-1')).toBeUndefined();
    expect(desk.store.runs.find(runId!)).toMatchObject({
      kind: 'test',
      status: 'Completed',
      causeCode: 'not-approved',
    });
  });

  it('applies the plan that was approved', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    const { report } = outcomeOf(await desk.testSync());
    approve(desk, report!.planHash, report!.reportId);
    const outcome = outcomeOf(await desk.liveSync({ unapproved: 'waits' }));
    expect(outcome).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 1 } } });
    expect(desk.console.activePeople()).toHaveLength(2);
  });

  it('refuses a plan that is named and was not approved, before anything is read', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    const { report } = outcomeOf(await desk.testSync());
    const refused = await desk.liveSync({ unapproved: 'waits', planHash: report!.planHash });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'not-approved' } });
    expect(desk.console.calls).toEqual([]);
  });

  it('does not apply another plan because one was approved: it waits again', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    const { report } = outcomeOf(await desk.testSync());
    approve(desk, report!.planHash, report!.reportId);
    desk.directory = [ana, ben, { address: 'carla@x.example' }];
    const outcome = outcomeOf(await desk.liveSync({ unapproved: 'waits' }));
    expect(outcome).toMatchObject({ failure: { code: 'not-approved' } });
    expect(desk.console.activePeople()).toHaveLength(1);
  });

  it('holds an approval that has lapsed for none', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ana] });
    const { report } = outcomeOf(await desk.testSync());
    approve(desk, report!.planHash, report!.reportId);
    desk.clock.pass(desk.tenant.approvalLifetimeMs + 1);
    const outcome = outcomeOf(await desk.liveSync({ unapproved: 'waits' }));
    expect(outcome).toMatchObject({ failure: { code: 'not-approved' } });
    expect(desk.console.calls).toEqual([]);
  });
});
