import { describe, expect, it } from 'vitest';
import { reportOf } from '../worlds/world.ts';

describe('what a report keeps of a person beside the comparison', () => {
  it('is the department, other names and the key of the match, of unchanged people too; the directory’s word first', () => {
    const { rows } = reportOf({
      directory: [
        { address: 'ana@x.example', id: '1', values: { department: ' Legal ', employeeNumber: '007' } },
        { address: 'ben@x.example', values: {} },
        { address: 'cy@x.example', values: { employeeNumber: '9' } },
      ],
      console: [
        {
          address: 'ana@x.example',
          id: '1',
          values: { department: 'Legal', employeeNumber: '007' },
          aliases: ['a.ruiz@x.example'],
        },
        { address: 'ben@x.example', values: {} },
        { address: 'di@x.example', values: { department: 'Ops' } },
      ],
    });
    const kept = rows.map(({ address, department, also, matchedBy }) => ({
      address,
      department,
      also,
      matchedBy,
    }));
    expect(kept).toEqual([
      {
        address: 'ana@x.example',
        department: 'Legal',
        also: ['007', 'a.ruiz@x.example'],
        matchedBy: 'externalId',
      },
      { address: 'ben@x.example', department: undefined, also: undefined, matchedBy: 'userName' },
      { address: 'cy@x.example', department: undefined, also: ['9'], matchedBy: undefined },
      { address: 'di@x.example', department: 'Ops', also: undefined, matchedBy: undefined },
    ]);
  });
});
