import { describe, expect, it } from 'vitest';
import { lookUp } from '../../src-main/app/look-up.ts';
import { approveOneOff } from '../../src-main/app/one-off-approval.ts';
import { Desk } from './desk.ts';
import { outcomeOf } from './outcome.ts';

const ana = { address: 'ana@x.example' };
const ben = { address: 'ben@x.example' };
const gone = { address: 'gone@x.example' };
const oneOff = (...only: string[]) => ({ only, archiveByName: [] });

/** What the People screen shows before its one confirm. */
async function look(desk: Desk, ...people: string[]) {
  const { report } = outcomeOf(await lookUp(people, desk.syncParts()));
  if (!report) throw new Error('no report');
  return report;
}

describe('a one-off sync of what was shown (ux §8; U3, R3)', () => {
  it('applies it where it comes out the same, and the history says who approved it', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [] });
    const { reportId, planHash } = await look(desk, ana.address);
    expect(approveOneOff(reportId, planHash, desk.syncParts()).ok).toBe(true);
    const outcome = outcomeOf(await desk.liveSync({ unapproved: 'waits', oneOff: oneOff(ana.address) }));
    expect(outcome).toMatchObject({ status: 'Completed', report: { applied: { succeeded: 1 } } });
    expect(desk.console.activePeople()).toHaveLength(1);
    expect(desk.store.history.list('tenant-1', { limit: 10 })).toContainEqual(
      expect.objectContaining({
        what: 'plan-approved',
        sentence: 'A one-off plan for 1 person was approved.',
      }),
    );
  });

  it('writes nothing where it moved since', async () => {
    const desk = new Desk({ directory: [ana], console: [] });
    const { reportId, planHash } = await look(desk, ana.address);
    approveOneOff(reportId, planHash, desk.syncParts());
    desk.directory = [{ ...ana, values: { title: 'Promoted' } }];
    const outcome = outcomeOf(await desk.liveSync({ unapproved: 'waits', oneOff: oneOff(ana.address) }));
    expect(outcome).toMatchObject({ failure: { code: 'not-approved' } });
    expect(desk.console.calls).toEqual([]);
  });

  it('never lets a full sync through, also where its plan is the same', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [ben] });
    const { reportId, planHash } = await look(desk, ana.address);
    approveOneOff(reportId, planHash, desk.syncParts());
    const full = outcomeOf(await desk.liveSync({ unapproved: 'waits' }));
    expect(full).toMatchObject({ failure: { code: 'not-approved' }, report: { planHash } });
    const named = await desk.liveSync({ unapproved: 'waits', planHash });
    expect(named).toMatchObject({ ok: false, failure: { code: 'not-approved' } });
    expect(desk.console.calls).toEqual([]);
  });

  it('archives only whom the confirm named', async () => {
    const desk = new Desk({ directory: [ben], console: [ben, gone] });
    const { reportId, planHash } = await look(desk, gone.address);
    approveOneOff(reportId, planHash, desk.syncParts());
    const unnamed = outcomeOf(await desk.liveSync({ unapproved: 'waits', oneOff: oneOff(gone.address) }));
    expect(unnamed).toMatchObject({ failure: { code: 'not-approved' } });
    expect(desk.console.calls).toEqual([]);
    const archiveByName = [gone.address];
    const named = outcomeOf(
      await desk.liveSync({ unapproved: 'waits', oneOff: { only: [gone.address], archiveByName } }),
    );
    expect(named.status).toBe('Halted');
  });

  it('approves no other plan, no full report, and none that is too old', async () => {
    const desk = new Desk({ directory: [ana, ben], console: [] });
    const { reportId, planHash } = await look(desk, ana.address);
    const parts = desk.syncParts();
    expect(approveOneOff(reportId, `${planHash}0`, parts).ok).toBe(false);
    const full = outcomeOf(await desk.testSync()).report;
    expect(approveOneOff(full?.reportId ?? '', full?.planHash ?? '', parts).ok).toBe(false);
    desk.clock.pass(desk.tenant.approvalLifetimeMs + 1);
    expect(approveOneOff(reportId, planHash, parts).ok).toBe(false);
  });
});
