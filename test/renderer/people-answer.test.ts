import { describe, expect, it } from 'vitest';
import {
  answerSentence,
  canBeSynced,
  nextStepFor,
  ticketSentence,
} from '../../src-renderer/screens/people/answer-words.ts';

const report = {
  reportId: 'r',
  atMs: 0,
  kind: 'whole' as const,
  partial: false,
  directory: { kind: 'csv' as const, name: 'hr.csv' },
  console: { name: 'Contoso' },
};
const ana = {
  name: 'Ana Ruiz',
  address: 'ana@x.example',
  changeCount: 0,
  others: [],
  directoryRef: '212',
};

describe('the answer about a person (ux §8)', () => {
  it('names the cause in one sentence', () => {
    const blocked = { ...ana, verdict: 'Blocked' as const };
    const bad = '“ana@x” is no e-mail address (row 212).';
    expect(answerSentence({ ...blocked, reason: 'blocked.badEmail', reasonSentence: bad })).toBe(
      `Ana Ruiz is not in the console because ${bad}`,
    );
    expect(
      answerSentence({ ...blocked, reason: 'blocked.noEmail', reasonSentence: 'No e-mail in row 212.' }),
    ).toBe('Ana Ruiz is not in the console because there is no e-mail in row 212.');
  });

  it('says the reason once in a ticket, and where the answer is silent about it', () => {
    const row = {
      ...ana,
      reportId: 'r',
      seq: 1,
      key: 'k',
      object: 'user' as const,
      verdict: 'Blocked' as const,
      acts: 'nothing' as const,
      groupName: '',
      department: '',
      reason: 'blocked.noEmail' as const,
      reasonSentence: 'No e-mail in row 212.',
      externalId: '',
      adopted: false,
      also: [],
      changes: [],
      allChanges: [],
      warnings: [],
      review: 'open' as const,
    };
    expect(ticketSentence(row, report, 'Contoso').match(/row 212/g)).toHaveLength(1);
    const archived = {
      ...row,
      verdict: 'Archived' as const,
      reason: 'archived.inactive' as const,
      reasonSentence: 'Inactive in the directory since this listing.',
    };
    expect(ticketSentence(archived, report, 'Contoso')).toContain(archived.reasonSentence);
  });

  it('bounds what it denies by how far was listed', () => {
    const created = {
      ...ana,
      verdict: 'Created' as const,
      reason: 'created.new' as const,
      reasonSentence: '',
    };
    expect(answerSentence(created, true)).toContain('(as far as listed)');
    expect(answerSentence(created)).not.toContain('as far as listed');
    const both = { ...created, verdict: 'Changed' as const, consoleRef: 'u1', changeCount: 1 };
    expect(answerSentence(both, true)).not.toContain('as far as listed');
  });

  it('never calls done what was only received (U6)', () => {
    const row = { ...ana, verdict: 'Created' as const, reason: 'created.new' as const, reasonSentence: '' };
    const received = { ...row, result: { status: 'received' as const, sentence: 'Received.' } };
    expect(answerSentence(received)).toBe(
      'The console received the change of Ana Ruiz; it is not confirmed yet.',
    );
    const applied = { ...row, result: { status: 'applied' as const, sentence: 'Applied.' } };
    expect(answerSentence(applied)).toBe('Ana Ruiz was created in the console.');
  });

  it('says who can change what blocks somebody, and offers no sync then', () => {
    expect(nextStepFor({ reason: 'blocked.badEmail', directoryRef: '212' }, report)).toBe(
      'Whoever keeps the directory can correct row 212 of hr.csv; then look again.',
    );
    expect(canBeSynced({ verdict: 'Blocked', acts: 'operation', others: [] })).toBe(false);
    expect(canBeSynced({ verdict: 'Unchanged', acts: 'nothing', others: [] })).toBe(false);
    expect(canBeSynced({ verdict: 'Changed', acts: 'operation', others: [] })).toBe(true);
  });
});
