import { describe, expect, it } from 'vitest';
import { partialLead, summarySentence } from '../../src-main/core/summary-sentence.ts';
import { exampleCounts, exampleHead } from '../fakes/example-report.ts';

const counts = exampleCounts({
  users: { created: 12, changed: 40, archived: 3, restored: 1, excluded: 6, blocked: 3 },
  groups: { created: 2 },
  memberships: { created: 14, archived: 4 },
});

describe('the first sentence of a report', () => {
  it('says what a test sync found, the share of active people behind archives only', () => {
    expect(summarySentence(exampleHead({ counts }))).toBe(
      'This sync would create 12, change 40, archive 3 (0.7 % of 406 active) and restore 1. ' +
        'It would make 2 groups and change 18 memberships (14 added, 4 removed). 6 are excluded, 3 blocked.',
    );
  });

  it('tells a live sync in the past tense once everything is made', () => {
    const applied = { succeeded: 76, failed: 0, movedSincePreview: 0 };
    expect(summarySentence(exampleHead({ counts, testMode: false, applied }))).toBe(
      'This sync created 12, changed 40, archived 3 (0.7 % of 406 active) and restored 1. ' +
        'It made 2 groups and changed 18 memberships (14 added, 4 removed). 6 are excluded, 3 blocked.',
    );
  });

  it('never says "archived 3" when some of it failed', () => {
    const applied = { succeeded: 70, failed: 4, movedSincePreview: 2 };
    expect(summarySentence(exampleHead({ counts, testMode: false, applied }))).toBe(
      'This sync was to create 12, change 40, archive 3 (0.7 % of 406 active) and restore 1. ' +
        'It was to make 2 groups and change 18 memberships (14 added, 4 removed). 6 are excluded, 3 blocked. ' +
        '70 changes were made, 4 failed and 2 had changed since the preview.',
    );
  });

  it('stays conditional where a live sync was halted before its first write', () => {
    expect(
      summarySentence(
        exampleHead({
          testMode: false,
          status: 'Halted',
          counts: exampleCounts({ users: { archived: 300 } }),
        }),
      ),
    ).toBe('This sync would archive 300 (74 % of 406 active).');
  });

  it('leaves out what is zero and uses the singular for one', () => {
    expect(
      summarySentence(
        exampleHead({
          counts: exampleCounts({
            users: { created: 1, blocked: 1, adopted: 1 },
            memberships: { created: 1 },
          }),
        }),
      ),
    ).toBe(
      'This sync would create 1. It would change 1 membership (1 added). 1 is blocked. 1 unchanged person would be linked.',
    );
  });

  it('says so where only groups would change', () => {
    expect(summarySentence(exampleHead({ counts: exampleCounts({ groups: { archived: 1 } }) }))).toBe(
      'This sync would archive 1 group; no person would change.',
    );
  });

  it('names the person of a one-off sync', () => {
    expect(
      summarySentence(
        exampleHead({
          only: ['ana.ruiz@contoso.example'],
          counts: exampleCounts({ users: { created: 1 } }),
        }),
      ),
    ).toBe('For ana.ruiz@contoso.example, this sync would create 1.');
  });

  it('says of an undo at once what cannot be taken back (R23)', () => {
    const undo = {
      undoes: 'run-7',
      counts: exampleCounts({ users: { changed: 2, excluded: 6, blocked: 3 }, memberships: { blocked: 1 } }),
    };
    expect(summarySentence(exampleHead(undo))).toBe(
      'This undo would change 2. 4 rows cannot be taken back. 6 are excluded.',
    );
    expect(summarySentence(exampleHead({ ...undo, partial: true }))).not.toContain('taken back');
  });

  it('says that both sides agree, unless somebody is Blocked', () => {
    expect([
      summarySentence(exampleHead()),
      summarySentence(exampleHead({ counts: exampleCounts({ users: { unchanged: 4, blocked: 2 } }) })),
    ]).toEqual([
      'Nothing to do. Directory and console agree on 437 people.',
      'Nothing to do. 2 are blocked.',
    ]);
  });
});

describe('a partial report', () => {
  const { directory, console } = exampleHead();

  it('says first where the listing stopped, why, and what that means (R1)', () => {
    const why = { code: 'network', sentence: 'The connection broke.', next: 'Try again.' } as const;
    expect(partialLead({ directory: { ...directory, complete: false, why }, console })).toEqual([
      'This report is partial.',
      'The directory listing stopped after 437 people: The connection broke.',
      'People not listed by the directory are Blocked.',
      'Nobody would be archived, no membership removed. It cannot be applied.',
    ]);
    expect(partialLead({ directory, console: { ...console, complete: false, why } })).toEqual([
      'This report is partial.',
      'The console listing stopped after 437 people: The connection broke.',
      'People not listed by the console may stand here as Created.',
      'Nobody would be archived, no membership removed. It cannot be applied.',
    ]);
  });

  it('takes an empty directory as a failed listing', () => {
    expect(partialLead({ directory: { ...directory, rows: 0 }, console })[1]).toBe(
      'The directory returned no people. Muster takes that as a failed listing, not as everybody having left.',
    );
  });

  it('has no such words where both are complete', () => {
    expect(partialLead({ directory, console })).toEqual([]);
  });
});
