import { expect, it } from 'vitest';
import type { SyncOutcome } from '../../src-main/app/house.ts';
import type { RunUnderWay } from '../../src-main/app/runs-under-way.ts';
import { progressText } from '../../src-main/cli/progress-line.ts';
import { fail, succeed } from '../../src-main/core/failure.ts';
import type { ReportHead } from '../../src-main/core/report.ts';
import { endedView, runView } from '../../src-main/ipc/run-view.ts';

const run = { runKey: 'k', tenantId: 't', tenantName: 'Contoso', kind: 'live' } as RunUnderWay;
const refused = {
  code: 'token-refused',
  sentence: 'x refused the token.',
  next: 'Generate a new one.',
} as const;

it('a refused token is told in the words of the console’s admin, with what was or was not changed (ux token.wrong)', () => {
  expect(endedView(run, fail(refused)).sentence).toBe(
    'The console refused the token (401). It was mistyped, regenerated or revoked, or the Tenant URL belongs to another region. Nothing was changed.',
  );
  const none = { created: 0, changed: 0, archived: 0, restored: 0 };
  const counts = { users: { ...none, changed: 60 }, groups: none, memberships: { created: 2, archived: 1 } };
  const report = { reportId: 'r', counts, applied: { succeeded: 11, failed: 1, movedSincePreview: 0 } };
  const outcome = { status: 'Failed', runId: 'u', report, failure: refused, received: false };
  const ended = endedView(run, succeed(outcome as unknown as SyncOutcome & { report: ReportHead }));
  expect(ended.sentence).toBe(
    'The console refused the token (401) after 12 of 63 rows; the rest was not sent. The token was regenerated or revoked meanwhile.',
  );
});

it.each([
  [0, '8 at a time, most 16'],
  [1, '8 at a time, most 16; slowed down once by the console'],
  [2, '8 at a time, most 16; slowed down twice by the console'],
  [7, '8 at a time, most 16; slowed down 7 times by the console'],
])(
  'a run tells at which pace the console takes its requests, slowed down %i times (R17)',
  (slowed, sentence) => {
    const progress = {
      phase: 'read-console',
      done: 1,
      total: 2,
      load: { limit: 8, most: 16, slowed },
    } as const;
    const pace = { perSecond: undefined, timeLeftMs: undefined };
    expect(runView({ ...run, progress, pace }).loadSentence).toBe(sentence);
    expect(progressText(progress)).toContain(sentence);
  },
);
