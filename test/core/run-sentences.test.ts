import { describe, expect, it } from 'vitest';
import { formatTime } from '../../src-main/core/number-words.ts';
import type { GuardReason } from '../../src-main/core/report.ts';
import { guardSentence, resultSentence, skipSentence } from '../../src-main/core/run-sentences.ts';
import { DEFAULT_GUARD_LIMITS } from '../../src-main/core/settings.ts';

const guard = (limit: GuardReason['limit'], count: number, of: number, allowed: number) =>
  guardSentence({ limit, count, of, allowed }, 'Contoso', DEFAULT_GUARD_LIMITS);

describe('the guard', () => {
  it('says for each limit what the plan would do and what is allowed (R4)', () => {
    expect([
      guard('archived', 37, 406, 20),
      guard('half', 300, 406, 202),
      guard('created', 120, 406, 81),
      guard('changed', 200, 406, 121),
      guard('members', 60, 200, 50),
      guard('blocked', 1, 1, 0),
      guard('shrunk', 1200, 2000, 1800),
    ]).toEqual([
      'This plan would archive 37 of 406 people (active, not excluded); the limit for Contoso is 20 (5 %). Usual causes: a filter in the directory, a missing file part, a changed e-mail domain.',
      'This plan would archive half of the people or more (300 of 406); the limit for Contoso is 202.',
      'This plan would create or restore 120, with 406 people active now; the limit for Contoso is 81 (20 %).',
      'This plan would change 200 of 406 people (active, not excluded); the limit for Contoso is 121 (30 %).',
      'This plan would remove 60 of 200 managed memberships; the limit for Contoso is 50 (20 %).',
      '1 row is blocked, with 1 person active; the limit for Contoso is 0 (5 %).',
      'The directory has 1,200 rows, 40 % fewer than in the last good run (2,000); the least that Contoso allows is 1,800.',
    ]);
  });
});

it('an undo over the limit is not explained by the directory', () => {
  const reason = { limit: 'archived', count: 15, of: 275, allowed: 13 } as const;
  expect(guardSentence(reason, 'Contoso', DEFAULT_GUARD_LIMITS, 'undo')).toBe(
    'This plan would archive 15 of 275 people (active, not excluded); the limit for Contoso is 13 (5 %).',
  );
});

describe('Skipped', () => {
  const sinceMs = Date.UTC(2026, 10, 24, 14, 37, 5);

  it('names the sync that holds the slot and when the next may start', () => {
    const nextAllowedAtMs = sinceMs + 900_000;
    expect(skipSentence({ cause: 'limit', limitMs: 900_000, sinceMs, who: 'kim', nextAllowedAtMs })).toBe(
      `Skipped. A sync from ${formatTime(sinceMs, 'minute')} (kim) was less than 15 minutes old. Nothing was read or changed. The next can start at ${formatTime(nextAllowedAtMs, 'minute')}.`,
    );
  });

  it('tells the second where the limit is a minute, as in the demo', () => {
    expect(skipSentence({ cause: 'limit', limitMs: 60_000, nextAllowedAtMs: sinceMs })).toBe(
      `Skipped. Another sync was less than 1 minute old. Nothing was read or changed. The next can start at ${formatTime(sinceMs, 'second')}.`,
    );
  });

  it('names the other mode and the console’s own words', () => {
    expect([
      skipSentence({ cause: 'mode', consoleMode: 'adi', asked: 'scim' }),
      skipSentence({ cause: 'settings', words: 'provisioning is off.' }),
      skipSentence({ cause: 'settings', words: 'provisioning is off', keptOn: 'computer' }),
    ]).toEqual([
      'Skipped. The console is set to ADI, this was a SCIM sync.',
      "Skipped. The console's settings do not fit this sync: provisioning is off.",
      "Skipped. This tenant's settings on this computer do not fit this sync: provisioning is off.",
    ]);
  });
});

describe('the result of a row', () => {
  it('says what became of it, and never "done" for what was only received', () => {
    expect([
      resultSentence({ status: 'applied' }),
      resultSentence({ status: 'received' }),
      resultSentence({ status: 'refused', words: 'userName is taken' }),
      resultSentence({ status: 'moved', where: 'console', now: 'Head of Sales' }),
      resultSentence({ status: 'moved', where: 'exclusions' }),
      resultSentence({ status: 'unknown' }),
      resultSentence({ status: 'not-reached' }),
    ]).toEqual([
      'Applied.',
      'Received, not confirmed.',
      'Refused by the console: userName is taken',
      'Changed since the preview, on the console (now: Head of Sales). Left alone; the next test sync decides anew.',
      'Changed since the preview, in the exclusions. Left alone; the next test sync decides anew.',
      'Unknown: the answer was lost and the console cannot tell; the next sync decides.',
      'Not reached.',
    ]);
  });
});
