import { describe, expect, it } from 'vitest';
import type { SyncOutcome } from '../../src-main/app/house.ts';
import { nextStepsText } from '../../src-main/cli/next-steps.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { DEMO_TENANT_ID } from '../../src-main/core/tenant.ts';
import { exampleCounts, exampleHead } from '../fakes/example-report.ts';

const layout = { width: undefined, paint: (_emphasis: string, text: string) => text };

function steps(head: Partial<ReportHead>, outcome: Partial<SyncOutcome> = {}, untold = 0): string {
  const report = exampleHead(head);
  return nextStepsText(
    {
      status: report.status,
      runId: 'run-1',
      report,
      nextAllowedAtMs: undefined,
      received: false,
      ...outcome,
    },
    { self: 'muster', layout, untold },
  );
}

describe('what stands beneath a report', () => {
  it('says what the console will do by itself with people who arrive (R25), and is silent where nobody does', () => {
    const arriving = steps({ counts: exampleCounts({ users: { created: 12, restored: 1 } }) });
    expect(arriving).toContain(
      'enrol new and restored people (13 here) in campaigns, use licence seats, refuse domains that are not allowed.',
    );
    expect(steps({ counts: exampleCounts({ users: { changed: 3 } }) })).not.toContain('licence seats');
  });

  it('warns before the first live sync of a console that archives the untold (R22)', () => {
    const counts = exampleCounts({ users: { unchanged: 20, adopted: 12 } });
    const text = steps({ profile: 'ksat', firstLive: true, counts }, {}, 4);
    expect(text).toContain('the first live sync writes 12 Unchanged people too.');
    expect(text).toContain('Leave Test Mode on in the console until this is done.');
    expect(text).toContain('4 people cannot be seen in the listing and may be archived by the console.');
  });

  it('speaks of a first live sync that is done, and of its aliases, in the past', () => {
    const counts = exampleCounts({ users: { changed: 1, unchanged: 20, adopted: 12 } });
    const aliases = { known: true, aliases: 2, people: 1, hash: 'sha256:aa' };
    const live = { profile: 'ksat', firstLive: true, testMode: false, counts, aliases } as const;
    const done = steps({ ...live, applied: { succeeded: 13, failed: 0, movedSincePreview: 0 } });
    expect(done).toContain('it wrote everybody in its plan, 12 Unchanged people too.');
    expect(done).toContain('2 alias e-mail addresses of 1 person vanished with this live sync: SCIM');
    expect(done).not.toMatch(/Leave Test Mode on|will vanish|Save the list now/);
    const moved = steps({ ...live, applied: { succeeded: 12, failed: 0, movedSincePreview: 1 } });
    expect(moved).toContain('Leave Test Mode on in the console until this is done.');
    expect(moved).toContain('vanished with this live sync wherever the row was applied');
  });

  it('counts the aliases that will vanish, and calls an unknown number unknown and not zero (R16)', () => {
    const known = steps({
      counts: exampleCounts({ users: { changed: 1 } }),
      aliases: { known: true, aliases: 14, people: 9, hash: 'sha256:aa' },
    });
    const unknown = steps({
      profile: 'ksat',
      aliases: { known: false, aliases: 0, people: 0, hash: 'sha256:bb' },
    });
    expect(known).toContain('14 alias e-mail addresses of 9 people will vanish at the next live sync');
    expect(known).toContain('--acknowledge-aliases sha256:aa');
    expect(unknown).toContain('the number is unknown, not zero.');
  });

  it('never calls done what was only received (R21)', () => {
    const applied = { succeeded: 76, failed: 0, movedSincePreview: 0 };
    const text = steps({ testMode: false, applied }, { received: true });
    expect(text).toContain(
      'Received, not confirmed. The console accepted all 76 changes but processes them later.',
    );
  });

  it('offers the override of one plan only, after looking at its rows (R4)', () => {
    const text = steps({
      counts: exampleCounts({ users: { archived: 37 } }),
      guard: { halted: true, reasons: [], firstSync: false, activeBefore: 406 },
    });
    const hash = 'sha256:ab12ab12ab12';
    expect(text).toContain(`muster sync --tenant Contoso --live --plan ${hash} --override-guard ${hash}`);
    expect(text.indexOf('--kind archived')).toBeLessThan(text.indexOf('--override-guard'));
  });

  it('offers no live sync from a partial report (R1), and none on the demo, whose console is gone', () => {
    const counts = exampleCounts({ users: { created: 2 } });
    expect(steps({ counts, partial: true })).not.toContain('--live');
    expect(steps({ counts, tenantId: DEMO_TENANT_ID })).not.toMatch(/--live|settings set/);
  });

  it('leads a tenant of the admin to its live sync, whatever its name and profile', () => {
    const counts = exampleCounts({ users: { created: 2 } });
    expect(steps({ counts, profile: 'demo', tenantName: 'Demo' })).toContain('sync --tenant Demo --live');
  });

  it('names the two ways out of a run that was cut short (R7)', () => {
    const text = steps({ testMode: false }, { status: 'Interrupted', runId: 'run-9' });
    expect(text).toContain('muster run resume run-9');
    expect(text).toContain('muster run close run-9');
  });
});
