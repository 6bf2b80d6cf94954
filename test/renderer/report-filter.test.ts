import { expect, test } from 'vitest';
import type { ReportFacets } from '../../src-preload/contract/report-rows.ts';
import type { ReportFilter } from '../../src-preload/contract/report-words.ts';
import {
  asked,
  changesOfReport,
  rowsOfLimit,
  rowsOfTab,
  toggled,
  tokensOf,
} from '../../src-renderer/screens/reports/report-filter.ts';

const facets: ReportFacets = {
  rows: 100,
  objects: [],
  verdicts: [
    { object: 'user', value: 'Changed', rows: 40 },
    { object: 'user', value: 'Archived', rows: 3 },
    { object: 'user', value: 'Unchanged', rows: 300 },
    { object: 'membership', value: 'Created', rows: 14 },
  ],
  warnings: [{ value: 'alias', rows: 14, weight: 'heavy', headline: '14 aliases will vanish' }],
  reasons: [{ value: 'archived.absent', rows: 3, label: 'Not in the directory' }],
  fields: [{ value: 'title', rows: 9, label: 'Job Title' }],
  departments: { top: [], otherValues: 0, otherRows: 0 },
  results: [],
  reviewed: 0,
};

test('Without a chosen verdict, Unchanged is not asked for', () => {
  expect(asked({ object: 'user' }).verdicts).not.toContain('Unchanged');
  expect(asked({ object: 'user' }).verdicts).toContain('Archived');
  expect(asked({ verdicts: ['Unchanged'] }).verdicts).toEqual(['Unchanged']);
});

test('A heavy warning on an unchanged row is found', () => {
  expect(asked({ weight: 'heavy', review: 'open' }).verdicts).toBeUndefined();
  expect(asked({ object: 'user', warnings: ['names.nobody'] }).verdicts).toBeUndefined();
});

test('"of 65" counts the tab’s rows, and the unchanged ones only where their chip is on', () => {
  expect(rowsOfTab(facets, 'user', { object: 'user' })).toBe(43);
  expect(rowsOfTab(facets, 'user', { object: 'user', verdicts: ['Unchanged'] })).toBe(343);
  expect(rowsOfTab(facets, undefined, {})).toBe(57);
});

test('Each part of a filter is a token in the admin’s words, and taking it away leaves the rest', () => {
  const filter: ReportFilter = {
    object: 'user',
    verdicts: ['Archived', 'Changed'],
    warnings: ['alias'],
    fields: ['title'],
    departments: [''],
    reasons: ['archived.absent'],
    text: 'ana',
  };
  const tokens = tokensOf(filter, facets);
  expect(tokens.map(({ label }) => label)).toEqual([
    'Archived',
    'Changed',
    '14 aliases will vanish',
    'Department: (none)',
    'Changes Job Title',
    'Not in the directory',
    '“ana”',
  ]);
  expect(tokens[0]?.without).toEqual({ ...filter, verdicts: ['Changed'] });
  const cleared = tokens.reduce<ReportFilter>((left) => tokensOf(left, facets)[0]?.without ?? left, filter);
  expect(cleared).toEqual({ object: 'user' });
});

test('A value that is toggled twice leaves no empty list behind', () => {
  expect(toggled(toggled(undefined, 'a'), 'a')).toBeUndefined();
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
});

test('A report that broke a limit opens with the rows that broke it', () => {
  expect(rowsOfLimit('archived')).toEqual({ object: 'user', verdicts: ['Archived'] });
  expect(rowsOfLimit('half')).toEqual({ object: 'user', verdicts: ['Archived'] });
  expect(rowsOfLimit('members')).toEqual({ object: 'membership', verdicts: ['Archived'] });
  expect(rowsOfLimit('created').verdicts).toEqual(['Created', 'Restored']);
});

test('The number on the apply button is people, groups and memberships together', () => {
  const users = { created: 12, changed: 40, archived: 3, restored: 1, unchanged: 9, excluded: 6, blocked: 3 };
  const counts = {
    users: { ...users, adopted: 5 },
    groups: { created: 2, changed: 0, archived: 0, restored: 0, unchanged: 4, blocked: 0 },
    memberships: { created: 14, archived: 4, unchanged: 0, blocked: 0 },
  };
  expect(changesOfReport({ counts })).toBe(76);
});
