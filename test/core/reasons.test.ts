import { describe, expect, it } from 'vitest';
import type { ReasonCode, WarningCode } from '../../src-main/core/reason-codes.ts';
import { HEAVY_WARNINGS } from '../../src-main/core/reason-codes.ts';
import { reasonSentence, warningHeadline, warningSentence } from '../../src-main/core/reasons.ts';
import type { Facts, FieldChange } from '../../src-main/core/report.ts';

const noChanges: readonly FieldChange[] = [];
const change = (field: FieldChange['field']): FieldChange => ({ field, old: 'a', new: 'b' });

/** A record over the code itself: a new code without a sentence here does not compile. */
const sentences: Record<ReasonCode, readonly [Facts, string]> = {
  'created.new': [{}, 'In the directory, not on the console.'],
  'changed.attrs': [{ n: 1 }, 'One value differs: Department.'],
  'changed.rename': [
    { old: 'ana@a.example', new: 'ana@b.example' },
    'The e-mail changed from ana@a.example to ana@b.example; matched by external ID, so history stays.',
  ],
  'archived.absent': [{}, 'On the console, no longer in the (complete) directory.'],
  'archived.inactive': [{}, 'Inactive in the directory since this listing.'],
  'archived.notAsked': [
    { x: 'ana@a.example' },
    'Would be archived by a full sync; a one-off sync archives only whom it is asked to by name (--archive ana@a.example).',
  ],
  'restored.back': [{ n: 0 }, 'Archived on the console, active in the directory again.'],
  'unchanged.same': [{}, 'Same on both sides.'],
  'unchanged.case': [{}, 'Differs only in letter case, outer spaces or Unicode form.'],
  'unchanged.adopt': [{}, 'Same on both sides; a live sync links them (adopted).'],
  'unchanged.archived': [{}, 'Not active in the directory and already archived.'],
  'unchanged.inactiveabsent': [{}, 'Inactive in the directory, not on the console.'],
  'blocked.listing': [
    {},
    "Not in the directory's listing, but that listing is incomplete, so nobody knows whether this person left.",
  ],
  'excluded.list': [{ file: 'vip.csv', line: 12 }, 'On the exclusion list (vip.csv, line 12).'],
  'excluded.flag': [{}, 'Provisioning Managed is false on the console.'],
  'excluded.column': [{ row: '7' }, 'Provisioning Managed is false in the directory (row 7).'],
  'blocked.twoRows': [
    { a: '4', b: '9', who: 'ana@a.example' },
    'Directory rows 4 and 9 both mean ana@a.example. None is touched; keep one.',
  ],
  'blocked.twoUsers': [
    { x: 'ana@a.example', y: 'ben@a.example' },
    'This row fits two console users, ana@a.example (external ID) and ben@a.example (e-mail). Neither is touched.',
  ],
  'blocked.noEmail': [{ row: '212' }, 'No e-mail in row 212.'],
  'blocked.badEmail': [{ value: 'ana@contoso', row: '3' }, '“ana@contoso” is no e-mail address (row 3).'],
  'blocked.tooLong': [
    { label: 'Email', n: 1300, max: 254 },
    'Email has 1,300 characters, the console takes 254.',
  ],
  'blocked.id': [
    { there: '1', here: '2' },
    'Same e-mail, other external ID: the address was reused, or the id source changed.',
  ],
  'blocked.held': [
    { new: 'ana@a.example', other: 'Ana Ruiz' },
    'The new e-mail ana@a.example still belongs to Ana Ruiz.',
  ],
  'blocked.swap': [
    { a: 'ana@a.example', b: 'ben@a.example' },
    'ana@a.example and ben@a.example would swap addresses; the console cannot do that in one step.',
  ],
  'blocked.status': [{ value: 'Maybe', row: '5' }, 'Status “Maybe” is not known (row 5).'],
  'blocked.admin': [
    {},
    'Is a console admin and is not archived; remove the admin role on the console first.',
  ],
  'blocked.alias': [
    { other: 'Ana Ruiz', address: 'a@a.example' },
    'The e-mail is an alias of Ana Ruiz; a sync would make a second account.',
  ],
  'group.created': [{ name: 'Sales' }, 'In the directory, not on the console.'],
  'group.changed': [{ name: 'Sales', old: 'Sale', new: 'Sales' }, 'Name differs: Sale → Sales.'],
  'group.same': [{ name: 'Sales' }, 'Same on both sides.'],
  'group.unmanaged': [{ name: 'Sales' }, 'Stands only on the console; left alone.'],
  'group.smart': [{ name: 'Sales' }, 'Smart group; the console fills it.'],
  'group.twice': [{ name: 'Sales' }, 'Two groups are named Sales; left alone.'],
  'group.archived': [{ name: 'Sales' }, 'Managed by Muster, no longer in the directory.'],
  'group.restored': [{ name: 'Sales' }, 'In the directory again.'],
  'group.empty': [
    { name: 'Sales' },
    'Managed by Muster, no longer in the directory, and nobody whom Muster manages is in it.',
  ],
  'member.added': [{ group: 'Sales' }, "In the directory's group, not in the console's."],
  'member.removed': [{ group: 'Sales' }, "In the console's group, not in the directory's."],
  'member.newcomer': [{ group: 'Sales' }, 'Comes with the new or restored person.'],
  'member.same': [{ group: 'Sales' }, 'Same on both sides.'],
  'member.blocked': [{ group: 'Sales' }, 'The person or group is blocked or excluded.'],
  'undo.created': [{}, 'Was created by that sync; archived, since nothing is deleted.'],
  'undo.changed': [{}, 'Goes back to what stood there before that sync: Department.'],
  'undo.archived': [{}, 'Was archived by that sync. One value goes back too.'],
  'undo.restored': [{}, 'Was restored by that sync. One value goes back too.'],
  'undo.same': [{}, 'Already as it was before that sync.'],
  'undo.stays': [{}, 'What that sync wrote cannot be taken back, so it stays.'],
  'undo.moved': [{}, 'Changed on the console since that sync; left alone.'],
  'undo.gone': [{}, 'Is no longer on the console; left alone.'],
  'undo.unknown': [
    {},
    'The answer to that sync was lost, so nobody knows what became of this row; left alone.',
  ],
  'undo.listing': [{}, 'A listing is incomplete, so nobody knows how this stands now.'],
  'undo.groupMade': [
    {},
    'Was made by that sync: the members that came with it leave, the group stays, since nothing is deleted.',
  ],
  'undo.groupStays': [{}, 'Was made by that sync, and stays, since nothing is deleted.'],
  'undo.groupEmptied': [{}, 'Was archived by that sync; its members come back.'],
  'undo.groupFilled': [{}, 'Was restored by that sync; the members that came with it leave.'],
  'undo.added': [{}, 'Was added by that sync.'],
  'undo.removed': [{}, 'Was removed by that sync.'],
};

const warnings: Record<WarningCode, readonly [Facts, string]> = {
  alias: [
    { alias: 'old@a.example' },
    'old@a.example will vanish at the first live sync: SCIM has no aliases.',
  ],
  'manager.leaves': [{ n: 3 }, '3 people report to this person, who would be archived.'],
  'console.itself': [{}, 'The listing cannot show this person; the console may archive them by itself.'],
  'names.nobody': [{ n: '12' }, 'Row 12 names nobody on the console; its person may be among the archived.'],
  clears: [{ label: 'Job Title' }, 'Clears Job Title: the directory has it empty.'],
  email: [{}, 'Signs in with a new address from then on.'],
  'console.edit': [
    { label: 'Job Title', a: 'Lead', b: '' },
    'Overwrites a console edit of Job Title: was Lead, edited to (empty).',
  ],
  'manager.unknown': [
    { x: 'boss@a.example' },
    'Manager boss@a.example is not in this sync; the field is left alone.',
  ],
  'manager.self': [{}, 'Is their own manager in the directory.'],
  'field.dropped': [
    { label: 'Custom Date 1', why: '“soon” is not an ISO 8601 date' },
    'Custom Date 1 is not valid (“soon” is not an ISO 8601 date) and is left alone.',
  ],
  'restore.enrol': [{}, 'Restoring may enrol again in campaigns.'],
  lookalike: [
    { script: 'Cyrillic', text: 'аna@a.example' },
    'Has letters that look like others (Cyrillic): аna@a.example.',
  ],
  'unverified.domain': [{ domain: 'new.example' }, 'new.example is new on this console.'],
  'undo.moved': [
    { label: 'Job Title', now: '' },
    'Job Title was changed to (empty) on the console since, and is left alone.',
  ],
  'undo.stays': [
    { label: 'External ID' },
    'External ID was empty before that sync and stays: it is never cleared.',
  ],
  'undo.alias': [
    { alias: 'old@a.example' },
    'old@a.example went with that sync and does not come back: SCIM has no aliases.',
  ],
};

function isReason(code: string): code is ReasonCode {
  return code in sentences;
}
function isWarning(code: string): code is WarningCode {
  return code in warnings;
}
const reasonCodes = Object.keys(sentences).filter(isReason);
const warningCodes = Object.keys(warnings).filter(isWarning);

describe('the reason of a row', () => {
  it.each(reasonCodes)('%s is said in one sentence', (reason) => {
    const [facts, sentence] = sentences[reason];
    expect(reasonSentence({ reason, facts, changes: [change('department')] })).toBe(sentence);
  });

  it('names the first two values that differ and counts the others', () => {
    const changes = [change('title'), change('department'), change('location'), change('externalId')];
    const row = (n: number) => reasonSentence({ reason: 'changed.attrs', facts: { n }, changes });
    expect([row(2), row(3)]).toEqual([
      '2 values differ: Job Title and Department.',
      '3 values differ: Job Title, Department and 1 more.',
    ]);
  });

  it('says what changes beside a restore', () => {
    const restored = (n: number) =>
      reasonSentence({ reason: 'restored.back', facts: { n }, changes: noChanges });
    expect([restored(1), restored(4)]).toEqual([
      'Archived on the console, active in the directory again. One value changes too.',
      'Archived on the console, active in the directory again. 4 values change too.',
    ]);
  });

  it('says where an address is too long that is short enough as a whole (RFC 5321)', () => {
    const facts = { label: 'Email', n: 85, max: 254 };
    expect(reasonSentence({ reason: 'blocked.tooLong', facts, changes: noChanges })).toBe(
      'Email has more than 64 characters before the @.',
    );
  });

  it('names every source that excludes a person, and what would have Blocked the row (R5)', () => {
    const facts = {
      file: 'vip.csv',
      line: 2,
      also: 'excluded.flag excluded.column',
      blocked: 'blocked.twoRows',
    };
    expect(reasonSentence({ reason: 'excluded.list', facts, changes: noChanges })).toBe(
      'On the exclusion list (vip.csv, line 2); also: Provisioning Managed is false on the console; ' +
        'also: Provisioning Managed is false in the directory; and would be blocked: two directory rows mean this person.',
    );
  });

  it('says “a second entry” only of somebody whose first reason is such an entry (R5)', () => {
    const also = { also: 'excluded.list' };
    expect(reasonSentence({ reason: 'excluded.flag', facts: also, changes: noChanges })).toBe(
      'Provisioning Managed is false on the console; also: on the exclusion list.',
    );
    const twice = { ...also, file: 'vip.csv', line: 2 };
    expect(reasonSentence({ reason: 'excluded.list', facts: twice, changes: noChanges })).toBe(
      'On the exclusion list (vip.csv, line 2); also: a second entry on an exclusion list.',
    );
  });

  it('shows people’s values through the one function that it is given', () => {
    const sentence = reasonSentence(
      { reason: 'blocked.held', facts: { new: 'דנה@a.example', other: 'Ana' }, changes: noChanges },
      (value) => `[${value}]`,
    );
    expect(sentence).toBe('The new e-mail [דנה@a.example] still belongs to [Ana].');
  });
});

describe('a warning', () => {
  it.each(warningCodes)('%s is said in one sentence', (code) => {
    const [facts, sentence] = warnings[code];
    expect(warningSentence({ code, facts })).toBe(sentence);
  });

  it.each(warningCodes)('%s has a headline with its number, in singular and plural', (code) => {
    expect(warningHeadline(code, 1)).toMatch(/^1 \w+/);
    expect(warningHeadline(code, 1204)).toMatch(/^1,204 \w+/);
    expect(warningHeadline(code, 2).slice(2)).not.toBe(warningHeadline(code, 1).slice(2));
  });

  it('counts one person as one person', () => {
    expect(warningSentence({ code: 'manager.leaves', facts: { n: 1 } })).toBe(
      'One person reports to this person, who would be archived.',
    );
  });

  it('is heavy only where a code of this list is', () => {
    expect([...HEAVY_WARNINGS].every((code) => code in warnings)).toBe(true);
  });
});
