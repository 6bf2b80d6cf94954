import { describe, expect, it } from 'vitest';
import type { ExclusionDraft, ExclusionEditDone } from '../../src-preload/contract/exclusions.ts';
import {
  backSentence,
  doneSentence,
  effectOf,
  problemsOf,
  savedSentence,
  titleOf,
  whyNoSave,
} from '../../src-renderer/screens/exclusions/exclusion-words.ts';

const draft: ExclusionDraft = {
  tenantId: 't',
  where: 'file',
  lines: 8,
  protects: 6,
  unsavedEdits: 2,
  canUndo: true,
  canRedo: false,
  problems: { lines: 0, byKind: {} },
  readAtMs: 0,
  notes: [],
  effect: 'no report',
};
const done: ExclusionEditDone = {
  draft,
  given: 128,
  added: 121,
  changed: 0,
  deleted: 0,
  alreadyThere: 4,
  withProblems: 3,
  ids: [],
};

describe('the words of the exclusions screen', () => {
  it('count people and unsaved edits in the title', () => {
    expect(titleOf(draft)).toBe('6 people are excluded · not saved: 2 edits');
    expect(titleOf({ protects: 1, unsavedEdits: 0 })).toBe('1 person is excluded');
    expect(titleOf({ protects: 0, unsavedEdits: 1 })).toBe('Nobody is excluded · not saved: 1 edit');
  });

  it('tell what became of a paste', () => {
    expect(doneSentence('pasted', done)).toBe('128 pasted: 121 added, 4 already there, 3 with problems');
    expect(doneSentence('pasted', { ...done, added: 0, withProblems: 0, given: 4 })).toBe(
      '4 pasted: 4 already there',
    );
  });

  it('say why there is no effect yet', () => {
    expect(effectOf(draft)).toEqual({ sentence: 'Effect appears after the first test-mode sync.', lost: '' });
  });

  it('keep the loss apart, and name those whom another source protects', () => {
    const effect = {
      reportId: 'r',
      fewer: {},
      more: { Archived: 1 },
      membershipsFewer: 0,
      sentence: '',
      lost: '1 person would be archived',
      stillProtected: 2,
    };
    expect(effectOf({ effect })).toEqual({
      sentence: '2 people stay protected by another source',
      lost: '1 person would be archived',
    });
  });

  it('say the number of lines that stay behind when the others are saved', () => {
    expect(savedSentence({ protects: 6, stayed: 3 })).toBe(
      'Saved. 6 people are excluded. 3 lines with problems stay in the draft.',
    );
    expect(savedSentence({ protects: 6, stayed: 0 })).toBe('Saved. 6 people are excluded.');
  });

  it('bring unsaved edits back with their time', () => {
    expect(backSentence({ edits: 2, atMs: Date.now() })).toMatch(/^Your 2 unsaved edits from .+ are back\.$/);
  });

  it('say why nothing can be saved', () => {
    expect(whyNoSave(draft, 'idle')).toBeUndefined();
    expect(whyNoSave({ ...draft, unsavedEdits: 0 }, 'idle')).toBe('There is nothing to save.');
    expect(whyNoSave({ ...draft, theirs: { seenAtMs: 0, lines: 1, differs: 1 } }, 'idle')).toBe(
      'Keep yours or take theirs first.',
    );
    const offline = { sentence: 'No connection.', next: 'Wait.' };
    expect(whyNoSave({ ...draft, where: 'console', offline }, 'idle')).toBe('Saving needs a connection.');
    expect(whyNoSave({ ...draft, offline }, 'idle')).toBeUndefined();
  });

  it('offer the first address that may be meant, for its own cell', () => {
    const problem = {
      kind: 'unknown-person',
      column: 'Email',
      sentence: 'Nobody.',
      staysBehind: false,
    } as const;
    expect(problemsOf({ problems: [problem, { ...problem, suggestion: 'jo@contoso.com' }] })).toEqual({
      text: 'Nobody. Nobody.',
      suggested: { column: 'email', text: 'jo@contoso.com' },
    });
  });
});
