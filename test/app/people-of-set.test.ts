import { expect, it } from 'vitest';
import { findPeopleSets, peopleOfSet } from '../../src-main/app/people-of-set.ts';
import type { ReportDesk, RowBrief, RowSelection } from '../../src-main/app/report-desk.ts';
import { succeed } from '../../src-main/core/failure.ts';

const group = (groupName: string): RowBrief => ({
  seq: 0,
  object: 'group',
  verdict: 'Unchanged',
  name: groupName,
  address: '',
  groupName,
  department: '',
  reason: 'unchanged.same',
  reasonSentence: '',
  changes: [],
  changeCount: 0,
  warnings: [],
  review: 'open',
});
const asked: RowSelection[] = [];
type Asked = Pick<ReportDesk, 'facets' | 'linesAt' | 'peopleOf' | 'peopleOfGroup'>;
const desk: Asked = {
  facets: async (_report, { departments }) =>
    succeed({
      rows: departments?.[0] === 'Legal' ? 7 : 0,
      objects: [],
      verdicts: [],
      warnings: [],
      reasons: [],
      fields: [],
      departments: {
        top: [
          { value: 'Sales', rows: 9 },
          { value: '', rows: 2 },
        ],
        otherValues: 1,
        otherRows: 7,
      },
      results: [],
      reviewed: 0,
    }),
  linesAt: async (_query, offset, limit) => {
    const rows = [group('Field Sales'), group('Sales')];
    const lines = rows.slice(offset, offset + limit).map((one) => ({ kind: 'row', row: one }) as const);
    return succeed({ lines, offset, total: rows.length, rows: rows.length, of: rows.length });
  },
  peopleOf: async (_report, selection) => {
    asked.push(selection);
    return succeed([{ address: 'lea@contoso.example', name: 'Lea' }]);
  },
  peopleOfGroup: async (_report, name) => succeed([{ address: 'eva@contoso.example', name }]),
};

it('finds departments and groups by name, also a department that is none of the frequent ones', async () => {
  expect(await findPeopleSets(desk, 'r', '')).toEqual(succeed([{ kind: 'department', name: 'Sales' }]));
  expect(await findPeopleSets(desk, 'r', 'Legal')).toEqual(
    succeed([
      { kind: 'department', name: 'Legal' },
      { kind: 'group', name: 'Field Sales' },
      { kind: 'group', name: 'Sales' },
    ]),
  );
});

it('asks for a group by its name', async () => {
  const people = await peopleOfSet(desk, 'r', { kind: 'group', name: 'Field Sales' });
  expect(people).toEqual(succeed([{ address: 'eva@contoso.example', name: 'Field Sales' }]));
});

it('adds the people of a department without those who would be archived', async () => {
  const people = await peopleOfSet(desk, 'r', { kind: 'department', name: 'Legal' });
  expect(people).toEqual(succeed([{ address: 'lea@contoso.example', name: 'Lea' }]));
  expect(asked).toEqual([
    {
      filter: {
        object: 'user',
        departments: ['Legal'],
        verdicts: ['Created', 'Changed', 'Restored', 'Unchanged', 'Excluded', 'Blocked'],
      },
    },
  ]);
});
