import { expect, it } from 'vitest';
import { causeWords, rowsOfCause } from '../../src-renderer/screens/reports/guard-cause.ts';
import { asked } from '../../src-renderer/screens/reports/report-filter.ts';
import { leftByUndo } from '../../src-renderer/screens/reports/undo-leaves.ts';

it('what an undo cannot take back is named with the way to its rows, lost aliases first', () => {
  const left = leftByUndo({
    warnings: [
      {
        value: 'restore.enrol',
        rows: 1,
        weight: 'light',
        headline: '1 restored person may be enrolled again',
      },
      { value: 'undo.moved', rows: 2, weight: 'light', headline: '2 rows that were changed' },
      { value: 'undo.alias', rows: 3, weight: 'light', headline: '3 people whose aliases are gone' },
    ],
    reasons: [
      { value: 'undo.changed', rows: 9, label: '' },
      { value: 'undo.groupMade', rows: 1, label: '' },
      { value: 'undo.groupStays', rows: 1, label: '' },
      { value: 'undo.gone', rows: 1, label: '' },
    ],
  });
  expect(left.map(({ words }) => words)).toEqual([
    '3 people whose aliases are gone',
    '2 rows that were changed',
    '1 row that is not on the console any more',
    '2 groups that stay without members',
  ]);
  expect(left[0]?.filter).toEqual({ warnings: ['undo.alias'] });
  expect(asked(left[3]?.filter ?? {}).verdicts).toContain('Unchanged');
  const made = leftByUndo({ warnings: [], reasons: [{ value: 'undo.groupMade', rows: 1, label: '' }] });
  expect(made[0]?.filter).toEqual({ object: 'group', reasons: ['undo.groupMade'] });
  expect(leftByUndo({ warnings: [], reasons: [{ value: 'undo.changed', rows: 9, label: '' }] })).toEqual([]);
});

it('what most rows over a limit have in common is a filter on just these rows', () => {
  const language = { of: 'field', value: 'language', label: 'Language', rows: 251 } as const;
  expect(causeWords(language)).toBe('Language, 251 people');
  expect(rowsOfCause('changed', language)).toEqual({
    object: 'user',
    verdicts: ['Changed'],
    fields: ['language'],
  });
  const sales = { of: 'department', value: 'Sales', rows: 1 } as const;
  expect(causeWords(sales)).toBe('Department Sales, 1 person');
  expect(rowsOfCause('created', sales).departments).toEqual(['Sales']);
});
